// Phrases in several languages, as tables that do not compile when one is missing, doubled, displaced or takes other arguments elsewhere.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace crossroads {

/// One language's word for a phrase; `{0}` to `{9}` are its arguments. `Phrase` is an enumeration that ends with `count_`.
template <class Phrase>
struct PhraseEntry {
  Phrase phrase;
  std::string_view text;
};

template <class Phrase>
inline constexpr std::size_t phrase_count_of = static_cast<std::size_t>(Phrase::count_);

template <class Phrase>
using PhraseTableOf = std::array<std::string_view, phrase_count_of<Phrase>>;

/// All phrases of a language, each once, in the order of the enumeration.
template <class Phrase, std::size_t n>
[[nodiscard]] consteval PhraseTableOf<Phrase> checked_phrases(const PhraseEntry<Phrase> (&entries)[n]) {
  static_assert(n == phrase_count_of<Phrase>, "a phrase is missing, or stands there twice");
  PhraseTableOf<Phrase> table;
  for (std::size_t i = 0; i < n; ++i) {
    if (static_cast<std::size_t>(entries[i].phrase) != i) throw "a phrase is missing or out of order";
    if (entries[i].text.empty()) throw "an empty phrase";
    table[i] = entries[i].text;
  }
  return table;
}

/// The arguments of a phrase, one bit each.
[[nodiscard]] consteval std::uint32_t arguments_of(std::string_view text) {
  std::uint32_t arguments = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{') continue;
    if (i + 2 >= text.size() || text[i + 1] < '0' || text[i + 1] > '9' || text[i + 2] != '}') throw "an argument is written {0} to {9}";
    arguments |= std::uint32_t{1} << static_cast<unsigned>(text[i + 1] - '0');
  }
  return arguments;
}

/// Whether every phrase takes the same arguments in every language.
template <std::size_t phrases, std::size_t languages>
[[nodiscard]] consteval bool same_arguments(const std::array<const std::array<std::string_view, phrases>*, languages>& tables) {
  for (std::size_t i = 0; i < phrases; ++i) {
    for (const auto* table : tables) {
      if (arguments_of((*table)[i]) != arguments_of((*tables[0])[i])) return false;
    }
  }
  return true;
}

}  // namespace crossroads
