// A handful of explanations, word for word. The texts stand in golden/; after a change that is meant, run this test with
// CROSSROADS_WRITE_GOLDEN=1 and read what changed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "law/explain/render_text.hpp"
#include "village.hpp"

namespace crossroads::law::explain::test {
namespace {

struct Golden {
  const char* name;
  const char* law;
  const char* niss;
  domain::Month month;
  Language language;
  bool lines = false;  ///< as NDJSON
};

const Golden cases[] = {
    {"starts-after-the-duration", "11-031.law", "72030510220", {2011, 8}, Language::fr},
    {"waits-for-the-duration", "11-031.law", "72030510220", {2011, 6}, Language::en},
    {"no-rule-speaks", "11-031.law", "74050710414", {2011, 5}, Language::en},
    {"pauses", "11-031.law", "73040610317", {2011, 7}, Language::fr},
    {"resumes-in-part-of-a-month", "11-031.law", "76070910608", {2011, 8}, Language::de},
    {"became-belgian", "11-031.law", "79101210996", {2011, 7}, Language::nl},
    {"struck-at-the-hub", "11-031.law", "80111311093", {2011, 6}, Language::nl},
    {"nationality-unknown", "11-031.law", "87062011785", {2011, 6}, Language::de},
    {"sponsor-not-known", "11-031.law", "83021611397", {2011, 6}, Language::fr},
    {"stay-ended", "11-031.law", "85041811591", {2011, 6}, Language::en},
    {"before-it-was-in-force", "11-031.law", "73040610317", {2011, 3}, Language::nl},
    {"no-aid", "11-031.law", "73040610317", {2012, 3}, Language::de},
    {"two-natures-at-once", "18-055.law", "81121411190", {2018, 6}, Language::nl},
    {"family-of-a-student", "18-055.law", "76070910608", {2018, 6}, Language::fr},
    {"five-years", "18-055.law", "79101210996", {2018, 6}, Language::de},
    {"left-the-union", "18-055.law", "74050710414", {2020, 1}, Language::en},
    {"lines-of-a-family-member", "11-031.law", "82011511203", {2011, 7}, Language::en, true},
    {"lines-of-a-start", "11-031.law", "72030510220", {2011, 8}, Language::fr, true},
};

TEST(Golden, explanations_stay_word_for_word) {
  for (const auto& golden : cases) {
    SCOPED_TRACE(golden.name);
    const Village village(golden.law);
    const auto explanation = village.explain(golden.niss, golden.month);
    const auto text = golden.lines ? render_ndjson(explanation, golden.language) : render_text(explanation, golden.language);
    const auto file = std::string("tests/unit/law_explain/golden/") + golden.name + "." +
                      std::string(language_codes[static_cast<std::size_t>(golden.language)]) + (golden.lines ? ".ndjson" : ".txt");
    if (std::getenv("CROSSROADS_WRITE_GOLDEN") != nullptr)
      std::ofstream(std::string(CROSSROADS_ROOT) + "/" + file, std::ios::binary) << text;
    EXPECT_EQ(text, read_file(file));
  }
}

}  // namespace
}  // namespace crossroads::law::explain::test
