#include "trust/openssl.hpp"

#include <openssl/err.h>

#include <new>
#include <stdexcept>

namespace crossroads::trust {
namespace {

std::vector<std::uint8_t> der_of(X509* certificate) {
  const int size = i2d_X509(certificate, nullptr);
  must(size > 0);
  std::vector<std::uint8_t> der(static_cast<std::size_t>(size));
  auto* out = der.data();
  must(i2d_X509(certificate, &out) == size);
  return der;
}

}  // namespace

void must(bool done) {
  if (!done) throw std::bad_alloc();
}

std::string openssl_reason() {
  std::string text;
  while (const auto code = ERR_get_error()) {
    const char* one = ERR_reason_error_string(code);
    if (one != nullptr) text = text.empty() ? one : text + "; " + one;
  }
  return text.empty() ? "no reason given" : text;
}

X509Pointer to_x509(const Certificate& certificate) {
  const auto* bytes = certificate.der.data();
  X509Pointer parsed(d2i_X509(nullptr, &bytes, static_cast<long>(certificate.der.size())));
  must(parsed != nullptr);  // it was parsed before
  return parsed;
}

CrlPointer to_crl(const RevocationList& list) {
  const auto* bytes = list.der.data();
  CrlPointer parsed(d2i_X509_CRL(nullptr, &bytes, static_cast<long>(list.der.size())));
  must(parsed != nullptr);
  return parsed;
}

Checked<Chain> presented_chain(X509_STORE_CTX* context) {
  auto* leaf = X509_STORE_CTX_get0_cert(context);
  if (leaf == nullptr) return distrust(Reason::not_pem, {.what = "the other side presented no certificate"});
  Chain chain{.leaf = CROSSROADS_TRY(parse_certificate(der_of(leaf)))};
  const auto* others = X509_STORE_CTX_get0_untrusted(context);
  for (int i = 0; i < sk_X509_num(others); ++i) {
    auto* one = sk_X509_value(others, i);
    // TLS hands the leaf over among the others too.
    if (X509_cmp(one, leaf) != 0) chain.between.push_back(CROSSROADS_TRY(parse_certificate(der_of(one))));
  }
  return chain;
}

int openssl_error(Reason reason) {
  switch (reason) {
    case Reason::unknown_authority: return X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
    case Reason::revoked: return X509_V_ERR_CERT_REVOKED;
    case Reason::expired: return X509_V_ERR_CERT_HAS_EXPIRED;
    case Reason::not_yet_valid: return X509_V_ERR_CERT_NOT_YET_VALID;
    case Reason::wrong_use: return X509_V_ERR_INVALID_PURPOSE;
    case Reason::wrong_key: return X509_V_ERR_EE_KEY_TOO_SMALL;
    case Reason::other_host: return X509_V_ERR_HOSTNAME_MISMATCH;
    case Reason::list_missing: return X509_V_ERR_UNABLE_TO_GET_CRL;
    case Reason::list_out_of_date: return X509_V_ERR_CRL_HAS_EXPIRED;
    case Reason::list_not_yet_valid: return X509_V_ERR_CRL_NOT_YET_VALID;
    case Reason::list_not_signed: return X509_V_ERR_CRL_SIGNATURE_FAILURE;
    default: return X509_V_ERR_APPLICATION_VERIFICATION;
  }
}

}  // namespace crossroads::trust
