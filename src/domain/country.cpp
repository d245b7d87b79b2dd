#include "domain/country.hpp"

#include <algorithm>
#include <array>

namespace crossroads::domain {
namespace {

// ISO 3166-1 alpha-2 (249 codes), then XK and XX.
constexpr std::string_view codes =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY "
    "BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK "
    "FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR "
    "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK "
    "ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM "
    "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF "
    "TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK XX ";

constexpr auto known = [] {
  std::array<bool, Country::count> table{};
  for (std::size_t i = 0; i + 1 < codes.size(); i += 3) table[Country::from_letters(codes[i], codes[i + 1]).index()] = true;
  return table;
}();

}  // namespace

bool Country::is_code(char first, char second) {
  return first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z' && known[from_letters(first, second).index()];
}

Result<Country> Country::parse(std::string_view text) {
  if (text.size() != 2 || !is_code(text[0], text[1])) {
    return failure({.what = "this is no country code",
                    .value = std::string(text),
                    .expected = "ISO 3166-1 alpha-2 in capitals, XK or XX (stateless or unknown)"});
  }
  return from_letters(text[0], text[1]);
}

std::string to_string(Country country) {
  return {static_cast<char>('A' + country.index() / 26), static_cast<char>('A' + country.index() % 26)};
}

UnionMembers::UnionMembers(const std::vector<Membership>& memberships) : begin_(Country::count + 1) {
  for (std::size_t country = 0; country < Country::count; ++country) {
    begin_[country] = static_cast<std::uint16_t>(periods_.size());
    for (const auto& membership : memberships) {
      if (membership.country.index() == country) periods_.push_back(membership.period);
    }
  }
  begin_.back() = static_cast<std::uint16_t>(periods_.size());
}

}  // namespace crossroads::domain
