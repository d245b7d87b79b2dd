// NISS (SPEC §2): vectors of public libraries, each reason to refuse, and parse against from_digits.
#include "domain/niss.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdio>
#include <fstream>
#include <sstream>

namespace crossroads::domain {
namespace {

constexpr Date today{2026, 4, 1};

struct Vector {
  std::string niss, expected;
};

std::vector<Vector> vectors() {
  std::ifstream file(CROSSROADS_ROOT "/tests/unit/domain/niss_vectors.csv");
  std::vector<Vector> all;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    std::string niss, kind, century, expected;
    std::getline(fields, niss, ',');
    std::getline(fields, kind, ',');
    std::getline(fields, century, ',');
    std::getline(fields, expected, ',');
    all.push_back({niss, expected});
  }
  return all;
}

TEST(Niss, AgreesWithTheVectorsOfPublicLibraries) {
  const auto all = vectors();
  ASSERT_EQ(all.size(), 58);
  for (const auto& [niss, expected] : all) {
    SCOPED_TRACE(niss + " " + expected);
    const auto parsed = Niss::parse(niss, today);
    const auto serial = niss.substr(6, 3);
    if (expected.starts_with("valid")) {
      ASSERT_TRUE(parsed) << one_line(parsed.error());
      EXPECT_EQ(to_string(*parsed), niss);
      const auto date = expected.substr(6);  // 1985-07-30, 2005-00-00, unknown(2000), fictitious 1940-00-01
      const bool known = date.size() == 10 && !date.contains("-00");
      ASSERT_EQ(parsed->birth_date().has_value(), known);
      if (known) { EXPECT_EQ(to_string(*parsed->birth_date()), date); }
    } else if (expected == "invalid:serial" && serial == "999") {
      // The libraries refuse serial 999, SPEC accepts it; the one vector whose check digits are wrong stays refused.
      EXPECT_EQ(parsed.has_value(), niss != "05061399933");
    } else {
      ASSERT_FALSE(parsed);
      const std::string what = parsed.error().what;
      if (expected == "invalid:serial") { EXPECT_EQ(what, "the serial number of this NISS is 000"); }
      if (expected == "invalid:check") { EXPECT_EQ(what, "the check digits of this NISS are wrong"); }
      if (expected == "invalid:month") { EXPECT_EQ(what, "the month of birth of this NISS is out of range"); }
      if (expected == "invalid:date") { EXPECT_EQ(what, "the date of birth in this NISS is no real day, or lies in the future"); }
    }
  }
}

struct Case {
  const char* name;
  const char* text;
  const char* problem;  // one_line; empty where the text is good
};

const Case cases[] = {
    {"register number", "85073003328", ""},
    {"printed form", "85.07.30-033.28", ""},
    {"BIS number, month + 20", "87301500134", ""},
    {"BIS number, month + 40", "87521599963", ""},
    {"serial 999", "85073099932", ""},
    {"31 December 2025", "25123100195", ""},
    {"empty", "", "a NISS has eleven digits, this has 0, expected eleven digits, or YY.MM.DD-SSS.CC"},
    {"ten digits", "8507300332", "a NISS has eleven digits, this has 10: \"8507300332\", expected eleven digits, or YY.MM.DD-SSS.CC"},
    {"twelve digits", "850730033280",
     "a NISS has eleven digits, this has 12: \"850730033280\", expected eleven digits, or YY.MM.DD-SSS.CC"},
    {"a letter", "8507300332A", "this is no NISS: \"8507300332A\", expected eleven digits, or YY.MM.DD-SSS.CC"},
    {"a blank before", " 85073003328", "this is no NISS: \" 85073003328\", expected eleven digits, or YY.MM.DD-SSS.CC"},
    {"a blank after", "85073003328 ", "this is no NISS: \"85073003328 \", expected eleven digits, or YY.MM.DD-SSS.CC"},
    {"half punctuated", "85.07.3003328", "this is no NISS: \"85.07.3003328\", expected eleven digits, or YY.MM.DD-SSS.CC"},
    {"wrong punctuation", "85.07.30.033-28", "this is no NISS: \"85.07.30.033-28\", expected eleven digits, or YY.MM.DD-SSS.CC"},
    {"a letter in the printed form", "85.07.30-O33.28", "this is no NISS: \"85.07.30-O33.28\", expected eleven digits, or YY.MM.DD-SSS.CC"},
    {"wrong check digits", "85073003327",
     "the check digits of this NISS are wrong: \"85073003327\", expected 28 (born before 2000) or 57 (born from 2000)"},
    {"month 13", "85133000105",
     "the month of birth of this NISS is out of range: \"85133000105\", expected a month 00-12, or that plus 20 or 40 (BIS)"},
    {"month 33", "85333000148",
     "the month of birth of this NISS is out of range: \"85333000148\", expected a month 00-12, or that plus 20 or 40 (BIS)"},
    {"serial 000", "85061300079", "the serial number of this NISS is 000: \"85061300079\", expected a serial number 001-999"},
    {"29 February 1999", "99022900158",
     "the date of birth in this NISS is no real day, or lies in the future: \"99022900158\", expected a day up to 2026-04-01"},
    {"the day after today", "26040200157",
     "the date of birth in this NISS is no real day, or lies in the future: \"26040200157\", expected a day up to 2026-04-01"},
    {"unknown day of a month to come", "26050000127",
     "the date of birth in this NISS is no real day, or lies in the future: \"26050000127\", expected a day up to 2026-04-01"},
    {"unknown day of this month", "26040000120", ""},
    {"unknown month and day of this year", "26000000189", ""},
};

/// The number with the check digits that its century asks for.
std::string with_check(std::string nine, bool from_2000) {
  const auto number = std::stoull((from_2000 ? "2" : "") + nine);
  const auto check = std::to_string(97 - number % 97);
  return nine + (check.size() == 1 ? "0" : "") + check;
}

TEST(Niss, SaysWhatIsWrong) {
  for (const auto& [name, text, problem] : cases) {
    SCOPED_TRACE(name);
    const auto parsed = Niss::parse(text, today);
    EXPECT_EQ(parsed ? "" : one_line(parsed.error()), problem);
  }
}

TEST(Niss, PrintsAsPeopleReadIt) {
  const auto niss = Niss::parse("00000000128", today);
  ASSERT_TRUE(niss);
  EXPECT_EQ(to_string(*niss), "00000000128");
  EXPECT_EQ(to_formatted(*niss), "00.00.00-001.28");
}

TEST(Niss, KnowsBisNumbers) {
  EXPECT_FALSE(Niss::parse("85073003328", today)->is_bis());
  EXPECT_TRUE(Niss::from_stored(std::stoull(with_check("872715001", false))).is_bis());
  EXPECT_TRUE(Niss::from_stored(std::stoull(with_check("874715001", false))).is_bis());
}

RC_GTEST_PROP(Niss, EveryRealBirthOfBothCenturiesIsAccepted, ()) {
  const bool from_2000 = *rc::gen::arbitrary<bool>();
  const Date birth = Date(from_2000 ? 2000 : 1900, 1, 1).plus_days(*rc::gen::inRange(0, from_2000 ? 9587 : 36525));
  const auto serial = *rc::gen::inRange(1, 1000);
  const auto offset = *rc::gen::element(0U, 20U, 40U);
  char nine[16];
  std::snprintf(nine, sizeof nine, "%02d%02u%02u%03d", birth.year() % 100, birth.month() + offset, birth.day(), serial);
  const auto niss = Niss::parse(with_check(nine, from_2000), today);
  RC_ASSERT(niss.has_value());
  RC_ASSERT(niss->birth_date().value() == birth);
  RC_ASSERT(niss->is_bis() == (offset != 0));
  RC_ASSERT(Niss::parse(to_formatted(*niss), today).value() == *niss);
}

RC_GTEST_PROP(Niss, ParseAndFromDigitsAgree, ()) {
  // Around real numbers, so that many are good.
  char nine[16];
  std::snprintf(nine, sizeof nine, "%02d%02d%02d%03d", *rc::gen::inRange(0, 100), *rc::gen::inRange(0, 60), *rc::gen::inRange(0, 34),
                *rc::gen::inRange(0, 1000));
  auto text = with_check(nine, *rc::gen::arbitrary<bool>());
  if (*rc::gen::inRange(0, 5) == 0) text[10] = static_cast<char>('0' + *rc::gen::inRange(0, 10));
  const auto parsed = Niss::parse(text, today);
  const auto quick = Niss::from_digits(std::stoull(text), today);
  RC_ASSERT(parsed.has_value() == quick.has_value());
  if (quick) { RC_ASSERT(*parsed == *quick); }
}

TEST(Niss, FromDigitsRefusesTwelveDigits) { EXPECT_FALSE(Niss::from_digits(100'000'000'128, today)); }

}  // namespace
}  // namespace crossroads::domain
