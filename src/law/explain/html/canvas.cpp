#include "law/explain/html/canvas.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace crossroads::law::explain {
namespace {

constexpr double widest_column = 88, months_width = 1080;
constexpr double right_margin = 36;  // a turn in the last month has its name beside its sign

/// The bytes of the character that begins at `at`.
std::size_t character_length(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return end - at;
}

/// In hundredths of the font's size.
double character_width(std::string_view character) {
  constexpr std::string_view narrow = "iIjl.,:;'|!()[]ftr /-";
  constexpr std::string_view wide = "mwMW@%";
  if (character.size() > 2) return character >= "\xE2\xBA\x80" ? 105 : 62;  // ideographs and Hangul are as wide as high
  if (narrow.contains(character.front())) return 38;
  if (wide.contains(character.front())) return 92;
  return character.front() >= 'A' && character.front() <= 'Z' ? 70 : 60;
}

}  // namespace

std::string number(double value) {
  auto text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

double text_width(std::string_view text, double font_size) {
  double width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto length = character_length(text, at);
    width += character_width(text.substr(at, length));
    at += length;
  }
  return width * font_size / 100;
}

std::vector<std::string> wrapped(std::string_view text, double width, double font_size, std::size_t most) {
  std::vector<std::string> lines{""};
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const std::string word(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
    const std::string longer = lines.back().empty() ? word : lines.back() + " " + word;
    if (lines.back().empty() || text_width(longer, font_size) <= width) {
      lines.back() = longer;
    } else if (lines.size() == most) {
      lines.back() += "…";
      break;
    } else {
      lines.push_back(word);
    }
  }
  return lines;
}

Canvas::Canvas(domain::Month first, std::int32_t months)
    : first_(first), months_(months), column_(std::min(months_width / months, widest_column)) {}

double Canvas::x(domain::Date day) const {
  if (day.is_forever() || domain::Month(day) >= first_.plus(months_)) return x(months_);
  const domain::Month month(day);
  if (month < first_) return x(0);
  return x(month) + column_ * (static_cast<double>(day.day()) - 1) / month.days();
}

double Canvas::label(std::string_view text, std::string_view citations, double least, int indent) {
  const double left = 4 + indent * 12.0;
  auto lines = wrapped(text, gutter - left - 10, label_size, 3);
  if (!citations.empty()) {
    const double room = gutter - left - 10 - text_width(lines.back(), label_size);
    if (text_width(citations, label_size - 2) + 6 > room) lines.emplace_back();
  }
  const double height = std::max(least, static_cast<double>(lines.size()) * line_height + 4);
  double baseline = y_ + (height - static_cast<double>(lines.size()) * line_height) / 2 + 11;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    rows_.open("text", {{"class", "label"}, {"x", number(left)}, {"y", number(baseline)}}).text(lines[i]);
    if (i + 1 == lines.size() && !citations.empty()) {
      if (!lines[i].empty()) rows_.text(" ");
      rows_.element("tspan", citations, {{"class", "cite"}});
    }
    rows_.close();
    baseline += line_height;
  }
  return height;
}

void Canvas::heading(std::string_view text) {
  y_ += 10;
  rows_.element("text", text, {{"class", "group"}, {"x", "4"}, {"y", number(y_ + 13)}});
  rows_.empty("line", {{"class", "rule"}, {"x1", "0"}, {"x2", number(width() - 2)}, {"y1", number(y_ + 19)}, {"y2", number(y_ + 19)}});
  y_ += 22;
}

void Canvas::box(std::string_view classes, double x, double y, double width, double height, std::string_view tooltip, double radius) {
  rows_.open("rect", {{"class", classes},
                      {"x", number(x)},
                      {"y", number(y)},
                      {"width", number(std::max(width, 0.5))},
                      {"height", number(height)},
                      {"rx", number(radius)}});
  rows_.element("title", tooltip).close();
}

void Canvas::text_in(std::string_view text, double x, double y, double width, std::string_view classes) {
  constexpr double size = 11;
  std::string shown(text);
  if (text_width(shown, size) > width - 6) {
    std::size_t end = 0;
    double used = text_width("…", size);
    while (end < text.size()) {
      const auto length = character_length(text, end);
      used += text_width(text.substr(end, length), size);
      if (used > width - 6) break;
      end += length;
    }
    if (end < 5) return;
    shown = std::string(text.substr(0, end)) + "…";
  }
  rows_.element("text", shown, {{"class", classes}, {"x", number(x + 4)}, {"y", number(y)}});
}

void Canvas::finish(html::Writer& page, std::string_view id, std::string_view title, html::Writer under) {
  const double height = y_ + 4;
  const auto title_id = fmt::format("{}-title", id);
  page.open("div", {{"class", "scroll"}});
  page.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                    {"role", "img"},
                    {"aria-labelledby", title_id},
                    {"viewBox", fmt::format("0 0 {} {}", number(width() + right_margin), number(height))},
                    {"style", fmt::format("width:100%;max-width:{}px;min-width:{}px", number(width() * 1.2), number(width() * 0.75))}});
  page.element("title", title, {{"id", title_id}});
  page.raw(under.take()).raw(rows_.take());
  page.close().close();
}

}  // namespace crossroads::law::explain
