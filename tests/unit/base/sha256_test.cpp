#include "base/sha256.hpp"

#include <gtest/gtest.h>

#include "base/sha256_stream.hpp"

namespace crossroads {
namespace {

TEST(Sha256, PrintsWhatItParses) {
  const std::string text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  const auto digest = Sha256::parse(text);
  ASSERT_TRUE(digest);
  EXPECT_EQ(digest->bytes()[0], 0xba);
  EXPECT_EQ(digest->bytes()[31], 0xad);
  EXPECT_EQ(to_string(*digest), text);
  EXPECT_EQ(Sha256::parse("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"), digest);
}

TEST(Sha256, RefusesEverythingElse) {
  for (const std::string& text :
       {std::string(), std::string(63, 'a'), std::string(65, 'a'), std::string(63, 'a') + "g", " " + std::string(63, 'a')}) {
    SCOPED_TRACE(text);
    EXPECT_FALSE(Sha256::parse(text));
  }
}

TEST(Sha256, KnownAnswers) {
  // FIPS 180-4 examples; also what the sha256sum of coreutils prints.
  const std::pair<std::string, const char*> cases[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {std::string(1'000'000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (const auto& [text, digest] : cases) {
    SCOPED_TRACE(text.substr(0, 60));
    EXPECT_EQ(to_string(sha256_of(text)), digest);
    Sha256Stream in_parts;
    for (std::size_t i = 0; i < text.size(); i += 7) in_parts.add(std::string_view(text).substr(i, 7));
    EXPECT_EQ(to_string(in_parts.finish()), digest);
  }
}

}  // namespace
}  // namespace crossroads
