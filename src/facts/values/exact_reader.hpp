// The values of a row as SPEC §2 defines them, with the reason where one is wrong. The slow twin of the fast reader, and
// the one that decides.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/problem.hpp"
#include "domain/facts.hpp"
#include "facts/csv/header.hpp"

namespace crossroads::facts::values {

class ExactReader {
 public:
  /// `values`: the fields of the row, as many as the header has; they outlive the reader.
  ExactReader(std::span<const std::string_view> values, std::span<const std::string_view> columns, const csv::Header& header,
              domain::Date today)
      : values_(values), columns_(columns), header_(header), today_(today) {}

  // Each gives false and keeps the reason where the value is wrong.
  bool text(std::size_t column, std::string_view& value);
  bool some_text(std::size_t column, std::string_view& value);
  bool niss(std::size_t column, domain::Niss& value);
  bool niss_or_none(std::size_t column, std::optional<domain::Niss>& value);
  bool date(std::size_t column, domain::Date& value);
  bool date_or(std::size_t column, domain::Date none, domain::Date& value);
  bool period(std::size_t from, std::size_t to, domain::Period& value);
  bool country(std::size_t column, domain::Country& value);
  template <class E>
  bool name(std::size_t column, E& value) {
    const auto found = domain::from_name<E>(field(column));
    if (!found) return wrong_name(column, domain::names<E>);
    value = *found;
    return true;
  }
  bool category(std::size_t column, domain::AidCategory& value);
  bool cents(std::size_t column, domain::Cents& value);
  bool some_cents(std::size_t column, domain::Cents& value);
  bool centre(std::size_t column, domain::EnterpriseNumber& value);

  /// Why the last value was wrong; without file and line.
  [[nodiscard]] const Problem& problem() const { return problem_; }

 private:
  [[nodiscard]] std::string_view field(std::size_t column) const { return values_[header_.field_of[column]]; }
  bool wrong(std::size_t column, Problem problem);
  bool wrong_name(std::size_t column, std::span<const std::string_view> names);
  template <class T>
  bool keep(std::size_t column, Result<T> parsed, T& value) {
    if (!parsed) return wrong(column, std::move(parsed).error());
    value = *parsed;
    return true;
  }

  std::span<const std::string_view> values_, columns_;
  const csv::Header& header_;
  domain::Date today_;
  Problem problem_;
};

}  // namespace crossroads::facts::values
