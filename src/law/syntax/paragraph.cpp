#include "law/syntax/paragraph.hpp"

#include <charconv>

#include <fmt/format.h>

namespace crossroads::law {
namespace {

/// 1 to 9999, without a leading zero, so that every paragraph is written in one way.
std::optional<std::uint16_t> count_of(std::string_view digits) {
  std::uint16_t value = 0;
  const auto* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc() || stop != end || digits.front() == '0' || value > 9999) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Paragraph> Paragraph::parse(std::string_view text) {
  constexpr std::string_view note_prefix = "note-";
  if (text.starts_with(note_prefix)) {
    const auto number_of_note = count_of(text.substr(note_prefix.size()));
    return number_of_note ? std::optional(note(*number_of_note)) : std::nullopt;
  }
  const auto point = text.find('.');
  const auto number = count_of(text.substr(0, point));
  if (!number) return std::nullopt;
  if (point == std::string_view::npos) return numbered(*number);
  const auto dash = count_of(text.substr(point + 1));
  return dash ? std::optional(numbered(*number, *dash)) : std::nullopt;
}

std::string to_string(Paragraph paragraph) {
  if (paragraph.is_note()) return fmt::format("§note-{}", paragraph.number());
  if (paragraph.dash() != 0) return fmt::format("§{}.{}", paragraph.number(), paragraph.dash());
  return fmt::format("§{}", paragraph.number());
}

std::string to_string(const Citations& citations) {
  std::string text;
  for (const auto paragraph : citations) {
    if (!text.empty()) text += ' ';
    text += to_string(paragraph);
  }
  return text;
}

}  // namespace crossroads::law
