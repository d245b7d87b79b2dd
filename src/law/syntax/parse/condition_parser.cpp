#include "law/syntax/parse/condition_parser.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

#include "law/syntax/words.hpp"

namespace crossroads::law::parse {
namespace {

using Kind = Token::Kind;

/// Words that people write for a word of the language, beyond misspellings.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> other_words{{
    {"living-wage", "ris"},
    {"livingwage", "ris"},
    {"rmi", "ris"},
    {"eu", "union"},
    {"european", "union"},
    {"citizen", "union"},
    {"foreigner", "third-country"},
    {"non-eu", "third-country"},
    {"residence", "stay"},
    {"card", "title"},
    {"document", "title"},
    {"status", "quality"},
    {"reference", "sponsor"},
    {"article", "ground"},
    {"ERIS", "ris-equivalent"},
}};

constexpr std::string_view a_condition = "a condition, such as `union`, `ground = art40`, `stay >= 3 years` or `ris for 3 months`";

class ConditionReader {
 public:
  ConditionReader(Reader& reader, const KnownTerms& terms) : reader_(reader), terms_(terms) {}

  ConditionPtr whole() {
    const auto start = reader_.peek().span;
    auto first = negation();
    if (!first) return nullptr;
    if (!reader_.at_word("and") && !reader_.at_word("or")) return first;
    const bool all = reader_.at_word("and");
    const auto joint = reader_.peek().span;
    std::vector<ConditionPtr> parts{std::move(first)};
    Span last = joined(start, reader_.last().span);  // with its parentheses, unlike the condition's own
    while (reader_.at_word("and") || reader_.at_word("or")) {
      const auto& word = reader_.take();
      const auto part_start = reader_.peek().span;
      auto part = negation();
      const auto written = joined(part_start, reader_.last().span);
      if (word.is_word("and") != all) mixed(joint, word, all, part ? two_readings(start, last, word, written) : "");
      last = written;
      if (!part) return nullptr;
      parts.push_back(std::move(part));
    }
    const auto span = joined(start, reader_.last().span);
    // `a and (b and c)` says no more than `a and b and c`.
    std::vector<ConditionPtr> flat;
    for (auto& part : parts) {
      const std::vector<ConditionPtr>* inner = nullptr;
      if (const auto* same = std::get_if<All>(&part->node); all && same) inner = &same->parts;
      if (const auto* same = std::get_if<Any>(&part->node); !all && same) inner = &same->parts;
      if (inner) flat.insert(flat.end(), inner->begin(), inner->end());
      else flat.push_back(part);
    }
    return all ? make_condition(All{std::move(flat)}, span) : make_condition(Any{std::move(flat)}, span);
  }

 private:
  /// `(a and b) or c`, and `a and (b or c)`, in the words of the document.
  [[nodiscard]] std::string two_readings(Span start, Span last, const Token& word, Span next) const {
    const auto before = reader_.source().slice({start.offset, last.offset - start.offset});
    const auto a = reader_.source().slice(last), b = reader_.source().slice(next);
    if (before.size() + a.size() + b.size() > 80 || before.find('\n') != before.npos || a.find('\n') != a.npos || b.find('\n') != b.npos)
      return {};
    return fmt::format("write `({}{}) {} {}`, or `{}({} {} {})`", before, a, word.text, b, before, a, word.text, b);
  }

  void mixed(Span joint, const Token& word, bool all, std::string hint) {
    reader_.report({.code = "L030",
                    .message = "`and` and `or` side by side can be read in two ways",
                    .span = word.span,
                    .expected = "parentheses round what belongs together",
                    .hint = hint.empty() ? "write `(a and b) or c`, or `a and (b or c)`" : std::move(hint),
                    .note = Note{joint, fmt::format("the other is `{}`", all ? "and" : "or")}});
  }

  ConditionPtr negation() {
    if (!reader_.at_word("not")) return lasting();
    const auto start = reader_.take().span;
    if (++depth_ > Reader::max_depth) return too_deep();
    auto part = negation();
    --depth_;
    if (!part) return nullptr;
    return make_condition(Not{std::move(part)}, joined(start, reader_.last().span));
  }

  /// A condition with `so far` or `for 3 months` behind it.
  ConditionPtr lasting() {
    const auto start = reader_.peek().span;
    auto aid = single();
    if (!aid) return nullptr;
    if (reader_.at_word("so") && !reader_.peek().starts_line) {
      reader_.take();
      if (!reader_.expect_word("far")) return nullptr;
      return make_condition(SoFar{std::move(aid)}, joined(start, reader_.last().span));
    }
    if (reader_.at_word("for") && reader_.peek(1).is(Kind::number)) {
      reader_.take();
      const auto duration = reader_.duration();
      if (!duration) return nullptr;
      return make_condition(For{std::move(aid), *duration}, joined(start, reader_.last().span));
    }
    return aid;
  }

  ConditionPtr single() {
    const auto& token = reader_.peek();
    if (token.is_symbol("(")) {
      reader_.take();
      return parenthesis();
    }
    if (!token.is(Kind::word) || reader_.at_start()) {
      reader_.fail(std::string(a_condition), token.is_symbol("!") ? "write `not`" : "");
      return nullptr;
    }
    if (is_reserved(token.text)) {
      reader_.fail(std::string(a_condition));
      return nullptr;
    }
    reader_.take();
    if (const auto which = place_in(nationality_words, token.text))
      return make_condition(NationalityIs{static_cast<NationalityClass>(*which)}, token.span);
    if (const auto which = place_in(nature_words, token.text)) return make_condition(Aided{bit(*which)}, token.span);
    if (token.text == "aid") return make_condition(Aided{all_natures}, token.span);
    if (token.text == "recognised") return make_condition(Recognised{}, token.span);
    if (const auto which = place_in(stay_field_words, token.text)) return field(token, static_cast<StayField>(*which));
    if (const auto which = place_in(measure_words, token.text)) return measure(token, static_cast<Measure>(*which));
    if (token.text == "sponsor") return sponsor(token);
    return term(token);
  }

  ConditionPtr parenthesis() {
    if (++depth_ > Reader::max_depth) return too_deep();
    const auto opening = reader_.last().span;
    auto inside = whole();
    --depth_;
    if (!inside) return nullptr;
    if (reader_.accept_symbol(")")) return inside;
    const auto& token = reader_.peek();
    reader_.report({.code = "L022",
                    .message = token.starts_line || token.is(Kind::end) || token.is_symbol("[")
                                   ? "the parenthesis is not closed"
                                   : fmt::format("{} does not fit here", described(token)),
                    .span = token.starts_line || token.is(Kind::end) || token.is_symbol("[") ? opening : token.span,
                    .expected = "`and`, `or` or `)`",
                    .note = token.starts_line || token.is(Kind::end) || token.is_symbol("[")
                                ? std::nullopt
                                : std::optional(Note{opening, "the parenthesis opens here"})});
    return nullptr;
  }

  ConditionPtr too_deep() {
    reader_.report({.code = "L038",
                    .message = "too many conditions inside one another",
                    .span = reader_.last().span,
                    .expected = fmt::format("at most {} levels", Reader::max_depth),
                    .hint = "give a part a name with `term`"});
    return nullptr;
  }

  ConditionPtr field(const Token& word, StayField which) {
    const auto set = values(reader_, which);
    if (!set) return nullptr;
    return make_condition(FieldIn{which, *set}, joined(word.span, reader_.last().span));
  }

  ConditionPtr measure(const Token& word, Measure which) {
    const auto& sign = reader_.peek();
    const auto comparison = sign.is(Kind::symbol) ? place_in(comparison_signs, sign.text) : std::nullopt;
    if (!comparison) {
      const auto expected = fmt::format("`<`, `<=`, `>=` or `>`, such as `{} >= 3 years`", word.text);
      constexpr std::array<std::pair<std::string_view, std::string_view>, 5> wrong{
          {{"≥", ">="}, {"≤", "<="}, {"≠", ""}, {"=", ""}, {"==", ""}}};
      const auto* const found = std::ranges::find(wrong, sign.text, [](const auto& pair) { return pair.first; });
      if (!sign.is(Kind::symbol) || found == wrong.end()) {
        reader_.fail(expected);
        return nullptr;
      }
      reader_.report({.code = "L037",
                      .message = fmt::format("`{}` compares no duration", sign.text),
                      .span = sign.span,
                      .expected = expected,
                      .hint = found->second.empty() ? "a duration is never exact: say from when on, or until when"
                                                    : fmt::format("write `{}`", found->second)});
    }
    reader_.take();
    const auto duration = reader_.duration();
    if (!duration) return nullptr;
    return make_condition(Lasts{which, static_cast<Comparison>(comparison.value_or(0)), *duration}, joined(word.span, reader_.last().span));
  }

  ConditionPtr sponsor(const Token& word) {
    if (!reader_.accept_symbol("(")) {
      reader_.fail("`(` and what holds of the sponsor", "such as `sponsor (ground = art58)`");
      return nullptr;
    }
    auto part = parenthesis();
    if (!part) return nullptr;
    return make_condition(OfSponsor{std::move(part)}, joined(word.span, reader_.last().span));
  }

  ConditionPtr term(const Token& word) {
    const auto& defined = terms_.defined;
    const auto found = std::ranges::find(defined, word.text, [](const Term& term) { return std::string_view(term.name.text); });
    if (found != defined.end()) return make_condition(TermUse{static_cast<std::uint32_t>(found - defined.begin())}, word.span);
    if (std::ranges::find(terms_.anywhere, word.text) != terms_.anywhere.end()) {
      reader_.report({.code = "L032",
                      .message = fmt::format("the term `{}` is not yet defined here", word.text),
                      .span = word.span,
                      .expected = "a term that stands further up",
                      .hint = "terms use only terms above them, so that no term can use itself"});
    } else {
      std::vector<std::string_view> candidates(condition_words().begin(), condition_words().end());
      for (const auto& term : defined) candidates.push_back(term.name.text);
      const auto* const meant = std::ranges::find(other_words, word.text, [](const auto& pair) { return pair.first; });
      std::string hint =
          meant != other_words.end() ? fmt::format("the language says `{}`", meant->second) : suggestion(word.text, candidates);
      if (hint.empty()) hint = value_hint(word.text);
      reader_.report({.code = "L031",
                      .message = fmt::format("`{}` is no condition and no term", word.text),
                      .span = word.span,
                      .expected = std::string(a_condition),
                      .hint = std::move(hint)});
      // `famly = x` should not be reported twice.
      if (reader_.at_symbol("=") || reader_.at_word("in")) return nullptr;
    }
    return make_condition(TermUse{std::numeric_limits<std::uint32_t>::max()}, word.span);
  }

  /// `employee` alone: of which field it is a value.
  static std::string value_hint(std::string_view word) {
    for (std::size_t field = 0; field < stay_field_words.size(); ++field) {
      if (place_in(value_words(static_cast<StayField>(field)), word)) return fmt::format("write `{} = {}`", stay_field_words[field], word);
    }
    return {};
  }

  Reader& reader_;
  const KnownTerms& terms_;
  int depth_ = 0;
};

std::optional<ValueSet> value(Reader& reader, StayField field) {
  const auto& token = reader.peek();
  const auto name = stay_field_words[static_cast<std::size_t>(field)];
  const auto words = value_words(field);
  if (!token.is(Kind::word)) {
    reader.fail(fmt::format("a {}: {}", name, listed(words)));
    return std::nullopt;
  }
  reader.take();
  if (const auto place = place_in(words, token.text)) return bit(*place);
  reader.report({.code = "L033",
                 .message = fmt::format("`{}` is no {}", token.text, name),
                 .span = token.span,
                 .expected = listed(words),
                 .hint = suggestion(token.text, words)});
  return ValueSet{0};
}

}  // namespace

ConditionPtr condition(Reader& reader, const KnownTerms& terms) { return ConditionReader(reader, terms).whole(); }

std::optional<ValueSet> values(Reader& reader, StayField field) {
  const auto name = stay_field_words[static_cast<std::size_t>(field)];
  const auto& sign = reader.peek();
  if (sign.is_symbol("==") || sign.is_symbol("!=") || sign.is_symbol("<>") || sign.is_symbol("≠")) {
    reader.report({.code = "L036",
                   .message = fmt::format("`{}` is no sign of the language", sign.text),
                   .span = sign.span,
                   .expected = "`=`",
                   .hint = sign.is_symbol("==") ? fmt::format("write `{} = …`", name) : fmt::format("write `not {} = …`", name)});
    reader.take();
    return value(reader, field);
  }
  if (reader.accept_symbol("=")) {
    if (reader.at_symbol("{")) {
      reader.fail("one value", fmt::format("several values: `{} in {{…}}`", name));
      return std::nullopt;
    }
    return value(reader, field);
  }
  if (!reader.accept_word("in")) {
    reader.fail(fmt::format("`=` and a value, or `in {{…}}`, such as `{} = {}`", name, value_words(field).back()));
    return std::nullopt;
  }
  const auto start = reader.last().span;
  if (!reader.expect_symbol("{", "and the values")) return std::nullopt;
  ValueSet set = 0;
  std::size_t count = 0;
  do {
    const auto one = value(reader, field);
    if (!one) return std::nullopt;
    if ((set & *one) != 0)
      reader.report({.code = "L035", .message = fmt::format("`{}` is named twice", reader.last().text), .span = reader.last().span});
    set |= *one;
    ++count;
  } while (reader.accept_symbol(","));
  const auto only = reader.last().text;
  if (!reader.expect_symbol("}", "or `,` and another value")) return std::nullopt;
  if (count == 1) {
    reader.report({.code = "L034",
                   .message = "a set of one value",
                   .span = joined(start, reader.last().span),
                   .expected = fmt::format("`= {}`", only),
                   .hint = "there is one way to say a thing"});
  }
  return set;
}

}  // namespace crossroads::law::parse
