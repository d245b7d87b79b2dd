// What the declarations of a document have in common.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "law/syntax/condition.hpp"
#include "law/syntax/paragraph.hpp"

namespace crossroads::law {

/// A name that the document gives: lower-case words joined by hyphens (the authorisation's is a file number, a party's may be in capitals).
struct Name {
  std::string text;
  Span span = {};
  friend bool operator==(const Name& a, const Name& b) { return a.text == b.text; }
};

/// The languages of labels and explanations.
enum class Language : std::uint8_t { en, fr, nl, de };
inline constexpr std::size_t language_count = 4;
inline constexpr std::array<std::string_view, language_count> language_codes{"en", "fr", "nl", "de"};

/// A text in the four languages.
struct Label {
  std::array<std::string, language_count> text = {};
  std::array<Span, language_count> spans = {};  ///< of the name in each language's list
  [[nodiscard]] const std::string& in(Language language) const { return text[static_cast<std::size_t>(language)]; }
};

/// What every declaration has: where it stands, which paragraphs it comes from, which interpretations shaped it, and the comments written above it.
struct Declared {
  Span span = {};
  Citations citations = {};
  std::vector<std::string> interpretations = {};  ///< `I3`: a line of docs/interpretations.md
  std::vector<std::string> comments = {};
};

/// A category by its place in Authorisation::categories.
using CategoryIndex = std::uint16_t;
inline constexpr CategoryIndex no_category = 0xffff;

}  // namespace crossroads::law
