// What is read from certificates, lists and keys, held against the openssl command; and files that hold something else.
#include "trust/certificate.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include "forge.hpp"
#include "trust/check.hpp"
#include "trust/identity.hpp"
#include "trust/utc.hpp"

namespace crossroads::trust::test {
namespace {

const Signer& signer() {
  static const Signer made = make_signer(1, "Authority");
  return made;
}

TEST(Certificate, IsWhatTheOpensslCommandReads) {
  const Folder folder;
  const auto content = leaf_content();
  const auto certificate = sign_leaf(content, signer());
  const auto file = folder.write("leaf.pem", to_pem(certificate)).string();
  EXPECT_EQ(certificate.common_name, "Immigration Office");
  EXPECT_EQ(certificate.identifiers, std::vector<std::string>{"NTRBE-0308356862"});
  EXPECT_EQ(to_string(institution_of(certificate).value()), "0308356862");
  EXPECT_EQ(certificate.hosts, (std::vector<std::string>{"desk.test", "localhost"}));
  EXPECT_EQ(certificate.addresses, (std::vector<std::string>{"127.0.0.1", "::1"}));
  EXPECT_EQ(certificate.key, KeyType::p256);
  EXPECT_TRUE(certificate.for_servers && certificate.for_clients && !certificate.for_authorities);
  EXPECT_EQ(certificate.issuer_key_id, signer().certificate.key_id);
  EXPECT_EQ(certificate.key_id.size(), 40U);
  EXPECT_EQ(make_list(signer()).key_id, signer().certificate.key_id);
  EXPECT_EQ(certificate.not_before, content.not_before);
  EXPECT_EQ(certificate.not_after, content.not_after);

  const auto printed = shell(fmt::format(
      "openssl x509 -in '{}' -noout -serial -fingerprint -sha256 -subject -issuer -dates -nameopt RFC2253 -dateopt iso_8601", file));
  std::string fingerprint;
  for (const auto c : to_string(certificate.fingerprint)) {
    if (fingerprint.size() % 3 == 2) fingerprint += ':';
    fingerprint += static_cast<char>(std::toupper(c));
  }
  EXPECT_EQ(printed.text,
            fmt::format(
                "serial={}\nsha256 Fingerprint={}\nsubject={}\nissuer={}\nnotBefore=2026-05-04 09:30:00Z\nnotAfter=2026-08-02 09:30:00Z\n",
                certificate.serial, fingerprint, certificate.subject, certificate.issuer));
  const auto text = shell(fmt::format("openssl x509 -in '{}' -noout -text", file)).text;
  for (const auto* part :
       {"Version: 3 (0x2)", "ASN1 OID: prime256v1", "Signature Algorithm: ecdsa-with-SHA256", "CA:FALSE", "Digital Signature",
        "TLS Web Server Authentication, TLS Web Client Authentication", "DNS:desk.test, DNS:localhost, IP Address:127.0.0.1",
        "X509v3 Subject Key Identifier", "X509v3 Authority Key Identifier"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
}

TEST(Certificate, ItsTextsHoldNothingThatATerminalObeys) {
  auto content = leaf_content();
  set_attribute(content, "CN", {"Office\x1b[2J\nroot é"});
  const auto certificate = sign_leaf(content, signer());
  EXPECT_EQ(certificate.common_name, "Office?[2J?root é");
  EXPECT_EQ(certificate.subject.find('\x1b'), std::string::npos);
  EXPECT_EQ(certificate.subject.find('\n'), std::string::npos);
  EXPECT_NE(certificate.subject.find("root é"), std::string::npos) << certificate.subject;
}

TEST(Certificate, KnowsTheKindOfItsKey) {
  struct Kind {
    const char* algorithm;
    const char* curve;
    KeyType type;
  };
  for (const auto& [algorithm, curve, type] : {Kind{"EC", "P-256", KeyType::p256},
                                               {"EC", "P-384", KeyType::p384},
                                               {"EC", "P-521", KeyType::p521},
                                               {"EC", "secp256k1", KeyType::other},
                                               {"ED25519", nullptr, KeyType::ed25519},
                                               {"X25519", nullptr, KeyType::other}}) {
    SCOPED_TRACE(fmt::format("{} {}", algorithm, curve != nullptr ? curve : ""));
    EVP_PKEY* made =
        curve != nullptr ? EVP_PKEY_Q_keygen(nullptr, nullptr, algorithm, curve) : EVP_PKEY_Q_keygen(nullptr, nullptr, algorithm);
    const auto certificate = sign_certificate(leaf_content(), PrivateKey::adopt(made), &signer().certificate, signer().key);
    EXPECT_EQ(certificate.key, type);
  }
}

TEST(RevocationList, IsWhatTheOpensslCommandReads) {
  const Folder folder;
  const std::vector<Revocation> revoked = {
      {"4711", noon - seconds(60), "keyCompromise"}, {"4712", noon, "unspecified"}, {"4713", noon, "cessationOfOperation"}};
  const auto list = make_list(signer(), revoked);
  EXPECT_EQ(list.revoked, revoked);
  EXPECT_EQ(list.number, 7U);
  EXPECT_EQ(list.issuer, signer().certificate.subject);
  EXPECT_EQ(list.this_update, noon);
  EXPECT_EQ(list.next_update, noon + days(7));
  const auto file = folder.write("list.pem", to_pem(list)).string(),
             authority = folder.write("authority.pem", to_pem(signer().certificate)).string();
  const auto printed = shell(fmt::format("openssl crl -in '{}' -noout -text -CAfile '{}'", file, authority));
  EXPECT_EQ(printed.status, 0);
  for (const auto* part : {"Version 2 (0x1)", "X509v3 CRL Number: \n                7\n", "Last Update: May  4 09:30:00 2026 GMT",
                           "Next Update: May 11 09:30:00 2026 GMT",
                           "Serial Number: 4711\n        Revocation Date: May  4 09:29:00 2026 GMT\n        CRL entry extensions:\n        "
                           "    X509v3 CRL Reason Code: \n                Key Compromise\n",
                           "Serial Number: 4712\n        Revocation Date: May  4 09:30:00 2026 GMT\n    Serial Number: 4713\n",
                           "Cessation Of Operation", "verify OK", "X509v3 Authority Key Identifier"}) {
    EXPECT_NE(printed.text.find(part), std::string::npos) << part << "\n" << printed.text;
  }
}

/// A damaged file must be refused, whatever of it is damaged, or read as something that is checked later; never crash.
TEST(Certificate, AnyByteCutOrChangedIsReadOrRefused) {
  const auto good = sign_leaf(leaf_content(), signer()).der;
  std::size_t refused = 0;
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(parse_certificate({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)}).has_value()) << size;
  for (std::size_t at = 0; at < good.size(); ++at) {
    auto changed = good;
    changed[at] ^= 0x10U;
    if (!parse_certificate(changed)) ++refused;
  }
  EXPECT_GT(refused, 50U);
  auto longer = good;
  longer.push_back(0);
  EXPECT_FALSE(parse_certificate(longer).has_value());
}

/// A folder with everything right, in which one thing is then made wrong.
class Files : public testing::Test {
 protected:
  void SetUp() override {
    certificate_ = folder_.write("certificate.pem", to_pem(sign_leaf(leaf_content(), signer())));
    key_ = folder_.write("key.pem", leaf_key().to_pem());
    authorities_ = folder_.write("authorities.pem", to_pem(signer().certificate));
    list_ = folder_.write("list.pem", to_pem(make_list(signer())));
  }
  void expect(Reason reason, const fs::path& file, std::string_view says) const {
    const auto loaded = Identity::load(certificate_, key_);
    ASSERT_FALSE(loaded.has_value());
    EXPECT_EQ(word(loaded.error().reason), word(reason)) << one_line(loaded.error().problem);
    EXPECT_EQ(loaded.error().problem.place.file, file.string());
    EXPECT_NE(one_line(loaded.error().problem).find(says), std::string::npos) << one_line(loaded.error().problem);
  }
  Folder folder_;
  fs::path certificate_, key_, authorities_, list_;
};

TEST_F(Files, AreLoaded) {
  const auto identity = Identity::load(certificate_, key_);
  ASSERT_TRUE(identity.has_value()) << one_line(identity.error().problem);
  EXPECT_EQ(to_string(identity->institution), "0308356862");
  EXPECT_EQ(identity->chain.leaf.file, certificate_.string());
  EXPECT_TRUE(identity->chain.between.empty());
  const auto authorities = Authorities::load(authorities_, {list_});
  ASSERT_TRUE(authorities.has_value());
  EXPECT_TRUE(authorities->list_faults().empty());
  EXPECT_EQ(authorities->lists().front().file, list_.string());
  EXPECT_EQ(check(identity->chain, *authorities, noon, {}).value(), identity->institution);
}

TEST_F(Files, OneFileMayHoldKeyAndChain) {
  folder_.write("certificate.pem", "what stands between is passed over\n" + read(key_) + read(certificate_) + to_pem(signer().certificate));
  const auto identity = Identity::load(certificate_, certificate_);
  ASSERT_TRUE(identity.has_value()) << one_line(identity.error().problem);
  EXPECT_EQ(identity->chain.between.size(), 1U);
}

TEST_F(Files, TheOlderFormOfAKeyIsReadToo) {
  ASSERT_EQ(shell(fmt::format("openssl ec -in '{0}' -out '{0}.sec1'", key_.string())).status, 0);
  fs::rename(key_.string() + ".sec1", key_);
  ASSERT_NE(read(key_).find("BEGIN EC PRIVATE KEY"), std::string::npos);
  EXPECT_TRUE(Identity::load(certificate_, key_).has_value());
}

TEST_F(Files, NoSuchFile) {
  fs::remove(key_);
  expect(Reason::no_file, key_, "there is no such file");
  fs::remove(certificate_);
  expect(Reason::no_file, certificate_, "the institution's certificate, as PEM");
}
TEST_F(Files, AFolderIsNoFile) {
  fs::remove(certificate_);
  fs::create_directory(certificate_);
  expect(Reason::no_file, certificate_, "this is no file");
}
TEST_F(Files, NoPem) {
  folder_.write("certificate.pem", "a certificate\n");
  expect(Reason::not_pem, certificate_, "there is no certificate in this file, expected PEM: -----BEGIN CERTIFICATE-----");
}
TEST_F(Files, DamagedPem) {
  auto text = read(certificate_);
  folder_.write("certificate.pem", text.insert(100, "!"));
  expect(Reason::not_pem, certificate_, "this is damaged PEM");
  folder_.write("certificate.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  expect(Reason::not_pem, certificate_, "this certificate can't be read");
}
TEST_F(Files, AKeyWhereACertificateShouldBe) {
  folder_.write("certificate.pem", read(key_));
  expect(Reason::not_pem, certificate_, "there is no certificate in this file");
}
TEST_F(Files, ACertificateWhereAKeyShouldBe) {
  folder_.write("key.pem", read(certificate_));
  expect(Reason::no_key, key_, "there is no private key in this file");
}
TEST_F(Files, AKeyUnderAPassphrase) {
  ASSERT_EQ(
      shell(fmt::format("openssl pkey -in '{0}' -aes256 -passout pass:x -out '{0}.locked' && mv '{0}.locked' '{0}'", key_.string())).status,
      0);
  expect(Reason::no_key, key_, "this key is under a passphrase");
}
TEST_F(Files, AnotherKey) {
  folder_.write("key.pem", signer().key.to_pem());
  expect(Reason::other_key, key_, "the private key is not that of the certificate");
}
TEST_F(Files, AnInstitutionsCertificateIsNoAuthority) {
  const auto loaded = Authorities::load(certificate_, {list_});
  ASSERT_FALSE(loaded.has_value());
  EXPECT_EQ(loaded.error().reason, Reason::wrong_use);
  EXPECT_EQ(loaded.error().problem.place.file, certificate_.string());
}

struct WrongLeaf {
  const char* name;
  void (*change)(ToBeSigned&);
  Reason reason;
};

TEST_F(Files, CertificatesThatAreRightForNobody) {
  for (const auto& [name, change, reason] :
       {WrongLeaf{"no institution", [](ToBeSigned& content) { set_attribute(content, "organizationIdentifier", {}); },
                  Reason::no_institution},
        {"two", [](ToBeSigned& content) { set_attribute(content, "organizationIdentifier", {"NTRBE-0308356862", "NTRBE-0244640631"}); },
         Reason::several_institutions},
        {"check digits", [](ToBeSigned& content) { set_attribute(content, "organizationIdentifier", {"NTRBE-0308356863"}); },
         Reason::malformed_institution},
        {"servers only", [](ToBeSigned& content) { set_extension(content, NID_ext_key_usage, "serverAuth"); }, Reason::wrong_use},
        {"clients only", [](ToBeSigned& content) { set_extension(content, NID_ext_key_usage, "clientAuth"); }, Reason::wrong_use}}) {
    SCOPED_TRACE(name);
    auto content = leaf_content();
    change(content);
    folder_.write("certificate.pem", to_pem(sign_leaf(content, signer())));
    expect(reason, certificate_, "expected");
  }
}

struct WrongList {
  const char* name;
  std::string content;
  std::string_view says;
};

TEST_F(Files, AListThatCantBeReadIsKeptAsAFaultAndRefusesEverybody) {
  const auto chain = Identity::load(certificate_, key_).value().chain;
  for (const auto& [name, content, says] :
       {WrongList{"a certificate", read(certificate_), "there is no revocation list in this file"},
        {"nothing", "", "there is no revocation list in this file"},
        {"half a list", read(list_).substr(0, 200), "damaged PEM"},
        {"no DER", "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n", "this revocation list can't be read"}}) {
    SCOPED_TRACE(name);
    folder_.write("list.pem", content);
    const auto authorities = Authorities::load(authorities_, {list_});
    ASSERT_TRUE(authorities.has_value());
    ASSERT_EQ(authorities->list_faults().size(), 1U);
    EXPECT_NE(one_line(authorities->list_faults().front().problem).find(says), std::string::npos);
    const auto checked = check(chain, *authorities, noon, {});
    ASSERT_FALSE(checked.has_value());
    EXPECT_EQ(checked.error().reason, Reason::list_missing);
    EXPECT_NE(one_line(checked.error().problem).find(says), std::string::npos) << "why the list is missing is not said";
  }
  fs::remove(list_);
  const auto authorities = Authorities::load(authorities_, {list_});
  ASSERT_TRUE(authorities.has_value());
  EXPECT_EQ(check(chain, *authorities, noon, {}).error().reason, Reason::list_missing);
}

}  // namespace
}  // namespace crossroads::trust::test
