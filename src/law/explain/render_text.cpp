#include "law/explain/render_text.hpp"

#include <fmt/format.h>

#include "law/explain/sections.hpp"
#include "law/syntax/source.hpp"  // character_count

namespace crossroads::law::explain {
namespace {

constexpr std::size_t width = 100;

/// Appends the text in lines of at most `width` characters. It is broken at spaces, never at a no-break space, nor inside `[…]`.
void append_wrapped(std::string& to, std::string_view first_indent, std::string_view indent, std::string_view text) {
  std::string line(first_indent);
  bool empty = true;
  while (!text.empty()) {
    const auto end = text.front() == '[' ? text.find(']') : text.find(' ');
    const auto word = text.substr(0, end == std::string_view::npos ? end : text.front() == '[' ? end + 1 : end);
    text.remove_prefix(word.size());
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(' ')));
    if (!empty && character_count(line) + 1 + character_count(word) > width) {
      (to += line) += '\n';
      line = indent;
      empty = true;
    }
    if (!empty) line += ' ';
    line += word;
    empty = false;
  }
  (to += line) += '\n';
}

void append(std::string& to, const Line& line) {
  const std::string indent(3 + static_cast<std::size_t>(line.depth) * 2, ' ');
  std::string text;
  if (line.mark) text = fmt::format("{} {} · ", sign(*line.mark), line.mark_words);
  text += line.text;
  if (const auto basis = to_string(line.basis); !basis.empty()) text += ' ' + basis;
  append_wrapped(to, indent, indent + (line.mark ? "  " : ""), text);
  if (!line.fact.empty()) append_wrapped(to, indent + "  → ", indent + "    ", line.fact);
}

}  // namespace

std::string render_text(const Explanation& explanation, Language language) {
  const auto& authorisation = explanation.authorisation();
  const Wording words(authorisation, language);
  std::string text;
  append_wrapped(text, "", "", words.label(authorisation.name.text));
  append_wrapped(text, "", "",
                 fmt::format("{} · {} · {}", words.niss(explanation.niss()), words.month(explanation.month),
                             words.say(Phrase::as_of, words.date(explanation.month.as_of_day()))));
  int number = 0;
  for (const auto& section : sections_of(explanation, words)) {
    text += '\n';
    append_wrapped(text, fmt::format("{:<3}", ++number), "   ", section.heading);
    for (const auto& line : section.lines) append(text, line);
  }
  text += '\n';
  append(text, notice(authorisation, words));
  return text;
}

}  // namespace crossroads::law::explain
