// Two versions of a law, rule by rule: each small change of a document that says everything has its exact report.
#include "law/prove/law_difference.hpp"

#include <gtest/gtest.h>

#include "law_cases/read_law.hpp"

namespace crossroads::law::prove {
namespace {

const std::string& whole_language() {
  static const auto text = law::test::read_file(std::string(CROSSROADS_ROOT) + "/tests/unit/law_syntax/documents/whole-language.law");
  return text;
}

Authorisation read(const std::string& text) {
  const Source source("x.law", text);
  auto parsed = parse_authorisation(source);
  EXPECT_TRUE(parsed.authorisation) << render(parsed.diagnostics, source);
  return std::move(parsed.authorisation).value();
}

std::string with(std::string text, const std::string& replace, const std::string& by) {
  const auto at = text.find(replace);
  EXPECT_NE(at, text.npos) << replace;
  return text.replace(at, replace.size(), by);
}

struct Change {
  const char* name;
  const char* replace;
  const char* by;
  const char* says;
};

const Change changes[] = {
    {"a label", "\"recipient\"", "\"desk\"", "the two say the same\n"},
    {"a citation", "[§4.1]", "[§4.1 §4.2]", "the two say the same\n"},
    {"a comment", "# Six months to pay back.", "# Half a year.", "the two say the same\n"},
    {"a field on a line of its own", "disclose niss, last-name, nature", "disclose niss [§7]\n  disclose last-name, nature",
     "the two say the same\n"},
    {"the adoption", "2024-01-09", "2024-01-10", "changed adopted\n  - 2024-01-09\n  + 2024-01-10\n"},
    {"the end", " to 2034-01-31", "", "changed in force\n  - from 2024-02-01 to 2034-01-31\n  + from 2024-02-01\n"},
    {"the recipient", "BCSS to OE", "BCSS to FOD", "changed parties\n  - from SPP-IS via BCSS to OE\n  + from SPP-IS via BCSS to FOD\n"},
    {"the purpose", "the means of subsistence suffice", "more",
     "changed purpose 1\n  - see whether the means of subsistence suffice\n  + see whether more\n"},
    {"the retention", "keep log  10 years", "keep log  9 years", "changed keep log\n  - 10 years\n  + 9 years\n"},
    {"no retention", "  keep data 5 years                                                                                   [§3 I17]\n", "",
     "removed keep data\n  - 5 years\n"},
    {"a term", "age >= 18 years", "age > 18 years", "changed term of-age\n  - means age >= 18 years\n  + means age > 18 years\n"},
    {"a category", "ground in {short, art40} and not stay", "ground = short and not stay",
     "changed category eu\n  - when union and ground in {short, art40} and not stay > 10 years\n"
     "  + when union and ground = short and not stay > 10 years\n"},
    {"a new category", "exclude belgian ", "category other when belgian [§4]\nexclude belgian ",
     "added category other\n  + when belgian\n"
     "added disclose niss for other\n  + niss\nadded disclose last-name for other\n  + last-name\n"
     "added disclose nature for other\n  + nature\nadded disclose amount for other\n  + amount by nature\n"
     "added consult: disclose number for other\n  + number\n"
     "added consult: disclose attestation-nature for other\n  + attestation-nature\n"
     "added consult: disclose attestation-type for other\n  + attestation-type\n"
     "added consult: disclose period-from for other\n  + period-from\nadded consult: disclose period-to for other\n  + period-to\n"
     "added consult: disclose niss for other\n  + niss\n"},
    {"a stage", "at source and hub when", "at hub when",
     "changed exclude belgian\n  - at source and hub when belgian\n  + at hub when belgian\n"},
    {"the second of two exclusions of one name", "at hub for student, family", "at hub for student",
     "changed exclude permanent (2)\n  - at hub for student, family when title in {E+, F+} or applied-at = diplomatic-post or title = "
     "none\n"
     "  + at hub for student when title in {E+, F+} or applied-at = diplomatic-post or title = none\n"},
    {"a start rule", "any-aid for 3 months", "any-aid for 2 months",
     "changed start three-months\n  - when any-aid for 3 months and not ris-equivalent so far\n"
     "  + when any-aid for 2 months and not ris-equivalent so far\n"},
    {"the amount", "amount by nature", "amount of all aid",
     "changed disclose amount for eu\n  - amount by nature\n  + amount of all aid\n"
     "changed disclose amount for student\n  - amount by nature\n  + amount of all aid\n"
     "changed disclose amount for family\n  - amount by nature\n  + amount of all aid\n"},
    {"a field's values", "quality in {employee, student} for eu", "quality = student for eu",
     "changed disclose quality for eu\n  - quality in {employee, student}\n  + quality = student\n"
     "changed disclose quality for student\n  - quality in {employee, student}\n  + quality = student\n"},
    {"a field withheld", "disclose niss, last-name", "disclose niss",
     "removed disclose last-name for eu\n  - last-name\nremoved disclose last-name for student\n  - last-name\n"
     "removed disclose last-name for family\n  - last-name\n"},
    {"how far back one may ask", "period at most 5 years", "period at most 4 years",
     "changed consult: period\n  - at most 5 years\n  + at most 4 years\n"},
    {"what an answer needs", "stay-application with doubt, verification", "stay-application, verification",
     "changed consult: answer eu about applicant\n  - on stay-application with doubt, verification with information when union\n"
     "  + on stay-application, verification with information when union\n"},
    {"an exception of an answer", "unless only minor descendants join\n", "\n",
     "changed consult: answer family about sponsor\n  - on stay-application unless only minor descendants join when third-country and "
     "(ground = art58 or quality in {sufficient-means, student}) and age < 40 years\n  + on stay-application when third-country and "
     "(ground = art58 or quality in {sufficient-means, student}) and age < 40 years\n"},
    {"an answer for a refusal", "refuse student ", "answer student about applicant on verification ",
     "added consult: answer student about applicant\n  + on verification\nremoved consult: refuse student\n  - whoever asks\n"},
    {"a field of the answer", "number, attestation-nature", "attestation-nature",
     "removed consult: disclose number for eu\n  - number\nremoved consult: disclose number for student\n  - number\n"
     "removed consult: disclose number for family\n  - number\n"},
    {"a parameter", "living-wage.csv", "wage.csv",
     "changed parameter living-wage\n  - by aid-category from \"living-wage.csv\"\n  + by aid-category from \"wage.csv\"\n"},
    {"whom an indicator is about", "for student when ground = art58", "for student when ground = art10",
     "changed indicator student-aid-ceiling\n  - for student when ground = art58\n  + for student when ground = art10\n"},
    {"a value", "3 times living-wage", "2 times living-wage",
     "changed indicator student-aid-ceiling: ceiling\n  - is 3 times living-wage of kind on first day of order\n"
     "  + is 2 times living-wage of kind on first day of order\n"},
    {"a value's remark", "of the last aid in the window", "of the last aid", "the two say the same\n"},
    {"a state", "when paid <= ceiling", "when paid < ceiling",
     "changed indicator student-aid-ceiling: state below\n  - when paid <= ceiling\n  + when paid < ceiling\n"},
    {"an examination", "for eu, family ", "for eu ", "changed examination proportionality\n  - for eu, family\n  + for eu\n"},
    {"a point of it", "  weigh health\n", "", "removed examination proportionality: weigh health\n  - in words\n"},
};

TEST(LawDifference, says_what_changed_and_nothing_else) {
  const auto before = read(whole_language());
  for (const auto& change : changes) {
    SCOPED_TRACE(change.name);
    const auto after = read(with(whole_language(), change.replace, change.by));
    EXPECT_EQ(as_text(difference_of(before, after)), change.says);
    // The other way round the same things differ.
    EXPECT_EQ(difference_of(after, before).size(), difference_of(before, after).size());
  }
}

std::string of_order(const std::string& exclusions) {
  std::string text =
      "authorisation 24/001\nadopted 2024-01-09\nin force from 2024-02-01\nfrom A via B to C [§1]\npurpose \"p\" [§1]\n"
      "basis \"b\" [§1]\ntext \"t\" with §1\ncategory x when union [§1]\n";
  for (const char name : exclusions) text += std::string("exclude rule-") + name + " at hub when belgian [§1]\n";
  return text;
}

struct Order {
  const char* before;
  const char* after;
  const char* says;
};

TEST(LawDifference, names_the_fewest_rules_that_moved) {
  const Order orders[] = {
      {"abcd", "abcd", "the two say the same\n"},
      {"abcd", "bcda", "moved exclude rule-a\n  - first\n  + behind exclude rule-d\n"},
      {"abcd", "dabc", "moved exclude rule-d\n  - behind exclude rule-c\n  + first\n"},
      {"abcd", "acbd", "moved exclude rule-b\n  - behind exclude rule-a\n  + behind exclude rule-c\n"},
      {"abcd", "abd", "removed exclude rule-c\n  - at hub when belgian\n"},
      {"abcd", "eabcd", "added exclude rule-e\n  + at hub when belgian\n"},
  };
  for (const auto& order : orders) {
    SCOPED_TRACE(std::string(order.before) + " to " + order.after);
    EXPECT_EQ(as_text(difference_of(read(of_order(order.before)), read(of_order(order.after)))), order.says);
  }
}

TEST(LawDifference, is_one_json_object_a_difference) {
  const auto before = read(whole_language()), after = read(with(whole_language(), "living-wage.csv", "wage.csv"));
  EXPECT_EQ(as_ndjson(difference_of(before, after)),
            "{\"difference\":\"changed\",\"rule\":\"parameter living-wage\",\"before\":\"by aid-category from \\\"living-wage.csv\\\"\","
            "\"after\":\"by aid-category from \\\"wage.csv\\\"\"}\n");
  EXPECT_EQ(as_ndjson(difference_of(before, before)), "");
}

}  // namespace
}  // namespace crossroads::law::prove
