#include "law/syntax/parse/expression_parser.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "law/syntax/words.hpp"

namespace crossroads::law::parse {
namespace {

using namespace indicators;
using Kind = Token::Kind;

constexpr std::string_view a_value =
    "a value, such as `aid in the 12 months before order`, `5 years after recognition`, `900.00` or the name of a value above";

class ExpressionReader {
 public:
  ExpressionReader(Reader& reader, const KnownValues& known) : reader_(reader), known_(known) {}

  /// left + right - …
  ExpressionPtr sum() {
    auto left = scaled();
    while (left && (reader_.at_symbol("+") || reader_.at_symbol("-"))) {
      const bool plus = reader_.take().is_symbol("+");
      if (left->type != ValueType::money && left->type != ValueType::number) return mistyped(*left, "an amount or a count");
      auto right = scaled();
      if (!right || !is(*right, left->type)) return nullptr;
      const auto span = joined(left->span, right->span);
      const auto type = left->type;
      left = plus ? make(Plus{left, right}, type, span) : make(Minus{left, right}, type, span);
    }
    return left;
  }

  FindingPtr findings() {
    const auto start = reader_.peek().span;
    auto first = one_finding();
    if (!first || (!reader_.at_word("and") && !reader_.at_word("or"))) return first;
    const bool all = reader_.at_word("and");
    const auto joint = reader_.peek().span;
    std::vector<FindingPtr> parts{std::move(first)};
    while (reader_.at_word("and") || reader_.at_word("or")) {
      const auto& word = reader_.take();
      if (word.is_word("and") != all) {
        reader_.report({.code = "L030",
                        .message = "`and` and `or` side by side can be read in two ways",
                        .span = word.span,
                        .expected = "parentheses round what belongs together",
                        .hint = "write `(a and b) or c`, or `a and (b or c)`",
                        .note = Note{joint, fmt::format("the other is `{}`", all ? "and" : "or")}});
      }
      auto part = one_finding();
      if (!part) return nullptr;
      // As in conditions, a list inside a list of its kind is one list.
      const std::vector<FindingPtr>* inner = nullptr;
      if (const auto* same = std::get_if<AllFindings>(&part->node); all && same) inner = &same->parts;
      if (const auto* same = std::get_if<AnyFinding>(&part->node); !all && same) inner = &same->parts;
      if (inner) parts.insert(parts.end(), inner->begin(), inner->end());
      else parts.push_back(part);
    }
    if (const auto* same = std::get_if<AllFindings>(&parts.front()->node); all && same) parts = spliced(same->parts, parts);
    else if (const auto* other = std::get_if<AnyFinding>(&parts.front()->node); !all && other) parts = spliced(other->parts, parts);
    const auto span = joined(start, reader_.last().span);
    if (all) return std::make_shared<const Finding>(Finding{AllFindings{std::move(parts)}, span});
    return std::make_shared<const Finding>(Finding{AnyFinding{std::move(parts)}, span});
  }

  bool is(const Expression& found, ValueType wanted) {
    if (found.type == wanted) return true;
    mistyped(found, with_article(wanted));
    return false;
  }

 private:
  template <class Node>
  static ExpressionPtr make(Node node, ValueType type, Span span) {
    return std::make_shared<const Expression>(Expression{std::move(node), type, span});
  }

  static std::vector<FindingPtr> spliced(const std::vector<FindingPtr>& first, const std::vector<FindingPtr>& parts) {
    std::vector<FindingPtr> all(first.begin(), first.end());
    all.insert(all.end(), parts.begin() + 1, parts.end());
    return all;
  }

  ExpressionPtr mistyped(const Expression& found, std::string_view wanted) {
    reader_.report({.code = "L060",
                    .message = fmt::format("this is {}", with_article(found.type)),
                    .span = found.span,
                    .expected = std::string(wanted)});
    return nullptr;
  }

  ExpressionPtr of_type(ExpressionPtr found, ValueType wanted) {
    if (found && !is(*found, wanted)) found = nullptr;
    return found;
  }

  bool deeper() {
    if (++depth_ <= Reader::max_depth) return true;
    reader_.report({.code = "L038",
                    .message = "too many values inside one another",
                    .span = reader_.peek().span,
                    .expected = fmt::format("at most {} levels", Reader::max_depth),
                    .hint = "give a part a name of its own"});
    return false;
  }

  FindingPtr one_finding() {
    const auto start = reader_.peek().span;
    if (reader_.accept_word("not")) {
      if (!deeper()) return nullptr;
      auto part = one_finding();
      --depth_;
      return part ? std::make_shared<const Finding>(Finding{NoFinding{std::move(part)}, joined(start, reader_.last().span)}) : nullptr;
    }
    if (reader_.at_symbol("(") && !parenthesis_is_value()) {
      reader_.take();
      if (!deeper()) return nullptr;
      auto inside = findings();
      --depth_;
      if (!inside || !reader_.expect_symbol(")", "or `and`, `or`")) return nullptr;
      return inside;
    }
    auto left = sum();
    if (!left) return nullptr;
    const auto& sign = reader_.peek();
    const auto comparison = sign.is(Kind::symbol) ? place_in(comparison_signs, sign.text) : std::nullopt;
    if (!comparison) {
      reader_.fail("`<`, `<=`, `>=` or `>`");
      return nullptr;
    }
    reader_.take();
    auto right = sum();
    if (!right || !is(*right, left->type)) return nullptr;
    if (left->type == ValueType::aid_category) return mistyped(*left, "an amount, a count, a day or a month"), nullptr;
    return std::make_shared<const Finding>(
        Finding{Compared{static_cast<Comparison>(*comparison), left, right}, joined(start, reader_.last().span)});
  }

  /// Whether the parenthesis that opens here holds a value, so that a sign, a sum or another value follows it, and not a finding.
  bool parenthesis_is_value() {
    int open = 0;
    for (std::size_t ahead = 0;; ++ahead) {
      const auto& token = reader_.peek(ahead);
      if (token.is(Kind::end)) return false;
      if (token.is_symbol("(")) ++open;
      if (token.is_symbol(")") && --open == 0) {
        const auto& next = reader_.peek(ahead + 1);
        return (next.is(Kind::symbol) && (place_in(comparison_signs, next.text) || next.text == "+" || next.text == "-")) ||
               (next.is_word("or") && reader_.peek(ahead + 2).is_word("else"));
      }
      // A sign inside says that it is a finding.
      if (open == 1 && token.is(Kind::symbol) && place_in(comparison_signs, token.text)) return false;
    }
  }

  ExpressionPtr scaled() {
    if (!deeper()) return nullptr;
    auto found = reader_.peek().is(Kind::number) ? from_number() : alternative();
    --depth_;
    return found;
  }

  ExpressionPtr from_number() {
    const auto start = reader_.peek().span;
    const auto number = reader_.number("a number");
    if (!number) return nullptr;
    if (reader_.accept_word("times")) {
      auto of = of_type(scaled(), ValueType::money);
      return of ? make(Scaled{*number, false, of}, ValueType::money, joined(start, of->span)) : nullptr;
    }
    if (reader_.accept_symbol("%")) {
      if (!reader_.expect_word("of", "and an amount")) return nullptr;
      auto of = of_type(scaled(), ValueType::money);
      return of ? make(Scaled{*number, true, of}, ValueType::money, joined(start, of->span)) : nullptr;
    }
    const auto unit = reader_.peek().starts_line                              ? std::nullopt  // `month` may begin the next value
                      : reader_.at_word("year") || reader_.at_word("years")   ? std::optional(Unit::years)
                      : reader_.at_word("month") || reader_.at_word("months") ? std::optional(Unit::months)
                                                                              : std::nullopt;
    if (!unit) return make(NumberLiteral{*number}, ValueType::number, start);
    reader_.take();
    if (!reader_.expect_word("after", "and a day or a month")) return nullptr;
    auto of = scaled();
    if (!of) return nullptr;
    if (of->type != ValueType::day && of->type != ValueType::month) return mistyped(*of, "a day or a month");
    return make(After{{*number, *unit}, of}, of->type, joined(start, of->span));
  }

  /// `a or else b`: days.
  ExpressionPtr alternative() {
    auto first = single();
    while (first && reader_.at_word("or") && reader_.peek(1).is_word("else")) {
      reader_.take();
      reader_.take();
      if (!is(*first, ValueType::day)) return nullptr;
      auto second = of_type(single(), ValueType::day);
      if (!second) return nullptr;
      first = make(OrElse{first, second}, ValueType::day, joined(first->span, second->span));
    }
    return first;
  }

  ExpressionPtr single() {
    const auto& token = reader_.peek();
    switch (reader_.at_start() ? Kind::end : token.kind) {
      case Kind::money: return money();
      case Kind::date: {
        const auto day = reader_.date("a day");
        return day ? make(DayLiteral{*day}, ValueType::day, token.span) : nullptr;
      }
      case Kind::month: {
        reader_.take();
        const auto month = domain::Month::parse(token.text);
        if (!month)
          reader_.report(
              {.code = "L029", .message = fmt::format("there is no month `{}`", token.text), .span = token.span, .expected = "a month"});
        return make(MonthLiteral{month ? *month : domain::Month(1000, 1)}, ValueType::month, token.span);
      }
      case Kind::word: return word();
      case Kind::symbol:
        if (reader_.accept_symbol("(")) {
          if (!deeper()) return nullptr;
          auto inside = sum();
          --depth_;
          return inside && reader_.expect_symbol(")") ? inside : nullptr;
        }
        break;
      default: break;
    }
    reader_.fail(std::string(a_value));
    return nullptr;
  }

  ExpressionPtr money() {
    const auto& token = reader_.take();
    std::string digits(token.text);
    std::erase(digits, '.');
    const auto cents = domain::Cents::parse(digits);
    if (!cents)
      reader_.report({.code = "L039",
                      .message = fmt::format("`{}` is out of range", token.text),
                      .span = token.span,
                      .expected = "at most ten trillion euro"});
    return make(MoneyLiteral{cents ? *cents : domain::Cents()}, ValueType::money, token.span);
  }

  /// `in the 12 months before MONTH`
  ExpressionPtr window(WindowMeasure measure, Span start) {
    if (!reader_.expect_word("in") || !reader_.expect_word("the")) return nullptr;
    const auto months = reader_.number("a number of months");
    if (!months) return nullptr;
    if (!reader_.accept_word("month") && !reader_.expect_word("months")) return nullptr;
    if (!reader_.expect_word("before", "and a month")) return nullptr;
    auto before = of_type(scaled(), ValueType::month);
    if (!before) return nullptr;
    return make(Window{measure, *months, before}, measure == WindowMeasure::sum ? ValueType::money : ValueType::number,
                joined(start, before->span));
  }

  ExpressionPtr word() {
    const auto& token = reader_.take();
    const auto start = token.span;
    if (const auto measure = place_in(window_words, token.text)) return window(static_cast<WindowMeasure>(*measure), start);
    if (const auto day = place_in(known_day_words, token.text)) return make(DayOf{static_cast<KnownDay>(*day)}, ValueType::day, start);
    if (token.text == "reimbursements") {
      if (!reader_.expect_word("of", "and a sum of aid")) return nullptr;
      const auto of = sum_of_aid();
      if (!of || !reader_.expect_word("until", "and a day")) return nullptr;
      auto until = of_type(scaled(), ValueType::day);
      return until ? make(Reimbursed{*of, until}, ValueType::money, joined(start, until->span)) : nullptr;
    }
    if ((token.text == "last" || token.text == "first") && reader_.accept_word("day")) {
      if (!reader_.expect_word("of", "and a month")) return nullptr;
      auto month = of_type(scaled(), ValueType::month);
      return month ? make(EdgeOf{token.text == "last", month}, ValueType::day, joined(start, month->span)) : nullptr;
    }
    if (token.text == "last") {
      if (!reader_.expect_word("aided", "or `day`") || !reader_.expect_word("month") || !reader_.expect_word("of", "and a sum of aid"))
        return nullptr;
      const auto of = sum_of_aid();
      return of ? make(LastAided{*of}, ValueType::month, joined(start, reader_.last().span)) : nullptr;
    }
    if (token.text == "month") {
      if (!reader_.expect_word("of", "and a day")) return nullptr;
      auto day = of_type(scaled(), ValueType::day);
      return day ? make(MonthOf{day}, ValueType::month, joined(start, day->span)) : nullptr;
    }
    return named(token);
  }

  ExpressionPtr named(const Token& token) {
    const auto text = [](const auto& one) { return std::string_view(one.name.text); };
    if (const auto value = std::ranges::find(known_.values, token.text, text); value != known_.values.end()) {
      return make(ValueUse{static_cast<std::uint32_t>(value - known_.values.begin())}, value->type, token.span);
    }
    if (const auto parameter = std::ranges::find(known_.parameters, token.text, text); parameter != known_.parameters.end()) {
      return parameter_on(static_cast<std::uint32_t>(parameter - known_.parameters.begin()), token.span);
    }
    if (is_unreadable(token)) return nullptr;
    std::vector<std::string_view> candidates(expression_words().begin(), expression_words().end());
    for (const auto& value : known_.values) candidates.push_back(value.name.text);
    for (const auto& parameter : known_.parameters) candidates.push_back(parameter.name.text);
    reader_.report({.code = "L061",
                    .message = fmt::format("`{}` is no value and no parameter", token.text),
                    .span = token.span,
                    .expected = std::string(a_value),
                    .hint = suggestion(token.text, candidates)});
    return nullptr;
  }

  /// `of dependent-family on first day of order`
  ExpressionPtr parameter_on(std::uint32_t parameter, Span start) {
    if (!reader_.expect_word("of", "and a living-wage category")) return nullptr;
    const auto& token = reader_.peek();
    if (!token.is(Kind::word)) {
      reader_.fail(fmt::format("a living-wage category: {}", listed(aid_category_words)));
      return nullptr;
    }
    std::variant<domain::AidCategory, ValueUse> category;
    if (const auto place = place_in(aid_category_words, token.text)) {
      reader_.take();
      category = static_cast<domain::AidCategory>(*place + 1);
    } else {
      const auto value = std::ranges::find(known_.values, token.text, [](const Value& one) { return std::string_view(one.name.text); });
      if (is_unreadable(token)) return nullptr;
      if (value == known_.values.end() || value->type != ValueType::aid_category) {
        reader_.fail(fmt::format("a living-wage category: {}, or a value entered as one", listed(aid_category_words)),
                     suggestion(token.text, aid_category_words));
        return nullptr;
      }
      reader_.take();
      category = ValueUse{static_cast<std::uint32_t>(value - known_.values.begin())};
    }
    if (!reader_.expect_word("on", "and a day")) return nullptr;
    auto day = of_type(scaled(), ValueType::day);
    return day ? make(ParameterOn{parameter, category, day}, ValueType::money, joined(start, day->span)) : nullptr;
  }

  /// The name of a value that sums aid over a window.
  std::optional<std::uint32_t> sum_of_aid() {
    const auto& token = reader_.peek();
    const auto value = token.is(Kind::word)
                           ? std::ranges::find(known_.values, token.text, [](const Value& one) { return std::string_view(one.name.text); })
                           : known_.values.end();
    const auto* window = value != known_.values.end() && value->is ? std::get_if<Window>(&value->is->node) : nullptr;
    if (is_unreadable(token)) return std::nullopt;
    if (window == nullptr || window->measure != WindowMeasure::sum) {
      reader_.fail("a value above that is `aid in the … months before …`");
      return std::nullopt;
    }
    reader_.take();
    return static_cast<std::uint32_t>(value - known_.values.begin());
  }

  [[nodiscard]] bool is_unreadable(const Token& token) const {
    return std::ranges::find(known_.unreadable, token.text) != known_.unreadable.end();
  }

  Reader& reader_;
  const KnownValues& known_;
  int depth_ = 0;
};

}  // namespace

std::string_view with_article(ValueType type) {
  switch (type) {
    case ValueType::money: return "an amount";
    case ValueType::number: return "a count";
    case ValueType::day: return "a day";
    case ValueType::month: return "a month";
    case ValueType::aid_category: return "a living-wage category";
  }
  return {};
}

ExpressionPtr expression(Reader& reader, const KnownValues& known, ValueType type) {
  ExpressionReader expressions(reader, known);
  auto found = expressions.sum();
  return found && expressions.is(*found, type) ? found : nullptr;
}

FindingPtr finding(Reader& reader, const KnownValues& known) { return ExpressionReader(reader, known).findings(); }

}  // namespace crossroads::law::parse
