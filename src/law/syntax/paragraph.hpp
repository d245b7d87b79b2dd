// How a rule names the paragraph of the deliberation that it comes from.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crossroads::law {

/// A paragraph (§12), one dash or item of it (§12.3), or a note (§note-1).
class Paragraph {
 public:
  constexpr Paragraph() = default;
  [[nodiscard]] static constexpr Paragraph numbered(std::uint16_t number, std::uint16_t dash = 0) { return {number, dash, false}; }
  [[nodiscard]] static constexpr Paragraph note(std::uint16_t number) { return {number, 0, true}; }
  /// `12`, `12.3` or `note-1`, without the sign.
  [[nodiscard]] static std::optional<Paragraph> parse(std::string_view text);

  [[nodiscard]] constexpr std::uint16_t number() const { return number_; }
  [[nodiscard]] constexpr std::uint16_t dash() const { return dash_; }
  [[nodiscard]] constexpr bool is_note() const { return note_; }
  /// The paragraph without its dash.
  [[nodiscard]] constexpr Paragraph whole() const { return {number_, 0, note_}; }
  friend constexpr auto operator<=>(const Paragraph&, const Paragraph&) = default;

 private:
  constexpr Paragraph(std::uint16_t number, std::uint16_t dash, bool note) : note_(note), number_(number), dash_(dash) {}
  bool note_ = false;  // first, so that notes sort after the numbered paragraphs
  std::uint16_t number_ = 0;
  std::uint16_t dash_ = 0;
};

/// `§12.3`, `§note-1`.
[[nodiscard]] std::string to_string(Paragraph paragraph);

using Citations = std::vector<Paragraph>;
/// `§6 §14 §note-1`.
[[nodiscard]] std::string to_string(const Citations& citations);

}  // namespace crossroads::law
