#include "trust/identity.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <iterator>

#include "trust/openssl.hpp"
#include "trust/pem.hpp"
#include "trust/wiped_text.hpp"

namespace crossroads::trust {
namespace {

/// A service has nobody to ask: a key under a passphrase is no key.
int no_passphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*data*/) { return -1; }

}  // namespace

Checked<PrivateKey> PrivateKey::of_pem(std::string_view text, const std::string& file) {
  ERR_clear_error();
  const std::unique_ptr<BIO, Freed<BIO_free>> in(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  must(in != nullptr);
  KeyPointer key(PEM_read_bio_PrivateKey(in.get(), nullptr, no_passphrase, nullptr));
  if (!key) {
    const auto why = openssl_reason();
    const bool locked = text.contains("ENCRYPTED");
    return distrust(Reason::no_key, {.what = locked ? "this key is under a passphrase" : "there is no private key in this file: " + why,
                                     .place = {.file = file},
                                     .expected = "PEM: -----BEGIN PRIVATE KEY-----",
                                     .hint = locked ? "openssl pkey -in FILE -out KEY writes it without one" : ""});
  }
  return adopt(key.release());
}

PrivateKey PrivateKey::adopt(evp_pkey_st* key) { return PrivateKey(std::shared_ptr<evp_pkey_st>(key, EVP_PKEY_free)); }

std::string PrivateKey::to_pem() const {
  const std::unique_ptr<BIO, Freed<BIO_free>> out(BIO_new(BIO_s_secmem()));
  must(out && PEM_write_bio_PKCS8PrivateKey(out.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

bool PrivateKey::fits(const Certificate& certificate) const {
  const auto parsed = to_x509(certificate);
  const bool same = X509_check_private_key(parsed.get(), key_.get()) == 1;
  ERR_clear_error();
  return same;
}

Checked<Identity> Identity::of(Chain chain, PrivateKey key) {
  const Certificate& own = chain.leaf;
  const auto refuse = [&](Reason reason, std::string what, std::string field, std::string value, std::string expected, std::string hint) {
    return distrust(reason, {.what = std::move(what),
                             .place = {.file = own.file},
                             .field = std::move(field),
                             .value = std::move(value),
                             .expected = std::move(expected),
                             .hint = std::move(hint)});
  };
  if (!key.fits(own)) {
    return refuse(Reason::other_key, "the private key is not that of the certificate", "subject", own.subject,
                  "the key that the certificate was asked for with", "the file's first certificate must be one's own");
  }
  if (own.key != KeyType::p256) {
    return refuse(Reason::wrong_key, "the certificate has a key of a kind that is not used here", "key", std::string(word(own.key)),
                  std::string(word(KeyType::p256)), "");
  }
  const auto institution = CROSSROADS_TRY(institution_of(own));
  if (!own.for_servers || !own.for_clients) {
    return refuse(Reason::wrong_use, "the certificate does not serve both to answer and to ask", "use",
                  own.for_servers   ? "servers only"
                  : own.for_clients ? "clients only"
                                    : "neither",
                  "extended key usage serverAuth and clientAuth, key usage digitalSignature", "");
  }
  return Identity{.chain = std::move(chain), .key = std::move(key), .institution = institution};
}

Checked<Identity> Identity::load(const std::filesystem::path& certificate, const std::filesystem::path& key) {
  const auto text = CROSSROADS_TRY(read_pem_file(certificate, "the institution's certificate, as PEM"));
  auto certificates = CROSSROADS_TRY(certificates_of_pem(text, certificate.string()));
  const WipedText secret(CROSSROADS_TRY(read_pem_file(key, "the certificate's private key, as PEM")));
  auto parsed = CROSSROADS_TRY(PrivateKey::of_pem(secret.text(), key.string()));
  Chain chain{.leaf = std::move(certificates.front())};
  chain.between.assign(std::make_move_iterator(certificates.begin() + 1), std::make_move_iterator(certificates.end()));
  auto identity = of(std::move(chain), std::move(parsed));
  if (!identity && identity.error().reason == Reason::other_key) identity.error().problem.place.file = key.string();
  return identity;
}

}  // namespace crossroads::trust
