// The values of a row in their usual form, without allocation and without reasons. What it can't read may still be good (a
// quoted field, a NISS with punctuation): the exact reader decides, and says why.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "domain/facts.hpp"
#include "facts/csv/header.hpp"
#include "facts/values/digits.hpp"
#include "facts/values/names16.hpp"

namespace crossroads::facts::values {

/// `YYYY-MM-DD`, of which sixteen bytes must be readable.
[[nodiscard]] inline bool fast_date(const char* text, std::size_t size, domain::Date& date) {
  if (size != 10) return false;
  constexpr std::uint64_t shape = 0x2D30'302D'3030'3030;  // 0000-00-
  const std::uint64_t head = load8(text) ^ shape;
  const std::uint64_t tail = (load8(text + 8) & 0xFFFF) ^ 0x3030;
  if (!all_digits(head) || !all_digits(tail) || (head & 0xFF00'00FF'0000'0000) != 0) return false;
  const std::uint64_t pairs = head * 10 + (head >> 8);
  const auto year = static_cast<unsigned>((pairs & 0xFF) * 100 + ((pairs >> 16) & 0xFF));
  const auto month = static_cast<unsigned>((pairs >> 40) & 0xFF);
  const auto day = static_cast<unsigned>((tail & 0xFF) * 10 + (tail >> 8));
  if (month - 1 > 11 || day == 0 || year < 1000) return false;
  constexpr unsigned char longest[13] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (day > longest[month]) return false;
  if (month == 2 && day == 29 && !std::chrono::year(static_cast<int>(year)).is_leap()) return false;
  date = domain::Date(static_cast<int>(year), month, day);
  return true;
}

/// What outlives a row: values that the next rows are likely to repeat.
struct FastMemory {
  explicit FastMemory(domain::Date the_day) : today(the_day) {}
  domain::Date today;
  Word16 niss_text, centre_text;
  domain::Niss niss;
  domain::EnterpriseNumber centre;
};

class FastReader {
 public:
  /// `ends`: where the fields of the row end, and before them where the row before ended.
  FastReader(const char* text, const std::uint32_t* ends, const csv::Header& header, bool any_quote, FastMemory& memory)
      : text_(text), ends_(ends), header_(header), any_quote_(any_quote), memory_(memory) {}

  bool text(std::size_t column, std::string_view& value) const {
    value = field(column);
    return !any_quote_ || !value.contains('"');
  }
  bool some_text(std::size_t column, std::string_view& value) const { return text(column, value) && !value.empty(); }

  bool niss(std::size_t column, domain::Niss& value) const {
    const auto [at, size] = field_at(column);
    if (size != 11) return false;
    const Word16 word = load16(at, 11);
    if (word == memory_.niss_text) {
      value = memory_.niss;
      return true;
    }
    const std::uint64_t head = word.low ^ zeros, tail = (word.high ^ (zeros & 0xFF'FFFF)) << 40;
    if (!all_digits(head) || !all_digits(tail)) return false;
    const auto good = domain::Niss::from_digits(number_of(head) * 1000 + number_of(tail), memory_.today);
    if (!good) return false;
    memory_.niss_text = word;
    memory_.niss = value = *good;
    return true;
  }
  bool niss_or_none(std::size_t column, std::optional<domain::Niss>& value) const {
    if (field_at(column).size == 0) {
      value.reset();
      return true;
    }
    // Not through the memory: it is for the row's own person.
    const auto [at, size] = field_at(column);
    if (size != 11) return false;
    const Word16 word = load16(at, 11);
    const std::uint64_t head = word.low ^ zeros, tail = (word.high ^ (zeros & 0xFF'FFFF)) << 40;
    if (!all_digits(head) || !all_digits(tail)) return false;
    value = domain::Niss::from_digits(number_of(head) * 1000 + number_of(tail), memory_.today);
    return value.has_value();
  }

  bool date(std::size_t column, domain::Date& value) const {
    const auto [at, size] = field_at(column);
    return fast_date(at, size, value);
  }
  /// An empty field gives `none`.
  bool date_or(std::size_t column, domain::Date none, domain::Date& value) const {
    const auto [at, size] = field_at(column);
    if (size == 0) {
      value = none;
      return true;
    }
    return fast_date(at, size, value);
  }
  bool period(std::size_t from, std::size_t to, domain::Period& value) const {
    return date(from, value.from) && date_or(to, domain::Date::forever(), value.to) && value.from <= value.to;
  }

  bool country(std::size_t column, domain::Country& value) const {
    const auto [at, size] = field_at(column);
    if (size != 2 || !domain::Country::is_code(at[0], at[1])) return false;
    value = domain::Country::from_letters(at[0], at[1]);
    return true;
  }

  template <class E>
  bool name(std::size_t column, E& value) const {
    const auto [at, size] = field_at(column);
    return names16<E>.find(at, size, value);
  }
  bool category(std::size_t column, domain::AidCategory& value) const {
    const auto [at, size] = field_at(column);
    value = static_cast<domain::AidCategory>(*at - '0');
    return size == 1 && *at >= '1' && *at <= '3';
  }

  bool cents(std::size_t column, domain::Cents& value) const {
    const auto [at, size] = field_at(column);
    std::uint64_t number = 0;
    if (!up_to_eight_digits(at, size, number)) return false;
    value = domain::Cents(static_cast<std::int64_t>(number));
    return true;
  }
  bool some_cents(std::size_t column, domain::Cents& value) const { return cents(column, value) && value > domain::Cents(); }

  bool centre(std::size_t column, domain::EnterpriseNumber& value) const {
    const auto [at, size] = field_at(column);
    if (size != 10) return false;
    const Word16 word = load16(at, 10);
    if (word == memory_.centre_text) {
      value = memory_.centre;
      return true;
    }
    const std::uint64_t head = word.low ^ zeros, tail = (word.high ^ (zeros & 0xFFFF)) << 48;
    if (!all_digits(head) || !all_digits(tail)) return false;
    const std::uint64_t digits = number_of(head) * 100 + number_of(tail);
    if (!domain::EnterpriseNumber::check_fits(digits)) return false;
    memory_.centre_text = word;
    memory_.centre = value = domain::EnterpriseNumber::from_stored(digits);
    return true;
  }

 private:
  struct Field {
    const char* at;
    std::size_t size;
  };
  [[nodiscard]] Field field_at(std::size_t column) const {
    const std::size_t i = header_.field_of[column];
    const std::uint32_t begin = ends_[i] + 1;  // before the first field of a text stands 2^32 - 1, whose successor is 0
    return {text_ + begin, ends_[i + 1] - begin};
  }
  [[nodiscard]] std::string_view field(std::size_t column) const {
    const auto [at, size] = field_at(column);
    return {at, size};
  }

  const char* text_;
  const std::uint32_t* ends_;
  const csv::Header& header_;
  bool any_quote_;
  FastMemory& memory_;
};

}  // namespace crossroads::facts::values
