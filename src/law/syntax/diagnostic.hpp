// What is wrong with a document, in the form in which compilers that teach say it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "law/syntax/source.hpp"

namespace crossroads::law {

enum class Severity : std::uint8_t { error, warning };

/// A second place that belongs to a diagnostic, with what is to be seen there.
struct Note {
  Span span = {};
  std::string text = {};
  bool operator==(const Note&) const = default;
};

/// One finding. `code` (L012) is stable and explained in docs/language.md; `expected` and `hint` may be empty.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;
  std::string message;
  Span span = {};
  std::string expected = {};
  std::string hint = {};
  std::optional<Note> note = {};
  bool operator==(const Diagnostic&) const = default;
};

[[nodiscard]] bool has_errors(std::span<const Diagnostic> diagnostics);

/// In the order of the text; of two at one place, the one found first.
void sort_by_place(std::vector<Diagnostic>& diagnostics);

/// Several lines, each ended: `file:line:col: error[L012]: message`, the source line with `^~~~` under the span, expected, hint, note.
[[nodiscard]] std::string render(const Diagnostic& diagnostic, const Source& source);
[[nodiscard]] std::string render(std::span<const Diagnostic> diagnostics, const Source& source);

/// The same as a value for callers that fail with one Problem.
[[nodiscard]] Problem as_problem(const Diagnostic& diagnostic, const Source& source);

}  // namespace crossroads::law
