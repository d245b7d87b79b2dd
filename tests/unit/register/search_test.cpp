// What the register answers, byte for byte, and how imports beside it are seen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "register/population.hpp"
#include "register_under_test.hpp"
#include "store/support/numbers.hpp"

namespace crossroads::national_register::test {
namespace {

using namespace crossroads::test;
using ::testing::HasSubstr;
using ::testing::Not;

std::string n(domain::Niss niss) { return to_string(niss); }

std::string question(const std::vector<domain::Niss>& persons, const std::string& elements) {
  std::string body = R"({"persons":[)";
  for (const auto niss : persons) body += (body.back() == '[' ? "\"" : ",\"") + n(niss) + "\"";
  return body + R"(],"elements":[)" + elements + "]}";
}

const auto anna = person(1), anna_before = bis_of_person(1), ben = person(2), carl = person(3), nobody = person(4);

/// Anna has two numbers and two sponsors: Ben, who is known and has a sponsor himself, and somebody of whom nothing is known.
DataFolder family() {
  return {.persons = {person_row(anna_before, "Before"), person_row(anna, "After", "RO"), person_row(ben, "Ben"), person_row(carl, "Carl")},
          .nationalities = {nationality_row(anna_before, "FR"), nationality_row(anna, "RO", "2010-01-01", "2012-12-31"),
                            nationality_row(ben, "IT")},
          .stays = {stay_row(anna, "2011-01-01", "", "family_member", ben),
                    stay_row(anna_before, "2010-01-01", "2010-12-31", "family_member", nobody),
                    stay_row(ben, "2009-01-01", "", "employee", carl), n(carl) + ",2008-01-01,2008-12-31,no,none,,short,other,,,,"},
          .replacements = {replacement_row(anna_before, anna)}};
}

struct SearchCase {
  const char* name;
  std::vector<domain::Niss> persons;
  std::string elements, answer;
};

const std::string anna_numbers =
    R"("known":true,"newest":")" + n(anna) + R"(","numbers":[")" + n(anna) + R"(",")" + n(anna_before) + R"("])";
const std::string ben_alone = R"({"niss":")" + n(ben) + R"(","known":true,"newest":")" + n(ben) + R"(","numbers":[")" + n(ben) + R"("])";
const std::string unknown =
    R"({"niss":")" + n(nobody) + R"(","known":false,"newest":")" + n(nobody) + R"(","numbers":[")" + n(nobody) + R"("]})";

const SearchCase search_cases[] = {
    {"the identity of the newest number",
     {anna_before},
     R"("identity")",
     R"({"items":[{"niss":")" + n(anna_before) + R"(",)" + anna_numbers +
         R"(,"identity":{"lastName":"After","firstNames":"Example","countryOfOrigin":"RO"}}],"sponsors":[]})"},
    {"nationalities of the whole chain",
     {anna},
     R"("nationalities")",
     R"({"items":[{"niss":")" + n(anna) + R"(",)" + anna_numbers +
         R"(,"nationalities":[{"country":"RO","from":"2010-01-01","to":"2012-12-31"},{"country":"FR","from":"1990-01-01"}]}],"sponsors":[]})"},
    {"stays of the whole chain in one line, with sponsors once, one level deep",
     {anna},
     R"("stays")",
     R"({"items":[{"niss":")" + n(anna) + R"(",)" + anna_numbers +
         R"(,"stays":[{"from":"2010-01-01","to":"2010-12-31","legal":true,"register":"foreigners","title":"E","ground":"art40",)"
         R"("quality":"family_member","recognisedOn":"2011-01-10","appliedOn":"2010-12-01","appliedAt":"territory","sponsor":")" +
         n(nobody) +
         R"("},{"from":"2011-01-01","legal":true,"register":"foreigners","title":"E","ground":"art40","quality":"family_member",)"
         R"("recognisedOn":"2011-01-10","appliedOn":"2010-12-01","appliedAt":"territory","sponsor":")" +
         n(ben) + R"("}]}],"sponsors":[)" + ben_alone +
         R"(,"stays":[{"from":"2009-01-01","legal":true,"register":"foreigners","title":"E","ground":"art40","quality":"employee",)"
         R"("recognisedOn":"2011-01-10","appliedOn":"2010-12-01","appliedAt":"territory"}]},)" +
         unknown + "]}"},
    {"what is not known is left out",
     {carl},
     R"("nationalities","stays")",
     R"({"items":[{"niss":")" + n(carl) + R"(","known":true,"newest":")" + n(carl) + R"(","numbers":[")" + n(carl) +
         R"("],"nationalities":[],"stays":[{"from":"2008-01-01","to":"2008-12-31","legal":false,"register":"none","ground":"short",)"
         R"("quality":"other"}]}],"sponsors":[]})"},
    {"of somebody unknown the numbers alone",
     {nobody},
     R"("identity","nationalities","stays")",
     R"({"items":[)" + unknown + R"(],"sponsors":[]})"},
    {"in the order of the question",
     {nobody, ben},
     R"("nationalities")",
     R"({"items":[)" + unknown + "," + ben_alone + R"(,"nationalities":[{"country":"IT","from":"1990-01-01"}]}],"sponsors":[]})"},
};

TEST(RegisterSearch, AnswersWhatItWasAsked) {
  RegisterUnderTest under_test;
  under_test.import(family());
  for (const auto& [name, persons, elements, answer] : search_cases) {
    SCOPED_TRACE(name);
    const auto response = under_test.search(question(persons, elements));
    EXPECT_EQ(response.status, 200U);
    EXPECT_EQ(response.content_type, "application/json");
    EXPECT_EQ(response.body, answer);
  }
  EXPECT_THAT(under_test.lines, Not(HasSubstr(n(anna))));
  EXPECT_EQ(under_test.opened, 1U) << "one who asks at a time needs one connection";
}

struct RefusalCase {
  const char* name;
  std::string body;
  unsigned status;
  std::string_view part;
};

const RefusalCase refusals[] = {
    {"no body", "", 400, "JSON in UTF-8"},
    {"no persons", R"({"elements":["stays"]})", 400, R"("name":"persons")"},
    {"an empty list", R"({"persons":[],"elements":["stays"]})", 400, "a list of 1 to 3"},
    {"too many", question({person(1), person(2), person(3), person(4)}, "\"stays\""), 400, "a list of 1 to 3"},
    {"one twice", question({person(1), person(1)}, "\"stays\""), 400, "each person once"},
    {"wrong check digits", R"({"persons":["85073003329"],"elements":["stays"]})", 400, R"("name":"persons[0]")"},
    {"punctuation", R"({"persons":["85.07.30-033.28"],"elements":["stays"]})", 400, "a NISS: eleven digits"},
    {"a sign", R"({"persons":["-5073003328"],"elements":["stays"]})", 400, "a NISS: eleven digits"},
    {"a number, no text", R"({"persons":[85073003328],"elements":["stays"]})", 400, "a text"},
    {"null", R"({"persons":[null],"elements":["stays"]})", 400, "a text"},
    {"no elements", R"({"persons":["85073003328"]})", 400, R"("name":"elements")"},
    {"no element", R"({"persons":["85073003328"],"elements":[]})", 400, "a list of 1 to 3"},
    {"an element twice", R"({"persons":["85073003328"],"elements":["stays","stays"]})", 400, "each once"},
    {"an unknown element", R"({"persons":["85073003328"],"elements":["aid"]})", 400, "one of identity, nationalities, stays"},
    {"a member too many", R"({"persons":["85073003328"],"elements":["stays"],"month":"2011-01"})", 400, "unknownInput"},
};

TEST(RegisterSearch, SaysWhatIsWrongAndRepeatsNothing) {
  RegisterUnderTest under_test{.most = 3};
  under_test.import(family());
  for (const auto& [name, body, status, part] : refusals) {
    SCOPED_TRACE(name);
    const auto response = under_test.search(body);
    EXPECT_EQ(response.status, status);
    EXPECT_THAT(response.body, HasSubstr(std::string(part)));
    EXPECT_THAT(response.body, Not(HasSubstr("8507300332")));
  }
  EXPECT_EQ(under_test.opened, 0U) << "nobody is looked up";
  EXPECT_THAT(under_test.lines, Not(HasSubstr("8507300332")));
}

TEST(RegisterSearch, AnswersItsReadersAlone) {
  RegisterUnderTest under_test;
  under_test.import(family());
  const auto response = under_test.search(question({anna}, "\"stays\""), stranger);
  EXPECT_EQ(response.status, 403U);
  EXPECT_THAT(response.body, HasSubstr("urn:problem-type:belgif:missingPermission"));
  EXPECT_EQ(under_test.opened, 0U);
}

TEST(RegisterSearch, SeesAnImportWithTheNextRequest) {
  RegisterUnderTest under_test;
  under_test.import({.persons = {person_row(anna_before)}, .nationalities = {nationality_row(anna_before, "FR")}});
  const auto ask = question({anna}, "\"nationalities\"");
  EXPECT_THAT(under_test.search(ask).body, HasSubstr(R"("known":false)"));
  under_test.import({.replacements = {replacement_row(anna_before, anna)}});
  EXPECT_THAT(under_test.search(ask).body, HasSubstr(anna_numbers)) << "the chain is loaded again";
  under_test.import({.persons = {person_row(anna)}, .nationalities = {nationality_row(anna, "BE")}});
  EXPECT_THAT(under_test.search(ask).body, HasSubstr(R"("country":"BE")"));
  EXPECT_EQ(under_test.opened, 1U);
}

TEST(RegisterSearch, ReadsOneMomentWhileOthersImport) {
  RegisterUnderTest under_test;
  // In each state both numbers say the same: an answer made of two states would show.
  const auto state = [](const std::string& country) {
    return DataFolder{.persons = {person_row(anna, "Of " + country, country), person_row(ben, "Of " + country, country)}};
  };
  under_test.import(state("FR"));
  std::atomic<bool> done = false;
  std::atomic<int> asked = 0, mixed = 0;
  const auto read = [&] {
    while (!done) {
      const auto answer = under_test.room.look_up({.persons = {anna, ben}, .elements = {.identity = true}});
      ++asked;
      if (!answer || answer->items[0].identity != answer->items[1].identity) ++mixed;
    }
  };
  std::thread first(read), second(read);
  for (int i = 0; i < 40; ++i) under_test.import(state(i % 2 == 0 ? "BE" : "FR"));
  done = true;
  first.join();
  second.join();
  EXPECT_EQ(mixed, 0);
  EXPECT_GT(asked, 0);
  EXPECT_LE(under_test.opened, 2U);
}

TEST(RegisterSearch, SaysThatItCannotReadAndOpensAgainLater) {
  RegisterUnderTest under_test{.broken = true};
  under_test.import(family());
  const auto response = under_test.search(question({ben}, "\"stays\""));
  EXPECT_EQ(response.status, 503U);
  EXPECT_EQ(net::header(response.headers, "retry-after"), "10");
  EXPECT_THAT(response.body, Not(HasSubstr("no such file"))) << "nothing about how the service is built";
  EXPECT_THAT(under_test.lines, HasSubstr("no such file"));
  EXPECT_THAT(under_test.lines, Not(HasSubstr("85073003328")));
  EXPECT_EQ(store_health(under_test.room).state, service::State::down);
  under_test.broken = false;
  EXPECT_EQ(under_test.search(question({ben}, "\"stays\"")).status, 200U);
  EXPECT_EQ(store_health(under_test.room).state, service::State::up);
}

TEST(RegisterSearch, SaysThatNothingWasImported) {
  RegisterUnderTest under_test;
  const auto health = store_health(under_test.room);
  EXPECT_EQ(health.state, service::State::degraded);
  EXPECT_THAT(health.what, HasSubstr("crossroads import --role register"));
}

}  // namespace
}  // namespace crossroads::national_register::test
