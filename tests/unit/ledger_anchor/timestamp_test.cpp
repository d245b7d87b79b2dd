// RFC 3161 against OpenSSL's own command as the time-stamper and as the stranger who verifies.
#include "ledger/anchor/timestamp.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace crossroads::ledger {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}
void write(const fs::path& file, std::string_view bytes) { std::ofstream(file, std::ios::binary) << bytes; }

/// A time-stamper with an authority of its own, made anew.
class TimeStamper : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("tsa-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    write(folder_ / "tsa.cnf",
          "[tsa]\ndefault_tsa=one\n[one]\nserial=serial\nsigner_cert=tsa.pem\nsigner_key=tsa.key\nsigner_digest=sha256\n"
          "default_policy=1.2.3.4.1\ndigests=sha256\naccuracy=secs:1\nordering=yes\ntsa_name=yes\ness_cert_id_chain=no\n"
          "ess_cert_id_alg=sha256\n[ext]\nextendedKeyUsage=critical,timeStamping\n");
    write(folder_ / "serial", "01\n");
    for (const char* who : {"authority", "stranger"}) {
      shell(std::string("openssl req -x509 -newkey ed25519 -nodes -keyout ") + who + ".key -out " + who + ".pem -days 2 -subj /CN=" + who);
    }
    shell("openssl req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=time-stamper");
    shell(
        "openssl x509 -req -in tsa.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 -out tsa.pem -extfile tsa.cnf "
        "-extensions ext");
    query_.digest.fill(0x5a);
    query_.nonce = 0x8000'0000'0000'0001;  // whose first byte would make a DER number negative
    write(folder_ / "query.tsq", query_.der());
    shell("openssl ts -reply -config tsa.cnf -queryfile query.tsq -out reply.tsr");
    reply_ = read(folder_ / "reply.tsr");
  }
  void TearDown() override { fs::remove_all(folder_); }
  void shell(const std::string& command) const {
    ASSERT_EQ(std::system(("cd '" + folder_.string() + "' && " + command + " >> log 2>&1").c_str()), 0) << command << "\n"
                                                                                                        << read(folder_ / "log");
  }
  fs::path folder_;
  TimestampQuery query_{};
  std::string reply_;
};

TEST_F(TimeStamper, IsUnderstood) {
  const auto timestamp = verified_timestamp(query_, reply_, folder_ / "authority.pem");
  ASSERT_TRUE(timestamp.has_value()) << timestamp.error().what;
  EXPECT_EQ(timestamp->reply, reply_);
  const auto ago = std::chrono::system_clock::now() - timestamp->at;
  EXPECT_LT(ago, std::chrono::minutes(5));
  EXPECT_GT(ago, std::chrono::seconds(-5));
  EXPECT_EQ(timestamp->serial, "02");
  EXPECT_TRUE(verified_timestamp(query_.digest, reply_, folder_ / "authority.pem").has_value());
  shell("openssl ts -verify -queryfile query.tsq -in reply.tsr -CAfile authority.pem");
}

TEST_F(TimeStamper, IsRefusedWhereSomethingDoesNotFit) {
  auto other = query_;
  other.nonce += 1;
  EXPECT_FALSE(verified_timestamp(other, reply_, folder_ / "authority.pem").has_value()) << "another nonce";
  other = query_;
  other.digest[31] ^= 1;
  EXPECT_FALSE(verified_timestamp(other, reply_, folder_ / "authority.pem").has_value()) << "another digest";
  EXPECT_FALSE(verified_timestamp(query_, reply_, folder_ / "stranger.pem").has_value()) << "another authority";
  EXPECT_FALSE(verified_timestamp(query_, reply_, folder_ / "none.pem").has_value()) << "no authority";
  EXPECT_FALSE(verified_timestamp(query_, reply_ + "x", folder_ / "authority.pem").has_value()) << "more than an answer";
  EXPECT_FALSE(verified_timestamp(query_, "", folder_ / "authority.pem").has_value()) << "nothing";
  write(folder_ / "query.tsq", "no question");
  shell("(openssl ts -reply -config tsa.cnf -queryfile query.tsq -out refusal.tsr || true)");
  EXPECT_FALSE(verified_timestamp(query_, read(folder_ / "refusal.tsr"), folder_ / "authority.pem").has_value()) << "a refusal";
}

TEST_F(TimeStamper, IsRefusedWithAnyBitOfWhatItSignedChanged) {
  // What is signed are the token's content and attributes; of the rest (the certificates it brings) a change may go unnoticed.
  const auto content = reply_.find(std::string(32, 0x5a));
  ASSERT_NE(content, std::string::npos);
  for (std::size_t bit = 0; bit < 32 * 8; ++bit) {
    auto changed = reply_;
    changed[content + bit / 8] = static_cast<char>(changed[content + bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(verified_timestamp(query_.digest, changed, folder_ / "authority.pem").has_value()) << "bit " << bit;
  }
}

}  // namespace
}  // namespace crossroads::ledger
