// Random sequences of changes and runs, some of them broken off and followed by other facts: after each run that ends, the records must hold
// what a naive recomputation says, and a repeated run adds nothing.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "support/installation.hpp"
#include "support/naive_run.hpp"
#include "support/random_changes.hpp"

namespace crossroads::run::test {
namespace {

constexpr std::uint64_t first_seed = 20'180'508;

std::uint64_t histories() {
  const char* asked = std::getenv("CROSSROADS_HISTORIES");  // a longer soak: CROSSROADS_HISTORIES=20000
  return asked != nullptr ? std::strtoull(asked, nullptr, 10) : 250;
}

std::string in_words(const Message& message) {
  std::string text;
  for (const auto& [month, amount, nature] : message.months) {
    text += fmt::format("[{}{} {}]", to_string(month), nature ? fmt::format(" {}", domain::to_name(*nature)) : "",
                        amount.value_or(Cents(-1)).count());
  }
  for (const auto& [from, to] : message.periods) text += fmt::format(" {}..{}", to_string(from), to_string(to));
  if (message.quality) text += fmt::format(" {}", domain::to_name(*message.quality));
  return text;
}

/// What stands, by the numbers that it was sent under: two of them may have become one person since.
Records standing(const Installation& place) {
  Records records;
  const auto add = [](Record& record, const Message& message) {
    EXPECT_TRUE(record.emplace(std::pair(message.person, message.month), in_words(message)).second)
        << "two messages stand for " << to_string(message.person) << " in " << to_string(message.month);
  };
  crossroads::test::must(place.store.standing_handed_over(place.law.name.text, Month(2099, 1), [&](HandedOver&& one) -> Result<void> {
    add(records.source, one.message);
    return {};
  }));
  crossroads::test::must(place.store.standing_relayed(place.law.name.text, Month(2099, 1), [&](Relayed&& one) -> Result<void> {
    add(records.hub, one.message);
    return {};
  }));
  return records;
}

/// The part that a run of that month answers for, by today's numbers; fails if two messages stand for one person and month.
Record answered_for(const Record& record, const World& world, Month month) {
  Record part;
  for (const auto& [key, content] : record) {
    if (key.second <= month) {
      EXPECT_TRUE(part.emplace(std::pair(world.newest(key.first), key.second), content).second)
          << "two messages stand for the person of " << to_string(key.first) << " in " << to_string(key.second);
    }
  }
  return part;
}

/// The rest, which it must leave as it is.
Record left_alone(Record record, Month month) {
  std::erase_if(record, [&](const auto& entry) { return entry.first.second <= month; });
  return record;
}

/// Empty if the record holds what it should, else both.
std::string fault(const Record& has, const Allowed& should) {
  const bool right = has.size() == should.size() && std::ranges::all_of(has, [&](const auto& entry) {
                       const auto allowed = should.find(entry.first);
                       return allowed != should.end() && allowed->second.contains(entry.second);
                     });
  if (right) return {};
  std::string text = "has\n";
  for (const auto& [key, content] : has) text += fmt::format("  {} {} {}\n", to_string(key.first), to_string(key.second), content);
  text += "should\n";
  for (const auto& [key, contents] : should)
    text += fmt::format("  {} {} {}\n", to_string(key.first), to_string(key.second), fmt::join(contents, " | "));
  return text;
}

struct Seen {
  std::size_t kinds[2][3] = {};
  std::size_t unsaid = 0;
  std::size_t broken_off = 0;
};

void play(const std::string& document_name, Month middle, std::uint64_t seed, Seen& seen) {
  Random random(seed);
  MemoryMessageStore store;
  Installation place(document(document_name), store);
  place.batch = 1 + random() % 5;
  place.threads = 1 + static_cast<unsigned>(random() % 2);
  place.world = random_facts(random, 5, middle);
  Month month = middle.plus(-2);
  for (int round = 0; round < 7; ++round) {
    if (random() % 4 == 0) {  // what was cut short stays on record, and facts may change before anybody starts it again
      store.break_off = {.after_writes = store.writes() + random() % 6, .written = random() % 2 == 0};
      if (!place.try_run(month)) ++seen.broken_off;
      store.break_off.reset();
      if (random() % 2 == 0) change_facts(random, place.world, middle);
    }
    const auto before = standing(place);
    auto expected = naive_run(place.law, place.members, place.world, month, before);
    const auto report = place.run(month);
    const auto after = standing(place);
    for (const auto record : {&Records::source, &Records::hub}) {
      SCOPED_TRACE(fmt::format("{}, round {}", record == &Records::source ? "source" : "hub", round));
      auto& should = record == &Records::source ? expected.source : expected.hub;
      std::erase_if(should, [&](const auto& entry) { return month < entry.first.second; });
      ASSERT_EQ(fault(answered_for(after.*record, place.world, month), should), "");
      ASSERT_EQ(left_alone(after.*record, month), left_alone(before.*record, month));
    }
    for (const auto& count : report.messages) seen.kinds[count.stage == law::Stage::hub][static_cast<std::size_t>(count.kind)] += count.n;
    seen.unsaid += report.at_source.messages + report.at_hub.messages;
    const auto again = place.run(month);
    ASSERT_TRUE(again.messages.empty()) << "a repeated run sent something in round " << round;
    for (auto changes = random() % 4; changes > 0; --changes) change_facts(random, place.world, middle);
    if (random() % 2 == 0) month = month.plus(1);
    else if (random() % 6 == 0) month = month.plus(-2);
  }
}

TEST(Model, RunsEndInWhatANaiveRecomputationSays) {
  Seen seen;
  for (std::uint64_t seed = first_seed; seed < first_seed + histories(); ++seed) {
    for (const auto& [document_name, middle] : {std::pair("11-031", Month(2011, 10)), std::pair("18-055", Month(2018, 10))}) {
      SCOPED_TRACE(fmt::format("{} seed {}", document_name, seed));
      play(document_name, middle, seed, seen);
      if (::testing::Test::HasFatalFailure()) return;
    }
  }
  // The histories must reach what they are to test.
  for (const auto& stage : seen.kinds) {
    for (const auto n : stage) EXPECT_GT(n, 100U);
  }
  EXPECT_GT(seen.unsaid, 50U);
  EXPECT_GT(seen.broken_off, 100U);
}

}  // namespace
}  // namespace crossroads::run::test
