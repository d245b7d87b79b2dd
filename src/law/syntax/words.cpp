#include "law/syntax/words.hpp"

#include <algorithm>

namespace crossroads::law {
namespace {

constexpr std::array<std::string_view, 9> ground{"short", "art40",    "art40bis", "art40ter", "art47-1",
                                                 "art10", "art10bis", "art58",    "other"};
constexpr std::array<std::string_view, 7> quality{"employee", "self-employed", "jobseeker", "sufficient-means",
                                                  "student",  "family-member", "other"};
constexpr std::array<std::string_view, 4> reg{"population", "foreigners", "waiting", "none"};
constexpr std::array<std::string_view, 18> title{"none", "A",   "B", "C", "D", "E", "E+", "F", "F+",
                                                 "EU",   "EU+", "H", "I", "J", "K", "L",  "M", "N"};
constexpr std::array<std::string_view, 3> applied_at{"", "territory", "diplomatic-post"};

constexpr std::array<std::string_view, 16> in_conditions{"belgian", "union",    "third-country",  "recognised", "stay", "age",
                                                         "sponsor", "ris",      "ris-equivalent", "social-aid", "aid",  "ground",
                                                         "quality", "register", "title",          "applied-at"};

constexpr std::array<std::string_view, 13> in_expressions{"aid",
                                                          "aided-months",
                                                          "spells",
                                                          "reimbursements",
                                                          "last",
                                                          "first",
                                                          "today",
                                                          "stay-start",
                                                          "recognition",
                                                          "application-at-diplomatic-post",
                                                          "delivery-of-title",
                                                          "times",
                                                          "else"};

constexpr auto reserved = std::to_array<std::string_view>(
    {// declarations and their parts
     "authorisation", "adopted", "in", "force", "from", "to", "via", "purpose", "basis", "keep", "log", "data", "text", "with", "term",
     "means", "category", "when", "exclude", "at", "source", "hub", "for", "except", "push", "monthly", "start", "once", "pause", "after",
     "month", "months", "without", "resume", "disclose", "of", "all", "by", "paragraph", "context", "feature", "labels", "consult", "about",
     "on", "unless", "answer", "refuse", "period", "parameter", "indicator", "examination", "enter", "day", "amount", "count", "state",
     "otherwise", "weigh", "year", "years",
     // conditions
     "and", "or", "not", "so", "far",
     // rules that every push has, by the names under which decisions show them
     "continue", "at-once"});

}  // namespace

std::span<const std::string_view> value_words(StayField field) {
  switch (field) {
    case StayField::ground: return ground;
    case StayField::quality: return quality;
    case StayField::reg: return reg;
    case StayField::title: return title;
    case StayField::applied_at: return applied_at;
  }
  return {};
}

std::optional<std::size_t> place_in(std::span<const std::string_view> words, std::string_view word) {
  const auto found = std::ranges::find(words, word);
  if (word.empty() || found == words.end()) return std::nullopt;
  return static_cast<std::size_t>(found - words.begin());
}

std::string to_words(StayField field, ValueSet values) {
  const auto words = value_words(field);
  std::string text;
  std::size_t count = 0;
  for (std::size_t value = 0; value < words.size(); ++value) {
    if ((values & bit(value)) == 0) continue;
    if (count++ != 0) text += ", ";
    text += words[value];
  }
  return count == 1 ? text : "{" + text + "}";
}

bool is_reserved(std::string_view word) { return std::ranges::find(reserved, word) != reserved.end(); }
bool is_condition_word(std::string_view word) { return std::ranges::find(in_conditions, word) != in_conditions.end(); }
bool is_expression_word(std::string_view word) { return std::ranges::find(in_expressions, word) != in_expressions.end(); }
std::span<const std::string_view> expression_words() { return in_expressions; }
std::span<const std::string_view> condition_words() { return in_conditions; }

}  // namespace crossroads::law
