// NISS: the parser against SPEC §2 written once more with texts and tables, against its own quick form, and there and back.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "domain/niss.hpp"

namespace {

using crossroads::domain::Date;
using crossroads::domain::Niss;

constexpr Date today{2026, 4, 1};

int number(std::string_view text, std::size_t from, std::size_t count) { return std::stoi(std::string(text.substr(from, count))); }

bool real_day(int year, int month, int day) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day >= 1 && day <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

/// SPEC §2 in other words.
bool is_niss(std::string text) {
  if (text.size() == 15 && text[2] == '.' && text[5] == '.' && text[8] == '-' && text[12] == '.') {
    text = text.substr(0, 2) + text.substr(3, 2) + text.substr(6, 2) + text.substr(9, 3) + text.substr(13, 2);
  }
  if (text.size() != 11 || text.find_first_not_of("0123456789") != std::string::npos) return false;
  if (text.substr(6, 3) == "000") return false;
  int month = number(text, 2, 2);
  if (month >= 40 && month <= 52) month -= 40;
  else if (month >= 20 && month <= 32) month -= 20;
  if (month > 12) return false;
  const int day = number(text, 4, 2);
  for (const int century : {1900, 2000}) {
    const auto nine = std::stoll((century == 2000 ? "2" : "") + text.substr(0, 9));
    if (97 - nine % 97 != number(text, 9, 2)) continue;
    const int year = century + number(text, 0, 2);
    if (day > 31) continue;
    if (month != 0 && day != 0 && !real_day(year, month, day)) continue;
    // The earliest day that it can be must not lie in the future.
    const int earliest = (year * 100 + (month == 0 ? 1 : month)) * 100 + (month == 0 || day == 0 ? 1 : day);
    if (earliest <= 20260401) return true;
  }
  return false;
}

void must(bool holds, const char* what, std::string_view text) {
  if (holds) return;
  std::cerr << what << ": " << text << '\n';
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  if (size > 0 && (data[0] & 0x80U) != 0) {
    // Else nearly nothing would have the right check digits.
    text = std::string(11, '0');
    for (std::size_t i = 0; i < 9 && i + 1 < size; ++i) text[i] = static_cast<char>('0' + data[i + 1] % 10);
    const auto check = 97 - std::stoll(((data[0] & 1U) != 0 ? "2" : "") + text.substr(0, 9)) % 97;
    text[9] = static_cast<char>('0' + check / 10);
    text[10] = static_cast<char>('0' + check % 10);
    if (size > 11) text[data[10] % 11] = static_cast<char>(data[11]);
  }
  const auto parsed = Niss::parse(text, today);
  must(parsed.has_value() == is_niss(text), "parse disagrees with the specification", text);
  if (!parsed) {
    must(!parsed.error().what.empty() && parsed.error().value == text, "a refusal says what and which", text);
    if (text.size() == 11 && text.find_first_not_of("0123456789") == std::string::npos) {
      must(!Niss::from_digits(std::stoull(text), today), "from_digits accepts what parse refuses", text);
    }
    return 0;
  }
  must(Niss::from_digits(parsed->digits(), today) == *parsed, "from_digits disagrees", text);
  must(Niss::parse(to_string(*parsed), today) == *parsed, "printing loses something", text);
  must(Niss::parse(to_formatted(*parsed), today) == *parsed, "the printed form loses something", text);
  if (const auto birth = parsed->birth_date()) {
    must(*birth <= today, "born in the future", text);
    must(birth->year() % 100 == number(to_string(*parsed), 0, 2), "born in another year", text);
  }
  return 0;
}
