#include "facts/values/exact_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <vector>

#include "base/spelling.hpp"
#include "facts/csv/shown.hpp"

namespace crossroads::facts::values {

bool ExactReader::wrong(std::size_t column, Problem problem) {
  problem_ = std::move(problem);
  problem_.field = columns_[column];
  problem_.value = csv::shown(field(column));
  return false;
}

namespace {

/// The name that was meant: but for capitals, or misspelt. A wrong letter or two is no misspelling of any name.
std::optional<std::string> meant(std::string_view text, std::span<const std::string_view> names) {
  const auto same_letters = [&](std::string_view name) {
    return std::ranges::equal(
        text, name, {}, [](unsigned char c) { return std::tolower(c); }, [](unsigned char c) { return std::tolower(c); });
  };
  if (const auto found = std::ranges::find_if(names, same_letters); found != names.end()) return std::string(*found);
  return text.size() < 3 ? std::nullopt : nearest(text, names);
}

}  // namespace

bool ExactReader::wrong_name(std::size_t column, std::span<const std::string_view> names) {
  const bool may_be_empty = std::ranges::find(names, std::string_view()) != names.end();
  std::vector<std::string_view> written;
  for (const auto name : names) {
    if (!name.empty()) written.push_back(name);
  }
  const auto right = meant(field(column), written);
  return wrong(column, {.what = "this value is not one of the list",
                        .expected = fmt::format("{}{}", fmt::join(written, " | "), may_be_empty ? " or empty" : ""),
                        .hint = right ? fmt::format("did you mean \"{}\"?", *right) : ""});
}

bool ExactReader::text(std::size_t column, std::string_view& value) {
  value = field(column);
  return true;
}

bool ExactReader::some_text(std::size_t column, std::string_view& value) {
  value = field(column);
  return !value.empty() || wrong(column, {.what = "this field is empty", .expected = "some text"});
}

bool ExactReader::niss(std::size_t column, domain::Niss& value) { return keep(column, domain::Niss::parse(field(column), today_), value); }

bool ExactReader::niss_or_none(std::size_t column, std::optional<domain::Niss>& value) {
  value.reset();
  domain::Niss some;
  if (field(column).empty()) return true;
  if (!niss(column, some)) return false;
  value = some;
  return true;
}

bool ExactReader::date(std::size_t column, domain::Date& value) { return keep(column, domain::Date::parse(field(column)), value); }

bool ExactReader::date_or(std::size_t column, domain::Date none, domain::Date& value) {
  value = none;
  return field(column).empty() || date(column, value);
}

bool ExactReader::period(std::size_t from, std::size_t to, domain::Period& value) {
  if (!date(from, value.from) || !date_or(to, domain::Date::forever(), value.to)) return false;
  return value.from <= value.to || wrong(to, {.what = "this period ends before it begins",
                                              .expected = fmt::format("a day from {} on, or empty", to_string(value.from))});
}

bool ExactReader::country(std::size_t column, domain::Country& value) { return keep(column, domain::Country::parse(field(column)), value); }

bool ExactReader::category(std::size_t column, domain::AidCategory& value) {
  const auto text = field(column);
  if (text.size() != 1 || text[0] < '1' || text[0] > '3') {
    return wrong(column,
                 {.what = "this value is not one of the list", .expected = "1 (cohabitant) | 2 (single) | 3 (with a dependent family)"});
  }
  value = static_cast<domain::AidCategory>(text[0] - '0');
  return true;
}

bool ExactReader::cents(std::size_t column, domain::Cents& value) { return keep(column, domain::Cents::parse(field(column)), value); }

bool ExactReader::some_cents(std::size_t column, domain::Cents& value) {
  return cents(column, value) &&
         (value > domain::Cents() || wrong(column, {.what = "this amount is zero", .expected = "whole euro cents, more than 0"}));
}

bool ExactReader::centre(std::size_t column, domain::EnterpriseNumber& value) {
  return keep(column, domain::EnterpriseNumber::parse(field(column)), value);
}

}  // namespace crossroads::facts::values
