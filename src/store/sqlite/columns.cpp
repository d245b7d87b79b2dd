#include "store/sqlite/columns.hpp"

#include <algorithm>

namespace crossroads::store::sqlite {

domain::Ticket Columns::ticket() {
  Uuid::Bytes ticket = {};
  std::ranges::copy(bytes().first(ticket.size()), ticket.begin());
  return {Uuid(ticket)};
}

Sha256 Columns::digest() {
  Sha256::Bytes digest = {};
  std::ranges::copy(bytes().first(digest.size()), digest.begin());
  return Sha256(digest);
}

domain::Country Columns::country() {
  const std::string_view text = row_.text(next_++);
  if (text.size() != 2 || !domain::Country::is_code(text[0], text[1])) {
    ok_ = false;
    return {};
  }
  return domain::Country::from_letters(text[0], text[1]);
}

domain::Date Columns::day() {
  const std::int64_t value = number();
  const std::chrono::year_month_day day(std::chrono::year(static_cast<int>(value / 10'000)),
                                        std::chrono::month(static_cast<unsigned>(value / 100 % 100)),
                                        std::chrono::day(static_cast<unsigned>(value % 100)));
  if (value < 1000'01'01 || value > 9999'12'31 || !day.ok()) {
    ok_ = false;
    return domain::Date::never();
  }
  return domain::Date(day);
}

domain::Month Columns::month() {
  const std::int64_t value = number();
  if (value < 1000'01 || value > 9999'12 || value % 100 < 1 || value % 100 > 12) {
    ok_ = false;
    return {};
  }
  return domain::Month(static_cast<int>(value / 100), static_cast<unsigned>(value % 100));
}

}  // namespace crossroads::store::sqlite
