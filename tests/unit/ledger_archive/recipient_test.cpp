// Whom an archive may be sealed to.
#include "ledger/archive/recipient.hpp"

#include "archive_fixture.hpp"

namespace crossroads::test {
namespace {

using namespace ledger;
using domain::Date;

const Instant now = at(Date(2026, 5, 4));

struct Taken {
  std::string name;
  CertificateKind kind;
};

TEST(Recipient, OpensWhatIsSealedToItAndNobodyElse) {
  const std::vector<Taken> cases{
      {"a curve of 256 bits", {.size = "P-256"}},
      {"a curve of 384 bits", {.size = "P-384"}},
      {"for key agreement", {.key_usage = "critical,keyAgreement"}},
      {"RSA", {.algorithm = "RSA", .size = "3072"}},
      {"RSA for key encipherment", {.algorithm = "RSA", .size = "3072", .key_usage = "keyEncipherment,digitalSignature"}}};
  for (const auto& [name, kind] : cases) {
    SCOPED_TRACE(name);
    const Committee committee(kind);
    const auto recipient = must(Recipient::parse(committee.pem(), now));
    EXPECT_EQ(recipient.subject(), "CN=committee");
    EXPECT_EQ(recipient.fingerprint(), sha256_of(committee.der()));
    EXPECT_EQ(must(Recipient::parse(committee.der(), now)).fingerprint(), recipient.fingerprint());
    const std::string text = "an entry in clear";
    const auto sealed = must(recipient.seal({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}));
    std::string message(sealed.begin(), sealed.end());
    EXPECT_EQ(committee.opened(message), text);
    EXPECT_EQ(message.find(text), std::string::npos);
    static const Committee another_curve, another_rsa({.algorithm = "RSA", .size = "3072"});
    EXPECT_FALSE((kind.algorithm == std::string_view("RSA") ? another_rsa : another_curve).opened(message));
    for (std::size_t byte = message.size() - 30; byte < message.size(); ++byte) {
      message[byte] = static_cast<char>(message[byte] ^ 1);
      EXPECT_FALSE(committee.opened(message)) << "changed at " << byte;
      message[byte] = static_cast<char>(message[byte] ^ 1);
    }
  }
}

struct Refused {
  std::string name;
  CertificateKind kind;
  std::string what;
};

TEST(Recipient, WhoeverCannotKeepItIsRefused) {
  const std::vector<Refused> cases{
      {"not yet", {.from = Date(2026, 5, 5)}, "the recipient's certificate is not valid yet"},
      {"not any more", {.to = Date(2026, 5, 3)}, "the recipient's certificate is not valid any more"},
      {"a short RSA key", {.algorithm = "RSA", .size = "2048"}, "the recipient's key is too short for data of ten years"},
      {"a short curve", {.size = "P-224"}, "the recipient's key is too short for data of ten years"},
      {"a key for signatures", {.algorithm = "ED25519"}, "the recipient's key can't be encrypted to"},
      {"a curve whose use is to sign", {.key_usage = "digitalSignature"}, "the recipient's certificate is for signatures only"},
      {"RSA whose use is to agree",
       {.algorithm = "RSA", .size = "3072", .key_usage = "keyAgreement"},
       "the recipient's certificate is for signatures only"}};
  for (const auto& [name, kind, what] : cases) {
    SCOPED_TRACE(name);
    const auto refused = Recipient::parse(Committee(kind).pem(), now);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().what, what);
    EXPECT_EQ(refused.error().value, "CN=committee");
  }
}

TEST(Recipient, IsOneCertificate) {
  const Committee committee;
  for (const auto& text : {std::string(), std::string("no certificate"), committee.pem() + Committee().pem(), committee.der() + "x",
                           committee.der().substr(0, committee.der().size() - 1), committee.pem().substr(0, committee.pem().size() / 2)}) {
    const auto refused = Recipient::parse(text, now);
    ASSERT_FALSE(refused) << text;
    EXPECT_EQ(refused.error().what, "the recipient's certificate can't be read");
  }
}

}  // namespace
}  // namespace crossroads::test
