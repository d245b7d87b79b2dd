#include "law/syntax/diagnostic.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace crossroads::law {
namespace {

/// The source line and the underline below it. A span over several lines is underlined to the end of its first.
std::string excerpt(Span span, const Source& source) {
  const auto at = source.position(span.offset);
  const std::string line = printable(source.line(at.line));
  const auto width = character_count(line);
  const auto length = std::max<std::uint32_t>(1, character_count(source.slice(span)));
  const auto room = width + 1 >= at.column ? std::max<std::uint32_t>(1, width + 1 - at.column) : 1;
  const auto number = fmt::format("{}", at.line);
  return fmt::format(" {} | {}\n {:{}} | {:{}}^{:~>{}}\n", number, line, "", number.size(), "", at.column - 1, "", std::min(length, room) - 1);
}

}  // namespace

bool has_errors(std::span<const Diagnostic> diagnostics) {
  return std::ranges::any_of(diagnostics, [](const Diagnostic& d) { return d.severity == Severity::error; });
}

void sort_by_place(std::vector<Diagnostic>& diagnostics) {
  std::ranges::stable_sort(diagnostics, {}, [](const Diagnostic& d) { return d.span.offset; });
}

std::string render(const Diagnostic& diagnostic, const Source& source) {
  const auto where = [&](Span span) {
    const auto at = source.position(span.offset);
    return fmt::format("{}:{}:{}", source.file(), at.line, at.column);
  };
  std::string out = fmt::format("{}: {}[{}]: {}\n", where(diagnostic.span),
                                diagnostic.severity == Severity::error ? "error" : "warning", diagnostic.code, printable(diagnostic.message));
  out += excerpt(diagnostic.span, source);
  if (!diagnostic.expected.empty()) out += fmt::format("   expected: {}\n", printable(diagnostic.expected));
  if (!diagnostic.hint.empty()) out += fmt::format("   hint: {}\n", printable(diagnostic.hint));
  if (diagnostic.note) out += fmt::format("{}: note: {}\n{}", where(diagnostic.note->span), diagnostic.note->text, excerpt(diagnostic.note->span, source));
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
