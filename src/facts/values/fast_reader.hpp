// The values of a row in their usual form, without allocation and without reasons. What it can't read may still be good (a
// quoted field, a NISS with punctuation): the exact reader decides, and says why.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "domain/facts.hpp"
#include "facts/csv/header.hpp"
#include "facts/values/digits.hpp"
#include "facts/values/names16.hpp"

namespace crossroads::facts::values {

/// `YYYY-MM-DD`, of which sixteen bytes must be readable.
[[nodiscard]] inline bool fast_date(const char* text, std::size_t size, domain::Date& date) {
  constexpr std::uint64_t shape = 0x2D30'302D'3030'3030;  // 0000-00-
  constexpr std::uint64_t dashes = 0xFF00'00FF'0000'0000;
  const std::uint64_t head = load8(text) ^ shape;
  const std::uint64_t day_digits = load8(text + 8) ^ zeros;
  // The two digits of the day take the places of the dashes, so that one look suffices for all eight.
  const std::uint64_t digits = head | (day_digits & 0xFF) << 32 | (day_digits & 0xFF00) << 48;
  if (size != 10 || (head & dashes) != 0 || !all_digits(digits)) return false;
  const std::uint64_t pairs = head * 10 + (head >> 8);
  const auto year = static_cast<unsigned>((pairs & 0xFF) * 100 + ((pairs >> 16) & 0xFF));
  const auto month = static_cast<unsigned>((pairs >> 40) & 0xFF);
  const auto day = static_cast<unsigned>((day_digits & 0xF) * 10 + ((day_digits >> 8) & 0xF));
  if (month - 1 > 11 || year < 1000 || day == 0) return false;
  if (day > 28) {
    constexpr unsigned char longest[13] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (day > longest[month] || (month == 2 && !std::chrono::year(static_cast<int>(year)).is_leap())) return false;
  }
  date = domain::Date(static_cast<int>(year), month, day);
  return true;
}

/// Dates whose month was met before: rows repeat some hundred months. Looked up instead of worked out.
class MonthMemory {
 public:
  [[nodiscard]] bool read(const char* text, std::size_t size, domain::Date& date) {
    const std::uint64_t month = load8(text);
    // The last two digits of the year and the month say where; that the rest is right is seen from the text kept there.
    const std::uint64_t digits = month & 0x0F0F'0F0F'0F0F'0F0F;
    const std::uint64_t pairs = digits * 10 + (digits >> 8);
    Known& known = months_[(pairs >> 12 & 0x7F0) | (pairs >> 40 & 0xF)];
    const unsigned tens = static_cast<unsigned char>(text[8]) - unsigned{'0'}, ones = static_cast<unsigned char>(text[9]) - unsigned{'0'};
    const unsigned day = tens * 10 + ones;
    if (known.text == month && size == 10 && tens <= 3 && ones <= 9 && day - 1 < known.days) [[likely]] {
      date = domain::Date(known.year, known.month, day);
      return true;
    }
    return learn(text, size, known, date);
  }

 private:
  struct Known {
    std::uint64_t text = 0;
    int year = 0;
    unsigned short month = 0, days = 0;
  };
  [[gnu::noinline]] static bool learn(const char* text, std::size_t size, Known& known, domain::Date& date) {
    if (!fast_date(text, size, date)) return false;
    known = {.text = load8(text),
             .year = date.year(),
             .month = static_cast<unsigned short>(date.month()),
             .days = static_cast<unsigned short>(domain::Month(date).days())};
    return true;
  }
  std::array<Known, 128 * 16> months_{};
};

/// Eleven digits, whatever they mean, as sixteen bytes' first ones.
[[nodiscard]] inline bool eleven_digits(Word16 text, std::uint64_t& number) {
  const std::uint64_t head = text.low ^ zeros, tail = (text.high ^ (zeros & 0xFF'FFFF)) << 40;
  number = number_of(head) * 1000 + number_of(tail);
  return all_digits(head) && all_digits(tail);
}

/// What outlives a row: values that the next rows are likely to repeat.
struct FastMemory {
  explicit FastMemory(domain::Date the_day) : today(the_day) {}
  domain::Date today;
  template <class T>
  struct Last {
    Word16 text{~std::uint64_t{0}, ~std::uint64_t{0}};  // of nothing yet: no field of fewer than 16 bytes has these words
    T value{};
  };
  Last<domain::Niss> checked_niss, unchecked_niss;
  Last<domain::EnterpriseNumber> centre;
  MonthMemory dates;
};

/// Whether a NISS is checked here, or by whoever looks it up among known ones.
enum class NissIs : std::uint8_t { checked, looked_up };

template <NissIs niss_is>
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
    const Word16 text = load16(at, 11);
    auto& last = niss_is == NissIs::checked ? memory_.checked_niss : memory_.unchecked_niss;
    if (text != last.text) {
      if (!read_niss(text, value)) return false;
      last = {text, value};
    }
    value = last.value;
    return true;
  }
  bool niss_or_none(std::size_t column, std::optional<domain::Niss>& value) const {
    const auto [at, size] = field_at(column);
    value.reset();
    if (size == 0) return true;
    // Not through the memory: it is for the row's own person.
    domain::Niss some;
    if (size != 11 || !read_niss(load16(at, 11), some)) return false;
    value = some;
    return true;
  }

  bool date(std::size_t column, domain::Date& value) const {
    const auto [at, size] = field_at(column);
    return memory_.dates.read(at, size, value);
  }
  /// An empty field gives `none`.
  bool date_or(std::size_t column, domain::Date none, domain::Date& value) const {
    const auto [at, size] = field_at(column);
    if (size == 0) {
      value = none;
      return true;
    }
    return memory_.dates.read(at, size, value);
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
    if (word == memory_.centre.text) {
      value = memory_.centre.value;
      return true;
    }
    const std::uint64_t head = word.low ^ zeros, tail = (word.high ^ (zeros & 0xFFFF)) << 48;
    if (!all_digits(head) || !all_digits(tail)) return false;
    const std::uint64_t digits = number_of(head) * 100 + number_of(tail);
    if (!domain::EnterpriseNumber::check_fits(digits)) return false;
    value = domain::EnterpriseNumber::from_stored(digits);
    memory_.centre = {word, value};
    return true;
  }

 private:
  bool read_niss(Word16 text, domain::Niss& value) const {
    std::uint64_t number = 0;
    if (!eleven_digits(text, number)) return false;
    if constexpr (niss_is == NissIs::checked) {
      const auto good = domain::Niss::from_digits(number, memory_.today);
      if (!good) return false;
    }
    value = domain::Niss::from_stored(number);
    return true;
  }
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
