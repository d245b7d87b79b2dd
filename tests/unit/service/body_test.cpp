#include "service/body.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/date.hpp"

namespace crossroads::service {
namespace {

constexpr std::array<std::string_view, 2> colours{"red", "green"};
enum class Colour : std::uint8_t { red, green };

struct Read {
  domain::Date day;
  std::optional<domain::Date> other_day;
  std::string name;
  Colour colour{};
  std::int64_t number = 0;
  bool truth = false;
  std::vector<std::size_t> colours;
  std::vector<std::string> inner;
  std::vector<Issue> issues;
};

/// A body with a member of each kind.
Read read(std::string_view text) {
  Body body(text);
  auto root = body.root();
  Read read;
  read.day = root.required("day", domain::Date::parse);
  read.other_day = root.optional("otherDay", domain::Date::parse);
  read.name = root.text("name", 5);
  read.colour = root.word<Colour>("colour", colours);
  read.number = root.number("number", 1, 10);
  read.truth = root.truth("truth");
  read.colours = root.words("colours", colours);
  for (auto& one : root.objects("list", 0, 2)) read.inner.push_back(one.text("name", 5));
  read.issues = body.issues();
  return read;
}

/// The good body, with one member written otherwise or, for an empty value, left out.
std::string with(const std::string& member, const std::string& value) {
  std::vector<std::pair<std::string, std::string>> members{{"day", "\"2020-02-29\""},
                                                           {"name", "\"é\""},
                                                           {"colour", "\"green\""},
                                                           {"number", "10"},
                                                           {"truth", "true"},
                                                           {"colours", "[\"green\",\"red\"]"},
                                                           {"list", "[{\"name\":\"a\"},{\"name\":\"b\"}]"}};
  std::string text;
  bool known = false;
  for (auto& [name, written] : members) {
    if (name == member) {
      known = true;
      written = value;
    }
    if (!written.empty()) text += (text.empty() ? "" : ",") + ("\"" + name + "\":" + written);
  }
  if (!known) text += ",\"" + member + "\":" + value;
  return "{" + text + "}";
}

TEST(RequestBody, IsReadMemberByMember) {
  const auto good = read(with("otherDay", "\"2021-01-01\""));
  EXPECT_TRUE(good.issues.empty());
  EXPECT_EQ(good.day, domain::Date(2020, 2, 29));
  EXPECT_EQ(good.other_day, domain::Date(2021, 1, 1));
  EXPECT_EQ(good.name, "é");
  EXPECT_EQ(good.colour, Colour::green);
  EXPECT_EQ(good.number, 10);
  EXPECT_TRUE(good.truth);
  EXPECT_EQ(good.colours, (std::vector<std::size_t>{1, 0}));
  EXPECT_EQ(good.inner, (std::vector<std::string>{"a", "b"}));
}

struct BadCase {
  const char* name;
  std::string body;
  IssueType type;
  std::string member, detail;
};

const BadCase bad[] = {
    {"empty", "", IssueType::schema_violation, "", "JSON in UTF-8 that is not nested more than 16 deep"},
    {"no JSON", "{\"a\":}", IssueType::schema_violation, "", "JSON in UTF-8 that is not nested more than 16 deep"},
    {"something behind it", "{} {}", IssueType::schema_violation, "", "JSON in UTF-8 that is not nested more than 16 deep"},
    {"no UTF-8", with("name", "\"\xff\""), IssueType::schema_violation, "", "JSON in UTF-8 that is not nested more than 16 deep"},
    {"too deep", std::string(100, '['), IssueType::schema_violation, "", "JSON in UTF-8 that is not nested more than 16 deep"},
    {"a list", "[]", IssueType::schema_violation, "", "a JSON object"},
    {"a member missing", with("day", ""), IssueType::required_input, "day", "a value"},
    {"a member that nobody knows", with("naam", "1"), IssueType::unknown_input, "", "no other members than those of the OpenAPI document"},
    {"a member within that nobody knows", with("list", "[{\"name\":\"a\",\"x\":1}]"), IssueType::unknown_input, "list[0]",
     "no other members than those of the OpenAPI document"},
    {"null", with("day", "null"), IssueType::schema_violation, "day", "a text"},
    {"a number for a text", with("day", "20200229"), IssueType::schema_violation, "day", "a text"},
    {"no such day", with("day", "\"2021-02-29\""), IssueType::invalid_structure, "day", ""},
    {"no such day, optional", with("otherDay", "\"x\""), IssueType::invalid_structure, "otherDay", ""},
    {"a text too long", with("name", "\"abcdef\""), IssueType::schema_violation, "name", "a text of 1 to 5 bytes"},
    {"an empty text", with("name", "\"\""), IssueType::schema_violation, "name", "a text of 1 to 5 bytes"},
    {"another word", with("colour", "\"blue\""), IssueType::schema_violation, "colour", "one of red, green"},
    {"an empty word", with("colour", "\"\""), IssueType::schema_violation, "colour", "one of red, green"},
    {"a number too small", with("number", "0"), IssueType::out_of_range, "number", "a whole number from 1 to 10"},
    {"a number too great", with("number", "18446744073709551615"), IssueType::out_of_range, "number", "a whole number from 1 to 10"},
    {"a fraction", with("number", "1.5"), IssueType::schema_violation, "number", "a whole number from 1 to 10"},
    {"a text for a number", with("number", "\"1\""), IssueType::schema_violation, "number", "a whole number from 1 to 10"},
    {"a word for a truth", with("truth", "\"true\""), IssueType::schema_violation, "truth", "true or false"},
    {"a word twice", with("colours", "[\"red\",\"red\"]"), IssueType::schema_violation, "colours[1]", "one of red, green, each once"},
    {"no words", with("colours", "[]"), IssueType::schema_violation, "colours", "a list of 1 to 2"},
    {"a number among words", with("colours", "[1]"), IssueType::schema_violation, "colours[0]", "a text"},
    {"too many objects", with("list", "[{},{},{}]"), IssueType::schema_violation, "list", "a list of 0 to 2 objects"},
    {"a text among objects", with("list", "[\"a\"]"), IssueType::schema_violation, "list[0]", "an object"},
    {"a member missing within", with("list", "[{\"name\":\"a\"},{}]"), IssueType::required_input, "list[1].name", "a value"},
};

TEST(RequestBody, SaysWhatIsWrong) {
  for (const auto& [name, text, type, member, detail] : bad) {
    SCOPED_TRACE(name);
    const auto issues = read(text).issues;
    ASSERT_EQ(issues.size(), 1U);
    EXPECT_EQ(issues[0].type, type);
    EXPECT_EQ(issues[0].name, member);
    EXPECT_EQ(issues[0].in, "body");
    if (detail.empty()) EXPECT_FALSE(issues[0].detail.empty());
    else EXPECT_EQ(issues[0].detail, detail);
  }
}

TEST(RequestBody, SaysEverythingAtOnceAndRepeatsNothing) {
  Body body(R"({"name":"85073003328","day":"85073003328","secret85073003328":1})");
  auto root = body.root();
  static_cast<void>(root.text("name", 5));
  static_cast<void>(root.required("day", domain::Date::parse));
  static_cast<void>(root.truth("truth"));
  const auto issues = body.issues();
  EXPECT_EQ(issues.size(), 4U);
  for (const auto& issue : issues) {
    EXPECT_EQ((issue.name + issue.detail).find("85073003328"), std::string::npos) << issue.name << " " << issue.detail;
  }
}

TEST(RequestBody, AnObjectThatIsNotThereIsSaidOnce) {
  Body body("{}");
  auto inner = body.root().object("inner");
  static_cast<void>(inner.text("name", 5));
  static_cast<void>(inner.object("deeper").truth("truth"));
  EXPECT_THAT(body.issues(), ::testing::ElementsAre(Issue{IssueType::required_input, "inner", "a value"}));
}

RC_GTEST_PROP(RequestBody, AnyBytesAreReadOrRefused, (const std::string& bytes)) {
  const auto all = read(bytes);
  RC_ASSERT(!all.issues.empty());  // random bytes never hold all that is required
}

}  // namespace
}  // namespace crossroads::service
