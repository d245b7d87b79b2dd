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
  return {static_cast<std::uint32_t>(next - starts_.begin()),
          character_count(std::string_view(text_).substr(start, offset - start)) + 1};
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

std::uint32_t character_count(std::string_view text) {
  return static_cast<std::uint32_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Span joined(Span a, Span b) {
  const auto from = std::min(a.offset, b.offset);
  const auto to = std::max(a.offset + a.length, b.offset + b.length);
  return {from, to - from};
}

}  // namespace crossroads::law
