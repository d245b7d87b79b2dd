#include "ledger/archive/recipient.hpp"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <new>

#include "base/sha256_stream.hpp"

namespace crossroads::ledger {
namespace {

template <auto free>
struct Freed {
  template <class T>
  void operator()(T* pointer) const {
    free(pointer);
  }
};
using Stream = std::unique_ptr<BIO, Freed<BIO_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Message = std::unique_ptr<CMS_ContentInfo, Freed<CMS_ContentInfo_free>>;

/// What OpenSSL said last, and forgets it.
std::string reason() {
  std::string text;
  while (const auto code = ERR_get_error()) {
    const char* one = ERR_reason_error_string(code);
    if (one != nullptr) text = text.empty() ? one : text + "; " + one;
  }
  return text.empty() ? "no reason given" : text;
}

Stream stream_of(std::string_view bytes) {
  Stream stream(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
  if (!stream) throw std::bad_alloc();
  return stream;
}

/// Nothing where the text is not exactly one certificate.
Certificate read(std::string_view text) {
  if (const auto* bytes = reinterpret_cast<const unsigned char*>(text.data()); !text.starts_with("-----")) {
    const auto* const end = bytes + text.size();
    Certificate certificate(d2i_X509(nullptr, &bytes, static_cast<long>(text.size())));
    return bytes == end ? std::move(certificate) : nullptr;
  }
  const Stream stream = stream_of(text);
  Certificate certificate(PEM_read_bio_X509(stream.get(), nullptr, nullptr, nullptr));
  const Certificate second(PEM_read_bio_X509(stream.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();  // the end of the stream is one too
  return second ? nullptr : std::move(certificate);
}

std::string subject_of(X509* certificate) {
  const Stream stream(BIO_new(BIO_s_mem()));
  if (!stream || X509_NAME_print_ex(stream.get(), X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253) < 0) throw std::bad_alloc();
  char* text = nullptr;
  const long size = BIO_get_mem_data(stream.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

/// Why nothing should be sealed to the certificate; empty if nothing speaks against it.
std::string_view objection(X509* certificate, Instant now) {
  std::time_t moment = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  if (X509_cmp_time(X509_get0_notBefore(certificate), &moment) >= 0) return "the recipient's certificate is not valid yet";
  if (X509_cmp_time(X509_get0_notAfter(certificate), &moment) <= 0) return "the recipient's certificate is not valid any more";
  const EVP_PKEY* key = X509_get0_pubkey(certificate);
  const bool rsa = key != nullptr && EVP_PKEY_is_a(key, "RSA") == 1;
  if (!rsa && (key == nullptr || EVP_PKEY_is_a(key, "EC") == 0)) return "the recipient's key can't be encrypted to";
  if (EVP_PKEY_get_bits(key) < (rsa ? 3072 : 256)) return "the recipient's key is too short for data of ten years";
  // All bits are set where the certificate says nothing of its usage.
  if ((X509_get_key_usage(certificate) & (rsa ? KU_KEY_ENCIPHERMENT : KU_KEY_AGREEMENT)) == 0)
    return "the recipient's certificate is for signatures only";
  return {};
}

/// How the content's key goes to the recipient.
bool choose_transport(CMS_RecipientInfo* recipient) {
  EVP_PKEY_CTX* context = CMS_RecipientInfo_get0_pkey_ctx(recipient);
  if (CMS_RecipientInfo_type(recipient) == CMS_RECIPINFO_AGREE) return EVP_PKEY_CTX_set_ecdh_kdf_md(context, EVP_sha256()) > 0;
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) > 0 && EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) > 0;
}

}  // namespace

Result<Recipient> Recipient::parse(std::string_view text, Instant now) {
  Certificate certificate = read(text);
  if (!certificate)
    return failure({.what = "the recipient's certificate can't be read", .expected = "one X.509 certificate, as PEM or DER"});
  Recipient recipient;
  recipient.subject_ = subject_of(certificate.get());
  if (const auto why = objection(certificate.get(), now); !why.empty()) {
    return failure({.what = std::string(why),
                    .value = recipient.subject_,
                    .expected = "RSA of 3072 bits or more with key encipherment, or a curve of 256 bits or more with key agreement"});
  }
  unsigned char* der = nullptr;
  const int size = i2d_X509(certificate.get(), &der);
  if (size <= 0) throw std::bad_alloc();
  recipient.fingerprint_ = sha256_of(std::span<const std::uint8_t>(der, static_cast<std::size_t>(size)));
  OPENSSL_free(der);
  recipient.certificate_ = std::shared_ptr<X509>(certificate.release(), X509_free);
  return recipient;
}

Result<std::vector<std::uint8_t>> Recipient::seal(std::span<const std::uint8_t> bytes) const {
  ERR_clear_error();
  const auto failed = [] { return failure({.what = "cannot seal to the recipient: " + reason()}); };
  const Message message(CMS_AuthEnvelopedData_create(EVP_aes_256_gcm()));
  if (!message || CMS_set_detached(message.get(), 0) != 1) return failed();
  CMS_RecipientInfo* recipient = CMS_add1_recipient_cert(message.get(), certificate_.get(), CMS_KEY_PARAM);
  if (recipient == nullptr || !choose_transport(recipient)) return failed();
  const Stream content = stream_of({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (CMS_final(message.get(), content.get(), nullptr, CMS_BINARY) != 1) return failed();
  const int size = i2d_CMS_ContentInfo(message.get(), nullptr);
  if (size <= 0) return failed();
  std::vector<std::uint8_t> der(static_cast<std::size_t>(size));
  unsigned char* out = der.data();
  if (i2d_CMS_ContentInfo(message.get(), &out) != size) return failed();
  return der;
}

}  // namespace crossroads::ledger
