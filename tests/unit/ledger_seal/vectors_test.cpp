// The primitives against the vectors of their standards.
#include <gtest/gtest.h>

#include "bytes.hpp"
#include "ledger/seal/cipher.hpp"
#include "ledger/seal/hmac.hpp"

namespace crossroads::ledger {
namespace {

TEST(Vectors, KeyWrapOfRfc3394Section46) {
  const auto wrapping = secret_of("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  const auto key = secret_of("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");
  const auto wrapped = wrap_key(wrapping, key);
  EXPECT_EQ(to_hex(wrapped), "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21");
  const auto back = unwrap_key(wrapping, wrapped);
  ASSERT_TRUE(back);
  EXPECT_TRUE(*back == key);
}

TEST(Vectors, KeyWrapSeesEveryBit) {
  const auto wrapping = random_secret();
  const auto wrapped = wrap_key(wrapping, random_secret());
  for (std::size_t bit = 0; bit < 8 * wrapped.size(); ++bit) {
    auto other = wrapped;
    other[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    EXPECT_FALSE(unwrap_key(wrapping, other)) << bit;
  }
  EXPECT_FALSE(unwrap_key(random_secret(), wrapped));
}

TEST(Vectors, GcmOfMcGrewAndViegaCase16) {
  const auto key = secret_of("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
  const auto nonce = from_hex("cafebabefacedbaddecaf888");
  const auto additional = from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  const auto plain =
      from_hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
  std::vector<std::uint8_t> sealed(plain.size() + gcm_tag_size);
  gcm_encrypt(key, std::span(nonce).first<gcm_nonce_size>(), additional, plain, sealed);
  EXPECT_EQ(to_hex(sealed),
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
            "76fc6ece0f4e1768cddf8853bb2d551b");
  std::vector<std::uint8_t> back(plain.size());
  ASSERT_TRUE(gcm_decrypt(key, std::span(nonce).first<gcm_nonce_size>(), additional, sealed, back));
  EXPECT_EQ(back, plain);
  for (std::size_t bit = 0; bit < 8 * sealed.size(); ++bit) {
    auto other = sealed;
    other[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    EXPECT_FALSE(gcm_decrypt(key, std::span(nonce).first<gcm_nonce_size>(), additional, other, back)) << bit;
  }
  EXPECT_FALSE(gcm_decrypt(key, std::span(nonce).first<gcm_nonce_size>(), std::span(additional).first(19), sealed, back));
  EXPECT_FALSE(gcm_decrypt(random_secret(), std::span(nonce).first<gcm_nonce_size>(), additional, sealed, back));
  EXPECT_FALSE(gcm_decrypt(key, std::span(nonce).first<gcm_nonce_size>(), additional, std::span(sealed).first(15), back));
}

TEST(Vectors, GcmOfMcGrewAndViegaCases13And14) {
  const auto key = secret_of("");
  const std::array<std::uint8_t, gcm_nonce_size> nonce = {};
  std::vector<std::uint8_t> tag_alone(gcm_tag_size);
  gcm_encrypt(key, nonce, {}, {}, tag_alone);
  EXPECT_EQ(to_hex(tag_alone), "530f8afbc74536b9a963b4f1c4cb738b");
  std::vector<std::uint8_t> nothing;
  EXPECT_TRUE(gcm_decrypt(key, nonce, {}, tag_alone, nothing));
  std::vector<std::uint8_t> sealed(16 + gcm_tag_size);
  gcm_encrypt(key, nonce, {}, std::vector<std::uint8_t>(16), sealed);
  EXPECT_EQ(to_hex(sealed), "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
}

struct Code {
  std::string_view name;
  std::string_view key;
  std::string_view message;
  std::string_view code;
};

TEST(Vectors, HmacOfRfc4231) {
  const Code table[] = {
      {"case 1", "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "4869205468657265",
       "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {"case 2", "4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
       "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {"case 3", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
       "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd",
       "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
  };
  for (const auto& row : table) {
    SCOPED_TRACE(row.name);
    const HmacSha256 keyed(secret_of(row.key));
    EXPECT_EQ(to_string(HmacSha256(keyed).add(from_hex(row.message)).finish()), row.code);
    EXPECT_EQ(to_hex(HmacSha256(keyed).add(from_hex(row.message)).finish_as_key().bytes()), row.code);
  }
}

}  // namespace
}  // namespace crossroads::ledger
