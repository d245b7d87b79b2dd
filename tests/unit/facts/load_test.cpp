// What a folder means: keys, replaced numbers, overlaps, sponsors, names. And that the way it is read does not matter.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>

#include "data_folder.hpp"

namespace crossroads::facts {
namespace {

using Files = std::map<std::string, std::string>;

Result<Loaded> load(const Files& files, const LoadOptions& options = {.today = test_today}) {
  return load_population(DataFolder(files).path(), options);
}

std::string rows_of(const std::string& text) { return text.substr(text.find('\n') + 1); }

struct Meaning {
  const char* name;
  Files appended;        // to the files of the good folder
  std::string contains;  // of the description
};

const std::string ann = "71020410123", luc = "72030510220", bis = "89482211968", third = "73040610317";

TEST(Load, TheGoodFolder) {
  EXPECT_EQ(
      described(load(good_files(), {.today = test_today, .identities = true})),
      "71020410123 Peeters|Ann|BE\n"
      "  BE 1971-02-04..\n"
      "  stay 2011-01-01..2012-12-31 yes foreigners [E] art40 employee recognised 2011-01-10 applied 2010-12-01 [territory] sponsor none\n"
      "  stay 2013-01-01.. yes population [E+] art40 employee recognised 2011-01-10 applied 2010-12-01 [] sponsor none\n"
      "  90000 2011-06-01..2011-06-30 ris category 2\n"
      "72030510220 Dubois|Luc|FR\n"
      "  FR 1972-03-05..\n"
      "  stay 2011-01-05.. yes foreigners [F] art40bis family_member recognised  applied  [diplomatic_post] sponsor 71020410123\n"
      "  120000 2011-05-16.. social_aid category 3\n"
      "persons 2+0\nnationalities 2+0\nstays 3+0\naid 2+0\nreimbursements 1+0\nreplacements 0+0\n");
}

TEST(Load, WhatRowsMeanTogether) {
  const std::string stay_rest = ",yes,foreigners,E,art40,employee,,,,";
  const Meaning cases[] = {
      {"a later grant with the same id replaces the earlier",
       {{"aid.csv", "G1," + ann + ",0207533082,social_aid,1,70000,2011-07-01,,granted\n"}},
       "  70000 2011-07-01.. social_aid category 1\n72030510220"},
      {"also if it is on somebody else",
       {{"aid.csv", "G1," + luc + ",0207533082,ris,1,70000,2011-07-01,,granted\n"}},
       "sponsor none\n72030510220\n  FR 1972-03-05..\n"},
      {"a cancelled grant leaves nothing",
       {{"aid.csv", "G1," + ann + ",0207533082,ris,2,90000,2011-06-01,2011-06-30,cancelled\n"}},
       "[] sponsor none\n72030510220"},
      {"a grant that is granted again after a cancellation",
       {{"aid.csv", "G1," + ann + ",0207533082,ris,2,90000,2011-06-01,2011-06-30,cancelled\nG1," + ann +
                        ",0207533082,ris,2,80000,2011-06-01,2011-06-30,granted\n"}},
       "  80000 2011-06-01..2011-06-30 ris category 2\n72030510220"},
      {"a bad later row replaces nothing",
       {{"aid.csv", "G1," + third + ",0207533082,ris,2,90000,2011-06-01,2011-06-30,cancelled\n"}},
       "  90000 2011-06-01..2011-06-30 ris category 2\n"},
      {"a later nationality of the same country and day replaces the earlier",
       {{"nationalities.csv", ann + ",BE,1971-02-04,2000-01-01\n"}},
       "  BE 1971-02-04..2000-01-01\n"},
      {"two nationalities", {{"nationalities.csv", ann + ",FR,1971-02-04,\n"}}, "  BE 1971-02-04..\n  FR 1971-02-04..\n"},
      {"a later stay from the same day replaces the earlier",
       {{"stays.csv", ann + ",2011-01-01,2011-02-01" + stay_rest + "\n"}},
       "  stay 2011-01-01..2011-02-01 yes foreigners [E] art40 employee recognised  applied  [] sponsor none\n  stay 2013-01-01.."},
      {"but not one that would overlap the next",
       {{"stays.csv", ann + ",2011-01-01,2013-01-01" + stay_rest + "\n"}},
       "bad: stays.csv:5: this stay overlaps another one of the same person: from \"2011-01-01\", expected no day of the stay from "
       "2013-01-01 on\n"},
      {"a stay before the others",
       {{"stays.csv", ann + ",2009-01-01,2010-12-31" + stay_rest + "\n"}},
       "  stay 2009-01-01..2010-12-31 yes foreigners [E] art40 employee recognised  applied  [] sponsor none\n  stay 2011-01-01.."},
      {"the gap that a replacement leaves may be filled",
       {{"stays.csv", ann + ",2011-01-01,2011-02-01" + stay_rest + "\n" + ann + ",2011-02-02,2012-12-31" + stay_rest + "\n"}},
       "  stay 2011-02-02..2012-12-31 yes foreigners [E] art40 employee recognised  applied  [] sponsor none\n  stay 2013-01-01.."},
      {"a sponsor of whom nothing is known",
       {{"persons.csv", third + ",A,B,XX\n"}, {"stays.csv", third + ",2011-01-05," + stay_rest + "89082211979\n"}},
       "  stay 2011-01-05.. yes foreigners [E] art40 employee recognised  applied  [] sponsor unknown\n"},
      {"a printed NISS is the same person",
       {{"nationalities.csv", "71.02.04-101.23,FR,2000-01-01,\n"}},
       "  BE 1971-02-04..\n  FR 2000-01-01..\n"},
      {"a printed NISS of a sponsor",
       {{"persons.csv", third + ",A,B,XX\n"}, {"stays.csv", third + ",2011-01-05," + stay_rest + "72.03.05-102.20\n"}},
       "sponsor 72030510220\n"},
      {"rows under a number that was replaced are the newest number's",
       {{"replacements.csv", bis + "," + ann + ",2012-01-01\n"},
        {"nationalities.csv", bis + ",FR,2000-01-01,\n"},
        {"aid.csv", "G7," + bis + ",0207533082,ris,2,1,2011-06-01,,granted\n"}},
       "  BE 1971-02-04..\n  FR 2000-01-01..\n"},
      {"a chain is known by its old number alone",
       {{"persons.csv", bis + ",Old,Number,MA\n"},
        {"replacements.csv", bis + "," + third + ",2012-01-01\n"},
        {"nationalities.csv", third + ",MA,2000-01-01,\n"}},
       "73040610317\n  MA 2000-01-01..\n"},
      {"of two middle numbers too",
       {{"persons.csv", "85073003328,Middle,Number,MA\n"},
        {"replacements.csv", "85073003328," + third + ",2012-01-01\n" + bis + ",85073003328,2011-01-01\n"},
        {"nationalities.csv", bis + ",MA,2000-01-01,\n" + third + ",FR,2000-01-01,\n"}},
       "73040610317\n  MA 2000-01-01..\n  FR 2000-01-01..\n"},
      {"a chain of which nobody is in persons.csv is unknown",
       {{"replacements.csv", bis + "," + third + ",2012-01-01\n"}, {"nationalities.csv", bis + ",MA,2000-01-01,\n"}},
       "bad: nationalities.csv:4: this row is on a person who is not in persons.csv: niss \"89482211968\"\n"},
      {"a sponsor's chain",
       {{"replacements.csv", bis + "," + ann + ",2012-01-01\n"},
        {"persons.csv", third + ",A,B,XX\n"},
        {"stays.csv", third + ",2011-01-05," + stay_rest + bis + "\n"}},
       "sponsor 71020410123\n"},
      {"stays under both numbers of a chain must not overlap",
       {{"replacements.csv", bis + "," + ann + ",2012-01-01\n"}, {"stays.csv", bis + ",2012-06-01,2012-06-30" + stay_rest + "\n"}},
       "bad: stays.csv:5: this stay overlaps another one of the same person: from \"2012-06-01\", expected no day of the stay from "
       "2011-01-01 to 2012-12-31\n"},
      {"the same replacement twice is none too many",
       {{"replacements.csv", bis + "," + ann + ",2012-01-01\n" + bis + "," + ann + ",2012-01-02\n"}},
       "replacements 2+0\n"},
      {"two numbers with one successor",
       {{"replacements.csv", bis + "," + ann + ",2012-01-01\n85073003328," + ann + ",2012-01-01\n"},
        {"nationalities.csv", bis + ",FR,2000-01-01,\n85073003328,DE,2000-01-01,\n"}},
       "  FR 2000-01-01..\n  DE 2000-01-01..\n"},
      {"a reimbursement of a cancelled grant is none of an unknown one",
       {{"aid.csv", "G1," + ann + ",0207533082,ris,2,90000,2011-06-01,2011-06-30,cancelled\n"}},
       "reimbursements 1+0\n"},
      {"a reimbursement of a grant whose only row is bad",
       {{"aid.csv", "G9," + ann + ",0207533083,ris,2,90000,2011-06-01,,granted\n"}, {"reimbursements.csv", "G9,2012-01-01,5\n"}},
       "bad: reimbursements.csv:3: this row is on an aid that is not in aid.csv: aid_id \"G9\"\n"},
      {"long ids are told apart to their end",
       {{"aid.csv", "long-long-long-long-1," + ann + ",0207533082,ris,2,11,2011-06-01,,granted\nlong-long-long-long-2," + ann +
                        ",0207533082,ris,2,22,2011-06-01,,granted\nlong-long-long-long-1," + ann +
                        ",0207533082,ris,2,33,2011-06-01,,granted\n"},
        {"reimbursements.csv", "long-long-long-long-3,2012-01-01,5\nlong-long-long-long-2,2012-01-01,5\n"}},
       "  22 2011-06-01.. ris category 2\n  33 2011-06-01.. ris category 2\n"},
  };
  for (const auto& [name, appended, contains] : cases) {
    SCOPED_TRACE(name);
    auto files = good_files();
    for (const auto& [file, rows] : appended) files.at(file) += rows;
    EXPECT_THAT(described(load(files)), testing::HasSubstr(contains));
  }
}

TEST(Load, NamesAreThoseOfTheNewestNumberElseTheLast) {
  auto files = good_files();
  files["replacements.csv"] += bis + "," + third + ",2012-01-01\n85073003328," + third + ",2013-01-01\n";
  const auto named = [&](const std::string& persons) {
    auto these = files;
    these["persons.csv"] += persons;
    const auto loaded = load(these, {.today = test_today, .identities = true});
    return loaded->identities.at(position(*loaded->population.find(domain::Niss::from_stored(std::stoull(third))))).last_name;
  };
  const std::string newest = third + ",Newest,A,BE\n", first = bis + ",First,A,BE\n", second = "85073003328,Second,A,BE\n";
  EXPECT_EQ(named(first + newest + second), "Newest");
  EXPECT_EQ(named(newest + first + second), "Newest");
  EXPECT_EQ(named(first + second), "Second");
  EXPECT_EQ(named(second + first), "First");
  EXPECT_EQ(named(newest + first + third + ",Later,A,BE\n"), "Later");
}

TEST(Load, BadRowsComeInTheOrderOfFilesAndLines) {
  auto files = good_files();
  for (const char* file : {"persons.csv", "nationalities.csv", "stays.csv", "aid.csv", "reimbursements.csv", "replacements.csv"})
    files[file] += "x\ny\n";
  files["stays.csv"] += ann + ",2011-06-01,,yes,foreigners,E,art40,employee,,,,\n";  // found last, as it needs the others
  const auto loaded = load(files);
  ASSERT_TRUE(loaded);
  std::vector<std::string> places;
  for (const auto& problem : loaded->quarantined) places.push_back(problem.place.file + ":" + std::to_string(problem.place.line));
  EXPECT_THAT(places, testing::ElementsAre("persons.csv:4", "persons.csv:5", "nationalities.csv:4", "nationalities.csv:5", "stays.csv:5",
                                           "stays.csv:6", "stays.csv:7", "aid.csv:4", "aid.csv:5", "reimbursements.csv:3",
                                           "reimbursements.csv:4", "replacements.csv:2", "replacements.csv:3"));
  const auto strict = load(files, {.today = test_today, .strict = true});
  ASSERT_FALSE(strict);
  EXPECT_EQ(one_line(strict.error()), "persons.csv:4: this row has 1 field, expected 4 fields, as the header; 12 more rows are bad");
}

TEST(Load, AllFilesMayBeCompressed) {
  const std::string plain = described(load(good_files()));
  for (const std::string ending : {".gz", ".zst"}) {
    Files files;
    for (const auto& [name, text] : good_files()) files[name + ending] = text;
    EXPECT_EQ(described(load(files)), plain);
  }
}

TEST(Load, TheExamplesOfTheSpecification) {
  for (const std::string name : {"11-031", "18-055"}) {
    const auto loaded = load_population(std::filesystem::path(CROSSROADS_ROOT "/tests/flow/examples") / name, {.today = test_today});
    ASSERT_TRUE(loaded) << one_line(loaded.error());
    EXPECT_TRUE(loaded->quarantined.empty());
    EXPECT_GT(loaded->population.size(), 10);
  }
}

/// A folder of many persons, with everything in it that rows can do to one another, from a seed.
Files crowded(unsigned seed, std::size_t persons) {
  std::mt19937 random(seed);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < persons * 2; ++i) {
    const std::string nine =
        fmt::format("{:02}{:02}{:02}{:03}", 30 + i % 65, 1 + i % 12 + (below(4) == 0 ? 40 : 0), 1 + i % 28, 1 + i / 1000 % 998);
    numbers.push_back(nine + fmt::format("{:02}", 97 - std::stoull(nine) % 97));
  }
  std::ranges::sort(numbers);
  numbers.erase(std::ranges::unique(numbers).begin(), numbers.end());
  std::ranges::shuffle(numbers, random);
  const auto any = [&] { return numbers[below(numbers.size())]; };
  const auto day = [&] { return fmt::format("{}-{:02}-{:02}", 2008 + below(8), 1 + below(12), 1 + below(28)); };
  Files files = good_files();
  for (std::size_t i = 0; i < persons; ++i) {
    files["persons.csv"] +=
        numbers[i] + (below(5) == 0 ? ",\"De Smet, \"\"A\"\"\n\",Ω" : ",Peeters,Ann") + fmt::format(",{}\n", below(30) == 0 ? "ZZ" : "BE");
    if (below(6) == 0) files["replacements.csv"] += fmt::format("{},{},{}\n", any(), numbers[i], day());
    for (std::size_t k = below(3); k > 0; --k)
      files["nationalities.csv"] += fmt::format("{},{},{},{}\n", any(), below(2) == 0 ? "FR" : "MA", day(), "");
    for (std::size_t k = below(4); k > 0; --k) {
      files["stays.csv"] += fmt::format("{},{},{},yes,foreigners,E,art40,employee,,,,{}\n", below(3) == 0 ? any() : numbers[i], day(),
                                        below(3) == 0 ? "" : day(), below(3) == 0 ? any() : "");
    }
    for (std::size_t k = below(4); k > 0; --k) {
      files["aid.csv"] += fmt::format("{}{},{},0207533082,ris,2,{},{},,{}\n", below(9) == 0 ? "an-id-that-is-a-long-one-" : "G",
                                      below(persons * 2), any(), 1 + below(100'000), day(), below(10) == 0 ? "cancelled" : "granted");
    }
    if (below(3) == 0) files["reimbursements.csv"] += fmt::format("G{},{},{}\n", below(persons * 2), day(), below(1000));
  }
  return files;
}

TEST(Load, PartsThreadsAndCompressionChangeNothing) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    const Files files = crowded(seed, 400);
    const std::string expected = described(load(files, {.today = test_today, .threads = 1, .identities = true}));
    ASSERT_THAT(expected, testing::HasSubstr("bad: stays.csv"));
    ASSERT_THAT(expected, testing::HasSubstr("bad: replacements.csv"));
    ASSERT_THAT(expected, testing::HasSubstr("bad: reimbursements.csv"));
    const DataFolder folder(files);
    for (const std::size_t chunk_bytes : {1U, 13U, 64U, 1000U, 10'000U}) {
      for (const unsigned threads : {1U, 2U, 5U}) {
        SCOPED_TRACE(fmt::format("{} bytes, {} threads", chunk_bytes, threads));
        EXPECT_EQ(described(load_population(folder.path(),
                                            {.today = test_today, .threads = threads, .identities = true, .chunk_bytes = chunk_bytes})),
                  expected);
      }
    }
    for (const std::string ending : {".gz", ".zst"}) {
      Files compressed;
      for (const auto& [name, text] : files) compressed[name + ending] = text;
      for (const std::size_t chunk_bytes : {64U, 10'000U}) {
        std::string text = described(load(compressed, {.today = test_today, .threads = 3, .identities = true, .chunk_bytes = chunk_bytes}));
        for (auto at = text.find(".csv" + ending); at != std::string::npos; at = text.find(".csv" + ending))
          text.erase(at + 4, ending.size());
        EXPECT_EQ(text, expected);
      }
    }
  }
}

TEST(Load, TheOrderOfUnrelatedRowsChangesNothing) {
  // Without rows that replace or contradict others, the order can't matter (but for the order of a person's rows, which means nothing).
  std::mt19937 random(7);
  Files files = good_files();
  for (int i = 0; i < 300; ++i) {
    const std::string nine = fmt::format("{:02}{:02}{:02}{:03}", 40 + i % 50, 1 + i % 12, 1 + i % 28, 500 + i);
    const std::string niss = nine + fmt::format("{:02}", 97 - std::stoull(nine) % 97);
    files["persons.csv"] += niss + ",Peeters,Ann,BE\n";
    files["nationalities.csv"] += niss + ",FR,2000-01-01,\n";
    files["stays.csv"] +=
        fmt::format("{0},2010-01-01,2010-12-31,yes,none,,other,other,,,,\n{0},2011-01-01,,yes,none,,other,other,,,,{1}\n", niss, ann);
    files["aid.csv"] += fmt::format("N{},{},0207533082,ris,2,{},2011-06-01,,granted\n", i, niss, i + 1);
  }
  const std::string expected = described(load(files, {.today = test_today, .threads = 2, .identities = true, .chunk_bytes = 5000}));
  for (int times = 0; times < 5; ++times) {
    Files shuffled;
    for (const auto& [name, text] : files) {
      std::vector<std::string> lines;
      std::istringstream stream(rows_of(text));
      for (std::string line; std::getline(stream, line);) lines.push_back(line);
      std::ranges::shuffle(lines, random);
      shuffled[name] = text.substr(0, text.find('\n') + 1);
      for (const auto& line : lines) shuffled[name] += line + "\n";
    }
    EXPECT_EQ(described(load(shuffled, {.today = test_today, .threads = 2, .identities = true, .chunk_bytes = 5000})), expected);
  }
}

}  // namespace
}  // namespace crossroads::facts
