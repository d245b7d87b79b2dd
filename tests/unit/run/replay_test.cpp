#include "run/replay.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "law/evaluate/plain.hpp"
#include "law_evaluate/random_world.hpp"
#include "store/support/must.hpp"
#include "support/world.hpp"

namespace crossroads::run::test {
namespace {

using crossroads::test::must;
constexpr std::uint64_t seed = 20'110'405;

/// A random law, and the facts of so many persons out of at most 200 random worlds.
struct Crowd {
  explicit Crowd(std::uint64_t from_seed, std::size_t persons) : law(law::test::random_world(from_seed).law) {
    std::vector<law::test::World::Person> all;
    std::vector<law::test::World> worlds;
    for (std::size_t w = 0; all.size() < persons; ++w) {
      if (w < 200) worlds.push_back(law::test::random_world(from_seed + w));
      const auto base = static_cast<std::uint32_t>(all.size());
      for (auto person : worlds[w % 200].source) {
        person.niss = Niss::from_stored(50'010'100'000 + all.size() * 7);
        for (auto& stay : person.stays) {
          if (domain::is_person(stay.sponsor))
            stay.sponsor = domain::PersonIndex{base + static_cast<std::uint32_t>(domain::position(stay.sponsor))};
        }
        all.push_back(std::move(person));
      }
    }
    population = law::test::population(all);
  }
  law::Authorisation law;
  domain::Population population;
  domain::UnionMembers members = law::test::union_members();
};

/// The lines as SPEC §7 writes them, put together the slow way from the plain evaluator.
std::string plain_lines(const Crowd& crowd, domain::MonthSpan months) {
  std::map<std::pair<Month, Niss>, std::string> lines;
  for (std::uint32_t i = 0; i < crowd.population.size(); ++i) {
    const law::Subject subject{{crowd.population, crowd.members}, domain::PersonIndex{i}};
    for (const auto& decision : law::plain::decide(crowd.law, subject, subject, months.from, months.to)) {
      const auto quoted = [](std::string_view text) { return text.empty() ? std::string("null") : fmt::format("\"{}\"", text); };
      lines[{decision.month, crowd.population.niss(domain::PersonIndex{i})}] =
          fmt::format("{{\"month\":\"{}\",\"niss\":\"{:011}\",\"outcome\":\"{}\",\"category\":{},\"rule\":{},\"stage\":{}}}\n",
                      to_string(decision.month), crowd.population.niss(domain::PersonIndex{i}).digits(),
                      law::outcome_names[static_cast<std::size_t>(decision.outcome)],
                      quoted(decision.category == law::no_category ? "" : crowd.law.categories[decision.category].name.text),
                      quoted(law::rule_name(crowd.law, decision.rule)),
                      quoted(decision.stage == law::Stage::none     ? ""
                             : decision.stage == law::Stage::source ? "source"
                                                                    : "hub"));
    }
  }
  std::string text;
  for (const auto& [key, one] : lines) text += one;
  return text;
}

struct Way {
  unsigned threads;
  std::size_t memory;
};

std::string lines(const Crowd& crowd, domain::MonthSpan months, Way way) {
  const law::fast::Plan plan(crowd.law);
  std::string text;
  const auto written = must(replay({.plan = plan,
                                    .members = crowd.members,
                                    .population = crowd.population,
                                    .months = months,
                                    .threads = way.threads,
                                    .memory = way.memory},
                                   [&](std::string_view part) -> Result<void> {
                                     text += part;
                                     return {};
                                   }));
  EXPECT_EQ(written, static_cast<std::uint64_t>(std::ranges::count(text, '\n')));
  return text;
}

constexpr domain::MonthSpan whole{Month(2009, 1), law::test::last_month};

TEST(Replay, WritesWhatThePlainEvaluatorDecidesInOrder) {
  for (std::uint64_t s = seed; s < seed + 60; ++s) {
    SCOPED_TRACE(s);
    const Crowd crowd(s, 40);
    ASSERT_EQ(lines(crowd, whole, {1, 0}), plain_lines(crowd, whole));
  }
}

TEST(Replay, WritesTheSameBytesForAnyNumberOfThreadsAndAnyMemory) {
  for (std::uint64_t s = seed; s < seed + 4; ++s) {
    SCOPED_TRACE(s);
    const Crowd crowd(s, 1'500);
    const auto once = lines(crowd, whole, {1, 0});
    ASSERT_FALSE(once.empty());
    for (const Way way : {Way{2, 0}, Way{7, 0}, Way{0, 0}, Way{1, 1}, Way{3, 3'000 * 5}, Way{2, 3'000 * 20}}) {
      EXPECT_TRUE(lines(crowd, whole, way) == once) << way.threads << " threads, " << way.memory << " bytes";
    }
  }
}

TEST(Replay, WritesManyPersonsInSeveralBlocks) {  // more than one block of persons is put into words at a time
  const Crowd crowd(seed, 20'000);
  const domain::MonthSpan months{Month(2012, 1), Month(2012, 3)};
  const auto once = lines(crowd, months, {1, 0});
  EXPECT_TRUE(once == lines(crowd, months, {3, 0}));
  std::string last;
  for (std::size_t at = 0; at < once.size(); at = once.find('\n', at) + 1) {
    const auto key = once.substr(at, 47);  // month and niss
    ASSERT_LT(last, key);
    last = key;
  }
}

TEST(Replay, WritesThePartOfARange) {
  const Crowd crowd(seed, 40);
  const domain::MonthSpan part{Month(2011, 11), Month(2012, 4)};
  EXPECT_EQ(lines(crowd, part, {2, 0}), plain_lines(crowd, part));
}

TEST(Replay, SummaryCountsItsLines) {
  for (std::uint64_t s = seed; s < seed + 20; ++s) {
    SCOPED_TRACE(s);
    const Crowd crowd(s, 200);
    const law::fast::Plan plan(crowd.law);
    std::map<std::string, std::uint64_t> counted;
    const auto text = lines(crowd, whole, {1, 0});
    for (std::size_t at = 0; at < text.size();) {
      const auto end = text.find('\n', at);
      const auto from = text.find("\"outcome\"", at);
      ++counted[text.substr(from, end - 1 - from)];
      at = end + 1;
    }
    std::map<std::string, std::uint64_t> told;
    for (const unsigned threads : {1U, 4U}) {
      const auto tallies = must(
          replay_summary({.plan = plan, .members = crowd.members, .population = crowd.population, .months = whole, .threads = threads}));
      const auto ndjson = to_ndjson(tallies);
      told.clear();
      for (std::size_t at = 0; at < ndjson.size();) {
        const auto end = ndjson.find('\n', at);
        const auto n = ndjson.rfind(",\"n\":", end);
        told[ndjson.substr(at + 1, n - at - 1)] = std::stoull(ndjson.substr(n + 5));
        at = end + 1;
      }
      EXPECT_EQ(told, counted);
    }
  }
}

TEST(Replay, SummaryIsSortedByTextsWithWhatIsMissingLast) {
  auto law = document("18-055");
  const law::fast::Plan plan(law);
  std::vector<std::uint64_t> counts(plan.keys.size(), 1);
  const auto tallies = tallies_of(plan, counts);
  const auto key = [](const Tally& t) {
    const auto last = [](const std::optional<std::string>& text) { return text.value_or("~"); };  // after every letter
    return t.outcome + "\n" + last(t.category) + "\n" + last(t.rule) + "\n" + last(t.stage);
  };
  EXPECT_TRUE(std::ranges::is_sorted(tallies, {}, key));
  // Two exclusions of 18/055 are called permanent-stay, each for every category of the plan's keys: one tally.
  const auto permanent = std::ranges::find_if(tallies, [](const Tally& t) {
    return t.rule == "permanent-stay" && t.stage == "hub" && t.outcome == "exclude" && t.category == "eu-long";
  });
  ASSERT_NE(permanent, tallies.end());
  EXPECT_EQ(permanent->n, 2U);
  EXPECT_EQ(to_ndjson(std::span(tallies).first(1)),
            "{\"outcome\":\"exclude\",\"category\":\"eu-long\",\"rule\":\"belgian\",\"stage\":\"hub\",\"n\":1}\n");
}

TEST(Replay, OfNobodyIsEmpty) {
  const auto law = document("11-031");
  const law::fast::Plan plan(law);
  const domain::Population nobody;
  const auto members = union_members();
  const Replay order{.plan = plan, .members = members, .population = nobody, .months = {Month(2011, 4), Month(2012, 4)}};
  EXPECT_EQ(must(replay(order, [](std::string_view) -> Result<void> { return failure({.what = "nothing is to be written"}); })), 0U);
  EXPECT_TRUE(must(replay_summary(order)).empty());
}

struct Refusal {
  const char* name;
  bool push;
  domain::MonthSpan months;
  const char* what;
};

TEST(Replay, RefusesWhatItCannotAnswer) {
  const Refusal refusals[] = {
      {"no push", false, {Month(2011, 4), Month(2011, 5)}, "authorisation 11/031 orders no monthly push"},
      {"the wrong way round", true, {Month(2011, 5), Month(2011, 4)}, "the months end before they begin"},
      {"too far", true, {Month(2011, 5), Month(2100, 1)}, "the last month lies too far after the authorisation's first"},
  };
  for (const auto& refusal : refusals) {
    SCOPED_TRACE(refusal.name);
    auto law = document("11-031");
    if (!refusal.push) law.push.reset();
    const law::fast::Plan plan(law);
    const domain::Population nobody;
    const auto members = union_members();
    const Replay order{.plan = plan, .members = members, .population = nobody, .months = refusal.months};
    const auto lines = replay(order, [](std::string_view) -> Result<void> { return {}; });
    const auto summary = replay_summary(order);
    ASSERT_FALSE(lines);
    ASSERT_FALSE(summary);
    EXPECT_EQ(lines.error().what, refusal.what);
    EXPECT_EQ(summary.error(), lines.error());
  }
}

TEST(Replay, StopsWhereTheSinkFails) {
  const Crowd crowd(seed, 20'000);
  const law::fast::Plan plan(crowd.law);
  int calls = 0;
  const auto result = replay({.plan = plan, .members = crowd.members, .population = crowd.population, .months = whole, .threads = 2},
                             [&](std::string_view) -> Result<void> {
                               ++calls;
                               return failure({.what = "the disk is full"});
                             });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().what, "the disk is full");
  EXPECT_EQ(calls, 1);
}

TEST(Replay, TellsItsProgressToTheEnd) {
  const Crowd crowd(seed, 100);
  const law::fast::Plan plan(crowd.law);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> told;
  must(replay({.plan = plan,
               .members = crowd.members,
               .population = crowd.population,
               .months = {crowd.law.first_month(), crowd.law.first_month().plus(9)},
               .progress = [&](std::uint64_t done, std::uint64_t total) { told.emplace_back(done, total); },
               .memory = 100 * 2 * 4},
              [](std::string_view) -> Result<void> { return {}; }));
  EXPECT_EQ(told, (std::vector<std::pair<std::uint64_t, std::uint64_t>>{{0, 10}, {4, 10}, {8, 10}, {10, 10}}));
}

}  // namespace
}  // namespace crossroads::run::test
