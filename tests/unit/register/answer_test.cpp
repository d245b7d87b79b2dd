// What the client believes of an answer, and what it doesn't.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "register/answer_text.hpp"
#include "register_under_test.hpp"
#include "store/support/numbers.hpp"

namespace crossroads::national_register::test {
namespace {

using crossroads::test::niss_of;
using ::testing::HasSubstr;
using ::testing::Not;

const domain::Date today(2020, 1, 1);
const auto asked = niss_of(1985, 7, 30, 33), other = niss_of(1990, 1, 1, 1), sponsor = niss_of(1980, 5, 12, 1);

std::string replaced(std::string text, const std::string& old, const std::string& now) {
  const auto at = text.find(old);
  if (at == std::string::npos) throw std::logic_error("the good answer does not hold " + old);
  return text.replace(at, old.size(), now);
}

const Question everything{.persons = {asked}, .elements = Elements::all()};

const std::string good = R"({"items":[{"niss":"85073003328","known":true,"newest":"85073003328","numbers":["85073003328","85273003371"],)"
                         R"("identity":{"lastName":"Moreau","firstNames":"","countryOfOrigin":"FR"},)"
                         R"("nationalities":[{"country":"FR","from":"1985-07-30"}],)"
                         R"("stays":[{"from":"2010-01-01","to":"2010-12-31","legal":true,"register":"waiting","ground":"art40bis",)"
                         R"("quality":"family_member","sponsor":")" +
                         to_string(sponsor) +
                         R"("},{"from":"2011-01-01","legal":false,"register":"none","title":"E+","ground":"other","quality":"other",)"
                         R"("recognisedOn":"2011-02-01","appliedOn":"2010-12-01","appliedAt":"diplomatic_post"}]}],)"
                         R"("sponsors":[{"niss":")" +
                         to_string(sponsor) + R"(","known":false,"newest":")" + to_string(sponsor) + R"(","numbers":[")" +
                         to_string(sponsor) + R"("]}]})";

TEST(RegisterAnswer, IsReadAsItWasWritten) {
  const auto answer = must(read_answer(good, everything, today));
  ASSERT_EQ(answer.items.size(), 1U);
  EXPECT_EQ(answer.items[0].identity->last_name, "Moreau");
  ASSERT_EQ(answer.items[0].stays.size(), 2U);
  EXPECT_EQ(answer.items[0].stays[0].sponsor, sponsor);
  EXPECT_EQ(answer.items[0].stays[1].row.title, domain::Title::E_plus);
  EXPECT_EQ(to_json(answer, everything.elements), good);
}

struct BrokenCase {
  const char* name;
  std::string answer;
  std::string_view field;
};

const BrokenCase broken_answers[] = {
    {"no JSON", good.substr(1), ""},
    {"cut off", good.substr(0, good.size() - 1), ""},
    {"a list", "[]", ""},
    {"no items", R"({"sponsors":[]})", "items"},
    {"no sponsors", R"({"items":[]})", "items"},
    {"nobody", R"({"items":[],"sponsors":[]})", "items"},
    {"somebody else", replaced(good, R"("niss":"85073003328")", R"("niss":"85273003371")"), "items"},
    {"a member too many", replaced(good, R"({"items")", R"({"more":1,"items")"), ""},
    {"a member too many of a person", replaced(good, R"("known":true)", R"("known":true,"aid":[])"), "items[0]"},
    {"a member too many of a stay", replaced(good, R"("legal":true)", R"("legal":true,"aid":1)"), "items[0].stays[0]"},
    {"known, but without stays",
     R"({"items":[{"niss":"85073003328","known":true,"newest":"85073003328","numbers":["85073003328"],)"
     R"("identity":{"lastName":"","firstNames":"","countryOfOrigin":"FR"},"nationalities":[]}],"sponsors":[]})",
     "items[0].stays"},
    {"unknown, but with facts", replaced(good, R"("known":true)", R"("known":false)"), "items[0]"},
    {"known by a word", replaced(good, R"("known":true)", R"("known":"yes")"), "items[0].known"},
    {"null", replaced(good, R"("to":"2010-12-31")", R"("to":null)"), "items[0].stays[0].to"},
    {"numbers out of order", replaced(good, R"(["85073003328","85273003371"])", R"(["85273003371","85073003328"])"), "items[0].numbers"},
    {"one number twice", replaced(good, R"(["85073003328","85273003371"])", R"(["85073003328","85073003328"])"), "items[0].numbers"},
    {"without its own number", replaced(good, R"(["85073003328","85273003371"])", R"(["85273003371"])"), "items[0].numbers"},
    {"a number that is none", replaced(good, "\"85273003371\"", "\"85273003372\""), "items[0].numbers[1]"},
    {"a newest number of somebody else", replaced(good, R"("newest":"85073003328")", R"("newest":")" + to_string(other) + "\""),
     "items[0].numbers"},
    {"no country", replaced(good, R"("country":"FR")", R"("country":"ZZ")"), "items[0].nationalities[0].country"},
    {"no day", replaced(good, "1985-07-30", "1985-02-30"), "items[0].nationalities[0].from"},
    {"a period the wrong way round", replaced(good, "2010-12-31", "2009-12-31"), "items[0].stays[0].to"},
    {"stays that share a day", replaced(good, "2010-12-31", "2011-01-01"), "items[0].stays"},
    {"an open stay before another", replaced(good, R"("to":"2010-12-31",)", ""), "items[0].stays"},
    {"a word of no list", replaced(good, "art40bis", "art41"), "items[0].stays[0].ground"},
    {"an empty title", replaced(good, R"("E+")", R"("")"), "items[0].stays[1].title"},
    {"a sponsor that is not there", replaced(good, R"("sponsors":[{)", R"("sponsors":[],"x":[{)"), ""},
    {"no sponsor where one is named", good.substr(0, good.find(R"("sponsors":)")) + R"("sponsors":[]})", "sponsors"},
    {"a sponsor whom nobody names", replaced(good, R"(,"sponsor":")" + to_string(sponsor) + "\"", ""), "sponsors"},
    {"a sponsor's identity",
     replaced(good, R"("known":false)", R"("known":true,"identity":{"lastName":"","firstNames":"","countryOfOrigin":"FR"})"),
     "sponsors[0].nationalities"},
    {"a sponsor's sponsor",
     replaced(good, R"("known":false)",
              R"("known":true,"nationalities":[],"stays":[{"from":"2010-01-01","legal":true,"register":"none","ground":"other",)"
              R"("quality":"other","sponsor":"85073003328"}])"),
     "sponsors[0].stays[0]"},
    {"names that are no UTF-8", replaced(good, "Moreau", "Mor\xff"), ""},
};

TEST(RegisterAnswer, ThatBreaksTheContractIsAProblem) {
  for (const auto& [name, answer, field] : broken_answers) {
    SCOPED_TRACE(name);
    const auto read = read_answer(answer, everything, today);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().field, field) << one_line(read.error());
    EXPECT_THAT(one_line(read.error()), Not(HasSubstr("8507300332"))) << "it repeats nothing of the answer";
    EXPECT_THAT(one_line(read.error()), Not(HasSubstr("Moreau")));
  }
}

TEST(RegisterAnswer, HoldsWhatWasAskedForAndNothingElse) {
  for (const auto& [elements, field] : {std::pair(Elements{.nationalities = true, .stays = true}, "items[0]"),
                                        std::pair(Elements{.identity = true, .stays = true}, "items[0]"),
                                        std::pair(Elements{.identity = true, .nationalities = true}, "items[0]")}) {
    const auto read = read_answer(good, {.persons = {asked}, .elements = elements}, today);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().field, field);
  }
}

domain::Period any_period() {
  const auto from = domain::Date::from_days(*rc::gen::inRange(-30'000, 30'000));
  return {from, *rc::gen::arbitrary<bool>() ? from.plus_days(*rc::gen::inRange(0, 5'000)) : domain::Date::forever()};
}

domain::Date any_day_or_none() {
  return *rc::gen::arbitrary<bool>() ? domain::Date::from_days(*rc::gen::inRange(-30'000, 30'000)) : domain::Date::never();
}

template <class E>
E any_word() {
  return static_cast<E>(*rc::gen::inRange<std::size_t>(0, domain::names<E>.size()));
}

RegisterPerson any_person(domain::Niss niss, const Elements& elements, bool is_sponsor) {
  RegisterPerson person{.niss = niss, .newest = niss, .numbers = {niss}, .known = *rc::gen::arbitrary<bool>()};
  if (!person.known) return person;
  const auto country = [] { return domain::Country::from_letters('F', *rc::gen::element('R', 'I', 'O')); };
  if (elements.identity && !is_sponsor) {
    person.identity = {.last_name = *rc::gen::element<std::string>("", "O'Neill, \"Jr\"\n", "Đorđević", "李"),
                       .first_names = *rc::gen::element<std::string>("", "\\", "Ана"),
                       .country_of_origin = country()};
  }
  if (elements.nationalities) {
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i) person.nationalities.push_back({country(), any_period()});
  }
  if (!elements.stays) return person;
  auto from = domain::Date::from_days(*rc::gen::inRange(0, 10'000));
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
    RegisterStay stay;
    stay.row.period = {from, from.plus_days(*rc::gen::inRange(0, 400))};
    from = stay.row.period.to.plus_days(*rc::gen::inRange(1, 3));
    if (i == 1 && *rc::gen::arbitrary<bool>()) stay.row.period.to = domain::Date::forever();
    stay.row.legal = any_word<domain::Legal>();
    stay.row.reg = any_word<domain::Register>();
    stay.row.title = any_word<domain::Title>();
    stay.row.ground = any_word<domain::Ground>();
    stay.row.quality = any_word<domain::Quality>();
    stay.row.applied_at = any_word<domain::AppliedAt>();
    stay.row.recognised_on = any_day_or_none();
    stay.row.applied_on = any_day_or_none();
    if (!is_sponsor && *rc::gen::arbitrary<bool>()) {
      stay.sponsor = crossroads::test::person(*rc::gen::inRange<std::uint64_t>(10, 14));
      stay.row.sponsor = domain::unknown_sponsor;
    }
    person.stays.push_back(stay);
  }
  return person;
}

RC_GTEST_PROP(RegisterAnswer, OfAnyContentComesBackAsItWas, ()) {
  const Elements elements{
      .identity = *rc::gen::arbitrary<bool>(), .nationalities = *rc::gen::arbitrary<bool>(), .stays = *rc::gen::arbitrary<bool>()};
  Question question{.persons = {}, .elements = elements};
  RegisterAnswer answer;
  std::set<domain::Niss> sponsors;
  for (std::uint64_t i = 1, count = *rc::gen::inRange<std::uint64_t>(1, 5); i <= count; ++i) {
    question.persons.push_back(crossroads::test::person(i));
    answer.items.push_back(any_person(question.persons.back(), elements, false));
    for (const auto& stay : answer.items.back().stays) {
      if (stay.sponsor) sponsors.insert(*stay.sponsor);
    }
  }
  for (const auto niss : sponsors) answer.sponsors.push_back(any_person(niss, elements, true));
  const auto text = to_json(answer, elements);
  RC_LOG(text);
  const auto read = read_answer(text, question, domain::Date(2100, 1, 1));
  if (!read) RC_FAIL(one_line(read.error()));
  RC_ASSERT(*read == answer);
}

RC_GTEST_PROP(RegisterAnswer, CutOrChangedAnywhereIsReadOrRefusedAndNoMore, ()) {
  auto text = good;
  for (int i = *rc::gen::inRange(1, 4); i > 0; --i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    if (*rc::gen::arbitrary<bool>()) text.erase(at, *rc::gen::inRange<std::size_t>(1, 20));
    else text[at] = *rc::gen::element('"', '{', '}', '[', ']', ',', '0', 'x', '\0');
    if (text.empty()) text = "x";
  }
  const auto read = read_answer(text, everything, today);
  if (read) RC_ASSERT(to_json(*read, everything.elements).size() > 2);
  else RC_ASSERT(!read.error().what.empty());
}

}  // namespace
}  // namespace crossroads::national_register::test
