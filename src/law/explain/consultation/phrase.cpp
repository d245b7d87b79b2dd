#include "law/explain/consultation/phrase.hpp"

#include "law/explain/consultation/dutch.hpp"
#include "law/explain/consultation/english.hpp"
#include "law/explain/consultation/french.hpp"
#include "law/explain/consultation/german.hpp"

namespace crossroads::law::explain::consultation {
namespace {

constexpr std::array<const PhraseTable*, language_count> tables{&english, &french, &dutch, &german};  // by Language
static_assert(same_arguments(tables), "a phrase takes other arguments in one language than in English");

}  // namespace

std::string_view phrase(Language language, Phrase phrase) {
  return (*tables[static_cast<std::size_t>(language)])[static_cast<std::size_t>(phrase)];
}

}  // namespace crossroads::law::explain::consultation
