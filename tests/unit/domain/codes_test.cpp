// Countries, enterprise numbers, and the closed lists of values.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "domain/country.hpp"
#include "domain/enterprise_number.hpp"
#include "domain/vocabulary.hpp"

namespace crossroads::domain {
namespace {

TEST(Country, AcceptsIsoCodesKosovoAndUnknown) {
  for (const char* code : {"BE", "FR", "GB", "GR", "XK", "XX", "AX", "SS", "ZW"}) {
    SCOPED_TRACE(code);
    const auto country = Country::parse(code);
    ASSERT_TRUE(country);
    EXPECT_EQ(to_string(*country), code);
    EXPECT_EQ(*country, Country::from_letters(code[0], code[1]));
  }
  for (const char* code : {"", "be", "Be", "FRA", "F", "EL", "UK", "AN", "ZZ", "150", "B ", "SU", "YU"}) {
    SCOPED_TRACE(code);
    const auto country = Country::parse(code);
    ASSERT_FALSE(country);
    EXPECT_EQ(country.error().what, "this is no country code");
    EXPECT_EQ(country.error().value, code);
  }
}

TEST(Country, HasAllCodesOnce) {
  std::set<std::uint16_t> codes;
  for (char first = 'A'; first <= 'Z'; ++first) {
    for (char second = 'A'; second <= 'Z'; ++second) {
      if (Country::is_code(first, second)) codes.insert(Country::from_letters(first, second).index());
    }
  }
  EXPECT_EQ(codes.size(), 249 + 2);
  EXPECT_LT(*codes.rbegin(), Country::count);
}

TEST(UnionMembers, BelongToThePeriodsOfTheirMembership) {
  const Country gb = *Country::parse("GB"), hr = *Country::parse("HR");
  const UnionMembers members({{gb, {Date(1973, 1, 1), Date(2020, 1, 31)}}, {hr, {Date(2013, 7, 1)}}, {belgium, {Date(1958, 1, 1)}}});
  EXPECT_TRUE(members.member(gb, Date(2020, 1, 31)));
  EXPECT_FALSE(members.member(gb, Date(2020, 2, 1)));
  EXPECT_FALSE(members.member(hr, Date(2013, 6, 30)));
  EXPECT_TRUE(members.member(hr, Date(2013, 7, 1)));
  EXPECT_TRUE(members.member(belgium, Date(2026, 1, 1)));
  EXPECT_FALSE(members.member(*Country::parse("MA"), Date(2026, 1, 1)));
  EXPECT_EQ(members.periods(gb).size(), 1);
}

struct Number {
  const char* text;
  const char* problem;
};

TEST(EnterpriseNumber, ChecksItsDigits) {
  const Number cases[] = {
      {"0207533082", ""},
      {"0207533083", "the check digits of this enterprise number are wrong: \"0207533083\", expected 82"},
      {"", "this is no enterprise number, expected ten digits"},
      {"207533082", "this is no enterprise number: \"207533082\", expected ten digits"},
      {"00207533082", "this is no enterprise number: \"00207533082\", expected ten digits"},
      {"0207.533.082", "this is no enterprise number: \"0207.533.082\", expected ten digits"},
      {"BE20753308", "this is no enterprise number: \"BE20753308\", expected ten digits"},
  };
  for (const auto& [text, problem] : cases) {
    SCOPED_TRACE(text);
    const auto number = EnterpriseNumber::parse(text);
    EXPECT_EQ(number ? "" : one_line(number.error()), problem);
    if (number) { EXPECT_EQ(to_string(*number), text); }
  }
}

RC_GTEST_PROP(EnterpriseNumber, AnyEightDigitsHaveOneCheck, ()) {
  const auto eight = *rc::gen::inRange<std::uint64_t>(0, 100'000'000);
  int fitting = 0;
  for (std::uint64_t check = 0; check < 100; ++check) fitting += EnterpriseNumber::check_fits(eight * 100 + check) ? 1 : 0;
  RC_ASSERT(fitting == 1);
}

template <class E>
void every_name_leads_back() {
  for (std::size_t i = 0; i < names<E>.size(); ++i) {
    SCOPED_TRACE(names<E>[i]);
    EXPECT_EQ(from_name<E>(names<E>[i]), static_cast<E>(i));
    EXPECT_EQ(to_name(static_cast<E>(i)), names<E>[i]);
  }
  EXPECT_FALSE(from_name<E>("Yes"));
  EXPECT_FALSE(from_name<E>("nothing"));
}

TEST(Vocabulary, NamesLeadBackToTheirValues) {
  every_name_leads_back<Legal>();
  every_name_leads_back<Register>();
  every_name_leads_back<Title>();
  every_name_leads_back<Ground>();
  every_name_leads_back<Quality>();
  every_name_leads_back<AppliedAt>();
  every_name_leads_back<Nature>();
  every_name_leads_back<AidStatus>();
  EXPECT_EQ(from_name<Title>("E+"), Title::E_plus);
  EXPECT_EQ(from_name<Title>(""), Title::none);
  EXPECT_EQ(from_name<Ground>("short"), Ground::brief);
  EXPECT_EQ(from_name<AppliedAt>(""), AppliedAt::unknown);
}

}  // namespace
}  // namespace crossroads::domain
