#include "law/explain/phrases/phrase.hpp"

#include "law/explain/phrases/dutch.hpp"
#include "law/explain/phrases/english.hpp"
#include "law/explain/phrases/french.hpp"
#include "law/explain/phrases/german.hpp"

namespace crossroads::law::explain {
namespace {

constexpr std::array<const PhraseTable*, language_count> tables{&english, &french, &dutch, &german};  // by Language

/// Whether every phrase takes the same arguments in every language.
consteval bool same_arguments() {
  for (std::size_t i = 0; i < phrase_count; ++i) {
    for (const auto* table : tables) {
      if (arguments_of((*table)[i]) != arguments_of(english[i])) return false;
    }
  }
  return true;
}
static_assert(same_arguments(), "a phrase takes other arguments in one language than in English");

}  // namespace

std::string_view phrase(Language language, Phrase phrase) {
  return (*tables[static_cast<std::size_t>(language)])[static_cast<std::size_t>(phrase)];
}

}  // namespace crossroads::law::explain
