// Every kind of bad row: one row spoilt in an otherwise good folder, the exact words that report it, the rest going in.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <ostream>

#include "data_folder.hpp"

namespace crossroads::facts {
namespace {

struct BadRow {
  const char* name;
  const char* file;
  const char* rows;     // put at the file's end; the last of them is bad
  const char* problem;  // one_line
};

const BadRow bad_rows[] = {
    {"a NISS that is empty", "persons.csv", ",Peeters,Ann,BE",
     "persons.csv:4: a NISS has eleven digits, this has 0: niss \"\", expected eleven digits, or YY.MM.DD-SSS.CC"},
    {"a NISS of ten digits", "persons.csv", "7102041012,Peeters,Ann,BE",
     "persons.csv:4: a NISS has eleven digits, this has 10: niss \"7102041012\", expected eleven digits, or YY.MM.DD-SSS.CC"},
    {"a NISS with a letter", "persons.csv", "7102041012X,Peeters,Ann,BE",
     "persons.csv:4: this is no NISS: niss \"7102041012X\", expected eleven digits, or YY.MM.DD-SSS.CC"},
    {"a NISS with wrong check digits", "persons.csv", "71020410124,Peeters,Ann,BE",
     "persons.csv:4: the check digits of this NISS are wrong: niss \"71020410124\", expected 23 (born before 2000) or 52 (born from 2000)"},
    {"a NISS with serial 000", "persons.csv", "85061300079,Peeters,Ann,BE",
     "persons.csv:4: the serial number of this NISS is 000: niss \"85061300079\", expected a serial number 001-999"},
    {"a NISS with month 13", "persons.csv", "85133000105,Peeters,Ann,BE",
     "persons.csv:4: the month of birth of this NISS is out of range: niss \"85133000105\", expected a month 00-12, or that plus 20 or 40 "
     "(BIS)"},
    {"a NISS of 31 February", "persons.csv", "99023100195,Peeters,Ann,BE",
     "persons.csv:4: the date of birth in this NISS is no real day, or lies in the future: niss \"99023100195\", expected a day up to "
     "2026-04-01"},
    {"a NISS of the day after today", "persons.csv", "26040200157,Peeters,Ann,BE",
     "persons.csv:4: the date of birth in this NISS is no real day, or lies in the future: niss \"26040200157\", expected a day up to "
     "2026-04-01"},
    {"a NISS with a blank", "persons.csv", " 71020410123,Peeters,Ann,BE",
     "persons.csv:4: this is no NISS: niss \" 71020410123\", expected eleven digits, or YY.MM.DD-SSS.CC"},
    {"a country in small letters", "persons.csv", "73040610317,Peeters,Ann,be",
     "persons.csv:4: this is no country code: country_of_origin \"be\", expected ISO 3166-1 alpha-2 in capitals, XK or XX (stateless or "
     "unknown)"},
    {"a country of three letters", "persons.csv", "73040610317,Peeters,Ann,BEL",
     "persons.csv:4: this is no country code: country_of_origin \"BEL\", expected ISO 3166-1 alpha-2 in capitals, XK or XX (stateless or "
     "unknown)"},
    {"a country that is none", "persons.csv", "73040610317,Peeters,Ann,ZZ",
     "persons.csv:4: this is no country code: country_of_origin \"ZZ\", expected ISO 3166-1 alpha-2 in capitals, XK or XX (stateless or "
     "unknown)"},
    {"no country", "persons.csv", "73040610317,Peeters,Ann,",
     "persons.csv:4: this is no country code: country_of_origin \"\", expected ISO 3166-1 alpha-2 in capitals, XK or XX (stateless or "
     "unknown)"},
    {"a field too few", "persons.csv", "73040610317,Peeters,Ann", "persons.csv:4: this row has 3 fields, expected 4 fields, as the header"},
    {"a field too many", "persons.csv", "73040610317,Peeters,Ann,BE,",
     "persons.csv:4: this row has 5 fields, expected 4 fields, as the header"},
    {"one field", "persons.csv", "73040610317", "persons.csv:4: this row has 1 field, expected 4 fields, as the header"},
    {"an unescaped quote", "persons.csv", "73040610317,Peet\"ers,Ann,BE",
     "persons.csv:4: a quote stands inside a field that does not begin with one: last_name \"Peet\"ers\", expected a field in quotes, each "
     "quote in it doubled"},
    {"text after a closing quote", "persons.csv", "73040610317,\"Peeters\" x,Ann,BE",
     "persons.csv:4: something stands between a closing quote and the end of its field: last_name \"Peeters\", expected a field in quotes, "
     "each quote in it doubled"},
    {"a quoted field with text after it, at the end", "persons.csv", "73040610317,Peeters,Ann,\"BE\"E",
     "persons.csv:4: something stands between a closing quote and the end of its field: country_of_origin \"BE\", expected a field in "
     "quotes, each quote in it doubled"},
    {"bytes that are no UTF-8", "persons.csv",
     "73040610317,Andr\xe9"
     ",Ann,BE",
     "persons.csv:4: this value is no UTF-8: last_name \"Andr\\xE9\", expected text in UTF-8; save the file as UTF-8"},
    {"a character cut off", "persons.csv",
     "73040610317,Andr\xc3"
     ",Ann,BE",
     "persons.csv:4: this value is no UTF-8: last_name \"Andr\\xC3\", expected text in UTF-8; save the file as UTF-8"},
    {"an overlong character", "persons.csv",
     "73040610317,Andr\xc0\xaf"
     ",Ann,BE",
     "persons.csv:4: this value is no UTF-8: last_name \"Andr\\xC0\\xAF\", expected text in UTF-8; save the file as UTF-8"},
    {"a surrogate", "persons.csv",
     "73040610317,Andr\xed\xa0\x80"
     ",Ann,BE",
     "persons.csv:4: this value is no UTF-8: last_name \"Andr\\xED\\xA0\\x80\", expected text in UTF-8; save the file as UTF-8"},
    {"a very long wrong value", "persons.csv",
     "73040610317,Peeters,Ann,"
     "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij",
     "persons.csv:4: this is no country code: country_of_origin "
     "\"abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij…\", expected ISO 3166-1 "
     "alpha-2 in capitals, XK or XX (stateless or unknown)"},
    {"a nationality of nobody", "nationalities.csv", "73040610317,BE,2011-01-01,",
     "nationalities.csv:4: this row is on a person who is not in persons.csv: niss \"73040610317\""},
    {"a nationality without a country", "nationalities.csv", "71020410123,,2011-01-01,",
     "nationalities.csv:4: this is no country code: country \"\", expected ISO 3166-1 alpha-2 in capitals, XK or XX (stateless or "
     "unknown)"},
    {"a nationality without a begin", "nationalities.csv", "71020410123,FR,,",
     "nationalities.csv:4: this is no date: from \"\", expected a day as YYYY-MM-DD"},
    {"a nationality from 30 February", "nationalities.csv", "71020410123,FR,2011-02-30,",
     "nationalities.csv:4: there is no such day: from \"2011-02-30\", expected a day as YYYY-MM-DD"},
    {"a nationality in Belgian notation", "nationalities.csv", "71020410123,FR,01/02/2011,",
     "nationalities.csv:4: this is no date: from \"01/02/2011\", expected a day as YYYY-MM-DD"},
    {"a nationality that ends before it begins", "nationalities.csv", "71020410123,FR,2011-02-02,2011-02-01",
     "nationalities.csv:4: this period ends before it begins: to \"2011-02-01\", expected a day from 2011-02-02 on, or empty"},
    {"a nationality until a word", "nationalities.csv", "71020410123,FR,2011-02-02,today",
     "nationalities.csv:4: this is no date: to \"today\", expected a day as YYYY-MM-DD"},
    {"a date with a time", "nationalities.csv", "71020410123,FR,2011-02-02T00:00,",
     "nationalities.csv:4: this is no date: from \"2011-02-02T00:00\", expected a day as YYYY-MM-DD"},
    {"a date of the year 999", "nationalities.csv", "71020410123,FR,0999-02-02,",
     "nationalities.csv:4: the year is out of range: from \"0999-02-02\", expected a day as YYYY-MM-DD"},
    {"a stay of nobody", "stays.csv", "73040610317,2009-01-01,2009-12-31,yes,foreigners,E,art40,employee,,,,",
     "stays.csv:5: this row is on a person who is not in persons.csv: niss \"73040610317\""},
    {"a stay that ends before it begins", "stays.csv", "71020410123,2009-01-01,2008-12-31,yes,foreigners,E,art40,employee,,,,",
     "stays.csv:5: this period ends before it begins: to \"2008-12-31\", expected a day from 2009-01-01 on, or empty"},
    {"legal as a number", "stays.csv", "71020410123,2009-01-01,2009-12-31,1,foreigners,E,art40,employee,,,,",
     "stays.csv:5: this value is not one of the list: legal \"1\", expected no | yes"},
    {"legal with a capital", "stays.csv", "71020410123,2009-01-01,2009-12-31,Yes,foreigners,E,art40,employee,,,,",
     "stays.csv:5: this value is not one of the list: legal \"Yes\", expected no | yes; did you mean \"yes\"?"},
    {"legal missing", "stays.csv", "71020410123,2009-01-01,2009-12-31,,foreigners,E,art40,employee,,,,",
     "stays.csv:5: this value is not one of the list: legal \"\", expected no | yes"},
    {"a register misspelt", "stays.csv", "71020410123,2009-01-01,2009-12-31,yes,foreigner,E,art40,employee,,,,",
     "stays.csv:5: this value is not one of the list: register \"foreigner\", expected population | foreigners | waiting | none; did you "
     "mean \"foreigners\"?"},
    {"a register missing", "stays.csv", "71020410123,2009-01-01,2009-12-31,yes,,E,art40,employee,,,,",
     "stays.csv:5: this value is not one of the list: register \"\", expected population | foreigners | waiting | none"},
    {"a title that is none", "stays.csv", "71020410123,2009-01-01,2009-12-31,yes,foreigners,G,art40,employee,,,,",
     "stays.csv:5: this value is not one of the list: title \"G\", expected A | B | C | D | E | E+ | F | F+ | EU | EU+ | H | I | J | K | L "
     "| M | N or empty"},
    {"a title in small letters", "stays.csv", "71020410123,2009-01-01,2009-12-31,yes,foreigners,e,art40,employee,,,,",
     "stays.csv:5: this value is not one of the list: title \"e\", expected A | B | C | D | E | E+ | F | F+ | EU | EU+ | H | I | J | K | L "
     "| M | N or empty; did you mean \"E\"?"},
    {"a ground that is none", "stays.csv", "71020410123,2009-01-01,2009-12-31,yes,foreigners,E,art41,employee,,,,",
     "stays.csv:5: this value is not one of the list: ground \"art41\", expected short | art40 | art40bis | art40ter | art47_1 | art10 | "
     "art10bis | art58 | other; did you mean \"art40\"?"},
    {"a ground misspelt", "stays.csv", "71020410123,2009-01-01,2009-12-31,yes,foreigners,E,ART40,employee,,,,",
     "stays.csv:5: this value is not one of the list: ground \"ART40\", expected short | art40 | art40bis | art40ter | art47_1 | art10 | "
     "art10bis | art58 | other; did you mean \"art40\"?"},
    {"a quality misspelt", "stays.csv", "71020410123,2009-01-01,2009-12-31,yes,foreigners,E,art40,self-employed,,,,",
     "stays.csv:5: this value is not one of the list: quality \"self-employed\", expected employee | self_employed | jobseeker | "
     "sufficient_means | student | family_member | other; did you mean \"self_employed\"?"},
    {"a quality missing", "stays.csv", "71020410123,2009-01-01,2009-12-31,yes,foreigners,E,art40,,,,,",
     "stays.csv:5: this value is not one of the list: quality \"\", expected employee | self_employed | jobseeker | sufficient_means | "
     "student | family_member | other"},
    {"recognised on no day", "stays.csv", "71020410123,2009-01-01,2009-12-31,yes,foreigners,E,art40,employee,2011-13-01,,,",
     "stays.csv:5: there is no such day: recognised_on \"2011-13-01\", expected a day as YYYY-MM-DD"},
    {"applied on no day", "stays.csv", "71020410123,2009-01-01,2009-12-31,yes,foreigners,E,art40,employee,,yesterday,,",
     "stays.csv:5: this is no date: applied_on \"yesterday\", expected a day as YYYY-MM-DD"},
    {"applied at an unknown place", "stays.csv", "71020410123,2009-01-01,2009-12-31,yes,foreigners,E,art40,employee,,,embassy,",
     "stays.csv:5: this value is not one of the list: applied_at \"embassy\", expected territory | diplomatic_post or empty"},
    {"a sponsor whose NISS is wrong", "stays.csv", "71020410123,2009-01-01,2009-12-31,yes,foreigners,E,art40,employee,,,,72030510221",
     "stays.csv:5: the check digits of this NISS are wrong: sponsor_niss \"72030510221\", expected 20 (born before 2000) or 49 (born from "
     "2000)"},
    {"a stay that overlaps by a day", "stays.csv", "71020410123,2010-06-01,2011-01-01,yes,foreigners,E,art40,employee,,,,",
     "stays.csv:5: this stay overlaps another one of the same person: from \"2010-06-01\", expected no day of the stay from 2011-01-01 to "
     "2012-12-31"},
    {"a stay within another", "stays.csv", "71020410123,2013-05-01,2013-06-01,yes,foreigners,E,art40,employee,,,,",
     "stays.csv:5: this stay overlaps another one of the same person: from \"2013-05-01\", expected no day of the stay from 2013-01-01 on"},
    {"an open stay before others", "stays.csv", "71020410123,2010-01-01,,yes,foreigners,E,art40,employee,,,,",
     "stays.csv:5: this stay overlaps another one of the same person: from \"2010-01-01\", expected no day of the stay from 2011-01-01 to "
     "2012-12-31"},
    {"aid without an id", "aid.csv", ",71020410123,0207533082,ris,2,90000,2011-06-01,,granted",
     "aid.csv:4: this field is empty: aid_id \"\", expected some text"},
    {"aid of nobody", "aid.csv", "G3,73040610317,0207533082,ris,2,90000,2011-06-01,,granted",
     "aid.csv:4: this row is on a person who is not in persons.csv: niss \"73040610317\""},
    {"aid of a wrong NISS", "aid.csv", "G3,71020410124,0207533082,ris,2,90000,2011-06-01,,granted",
     "aid.csv:4: the check digits of this NISS are wrong: niss \"71020410124\", expected 23 (born before 2000) or 52 (born from 2000)"},
    {"a centre with wrong check digits", "aid.csv", "G3,71020410123,0207533083,ris,2,90000,2011-06-01,,granted",
     "aid.csv:4: the check digits of this enterprise number are wrong: centre \"0207533083\", expected 82"},
    {"a centre of nine digits", "aid.csv", "G3,71020410123,207533082,ris,2,90000,2011-06-01,,granted",
     "aid.csv:4: this is no enterprise number: centre \"207533082\", expected ten digits"},
    {"a centre with dots", "aid.csv", "G3,71020410123,0207.533.082,ris,2,90000,2011-06-01,,granted",
     "aid.csv:4: this is no enterprise number: centre \"0207.533.082\", expected ten digits"},
    {"a nature that is none", "aid.csv", "G3,71020410123,0207533082,living_wage,2,90000,2011-06-01,,granted",
     "aid.csv:4: this value is not one of the list: nature \"living_wage\", expected ris | ris_equivalent | social_aid"},
    {"a category that is none", "aid.csv", "G3,71020410123,0207533082,ris,4,90000,2011-06-01,,granted",
     "aid.csv:4: this value is not one of the list: category \"4\", expected 1 (cohabitant) | 2 (single) | 3 (with a dependent family)"},
    {"a category of two digits", "aid.csv", "G3,71020410123,0207533082,ris,02,90000,2011-06-01,,granted",
     "aid.csv:4: this value is not one of the list: category \"02\", expected 1 (cohabitant) | 2 (single) | 3 (with a dependent family)"},
    {"an amount of zero", "aid.csv", "G3,71020410123,0207533082,ris,2,0,2011-06-01,,granted",
     "aid.csv:4: this amount is zero: monthly_cents \"0\", expected whole euro cents, more than 0"},
    {"an amount below zero", "aid.csv", "G3,71020410123,0207533082,ris,2,-5,2011-06-01,,granted",
     "aid.csv:4: this is no amount: monthly_cents \"-5\", expected whole euro cents, digits only"},
    {"an amount in euro", "aid.csv", "G3,71020410123,0207533082,ris,2,900.00,2011-06-01,,granted",
     "aid.csv:4: this is no amount: monthly_cents \"900.00\", expected whole euro cents, digits only"},
    {"an amount with an exponent", "aid.csv", "G3,71020410123,0207533082,ris,2,9e4,2011-06-01,,granted",
     "aid.csv:4: this is no amount: monthly_cents \"9e4\", expected whole euro cents, digits only"},
    {"an amount beyond all bounds", "aid.csv", "G3,71020410123,0207533082,ris,2,9999999999999999,2011-06-01,,granted",
     "aid.csv:4: the amount is too large: monthly_cents \"9999999999999999\", expected at most 1000000000000000 cents"},
    {"an amount of seventeen digits", "aid.csv", "G3,71020410123,0207533082,ris,2,10000000000000000,2011-06-01,,granted",
     "aid.csv:4: the amount is too large: monthly_cents \"10000000000000000\", expected at most 1000000000000000 cents"},
    {"no amount", "aid.csv", "G3,71020410123,0207533082,ris,2,,2011-06-01,,granted",
     "aid.csv:4: this is no amount: monthly_cents \"\", expected whole euro cents, digits only"},
    {"a status that is none", "aid.csv", "G3,71020410123,0207533082,ris,2,90000,2011-06-01,,canceled",
     "aid.csv:4: this value is not one of the list: status \"canceled\", expected granted | cancelled; did you mean \"cancelled\"?"},
    {"aid that ends before it begins", "aid.csv", "G3,71020410123,0207533082,ris,2,90000,2011-06-01,2011-05-31,granted",
     "aid.csv:4: this period ends before it begins: to \"2011-05-31\", expected a day from 2011-06-01 on, or empty"},
    {"a reimbursement of unknown aid", "reimbursements.csv", "G9,2011-09-01,100",
     "reimbursements.csv:3: this row is on an aid that is not in aid.csv: aid_id \"G9\""},
    {"a reimbursement on no day", "reimbursements.csv", "G1,2011-09-31,100",
     "reimbursements.csv:3: there is no such day: paid_on \"2011-09-31\", expected a day as YYYY-MM-DD"},
    {"a reimbursement below zero", "reimbursements.csv", "G1,2011-09-01,-100",
     "reimbursements.csv:3: this is no amount: cents \"-100\", expected whole euro cents, digits only"},
    {"a reimbursement without an id", "reimbursements.csv", ",2011-09-01,100",
     "reimbursements.csv:3: this field is empty: aid_id \"\", expected some text"},
    {"a replacement without a day", "replacements.csv", "73040610317,71020410123,",
     "replacements.csv:2: this is no date: on \"\", expected a day as YYYY-MM-DD"},
    {"a replacement of a wrong number", "replacements.csv", "73040610318,71020410123,2011-01-01",
     "replacements.csv:2: the check digits of this NISS are wrong: old_niss \"73040610318\", expected 17 (born before 2000) or 46 (born "
     "from 2000)"},
    {"a number that replaces itself", "replacements.csv", "71020410123,71020410123,2011-01-01",
     "replacements.csv:2: this replacement closes a loop: new_niss \"71020410123\", expected a number that 71020410123 does not replace, "
     "directly or in turn"},
    {"a loop of two", "replacements.csv", "73040610317,71020410123,2011-01-01\n71020410123,73040610317,2011-01-01",
     "replacements.csv:3: this replacement closes a loop: new_niss \"73040610317\", expected a number that 71020410123 does not replace, "
     "directly or in turn"},
    {"a second successor", "replacements.csv", "73040610317,71020410123,2011-01-01\n73040610317,72030510220,2011-01-01",
     "replacements.csv:3: the number 73040610317 would get a second successor: new_niss \"72030510220\", expected 71020410123, as an "
     "earlier row says"},
};

void PrintTo(const BadRow& row, std::ostream* out) { *out << row.name; }

class BadRows : public testing::TestWithParam<BadRow> {};

TEST_P(BadRows, AreSetAsideWithTheirReasonAndTheRestGoesIn) {
  const auto& [name, file, rows, problem] = GetParam();
  auto files = good_files();
  const std::string good = described(load_population(DataFolder(files).path(), {.today = test_today}));
  files.at(file) += std::string(rows) + "\n";
  const DataFolder folder(files);
  const auto loaded = load_population(folder.path(), {.today = test_today});
  ASSERT_TRUE(loaded) << one_line(loaded.error());
  ASSERT_EQ(loaded->quarantined.size(), 1);
  EXPECT_EQ(one_line(loaded->quarantined[0]), problem);
  EXPECT_EQ(loaded->counts.all_bad(), 1);
  const auto line = static_cast<std::uint32_t>(std::ranges::count(files.at(file), '\n'));
  EXPECT_EQ(loaded->quarantined[0].place.line, line);
  // What else the folder says is what it said without the row. (A row before a bad replacement only renames nobody.)
  EXPECT_EQ(loaded->population.size(), 2);
  const std::string with_bad_row = described(loaded);
  EXPECT_EQ(with_bad_row.substr(0, with_bad_row.find("bad: ")), good.substr(0, good.find("persons ")));

  const auto strict = load_population(folder.path(), {.today = test_today, .strict = true});
  ASSERT_FALSE(strict);
  EXPECT_EQ(one_line(strict.error()), problem);
}

INSTANTIATE_TEST_SUITE_P(Facts, BadRows, testing::ValuesIn(bad_rows), [](const auto& row) {
  std::string name = row.param.name;
  std::ranges::replace_if(name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
});

}  // namespace
}  // namespace crossroads::facts
