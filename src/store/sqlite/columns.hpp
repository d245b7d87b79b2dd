// How values stand in columns, both ways (the conventions are written at the top of schema.cpp).
#pragma once

#include <optional>
#include <string>

#include "base/instant.hpp"
#include "domain/communication.hpp"
#include "domain/enterprise_number.hpp"
#include "domain/facts.hpp"
#include "store/sqlite/database.hpp"

namespace crossroads::store::sqlite {

[[nodiscard]] constexpr std::int64_t to_column(domain::Date day) {
  return day.year() * std::int64_t{10'000} + static_cast<std::int64_t>(day.month() * 100 + day.day());
}
[[nodiscard]] constexpr std::int64_t to_column(domain::Month month) {
  return month.year() * std::int64_t{100} + static_cast<std::int64_t>(month.month());
}
[[nodiscard]] constexpr std::int64_t to_column(domain::Niss niss) { return static_cast<std::int64_t>(niss.digits()); }
[[nodiscard]] constexpr std::int64_t to_column(domain::EnterpriseNumber number) { return static_cast<std::int64_t>(number.digits()); }
template <class E>
  requires std::is_enum_v<E>
[[nodiscard]] constexpr std::int64_t to_column(E value) {
  return static_cast<std::int64_t>(value);
}
template <class E>
  requires std::is_enum_v<E>
[[nodiscard]] constexpr std::optional<std::int64_t> to_column(const std::optional<E>& value) {
  return value ? std::optional(to_column(*value)) : std::nullopt;
}
[[nodiscard]] constexpr std::int64_t to_column(Instant moment) { return moment.time_since_epoch().count(); }
/// NULL for the two days that stand for "still open" and "not known".
inline void bind_day(Statement& statement, int parameter, domain::Date day) {
  if (day.is_forever() || day == domain::Date::never()) {
    statement.bind_null(parameter);
  } else {
    statement.bind(parameter, to_column(day));
  }
}

/// Reads the columns of one row, one after the other. What no version of this program can have written is noted, and makes the row
/// unfit for use: `ok()` is asked once at the end.
class Columns {
 public:
  explicit Columns(const Statement& row, int first = 0) : row_(row), next_(first) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool next_is_null() const { return row_.is_null(next_); }
  void skip() { ++next_; }

  [[nodiscard]] std::int64_t number() { return row_.number(next_++); }
  [[nodiscard]] std::string text() { return std::string(row_.text(next_++)); }
  /// Lives until the statement goes to its next row.
  [[nodiscard]] std::span<const std::uint8_t> bytes() { return row_.bytes(next_++); }
  [[nodiscard]] domain::Niss niss() { return domain::Niss::from_stored(static_cast<std::uint64_t>(number())); }
  /// The table checks the length.
  [[nodiscard]] domain::Ticket ticket();
  [[nodiscard]] Sha256 digest();
  [[nodiscard]] Instant instant() { return Instant(std::chrono::milliseconds(number())); }
  [[nodiscard]] domain::Country country();
  [[nodiscard]] domain::Date day();
  /// `missing`: what NULL stands for in this column.
  [[nodiscard]] domain::Date day_or(domain::Date missing) { return next_is_null() ? (skip(), missing) : day(); }
  [[nodiscard]] domain::Month month();
  /// A word of a closed list whose first place is `first` and whose last is `last`.
  template <class E>
  [[nodiscard]] E word(E first, E last) {
    const std::int64_t value = number();
    ok_ = ok_ && value >= to_column(first) && value <= to_column(last);
    return ok_ ? static_cast<E>(value) : first;
  }
  /// The value that `read` gives, or nothing for NULL.
  template <class Read>
  [[nodiscard]] auto optional(Read read) -> std::optional<decltype(read())> {
    if (next_is_null()) {
      skip();
      return std::nullopt;
    }
    return read();
  }

 private:
  const Statement& row_;
  int next_;
  bool ok_ = true;
};

}  // namespace crossroads::store::sqlite
