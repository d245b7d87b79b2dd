// Random sequences of changes, runs and deliveries between source and hub: when everything is delivered and reviewed, the desk must hold what a naive
// recomputation of SPEC §8 says, as if one machine had done both parts at once.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "../run/support/random_changes.hpp"
#include "support/network.hpp"
#include "support/records.hpp"

namespace crossroads::exchange::push::test {
namespace {

using domain::Month;
using run::test::Records;

constexpr std::uint64_t first_seed = 20'180'508;

std::uint64_t histories() {
  const char* asked = std::getenv("CROSSROADS_HISTORIES");  // a longer soak: CROSSROADS_HISTORIES=5000
  return asked != nullptr ? std::strtoull(asked, nullptr, 10) : 150;
}

Records standing(Network& network) {
  Records records;
  must(network.source.store().messages().standing_handed_over(
      network.law.name.text, Month(2099, 1), [&](run::HandedOver&& one) -> Result<void> {
        records.source.emplace(std::pair(one.message.person, one.message.month), in_words(one.message));
        return {};
      }));
  for (const auto& [ticket, message] : network.desk) {
    EXPECT_TRUE(records.hub.emplace(std::pair(message.person, message.month), in_words(message)).second)
        << "two messages stand at the desk for " << to_string(message.person) << " in " << to_string(message.month);
  }
  return records;
}

struct Seen {
  std::size_t kinds[3] = {}, periods_alone = 0, struck = 0, received = 0, later = 0;
};

/// Some of what waits goes through, with answers that are lost and a register that is down now and then.
void deliver_some(run::test::Random& random, Network& network, Seen& seen) {
  for (auto times = random() % 4; times > 0; --times) {
    network.the_register.up = random() % 4 != 0;
    network.hub.log().full = random() % 8 == 0;
    if (network.hand_over(1 + random() % 6, random() % 3 == 0) == 503) ++seen.later;
    if (network.the_register.up && !network.hub.log().full && random() % 2 == 0) network.review();
    network.the_register.up = true;
    network.hub.log().full = false;
  }
}

void play(const std::string& document, Month middle, std::uint64_t seed, Seen& seen) {
  run::test::Random random(seed);
  run::test::World world = run::test::random_facts(random, 5, middle);
  Network network(document, world);
  network.batch = 1 + random() % 5;
  Month month = middle.plus(-2);
  for (int round = 0; round < 6; ++round) {
    SCOPED_TRACE(fmt::format("round {}", round));
    if (random() % 3 == 0) {  // a run of which only a part gets through before facts change and it is run again
      network.run(month);
      deliver_some(random, network, seen);
      change_facts(random, world, middle);
    }
    network.relay_all();
    const auto before = standing(network);
    auto expected = naive_run(network.law, network.members, world, month, before);
    network.run(month);
    deliver_some(random, network, seen);
    network.hand_over_all();
    network.relay_all();
    const auto after = standing(network);
    ASSERT_EQ(fault(of_today(after.source, world), expected.source), "") << "at the source";
    ASSERT_EQ(fault(of_today(after.hub, world), expected.hub), "") << "at the desk";

    const auto said = network.relayed.size();
    network.run(month);
    network.hand_over_all();
    network.relay_all();
    ASSERT_EQ(network.relayed.size(), said) << "a repeated run sent something";
    for (auto changes = random() % 4; changes > 0; --changes) change_facts(random, world, middle);
    if (random() % 2 == 0) month = month.plus(1);
  }
  for (const auto& entry : network.hub.entries()) {
    if (entry.event == ledger::Event::sent) ++seen.kinds[0];
    if (entry.event == ledger::Event::corrected) {
      ++seen.kinds[1];
      if (entry.fields.size() <= 2) ++seen.periods_alone;
    }
    if (entry.event == ledger::Event::withdrawn) ++seen.kinds[2];
    if (entry.event == ledger::Event::struck) ++seen.struck;
    if (entry.event == ledger::Event::received) ++seen.received;
  }
  // Each message that the source says it sent is an entry of the hub's log, and the other way round.
  std::set<domain::MessageNumber> sent, known;
  for (const auto& entry : network.source.entries()) sent.insert(entry.message.value());
  for (const auto& entry : network.hub.entries()) {
    if (entry.message) known.insert(*entry.message);
  }
  ASSERT_EQ(sent, known);
  // What the desk has acknowledged is not kept at the hub in words.
  ASSERT_EQ(must(network.hub.store().queue().state()).waiting, 0U);
}

TEST(PushOverTheNetwork, EndsInWhatANaiveRecomputationSays) {
  Seen seen;
  for (std::uint64_t seed = first_seed; seed < first_seed + histories(); ++seed) {
    for (const auto& [document, middle] : {std::pair("11-031", Month(2011, 10)), std::pair("18-055", Month(2018, 10))}) {
      SCOPED_TRACE(fmt::format("{} seed {}", document, seed));
      play(document, middle, seed, seen);
      if (::testing::Test::HasFatalFailure()) return;
    }
  }
  // The histories must reach what they are to test.
  for (const auto n : seen.kinds) EXPECT_GT(n, 50U);
  EXPECT_GT(seen.periods_alone, 5U);
  EXPECT_GT(seen.struck, 50U);
  EXPECT_GT(seen.received, 20U);
  EXPECT_GT(seen.later, 20U);
}

/// The register strikes what has passed, and takes it back: by then the hub has no words of it.
TEST(PushOverTheNetwork, WordsThatAreGoneAreAskedForAgain) {
  const auto anna = run::test::number(1);
  run::test::World world;
  world.persons.emplace(anna, run::test::recognised_worker(domain::Date(2017, 1, 15)));
  auto& person = world.persons.at(anna);
  person.grants.emplace("A", run::test::grant(domain::Nature::ris, 90'000, domain::Date(2018, 6, 1), domain::Date(2018, 8, 31)));
  Network network("18-055", world);
  const auto all = [&] {
    network.run(Month(2018, 8));
    network.hand_over_all();
    network.relay_all();
    return network.desk.size();
  };
  EXPECT_EQ(all(), 3U);
  person.stays.front().row.period.from = domain::Date(2013, 7, 15);  // five years of stay in July
  EXPECT_EQ(all(), 1U) << "June alone still stands";
  EXPECT_EQ(network.asked_again, 0U);
  person.stays.front().row.period.from = domain::Date(2017, 1, 15);
  EXPECT_EQ(all(), 3U);
  EXPECT_EQ(network.asked_again, 2U);
  EXPECT_EQ(all(), 3U);
  EXPECT_EQ(network.asked_again, 2U) << "nothing changed";
}

}  // namespace
}  // namespace crossroads::exchange::push::test
