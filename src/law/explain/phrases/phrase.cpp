#include "law/explain/phrases/phrase.hpp"

#include "law/explain/phrases/dutch.hpp"
#include "law/explain/phrases/english.hpp"
#include "law/explain/phrases/french.hpp"
#include "law/explain/phrases/german.hpp"

namespace crossroads::law::explain {
namespace {

constexpr std::array<const PhraseTable*, language_count> tables{&english, &french, &dutch, &german};  // by Language
static_assert(same_arguments(tables), "a phrase takes other arguments in one language than in English");

}  // namespace

std::string_view phrase(Language language, Phrase phrase) {
  return (*tables[static_cast<std::size_t>(language)])[static_cast<std::size_t>(phrase)];
}

}  // namespace crossroads::law::explain
