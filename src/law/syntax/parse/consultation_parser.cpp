// `consult A036` and its parts: period, disclose, answer, refuse.
#include <algorithm>

#include <fmt/format.h>

#include "law/syntax/parse/condition_parser.hpp"
#include "law/syntax/parse/draft.hpp"
#include "law/syntax/words.hpp"

namespace crossroads::law::parse {
namespace {

using Kind = Token::Kind;

/// One of a few words; nothing, with a report, where another stands.
std::optional<std::size_t> one_of(Reader& reader, std::span<const std::string_view> words) {
  const auto& token = reader.peek();
  if (const auto place = token.is(Kind::word) ? place_in(words, token.text) : std::nullopt) {
    reader.take();
    return place;
  }
  reader.fail(listed(words), token.is(Kind::word) && !token.starts_line ? suggestion(token.text, words) : "");
  return std::nullopt;
}

bool period(Reader& reader, Consultation& consultation, std::size_t start) {
  constexpr std::array<std::string_view, 2> at_most{"at", "most"};
  if (!reader.expect_words(at_most)) return false;
  const auto duration = reader.duration();
  if (!duration) return false;
  if (duration->unit != Unit::years) {
    reader.report({.code = "L039", .message = "the period is counted in years", .span = reader.last().span, .expected = "`5 years`"});
  }
  auto& reach = consultation.period.emplace();
  reach.years = duration->amount;
  return reader.finish(reach, start);
}

bool occasions(Reader& reader, std::vector<OccasionRule>& into) {
  do {
    const auto occasion = one_of(reader, occasion_words);
    if (!occasion) return false;
    OccasionRule rule{static_cast<Occasion>(*occasion), Stated::nothing};
    if (std::ranges::find(into, rule.occasion, &OccasionRule::occasion) != into.end()) {
      reader.report({.code = "L035", .message = fmt::format("`{}` is named twice", reader.last().text), .span = reader.last().span});
    }
    if (reader.accept_word("with")) {
      const auto stated = one_of(reader, stated_words);
      if (!stated) return false;
      rule.stated = static_cast<Stated>(*stated);
    }
    into.push_back(rule);
  } while (reader.accept_symbol(","));
  return true;
}

/// `unless only minor descendants join`, `unless excluded by NAME, NAME`: each once, in this order.
bool unless(Reader& reader, ConsultationAnswer& answer) {
  constexpr std::array<std::string_view, 4> only{"only", "minor", "descendants", "join"};
  constexpr std::array<std::string_view, 2> excluded{"excluded", "by"};
  bool more = reader.accept_word("unless");
  if (more && reader.at_word("only")) {
    if (!reader.expect_words(only)) return false;
    answer.unless_only_minor_descendants_join = true;
    more = reader.accept_word("unless");
  }
  if (!more) return true;
  if (!reader.at_word("excluded"))
    return reader.fail(answer.unless_only_minor_descendants_join ? "`excluded by` and an exclusion"
                                                                 : "`only minor descendants join`, or `excluded by` and an exclusion");
  if (!reader.expect_words(excluded)) return false;
  auto names = reader.name_list("the name of an exclusion");
  if (!names) return false;
  answer.unless_excluded_by = std::move(names->names);
  return true;
}

bool answer(Reader& reader, Draft& draft, std::size_t start) {
  ConsultationAnswer answer;
  auto category = reader.used_name("the name of a category");
  if (!category || !reader.expect_word("about", "and the role: `applicant` or `sponsor`")) return false;
  const auto role = one_of(reader, role_words);
  if (!role || !reader.expect_word("on", "and the occasion: `stay-application` or `verification`")) return false;
  answer.role = static_cast<Role>(*role);
  if (!occasions(reader, answer.occasions)) return false;
  if (!unless(reader, answer)) return false;
  if (reader.accept_word("when")) {
    answer.when = condition(reader, {draft.law.terms, draft.term_names});
    if (!answer.when) return false;
  }
  const bool ended = reader.finish(answer, start);
  draft.law.consultation->answers.push_back(std::move(answer));
  draft.answer_categories.push_back({.names = {std::move(*category)}});
  return ended;
}

bool refusal(Reader& reader, Draft& draft, std::size_t start) {
  ConsultationRefusal refusal;
  auto categories = reader.name_list();
  if (!categories) return false;
  const bool ended = reader.finish(refusal, start);
  draft.law.consultation->refusals.push_back(std::move(refusal));
  draft.refusal_categories.push_back(std::move(*categories));
  return ended;
}

}  // namespace

bool consultation(Reader& reader, Draft& draft) {
  const auto start = reader.index();
  say_once(reader, draft, "consult", reader.take().span);
  if (!draft.law.consultation) draft.law.consultation.emplace();
  return reader.expect_word("A036") && reader.finish(*draft.law.consultation, start);
}

bool consultation_line(Reader& reader, Draft& draft) {
  constexpr std::array offered{Field::niss,        Field::number,   Field::attestation_nature, Field::attestation_type,
                               Field::period_from, Field::period_to};
  if (!draft.law.consultation) draft.law.consultation.emplace();  // behind a `consult` that could not be read
  const auto start = reader.index();
  const auto& word = reader.take();
  if (word.is_word("answer")) return answer(reader, draft, start);
  if (word.is_word("refuse")) return refusal(reader, draft, start);
  if (word.is_word("period")) {
    say_once(reader, draft, "period", word.span);
    return period(reader, *draft.law.consultation, start);
  }
  CategoryList categories;
  auto& disclosed = draft.law.consultation->disclosures;
  const bool read = disclosures(reader, disclosed, categories, start, offered);
  draft.consulted_categories.resize(disclosed.size(), categories);
  return read;
}

}  // namespace crossroads::law::parse
