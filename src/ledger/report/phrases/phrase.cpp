#include "ledger/report/phrases/phrase.hpp"

#include "ledger/report/phrases/dutch.hpp"
#include "ledger/report/phrases/english.hpp"
#include "ledger/report/phrases/french.hpp"
#include "ledger/report/phrases/german.hpp"

namespace crossroads::ledger::report {
namespace {

constexpr std::array<const PhraseTable*, law::language_count> tables{&english, &french, &dutch, &german};  // by Language
static_assert(same_arguments(tables), "a phrase takes other arguments in one language than in English");

}  // namespace

std::string_view phrase(law::Language language, Phrase phrase) {
  return (*tables[static_cast<std::size_t>(language)])[static_cast<std::size_t>(phrase)];
}

}  // namespace crossroads::ledger::report
