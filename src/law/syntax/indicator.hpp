// Clues that the desk works out from what it lawfully has (SPEC §10): amounts, days, counts, and the states that they show. Read and checked;
// evaluated at the desk. A value that needs something not yet entered is a range, and so is the state: every state that is still possible.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "domain/cents.hpp"
#include "domain/date.hpp"
#include "domain/month.hpp"
#include "domain/vocabulary.hpp"
#include "law/syntax/declared.hpp"

namespace crossroads::law {

/// `parameter living-wage by aid-category from "living-wage.csv"`: monthly amounts by day and living-wage category (parameters/README.md).
struct Parameter : Declared {
  Name name;
  std::string file;
};

/// What an indicator is made of.
namespace indicators {

enum class ValueType : std::uint8_t { money, number, day, month, aid_category };

struct Expression;
using ExpressionPtr = std::shared_ptr<const Expression>;

/// A value of the same indicator, by its place; it stands further up.
struct ValueUse {
  std::uint32_t value;
};
struct MoneyLiteral {
  domain::Cents amount;
};
struct NumberLiteral {
  std::int32_t number;
};
struct DayLiteral {
  domain::Date day;
};
struct MonthLiteral {
  domain::Month month;
};
/// Days that the register or the calendar knows.
enum class KnownDay : std::uint8_t { today, stay_start, recognition, application_abroad, title_delivery };
struct DayOf {
  KnownDay which;
};
/// `aid in the 12 months before order`: the sum; the count of aided months; the count of spells.
enum class WindowMeasure : std::uint8_t { sum, aided_months, spells };
struct Window {
  WindowMeasure measure;
  std::int32_t months;
  ExpressionPtr before;  ///< the month after the window
};
/// `reimbursements of paid until deadline`: of the aid in the window that the value `paid` sums.
struct Reimbursed {
  std::uint32_t of;
  ExpressionPtr until;
};
/// `last aided month of paid`
struct LastAided {
  std::uint32_t of;
};
/// `living-wage of dependent-family on first day of order`: the category is written, or a value.
struct ParameterOn {
  std::uint32_t parameter;
  std::variant<domain::AidCategory, ValueUse> category;
  ExpressionPtr day;
};
/// `3 times living-wage …`, `120 % of means`
struct Scaled {
  std::int32_t factor;
  bool percent;
  ExpressionPtr of;
};
struct Plus {
  ExpressionPtr left, right;
};
struct Minus {
  ExpressionPtr left, right;
};
/// `first day of order`, `last day of order`
struct EdgeOf {
  bool last;
  ExpressionPtr month;
};
/// `month of today`
struct MonthOf {
  ExpressionPtr day;
};
/// `5 years after recognition`: of a day a day, of a month a month.
struct After {
  Duration duration;
  ExpressionPtr of;
};
/// `application-abroad or else title-delivery`: the second where the first is not known.
struct OrElse {
  ExpressionPtr first, second;
};

struct Expression {
  std::variant<ValueUse, MoneyLiteral, NumberLiteral, DayLiteral, MonthLiteral, DayOf, Window, Reimbursed, LastAided, ParameterOn, Scaled,
               Plus, Minus, EdgeOf, MonthOf, After, OrElse>
      node;
  ValueType type = ValueType::money;
  Span span = {};
};

struct Finding;
using FindingPtr = std::shared_ptr<const Finding>;
/// `paid - returned > ceiling`
struct Compared {
  Comparison comparison;
  ExpressionPtr left, right;
};
struct AllFindings {
  std::vector<FindingPtr> parts;
};
struct AnyFinding {
  std::vector<FindingPtr> parts;
};
struct NoFinding {
  FindingPtr part;
};
/// What a state asks of the values.
struct Finding {
  std::variant<Compared, AllFindings, AnyFinding, NoFinding> node;
  Span span = {};
};

/// `enter order as month`, `amount paid is …`, `day deadline is …`, `month last is …`, `count spells-of-year is …`
struct Value : Declared {
  Name name;
  ValueType type = ValueType::money;
  ExpressionPtr is = {};    ///< nothing: the agent enters it, with the document that it comes from
  std::string remark = {};  ///< what may be entered
};

/// `state above when …`; the first that holds is the indicator's.
struct State : Declared {
  Name name;
  FindingPtr when = {};  ///< nothing: `otherwise`
};

}  // namespace indicators

/// `indicator student-aid-ceiling for student when …`
struct Indicator : Declared {
  Name name;
  std::vector<CategoryIndex> categories = {};  ///< empty: every category
  ConditionPtr when = {};                      ///< of the person, on the day of the question; nothing: always
  std::vector<indicators::Value> values = {};
  std::vector<indicators::State> states = {};
};

/// `examination proportionality`: what an agent must weigh in words before a case is examined.
struct Examination : Declared {
  struct Point : Declared {
    Name name;
  };
  Name name;
  std::vector<CategoryIndex> categories = {};
  std::vector<Point> points = {};
};

}  // namespace crossroads::law
