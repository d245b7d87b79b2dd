#include "law/prove/legal_text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace crossroads::law::prove {
namespace {

constexpr std::string_view sign = "§";

/// `- text` or `1° text`; the mark is taken off.
TextPart part_of(std::string_view line) {
  if (line.starts_with("- ")) return {std::string(line.substr(2)), "-"};
  const auto digits = std::min(line.find_first_not_of("0123456789"), line.size());
  constexpr std::string_view point = "° ";
  if (digits > 0 && line.substr(digits).starts_with(point)) {
    return {std::string(line.substr(digits + point.size())), std::string(line.substr(0, digits + point.size() - 1))};
  }
  return {std::string(line), ""};
}

class TextReader {
 public:
  explicit TextReader(const Source& source) : source_(source) {}

  Result<std::vector<TextParagraph>> run() {
    for (std::uint32_t number = 1; number <= source_.line_count(); ++number) CROSSROADS_CHECK(line(number, source_.line(number)));
    if (paragraphs_.empty())
      return failure({.what = "the text has no paragraph", .place = {source_.file()}, .expected = "`§1` alone on a line above the first"});
    return std::move(paragraphs_);
  }

 private:
  Result<void> line(std::uint32_t number, std::string_view text) {
    if (text.empty()) return {};
    if (text.starts_with("# ")) {
      heading_ = text.substr(2);
      return {};
    }
    if (text.starts_with(sign)) return open(number, text.substr(sign.size()));
    const auto refuse = [&](std::string what, std::string expected) -> Result<void> {
      return failure(
          {.what = std::move(what), .place = {source_.file(), number, 1}, .value = std::string(text), .expected = std::move(expected)});
    };
    if (paragraphs_.empty()) return refuse("this text belongs to no paragraph", "`§0`, `§1` … alone on a line above it");
    auto& parts = paragraphs_.back().parts;
    if (text.starts_with("  ")) {
      if (parts.empty()) return refuse("this line continues nothing", "a line that does not start with two spaces");
      parts.back().text.append(" ").append(text.substr(2));
    } else {
      parts.push_back(part_of(text));
    }
    return {};
  }

  Result<void> open(std::uint32_t number, std::string_view id) {
    TextParagraph made{.id = std::string(id), .heading = std::exchange(heading_, {}), .line = number};
    if (id != "0" && id != "decision") {
      made.paragraph = Paragraph::parse(id);
      if (!made.paragraph || made.paragraph->dash() != 0) {
        return failure({.what = "this is no paragraph",
                        .place = {source_.file(), number, 1},
                        .value = std::string(id),
                        .expected = "`§12`, `§note-1`, `§0` or `§decision`"});
      }
    }
    if (std::ranges::find(paragraphs_, made.id, &TextParagraph::id) != paragraphs_.end()) {
      return failure({.what = "this paragraph stands twice in the text", .place = {source_.file(), number, 1}, .value = std::string(id)});
    }
    paragraphs_.push_back(std::move(made));
    return {};
  }

  const Source& source_;
  std::vector<TextParagraph> paragraphs_;
  std::string heading_;
};

}  // namespace

Result<std::vector<TextParagraph>> parse_legal_text(const Source& source) { return TextReader(source).run(); }

}  // namespace crossroads::law::prove
