#include "law/syntax/diagnostic.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace crossroads::law {
namespace {

constexpr std::uint32_t widest = 200;  // characters of a line that are shown
constexpr std::uint32_t lead = 60;     // of them before the finding, where the line is wider

/// The bytes of a text from one character to another.
std::string characters(std::string_view text, std::uint32_t from, std::uint32_t to) {
  std::size_t start = 0, end = 0;
  std::uint32_t count = 0;
  for (; end < text.size() && count < to; ++count) {
    if (count == from) start = end;
    end += std::max<std::size_t>(1, character_size(text.substr(end)));
  }
  return count <= from ? std::string() : std::string(text.substr(start, end - start));
}

/// The source line, or the part of it round the finding, and the underline below it. A span over several lines is underlined to the end of its first.
std::string excerpt(Span span, const Source& source) {
  const auto at = source.position(span.offset);
  std::string line = printable(source.line(at.line));
  auto width = character_count(line);
  auto column = at.column;
  if (width > widest) {
    const auto from = column > lead ? column - lead : 0;
    const bool before = from > 0, behind = from + widest < width;
    line = fmt::format("{}{}{}", before ? "…" : "", characters(line, from, from + widest), behind ? "…" : "");
    column = column - from + (before ? 1 : 0);
    width = character_count(line);
  }
  const auto length = std::max<std::uint32_t>(1, character_count(source.slice(span)));
  const auto room = width + 1 > column ? width + 1 - column : 1;
  const auto number = fmt::format("{}", at.line);
  return fmt::format(" {} | {}\n {:{}} | {:{}}^{:~>{}}\n", number, line, "", number.size(), "", column - 1, "", std::min(length, room) - 1);
}

}  // namespace

bool has_errors(std::span<const Diagnostic> diagnostics) {
  return std::ranges::any_of(diagnostics, [](const Diagnostic& d) { return d.severity == Severity::error; });
}

void sort_by_place(std::vector<Diagnostic>& diagnostics) {
  // Not stable_sort: clang refuses libstdc++ 12's for a deprecated function inside.
  std::vector<std::pair<std::uint32_t, std::size_t>> order;
  for (std::size_t i = 0; i < diagnostics.size(); ++i) order.emplace_back(diagnostics[i].span.offset, i);
  std::ranges::sort(order);
  std::vector<Diagnostic> sorted;
  sorted.reserve(diagnostics.size());
  for (const auto& [offset, index] : order) sorted.push_back(std::move(diagnostics[index]));
  diagnostics = std::move(sorted);
}

std::string render(const Diagnostic& diagnostic, const Source& source) {
  const auto where = [&](Span span) {
    const auto at = source.position(span.offset);
    return fmt::format("{}:{}:{}", source.file(), at.line, at.column);
  };
  std::string out = fmt::format("{}: {}[{}]: {}\n", where(diagnostic.span), diagnostic.severity == Severity::error ? "error" : "warning",
                                diagnostic.code, printable(diagnostic.message));
  out += excerpt(diagnostic.span, source);
  if (!diagnostic.expected.empty()) out += fmt::format("   expected: {}\n", printable(diagnostic.expected));
  if (!diagnostic.hint.empty()) out += fmt::format("   hint: {}\n", printable(diagnostic.hint));
  if (diagnostic.note)
    out += fmt::format("{}: note: {}\n{}", where(diagnostic.note->span), diagnostic.note->text, excerpt(diagnostic.note->span, source));
  return out;
}

std::string render(std::span<const Diagnostic> diagnostics, const Source& source) {
  std::string out;
  for (const auto& diagnostic : diagnostics) out += render(diagnostic, source);
  return out;
}

Problem as_problem(const Diagnostic& diagnostic, const Source& source) {
  return {.what = fmt::format("{}: {}", diagnostic.code, printable(diagnostic.message)),
          .place = source.place(diagnostic.span),
          .expected = printable(diagnostic.expected),
          .hint = printable(diagnostic.hint)};
}

}  // namespace crossroads::law
