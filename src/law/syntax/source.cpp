#include "law/syntax/source.hpp"

#include <algorithm>
#include <utility>

namespace crossroads::law {

Source::Source(std::string file, std::string text) : file_(std::move(file)), text_(std::move(text)), starts_{0} {
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') starts_.push_back(static_cast<std::uint32_t>(i + 1));
  }
}

std::string_view Source::slice(Span span) const {
  const auto offset = std::min<std::size_t>(span.offset, text_.size());
  return std::string_view(text_).substr(offset, span.length);
}

Position Source::position(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto start = *(next - 1);
  return {static_cast<std::uint32_t>(next - starts_.begin()), character_count(std::string_view(text_).substr(start, offset - start)) + 1};
}

std::string_view Source::line(std::uint32_t line) const {
  if (line == 0 || line > starts_.size()) return {};
  const std::size_t start = starts_[line - 1];
  const std::size_t end = line < starts_.size() ? starts_[line] - 1 : text_.size();
  auto text = std::string_view(text_).substr(start, end - start);
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  return text;
}

Place Source::place(Span span) const {
  const auto at = position(span.offset);
  return {file_, at.line, at.column};
}

std::size_t character_size(std::string_view rest) {
  const auto byte = [&](std::size_t i) { return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0U; };
  const auto first = byte(0);
  const std::size_t size = first < 0x80                    ? 1
                           : first >= 0xC2 && first < 0xE0 ? 2
                           : first >= 0xE0 && first < 0xF0 ? 3
                           : first >= 0xF0 && first < 0xF5 ? 4
                                                           : 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  }
  const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool surrogate = first == 0xED && byte(1) >= 0xA0;
  const bool beyond = first == 0xF4 && byte(1) >= 0x90;
  return overlong || surrogate || beyond ? 0 : size;
}

std::uint32_t character_count(std::string_view text) {
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < text.size(); i += std::max<std::size_t>(1, character_size(text.substr(i)))) ++count;
  return count;
}

std::string printable(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const auto size = character_size(text.substr(i));
    const auto c = static_cast<unsigned char>(text[i]);
    if (text[i] == '\t') result += ' ';
    else if (size == 0 || c < 0x20 || c == 0x7F) result += "\uFFFD";
    else result += text.substr(i, size);
    i += std::max<std::size_t>(1, size);
  }
  return result;
}

Span joined(Span a, Span b) {
  const auto from = std::min(a.offset, b.offset);
  const auto to = std::max(a.offset + a.length, b.offset + b.length);
  return {from, to - from};
}

}  // namespace crossroads::law
