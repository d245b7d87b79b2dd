// Base 64: the table of RFC 4648 §10, and that every other spelling of the same bytes is refused.
#include "base/base64.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace crossroads {
namespace {

std::vector<std::uint8_t> bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

TEST(Base64, TableOfTheRfc) {
  const std::pair<const char*, const char*> cases[] = {
      {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, text] : cases) {
    SCOPED_TRACE(plain);
    EXPECT_EQ(to_base64(bytes_of(plain)), text);
    EXPECT_EQ(from_base64(text), bytes_of(plain));
  }
}

TEST(Base64, RefusesEverySpellingButOne) {
  for (const char* text :
       {"Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "=", "====", "Zg==Zg==", "Z===", " Zg==", "Zg==\n", "Zm9v Zm9v", "Zm-_", "Zm=v"}) {
    SCOPED_TRACE(text);
    EXPECT_FALSE(from_base64(text));
  }
}

RC_GTEST_PROP(Base64, ThereAndBack, (const std::vector<std::uint8_t>& bytes)) { RC_ASSERT(from_base64(to_base64(bytes)) == bytes); }

RC_GTEST_PROP(Base64, WhatIsReadIsWrittenTheSame, ()) {
  const auto groups = *rc::gen::inRange<std::size_t>(0, 3);
  const auto text = *rc::gen::container<std::string>(4 * groups, rc::gen::elementOf(std::string("ABCDEFQgw0189+/="))) +
                    *rc::gen::element<std::string>("", "=", "Zg==", "Zh==", "Zm9=", "Zm8=", "====");
  const auto bytes = from_base64(text);
  RC_TAG(bytes ? "read" : "refused");
  if (bytes) RC_ASSERT(to_base64(*bytes) == text);
}

}  // namespace
}  // namespace crossroads
