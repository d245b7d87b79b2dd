#include "trust/making.hpp"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/param_build.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>

#include "base/hexadecimal.hpp"
#include "trust/openssl.hpp"

namespace crossroads::trust {
namespace {

using Big = std::unique_ptr<BIGNUM, Freed<BN_clear_free>>;
using Group = std::unique_ptr<EC_GROUP, Freed<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, Freed<EC_POINT_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using ExtensionPointer = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using Time = std::unique_ptr<ASN1_TIME, Freed<ASN1_TIME_free>>;
using Number = std::unique_ptr<ASN1_INTEGER, Freed<ASN1_INTEGER_free>>;
using Enumerated = std::unique_ptr<ASN1_ENUMERATED, Freed<ASN1_ENUMERATED_free>>;

Time time_of(Instant at) {
  Time time(ASN1_TIME_set(nullptr, std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count()));
  must(time != nullptr);
  return time;
}

Number number_of(const std::string& hexadecimal) {
  BIGNUM* big = nullptr;
  must(BN_hex2bn(&big, hexadecimal.c_str()) > 0);
  const Big owned(big);
  Number number(BN_to_ASN1_INTEGER(big, nullptr));
  must(number != nullptr);
  return number;
}

template <class Encode, class Thing>
std::vector<std::uint8_t> der_of(Encode encode, Thing* thing) {
  unsigned char* bytes = nullptr;
  const int size = encode(thing, &bytes);
  must(size > 0);
  std::vector<std::uint8_t> der(bytes, bytes + size);
  OPENSSL_free(bytes);
  return der;
}

ExtensionPointer extension(X509V3_CTX& context, const Extension& wanted) {
  ExtensionPointer made(X509V3_EXT_conf_nid(nullptr, &context, wanted.kind, wanted.value.c_str()));
  must(made != nullptr);  // what is asked for was checked before
  return made;
}

/// What was just signed.
template <class Value>
Value parsed(Checked<Value> value) {
  must(value.has_value());
  return std::move(*value);
}

}  // namespace

PrivateKey make_key(const Randomness& randomness) {
  const Group group(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
  const Big scalar(BN_secure_new()), range(BN_new());
  must(group && scalar && range);
  // FIPS 186-4 §B.4.1: 64 bits more than the group's order, so that no key is likelier than another.
  std::array<std::uint8_t, 40> bytes = {};
  randomness(bytes);
  const std::unique_ptr<BN_CTX, Freed<BN_CTX_free>> space(BN_CTX_secure_new());
  must(space && BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), scalar.get()) != nullptr);
  OPENSSL_cleanse(bytes.data(), bytes.size());
  BN_set_flags(scalar.get(), BN_FLG_CONSTTIME);
  must(BN_sub(range.get(), EC_GROUP_get0_order(group.get()), BN_value_one()) == 1 &&
       BN_nnmod(scalar.get(), scalar.get(), range.get(), space.get()) == 1 && BN_add_word(scalar.get(), 1) == 1);

  const Point point(EC_POINT_new(group.get()));
  must(point && EC_POINT_mul(group.get(), point.get(), scalar.get(), nullptr, nullptr, space.get()) == 1);
  std::array<std::uint8_t, 65> shown = {};
  must(EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, shown.data(), shown.size(), space.get()) ==
       shown.size());

  const Builder builder(OSSL_PARAM_BLD_new());
  must(builder && OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) == 1 &&
       OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, shown.data(), shown.size()) == 1 &&
       OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar.get()) == 1);
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* key = nullptr;
  must(parameters && context && EVP_PKEY_fromdata_init(context.get()) == 1 &&
       EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, parameters.get()) == 1);
  return PrivateKey::adopt(key);
}

std::string make_serial(const Randomness& randomness) {
  std::array<std::uint8_t, 16> bytes = {};
  randomness(bytes);
  // Positive, and always of the same length.
  bytes.front() = static_cast<std::uint8_t>((bytes.front() & 0x3fU) | 0x40U);
  std::string text;
  for (const auto byte : bytes) append_hexadecimal(text, byte);
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

Certificate sign_certificate(const ToBeSigned& content, const PrivateKey& subject, const Certificate* issuer, const PrivateKey& key) {
  const X509Pointer made(X509_new());
  must(made && X509_set_version(made.get(), X509_VERSION_3) == 1 &&
       X509_set_serialNumber(made.get(), number_of(content.serial).get()) == 1 &&
       X509_set1_notBefore(made.get(), time_of(content.not_before).get()) == 1 &&
       X509_set1_notAfter(made.get(), time_of(content.not_after).get()) == 1 && X509_set_pubkey(made.get(), subject.native()) == 1);
  auto* name = X509_get_subject_name(made.get());
  for (const auto& [kind, value] : content.subject) {
    must(X509_NAME_add_entry_by_txt(name, kind, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value.data()),
                                    static_cast<int>(value.size()), -1, 0) == 1);
  }
  const auto signer = issuer != nullptr ? to_x509(*issuer) : nullptr;
  auto* authority = signer ? signer.get() : made.get();
  must(X509_set_issuer_name(made.get(), X509_get_subject_name(authority)) == 1);
  X509V3_CTX context = {};
  X509V3_set_ctx(&context, authority, made.get(), nullptr, nullptr, 0);
  // One's own key identifier must stand before the authority's is read from it.
  std::vector<Extension> extensions = {{NID_subject_key_identifier, "hash"}, {NID_authority_key_identifier, "keyid:always"}};
  extensions.insert(extensions.end(), content.extensions.begin(), content.extensions.end());
  for (const auto& wanted : extensions) must(X509_add_ext(made.get(), extension(context, wanted).get(), -1) == 1);
  must(X509_sign(made.get(), key.native(), EVP_sha256()) > 0);
  return parsed(parse_certificate(der_of(i2d_X509, made.get())));
}

RevocationList sign_list(const RevocationList& content, const Certificate& issuer, const PrivateKey& key) {
  const CrlPointer made(X509_CRL_new());
  const auto signer = to_x509(issuer);
  must(made && X509_CRL_set_version(made.get(), X509_CRL_VERSION_2) == 1 &&
       X509_CRL_set_issuer_name(made.get(), X509_get_subject_name(signer.get())) == 1 &&
       X509_CRL_set1_lastUpdate(made.get(), time_of(content.this_update).get()) == 1);
  if (content.next_update) must(X509_CRL_set1_nextUpdate(made.get(), time_of(*content.next_update).get()) == 1);
  for (const auto& revocation : content.revoked) {
    std::unique_ptr<X509_REVOKED, Freed<X509_REVOKED_free>> one(X509_REVOKED_new());
    must(one && X509_REVOKED_set_serialNumber(one.get(), number_of(revocation.serial).get()) == 1 &&
         X509_REVOKED_set_revocationDate(one.get(), time_of(revocation.since).get()) == 1);
    const auto code = revocation_code(revocation.reason).value_or(CRL_REASON_UNSPECIFIED);
    // RFC 5280 §5.3.1: where nothing is said the extension should not stand.
    if (code != CRL_REASON_UNSPECIFIED) {
      const Enumerated reason(ASN1_ENUMERATED_new());
      must(reason && ASN1_ENUMERATED_set(reason.get(), code) == 1 &&
           X509_REVOKED_add1_ext_i2d(one.get(), NID_crl_reason, reason.get(), 0, 0) == 1);
    }
    must(X509_CRL_add0_revoked(made.get(), one.get()) == 1);
    static_cast<void>(one.release());  // the list's now
  }
  X509V3_CTX context = {};
  X509V3_set_ctx(&context, signer.get(), nullptr, nullptr, made.get(), 0);
  must(X509_CRL_add_ext(made.get(), extension(context, {NID_authority_key_identifier, "keyid:always"}).get(), -1) == 1);
  const Number number(ASN1_INTEGER_new());
  must(number && ASN1_INTEGER_set_uint64(number.get(), content.number.value_or(0)) == 1 &&
       X509_CRL_add1_ext_i2d(made.get(), NID_crl_number, number.get(), 0, 0) == 1 && X509_CRL_sort(made.get()) == 1 &&
       X509_CRL_sign(made.get(), key.native(), EVP_sha256()) > 0);
  return parsed(parse_revocation_list(der_of(i2d_X509_CRL, made.get())));
}

}  // namespace crossroads::trust
