// The vector kernels against plain C++, and the marks of a text against the plain scanner.
#include "facts/csv/marks.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstring>

#include "base/utf8.hpp"

namespace crossroads::facts::csv {
namespace {

std::string any_text() {
  std::string text;
  const int length = *rc::gen::inRange(0, 700);
  const int dense = *rc::gen::inRange(1, 30);
  for (int i = 0; i < length; ++i)
    text += *rc::gen::inRange(0, dense) == 0 ? *rc::gen::element(',', '\n', '"', '\0', '\xC3', '\x80', '\xFF', '\r') : 'x';
  return text;
}

struct Marked {
  std::vector<std::uint32_t> separators, line_ends, quoted_line_ends, not_utf8;
  std::optional<std::uint32_t> nul;
  bool any_quote;
  bool operator==(const Marked&) const = default;
};

Marked marked(const std::string& text, const MaskKernel& kernel) {
  std::vector<char> room(text.size() + padding, '"');  // what stands behind the text must not matter
  std::memcpy(room.data(), text.data(), text.size());
  Marks marks;
  mark(room.data(), text.size(), marks, kernel);
  const auto all = [](const Positions& positions) { return std::vector<std::uint32_t>(positions.all().begin(), positions.all().end()); };
  return {all(marks.separators), all(marks.line_ends), marks.quoted_line_ends, marks.not_utf8, marks.nul, marks.any_quote};
}

/// One character after the other.
Marked marked_plainly(const std::string& text) {
  Marked marks{};
  marks.separators = {~std::uint32_t{0}};
  marks.any_quote = text.contains('"');
  bool inside = false;
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\0' && !marks.nul) marks.nul = i;
    if (inside) {
      if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') ++i;
      else if (c == '"') inside = false;
      else if (c == '\n') marks.quoted_line_ends.push_back(i);
    } else if (c == '"' && (i == 0 || text[i - 1] == ',' || text[i - 1] == '\n')) {
      inside = true;
    } else if (c == ',' || c == '\n') {
      marks.separators.push_back(i);
      if (c == '\n') marks.line_ends.push_back(i);
    }
  }
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text.data() + i, text.size() - i);
    if (length == 0) marks.not_utf8.push_back(static_cast<std::uint32_t>(i));
    i += length == 0 ? 1 : length;
  }
  return marks;
}

TEST(Marks, EveryMachineHasAKernel) {
  ASSERT_FALSE(mask_kernels().empty());
  EXPECT_EQ(mask_kernels().front().name, "plain");
  EXPECT_EQ(fastest_mask_kernel().name, mask_kernels().back().name);
}

RC_GTEST_PROP(Marks, AreTheSameWithEveryKernel, ()) {
  const std::string text = any_text();
  const Marked expected = marked_plainly(text);
  for (const auto& kernel : mask_kernels()) {
    RC_LOG() << kernel.name;
    RC_ASSERT(marked(text, kernel) == expected);
  }
}

TEST(Marks, AllCommasAndAllLineFeeds) {
  for (const auto& kernel : mask_kernels()) {
    for (const char c : {',', '\n', '"', '\xFF', '\0'}) {
      const std::string text(std::size_t{64} * 130 + 7, c);
      EXPECT_EQ(marked(text, kernel), marked_plainly(text)) << kernel.name << " " << static_cast<int>(c);
    }
  }
}

struct Character {
  const char* bytes;
  std::size_t length;
};

TEST(Utf8, TakesExactlyTheCharactersOfRfc3629) {
  const Character cases[] = {
      {"a", 1},
      {"\x7F", 1},
      {"\xC2\x80", 2},
      {"\xDF\xBF", 2},
      {"\xE0\xA0\x80", 3},
      {"\xED\x9F\xBF", 3},
      {"\xEE\x80\x80", 3},
      {"\xEF\xBF\xBF", 3},
      {"\xF0\x90\x80\x80", 4},
      {"\xF4\x8F\xBF\xBF", 4},
      {"\x80", 0},
      {"\xBF", 0},
      {"\xC0\x80", 0},
      {"\xC1\xBF", 0},
      {"\xC2", 0},
      {"\xC2\x41", 0},
      {"\xE0\x9F\xBF", 0},
      {"\xE0\xA0", 0},
      {"\xED\xA0\x80", 0},
      {"\xED\xBF\xBF", 0},
      {"\xF0\x8F\xBF\xBF", 0},
      {"\xF0\x90\x80", 0},
      {"\xF4\x90\x80\x80", 0},
      {"\xF5\x80\x80\x80", 0},
      {"\xFF", 0},
  };
  for (const auto& [bytes, length] : cases) {
    SCOPED_TRACE(testing::PrintToString(bytes));
    EXPECT_EQ(utf8_length(bytes, std::strlen(bytes)), length);
    EXPECT_EQ(is_utf8(bytes), length != 0);
  }
  EXPECT_EQ(utf8_length("", 0), 0);
}

}  // namespace
}  // namespace crossroads::facts::csv
