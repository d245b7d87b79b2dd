// Keys as signed-note writes them: its own example, those of Go's note package, RFC 8032's first vector; and everything near them refused.
#include "ledger/note/key.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "base/base64.hpp"
#include "base/hexadecimal.hpp"
#include "shared_keys.hpp"

namespace crossroads::ledger {
namespace {

constexpr const char* neumann_vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr const char* neumann_skey = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

template <std::size_t N>
std::array<std::uint8_t, N> bytes_of_hex(const char* text) {
  std::array<std::uint8_t, N> bytes = {};
  for (std::size_t i = 0; i < N; ++i) bytes[i] = byte_from_hexadecimal(text[2 * i], text[2 * i + 1]).value();
  return bytes;
}

TEST(Key, FirstVectorOfRfc8032) {
  const auto seed = bytes_of_hex<32>("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  const auto key = SigningKey::from_seed(KeyName::parse("rfc8032").value(), SignatureType::note, seed);
  EXPECT_EQ(key.verifier().public_key(), bytes_of_hex<32>("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
  const auto signature = bytes_of_hex<64>(
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
  EXPECT_EQ(key.sign(""), signature);
  EXPECT_TRUE(key.verifier().verifies("", signature));
  EXPECT_FALSE(key.verifier().verifies("a", signature));
  EXPECT_FALSE(key.verifier().verifies("", std::span(signature).first(63)));
}

TEST(Key, KnownKeysThereAndBack) {
  for (const char* vkey : {"example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", neumann_vkey,
                           "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"}) {
    SCOPED_TRACE(vkey);
    const auto key = VerifierKey::parse(vkey);
    ASSERT_TRUE(key);
    EXPECT_EQ(to_vkey(*key), vkey);
    EXPECT_EQ(key->type(), SignatureType::note);
  }
  const auto signing = SigningKey::parse(neumann_skey);
  ASSERT_TRUE(signing);
  EXPECT_EQ(to_vkey(signing->verifier()), neumann_vkey);
  PrivateSeed seed = {};
  const auto bytes = from_base64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").value();
  std::copy(bytes.begin() + 1, bytes.end(), seed.begin());
  EXPECT_EQ(to_skey(*signing, seed), neumann_skey);
}

TEST(Key, SameKeyOfAnotherTypeHasAnotherId) {
  const auto log = test_key("example.com/w", SignatureType::note).verifier();
  const auto witness = test_key("example.com/w", SignatureType::cosignature).verifier();
  EXPECT_EQ(log.public_key(), witness.public_key());
  EXPECT_NE(log.id(), witness.id());
  EXPECT_NE(log, witness);
  EXPECT_EQ(VerifierKey::parse(to_vkey(witness)), witness);
}

TEST(Key, RefusesWhatIsNearAKey) {
  for (const char* vkey : {"PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",  // too long, its own id
                           "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",          // type 0x65, its own id
                           "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "", "+", "++", "PeterNeumann",
                           "PeterNeumann+c74f20a3", "PeterNeumann+c74f20a3+", "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                           " PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                           "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n"}) {
    SCOPED_TRACE(vkey);
    EXPECT_FALSE(VerifierKey::parse(vkey));
  }
}

TEST(Key, RefusesEveryPartAndEveryOtherByte) {
  const std::string vkey = neumann_vkey, skey = neumann_skey;
  for (const auto& [text, is_secret] : {std::pair(vkey, false), std::pair(skey, true)}) {
    const auto parses = [is_secret = is_secret](std::string_view one) {
      return is_secret ? SigningKey::parse(one).has_value() : VerifierKey::parse(one).has_value();
    };
    ASSERT_TRUE(parses(text));
    for (std::size_t from = 0; from < text.size(); ++from) {
      for (std::size_t length = 0; from + length <= text.size(); ++length) {
        if (length == text.size()) continue;
        EXPECT_FALSE(parses(std::string_view(text).substr(from, length))) << from << ' ' << length;
      }
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
      for (unsigned bit = 0; bit < 8; ++bit) {
        std::string changed = text;
        changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ (1U << bit));
        EXPECT_FALSE(parses(changed)) << changed;
      }
      std::string next = text;
      ++next[i];
      EXPECT_FALSE(parses(next)) << next;
    }
  }
}

TEST(Key, ProblemsOfPrivateKeysDoNotShowThem) {
  std::string wrong = neumann_skey;
  wrong.back() = 'A';
  const auto problem = one_line(SigningKey::parse(wrong).error());
  EXPECT_EQ(problem.find("AYEKFA"), std::string::npos) << problem;
  EXPECT_NE(problem.find("PeterNeumann"), std::string::npos) << problem;
}

TEST(KeyName, RefusesSpacesPlusAndWhatIsNoText) {
  for (const char* good : {"a", "example.com/foo", "crossroads.invalid/0308357159/hub/2026", "Zo\u00eb", "\u7d50"}) {
    EXPECT_TRUE(KeyName::parse(good)) << good;
  }
  for (const char* bad : {"", " ", "a b", "a+b", "a\tb", "a\nb", "a\u0085", "\u00a0", "x\u1680y", "\u2000", "\u200a", "\u2028", "\u2029",
                          "\u202f", "\u205f", "\u3000", "\xff", "\xc3", "\x01"}) {
    EXPECT_FALSE(KeyName::parse(bad)) << bad;
  }
}

}  // namespace
}  // namespace crossroads::ledger
