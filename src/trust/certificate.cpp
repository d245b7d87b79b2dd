#include "trust/certificate.hpp"

#include <arpa/inet.h>  // inet_ntop
#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <span>

#include "base/hexadecimal.hpp"
#include "base/sha256_stream.hpp"
#include "trust/openssl.hpp"
#include "trust/organization_identifier.hpp"
#include "trust/pem.hpp"

namespace crossroads::trust {
namespace {

using GeneralNames = std::unique_ptr<GENERAL_NAMES, Freed<GENERAL_NAMES_free>>;

/// As UTF-8, with a question mark for what a terminal or a log must not be sent.
std::string text_of(const ASN1_STRING* string) {
  unsigned char* bytes = nullptr;
  const int size = ASN1_STRING_to_UTF8(&bytes, string);
  if (size < 0) {
    ERR_clear_error();
    return "?";
  }
  std::string text(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  return text;
}

std::vector<std::string> attributes(const X509_NAME* name, int kind) {
  std::vector<std::string> found;
  for (int at = X509_NAME_get_index_by_NID(name, kind, -1); at >= 0; at = X509_NAME_get_index_by_NID(name, kind, at))
    found.push_back(text_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at))));
  return found;
}

std::string whole(const X509_NAME* name) {
  const std::unique_ptr<BIO, Freed<BIO_free>> out(BIO_new(BIO_s_mem()));
  must(out != nullptr);
  // Control characters escaped, letters beyond ASCII as they are.
  must(X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB)) >= 0);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::string key_id_text(const ASN1_OCTET_STRING* bytes) {
  std::string text;
  for (int i = 0; bytes != nullptr && i < ASN1_STRING_length(bytes); ++i) append_hexadecimal(text, ASN1_STRING_get0_data(bytes)[i]);
  return text;
}

std::string hexadecimal(const ASN1_INTEGER* number) {
  const std::unique_ptr<BIGNUM, Freed<BN_free>> big(ASN1_INTEGER_to_BN(number, nullptr));
  must(big != nullptr);
  char* text = BN_bn2hex(big.get());
  must(text != nullptr);
  std::string copy(text);
  OPENSSL_free(text);
  return copy;
}

std::optional<Instant> instant_of(const ASN1_TIME* time) {
  std::tm utc = {};
  if (time == nullptr || ASN1_TIME_to_tm(time, &utc) != 1) return std::nullopt;
  return Instant(std::chrono::seconds(timegm(&utc)));
}

KeyType key_type(X509* certificate) {
  const EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (key == nullptr) return KeyType::other;
  if (EVP_PKEY_is_a(key, "RSA") == 1) return KeyType::rsa;
  if (EVP_PKEY_is_a(key, "ED25519") == 1) return KeyType::ed25519;
  std::array<char, 80> group = {};
  if (EVP_PKEY_is_a(key, "EC") != 1 || EVP_PKEY_get_group_name(key, group.data(), group.size(), nullptr) != 1) return KeyType::other;
  const int curve = OBJ_txt2nid(group.data());
  if (curve == NID_X9_62_prime256v1) return KeyType::p256;
  if (curve == NID_secp384r1) return KeyType::p384;
  return curve == NID_secp521r1 ? KeyType::p521 : KeyType::other;
}

std::string address_text(std::span<const unsigned char> bytes) {
  std::array<char, INET6_ADDRSTRLEN> text = {};
  if (bytes.size() != 4 && bytes.size() != 16) return "?";
  must(inet_ntop(bytes.size() == 4 ? AF_INET : AF_INET6, bytes.data(), text.data(), text.size()) != nullptr);
  return text.data();
}

void take_names(X509* parsed, Certificate& certificate) {
  const GeneralNames names(static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(parsed, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    int kind = 0;
    const auto* value = static_cast<const ASN1_STRING*>(GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names.get(), i), &kind));
    if (kind == GEN_DNS) certificate.hosts.push_back(text_of(value));
    if (kind == GEN_IPADD)
      certificate.addresses.push_back(address_text({ASN1_STRING_get0_data(value), static_cast<std::size_t>(ASN1_STRING_length(value))}));
  }
  ERR_clear_error();
}

/// By their codes.
constexpr std::array<std::string_view, 11> revocation_words = {"unspecified",
                                                               "keyCompromise",
                                                               "cACompromise",
                                                               "affiliationChanged",
                                                               "superseded",
                                                               "cessationOfOperation",
                                                               "certificateHold",
                                                               "",  // not used
                                                               "removeFromCRL",
                                                               "privilegeWithdrawn",
                                                               "aACompromise"};

std::string reason_of(const X509_REVOKED* revoked) {
  const std::unique_ptr<ASN1_ENUMERATED, Freed<ASN1_ENUMERATED_free>> code(
      static_cast<ASN1_ENUMERATED*>(X509_REVOKED_get_ext_d2i(revoked, NID_crl_reason, nullptr, nullptr)));
  const long number = code ? ASN1_ENUMERATED_get(code.get()) : 0;
  const bool known = number >= 0 && number != 7 && number < static_cast<long>(revocation_words.size());
  return std::string(revocation_words[known ? static_cast<std::size_t>(number) : 0]);
}

}  // namespace

std::string_view word(KeyType type) {
  switch (type) {
    case KeyType::p256: return "ECDSA P-256";
    case KeyType::p384: return "ECDSA P-384";
    case KeyType::p521: return "ECDSA P-521";
    case KeyType::ed25519: return "Ed25519";
    case KeyType::rsa: return "RSA";
    case KeyType::other: break;
  }
  return "another kind of key";
}

std::optional<int> revocation_code(std::string_view reason) {
  const auto found = std::ranges::find(revocation_words, reason);
  if (found == revocation_words.end() || reason.empty()) return std::nullopt;
  return static_cast<int>(found - revocation_words.begin());
}

Checked<domain::EnterpriseNumber> institution_of(const Certificate& certificate) {
  const auto refuse = [&](Reason reason, std::string what, std::string value) {
    return distrust(reason, {.what = std::move(what),
                             .place = {.file = certificate.file},
                             .field = "organizationIdentifier",
                             .value = std::move(value),
                             .expected = "one attribute 2.5.4.97 in its subject, such as NTRBE-0308356862",
                             .hint = "ask for a certificate with it: docs/certificates.md"});
  };
  if (certificate.identifiers.empty()) return refuse(Reason::no_institution, "the certificate names no institution", "");
  if (certificate.identifiers.size() > 1) {
    return refuse(Reason::several_institutions, "the certificate names several institutions",
                  certificate.identifiers[0] + ", " + certificate.identifiers[1]);
  }
  auto institution = parse_organization_identifier(certificate.identifiers.front());
  if (!institution) institution.error().problem.place.file = certificate.file;
  return institution;
}

bool speaks_for(const RevocationList& list, std::string_view name, std::string_view key_id) {
  return list.issuer == name && (list.key_id.empty() || key_id.empty() || list.key_id == key_id);
}

Checked<Certificate> parse_certificate(std::vector<std::uint8_t> der, std::string file) {
  ERR_clear_error();
  const auto* at = der.data();
  const X509Pointer parsed(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  Certificate certificate{.file = std::move(file), .der = std::move(der)};
  const auto refuse = [&](const std::string& why) {
    return distrust(Reason::not_pem, {.what = "this certificate can't be read: " + why, .place = {.file = certificate.file}});
  };
  if (!parsed) return refuse(openssl_reason());
  if (at != certificate.der.data() + certificate.der.size()) return refuse("something stands behind it");
  const auto begin = instant_of(X509_get0_notBefore(parsed.get())), end = instant_of(X509_get0_notAfter(parsed.get()));
  if (!begin || !end) return refuse("its dates are none");
  certificate.not_before = *begin;
  certificate.not_after = *end;
  const auto* subject = X509_get_subject_name(parsed.get());
  if (auto names = attributes(subject, NID_commonName); !names.empty()) certificate.common_name = std::move(names.back());
  certificate.identifiers = attributes(subject, NID_organizationIdentifier);
  certificate.subject = whole(subject);
  certificate.issuer = whole(X509_get_issuer_name(parsed.get()));
  certificate.serial = hexadecimal(X509_get0_serialNumber(parsed.get()));
  certificate.fingerprint = sha256_of(certificate.der);
  certificate.key_id = key_id_text(X509_get0_subject_key_id(parsed.get()));
  certificate.issuer_key_id = key_id_text(X509_get0_authority_key_id(parsed.get()));
  certificate.key = key_type(parsed.get());
  certificate.for_servers = X509_check_purpose(parsed.get(), X509_PURPOSE_SSL_SERVER, 0) == 1;
  certificate.for_clients = X509_check_purpose(parsed.get(), X509_PURPOSE_SSL_CLIENT, 0) == 1;
  certificate.for_authorities = X509_check_ca(parsed.get()) == 1;  // version 3, and says so in its basic constraints
  take_names(parsed.get(), certificate);
  return certificate;
}

Checked<RevocationList> parse_revocation_list(std::vector<std::uint8_t> der, std::string file) {
  ERR_clear_error();
  const auto* at = der.data();
  const CrlPointer parsed(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  RevocationList list{.file = std::move(file), .der = std::move(der)};
  const auto refuse = [&](const std::string& why) {
    return distrust(Reason::list_missing, {.what = "this revocation list can't be read: " + why, .place = {.file = list.file}});
  };
  if (!parsed) return refuse(openssl_reason());
  if (at != list.der.data() + list.der.size()) return refuse("something stands behind it");
  const auto begin = instant_of(X509_CRL_get0_lastUpdate(parsed.get()));
  if (!begin) return refuse("its date is none");
  list.this_update = *begin;
  list.next_update = instant_of(X509_CRL_get0_nextUpdate(parsed.get()));
  list.issuer = whole(X509_CRL_get_issuer(parsed.get()));
  const std::unique_ptr<AUTHORITY_KEYID, Freed<AUTHORITY_KEYID_free>> signer(
      static_cast<AUTHORITY_KEYID*>(X509_CRL_get_ext_d2i(parsed.get(), NID_authority_key_identifier, nullptr, nullptr)));
  if (signer) list.key_id = key_id_text(signer->keyid);
  const std::unique_ptr<ASN1_INTEGER, Freed<ASN1_INTEGER_free>> number(
      static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(parsed.get(), NID_crl_number, nullptr, nullptr)));
  if (std::uint64_t value = 0; number && ASN1_INTEGER_get_uint64(&value, number.get()) == 1) list.number = value;
  const auto* revoked = X509_CRL_get_REVOKED(parsed.get());
  for (int i = 0; i < sk_X509_REVOKED_num(revoked); ++i) {
    const auto* one = sk_X509_REVOKED_value(revoked, i);
    list.revoked.push_back({.serial = hexadecimal(X509_REVOKED_get0_serialNumber(one)),
                            .since = instant_of(X509_REVOKED_get0_revocationDate(one)).value_or(Instant{}),
                            .reason = reason_of(one)});
  }
  ERR_clear_error();
  return list;
}

Checked<std::vector<Certificate>> certificates_of_pem(std::string_view text, const std::string& file) {
  std::vector<Certificate> certificates;
  for (auto& der : CROSSROADS_TRY(blocks_of_pem(text, "CERTIFICATE", file)))
    certificates.push_back(CROSSROADS_TRY(parse_certificate(std::move(der), file)));
  if (certificates.empty())
    return distrust(
        Reason::not_pem,
        {.what = "there is no certificate in this file", .place = {.file = file}, .expected = "PEM: -----BEGIN CERTIFICATE-----"});
  return certificates;
}

Checked<std::vector<RevocationList>> revocation_lists_of_pem(std::string_view text, const std::string& file) {
  std::vector<RevocationList> lists;
  for (auto& der : CROSSROADS_TRY(blocks_of_pem(text, "X509 CRL", file)))
    lists.push_back(CROSSROADS_TRY(parse_revocation_list(std::move(der), file)));
  if (lists.empty())
    return distrust(
        Reason::list_missing,
        {.what = "there is no revocation list in this file", .place = {.file = file}, .expected = "PEM: -----BEGIN X509 CRL-----"});
  return lists;
}

Checked<Certificate> load_certificate(const std::filesystem::path& file) {
  const auto text = CROSSROADS_TRY(read_pem_file(file, "a certificate, as PEM"));
  return std::move(CROSSROADS_TRY(certificates_of_pem(text, file.string())).front());
}

std::string to_pem(const Certificate& certificate) { return to_pem("CERTIFICATE", certificate.der); }
std::string to_pem(const RevocationList& list) { return to_pem("X509 CRL", list.der); }

}  // namespace crossroads::trust
