#include "run/html/phrases/phrase.hpp"

#include "run/html/phrases/dutch.hpp"
#include "run/html/phrases/english.hpp"
#include "run/html/phrases/french.hpp"
#include "run/html/phrases/german.hpp"

namespace crossroads::run::html_report {
namespace {

constexpr std::array<const PhraseTable*, law::language_count> tables{&english, &french, &dutch, &german};  // by Language
static_assert(same_arguments(tables), "a phrase takes other arguments in one language than in English");

}  // namespace

std::string_view phrase(law::Language language, Phrase phrase) {
  return (*tables[static_cast<std::size_t>(language)])[static_cast<std::size_t>(phrase)];
}

}  // namespace crossroads::run::html_report
