// What every adapter promises of the hub's record.
#include <gtest/gtest.h>

#include <functional>

#include "../support/must.hpp"
#include "../support/numbers.hpp"
#include "adapters.hpp"

namespace crossroads::test {
namespace {

using namespace transit;
using domain::EnterpriseNumber;
using domain::MessageNumber;
using domain::Month;
using domain::Niss;
using domain::Ticket;
using Applied = HubRecord::Applied;

Ticket ticket(std::uint8_t n) { return {Uuid::version_7(1'700'000'000'000 + n, std::array<std::uint8_t, Uuid::random_size>{n, 2, 3})}; }
KeyedDigest digest(std::uint8_t n) {
  Sha256::Bytes bytes = {};
  bytes.fill(n);
  return {Sha256(bytes)};
}
MessageNumber number(std::uint64_t n) { return MessageNumber{n}; }

const EnterpriseNumber source = EnterpriseNumber::from_stored(207663401), other_source = EnterpriseNumber::from_stored(308357159);
const std::string law = "18/055", other_law = "11/031";

Held held(std::uint8_t n, Niss about, Month month) {
  return {.number = number(n),
          .person = about,
          .month = month,
          .category = "eu-long",
          .rule = "at-once",
          .spell = {{month, month}},
          .text = "words " + std::to_string(n)};
}
TakenUp taken(const Held& what, std::optional<std::uint8_t> replaces = {}) {
  return {.number = what.number,
          .text = digest(static_cast<std::uint8_t>(what.number)),
          .held = what,
          .replaces = replaces ? std::optional(number(*replaces)) : std::nullopt};
}
TakenUp withdrawn(std::uint8_t n, std::uint8_t replaces) { return {.number = number(n), .text = digest(n), .replaces = number(replaces)}; }
Standing standing(std::uint8_t n, std::uint8_t of, Niss about, Month month) {
  return {.ticket = ticket(n),
          .number = number(of),
          .person = about,
          .month = month,
          .category = "eu-long",
          .spell = {{month, month}},
          .content = digest(n)};
}
Held struck(Held what) {
  what.struck = true;
  return what;
}
Held wordless(Held what) {
  what.text.clear();
  return what;
}
Held relayed(Held what) {
  what.text.clear();
  what.struck = false;
  return what;
}

class HubRecordContract : public ::testing::TestWithParam<Adapter> {
 protected:
  std::unique_ptr<StoreUnderTest> under_test = GetParam().make();
  HubRecord& record() { return under_test->hub_record(); }
  const Niss ada = person(1), ben = person(2), bis = bis_of_person(1);
  const Month april{2018, 4}, may{2018, 5}, june{2018, 6};

  /// A step on the record as it is now.
  HubChange change() { return {.source = source, .authorisation = law, .decided_on = must(record().revision(source, law))}; }
  void apply(const HubChange& change) { EXPECT_EQ(must(record().apply(change)), Applied::done); }
  void take_up(std::vector<TakenUp> all) {
    auto step = change();
    step.taken_up = std::move(all);
    apply(step);
  }
  HubPersonRecord about(const std::vector<Niss>& numbers, Month up_to = Month(2099, 12)) {
    auto found = must(record().about(source, law, numbers, up_to));
    for (auto& one : found.held) {
      EXPECT_EQ(one.text, "") << "the words are asked for on their own";
      one.text = must(record().texts(source, law, std::vector{one.number})).front();
    }
    return found;
  }
  std::vector<Niss> persons(std::optional<Niss> after = {}, std::size_t most = 100) {
    return must(record().persons(source, law, after, most));
  }
  std::string refusal(const HubChange& change) {
    const auto before = about({ada, ben, bis});
    const auto revision = must(record().revision(source, law));
    const auto result = record().apply(change);
    EXPECT_EQ(about({ada, ben, bis}), before) << "a refused step leaves nothing";
    EXPECT_EQ(must(record().revision(source, law)), revision);
    if (result) return *result == Applied::done ? "done" : "moved on";
    EXPECT_FALSE(result.error().expected.empty());
    return result.error().what;
  }
};

INSTANTIATE_TEST_SUITE_P(Adapters, HubRecordContract, ::testing::ValuesIn(adapters()), adapter_name);

TEST_P(HubRecordContract, KnowsNothingAtFirst) {
  EXPECT_EQ(must(record().revision(source, law)), Revision{0});
  EXPECT_EQ(about({ada}), HubPersonRecord{});
  EXPECT_TRUE(persons().empty());
  EXPECT_TRUE(must(record().reviews()).empty());
  EXPECT_EQ(must(record().taken_up(source, std::vector{number(1)})), (std::vector<std::optional<KeyedDigest>>{std::nullopt}));
}

TEST_P(HubRecordContract, KeepsWhatAStepSays) {
  auto bare = held(2, ada, may);
  bare.spell.reset();
  bare.struck = true;
  auto sent = standing(2, 1, ada, june);
  sent.spell.reset();
  auto step = change();
  step.taken_up = {taken(held(1, ada, june)), taken(bare), taken(held(3, ben, april))};
  step.sent = {standing(1, 3, ben, april), sent};
  step.relayed = {number(1)};
  step.struck = {number(3)};
  apply(step);
  under_test->reopen();
  EXPECT_EQ(about({ada}), (HubPersonRecord{.held = {bare, relayed(held(1, ada, june))}, .standing = {sent}}));
  EXPECT_EQ(about({ben}), (HubPersonRecord{.held = {struck(held(3, ben, april))}, .standing = {standing(1, 3, ben, april)}}));
  EXPECT_EQ(about({ada}, may), (HubPersonRecord{.held = {bare}, .standing = {}}));
  EXPECT_EQ(about({ada}, april), HubPersonRecord{});
  EXPECT_EQ(must(record().taken_up(source, std::vector{number(3), number(4), number(1)})),
            (std::vector<std::optional<KeyedDigest>>{digest(3), std::nullopt, digest(1)}));
}

TEST_P(HubRecordContract, APersonIsAllTheirNumbersByMonthThenNumber) {
  take_up(
      {taken(held(1, bis, june)), taken(held(2, ada, may)), taken(held(3, bis, may)), taken(held(4, ada, june)), taken(held(5, ben, may))});
  EXPECT_EQ(about({bis, ada, bis}).held, (std::vector{held(2, ada, may), held(3, bis, may), held(1, bis, june), held(4, ada, june)}));
  EXPECT_TRUE(about({}).held.empty());
}

TEST_P(HubRecordContract, CorrectionsAndWithdrawalsTakeThePlaceOfWhatIsHeld) {
  take_up({taken(held(1, ada, may)), taken(held(2, ada, june)), taken(held(3, ben, may))});
  take_up({taken(held(4, ada, may), 1), withdrawn(5, 2), taken(held(6, ada, may), 4)});
  EXPECT_EQ(about({ada}).held, std::vector{held(6, ada, may)});
  EXPECT_EQ(about({ben}).held, std::vector{held(3, ben, may)});
  for (const auto& one : must(record().taken_up(source, std::vector{number(1), number(4), number(5)}))) EXPECT_TRUE(one);
}

TEST_P(HubRecordContract, WhatIsRelayedIsForgottenAndWhatIsStruckIsNoted) {
  take_up({taken(held(1, ada, may)), taken(held(2, ada, june)), taken(held(3, ben, may))});
  auto step = change();
  step.struck = {number(1), number(2)};
  apply(step);
  EXPECT_EQ(about({ada}).held, (std::vector{struck(held(1, ada, may)), struck(held(2, ada, june))}));
  step = change();
  step.relayed = {number(1)};
  step.sent = {standing(1, 1, ada, may)};
  apply(step);
  EXPECT_EQ(about({ada}),
            (HubPersonRecord{.held = {relayed(held(1, ada, may)), struck(held(2, ada, june))}, .standing = {standing(1, 1, ada, may)}}));
  step = change();
  step.closed = {ticket(1)};
  step.sent = {standing(2, 1, ada, may)};
  apply(step);
  EXPECT_EQ(about({ada}).standing, std::vector{standing(2, 1, ada, may)});
}

TEST_P(HubRecordContract, AStepOnAnotherStateIsNotTaken) {
  const auto first = change(), second = change();
  take_up({taken(held(1, ada, may))});
  auto late = second;
  late.taken_up = {taken(held(2, ben, may))};
  late.struck = {number(77)};  // not even looked at
  EXPECT_EQ(refusal(late), "moved on");
  EXPECT_EQ(must(record().taken_up(source, std::vector{number(2)})), (std::vector<std::optional<KeyedDigest>>{std::nullopt}));
  auto early = change();
  early.decided_on = Revision{static_cast<std::uint64_t>(early.decided_on) + 1};
  EXPECT_EQ(refusal(early), "moved on");
  auto nowhere = first;
  nowhere.authorisation = "nothing is kept";
  nowhere.decided_on = Revision{1};
  EXPECT_EQ(refusal(nowhere), "moved on");
  EXPECT_GT(must(record().revision(source, law)), first.decided_on);
}

TEST_P(HubRecordContract, AuthorisationsAndSourcesAreApart) {
  take_up({taken(held(1, ada, may))});
  HubChange other{.source = source, .authorisation = other_law, .taken_up = {taken(held(2, ada, may))}};
  apply(other);
  HubChange elsewhere{.source = other_source, .authorisation = law, .taken_up = {taken(held(1, ben, june))}};
  apply(elsewhere);
  EXPECT_EQ(about({ada, ben}).held, std::vector{held(1, ada, may)});
  EXPECT_EQ(must(record().about(source, other_law, std::vector{ada}, june)).held, std::vector{wordless(held(2, ada, may))});
  EXPECT_EQ(must(record().about(other_source, law, std::vector{ben}, june)).held, std::vector{wordless(held(1, ben, june))});
  const std::vector numbers{number(2), number(1), number(7)};
  EXPECT_EQ(must(record().texts(source, other_law, numbers)), (std::vector<std::string>{"words 2", "", ""}));
  EXPECT_EQ(must(record().texts(other_source, other_law, numbers)), std::vector<std::string>(3));
  EXPECT_EQ(must(record().persons(other_source, law, {}, 9)), std::vector{ben});
  EXPECT_EQ(must(record().revision(source, law)), Revision{1});
  EXPECT_EQ(must(record().revision(other_source, law)), Revision{1});
}

TEST_P(HubRecordContract, RefusesWhatCannotBe) {
  auto begin = change();
  begin.taken_up = {taken(held(1, ada, may)), taken(held(2, ada, june)), withdrawn(3, 2)};
  begin.sent = {standing(1, 1, ada, may)};
  apply(begin);
  apply({.source = source, .authorisation = other_law, .taken_up = {taken(held(4, ada, may))}, .sent = {standing(4, 4, ada, may)}});
  using Edit = std::function<void(HubChange&)>;
  struct Case {
    std::string name;
    Edit edit;
    std::string what;
  };
  const std::string twice = "this message was taken up already", not_held = "the message to replace is not held";
  for (const Case& one : std::vector<Case>{
           {"a number that is held", [&](HubChange& c) { c.taken_up.push_back(taken(held(1, ben, may))); }, twice},
           {"a number that is held no longer", [&](HubChange& c) { c.taken_up.push_back(taken(held(2, ben, may))); }, twice},
           {"a number of a withdrawal", [&](HubChange& c) { c.taken_up.push_back(taken(held(3, ben, may))); }, twice},
           {"a number under another authorisation", [&](HubChange& c) { c.taken_up.push_back(taken(held(4, ben, may))); }, twice},
           {"a number of the same step", [&](HubChange& c) { c.taken_up.push_back(taken(held(9, ben, may))); }, twice},
           {"replaces what never was", [&](HubChange& c) { c.taken_up.push_back(withdrawn(8, 77)); }, not_held},
           {"replaces what was withdrawn", [&](HubChange& c) { c.taken_up.push_back(taken(held(8, ada, june), 2)); }, not_held},
           {"replaces what another authorisation holds", [&](HubChange& c) { c.taken_up.push_back(withdrawn(8, 4)); }, not_held},
           {"replaces itself", [&](HubChange& c) { c.taken_up.push_back(taken(held(8, ada, june), 8)); }, not_held},
           {"strikes what is not held", [&](HubChange& c) { c.struck = {number(2)}; }, "the message to strike is not held"},
           {"relays what is not held", [&](HubChange& c) { c.relayed = {number(2)}; }, "the message that is relayed is not held"},
           {"closes what never stood", [&](HubChange& c) { c.closed = {ticket(7)}; }, "the ticket to close does not stand"},
           {"closes a ticket twice", [&](HubChange& c) { c.closed = {ticket(1), ticket(1)}; }, "the ticket to close does not stand"},
           {"closes another authorisation's", [&](HubChange& c) { c.closed = {ticket(4)}; }, "the ticket to close does not stand"},
           {"sends a ticket again", [&](HubChange& c) { c.sent = {standing(1, 1, ada, may)}; }, "this ticket stands already"},
       }) {
    SCOPED_TRACE(one.name);
    auto step = change();
    step.taken_up = {taken(held(9, ben, may))};
    one.edit(step);
    EXPECT_EQ(refusal(step), one.what);
  }
  take_up({taken(held(9, ben, may))});
}

TEST_P(HubRecordContract, PersonsComeInPages) {
  std::vector<TakenUp> all;
  std::vector<Niss> numbers;
  auto step = change();
  for (std::uint8_t n = 1; n <= 9; ++n) {
    numbers.push_back(person(n * 17U));
    if (n % 3 != 0) step.taken_up.push_back(taken(held(n, numbers.back(), may)));
    if (n % 2 != 0 || n % 3 == 0) step.sent.push_back(standing(n, n, numbers.back(), june));
  }
  apply(step);
  std::ranges::sort(numbers);
  EXPECT_EQ(persons(), numbers);
  EXPECT_TRUE(persons({}, 0).empty());
  EXPECT_EQ(persons({}, 4), std::vector(numbers.begin(), numbers.begin() + 4));
  EXPECT_EQ(persons(numbers[3], 2), std::vector(numbers.begin() + 4, numbers.begin() + 6));
  EXPECT_TRUE(persons(numbers.back()).empty());
}

TEST_P(HubRecordContract, AReviewGoesOnUntilItEnds) {
  const Review review{source, law, may, std::nullopt}, of_other{source, other_law, april, std::nullopt};
  must(record().begin_review(review));
  must(record().begin_review(of_other));
  EXPECT_EQ(must(record().reviews()), (std::vector{of_other, review}));
  auto progress = review;
  progress.done_to = ben;
  must(record().reviewed(progress));
  under_test->reopen();
  EXPECT_EQ(must(record().reviews()), (std::vector{of_other, progress}));
  must(record().reviewed(review));
  EXPECT_EQ(must(record().reviews()), std::vector{of_other});
  must(record().reviewed(progress));
  EXPECT_EQ(must(record().reviews()), std::vector{of_other}) << "one that has ended does not go on";
  EXPECT_EQ(must(record().revision(source, law)), Revision{0}) << "a review changes nothing of what is kept";
}

TEST_P(HubRecordContract, AReviewIsBegunAnewButNeverOfAnEarlierMonth) {
  const Review of_may{source, law, may, std::nullopt}, of_june{source, law, june, std::nullopt};
  auto progress = of_may;
  progress.done_to = ben;
  must(record().begin_review(of_may));
  must(record().reviewed(progress));
  must(record().begin_review(of_may));
  EXPECT_EQ(must(record().reviews()), std::vector{of_may}) << "anew from the beginning";
  must(record().begin_review(of_june));
  must(record().reviewed(progress));
  must(record().reviewed(of_may));
  must(record().begin_review(of_may));
  EXPECT_EQ(must(record().reviews()), std::vector{of_june}) << "what is said of another month is passed over";
  must(record().reviewed(of_june));
  must(record().begin_review(of_may));
  EXPECT_TRUE(must(record().reviews()).empty()) << "the last one's month counts, ended or not";
  must(record().begin_review(of_june));
  EXPECT_EQ(must(record().reviews()), std::vector{of_june});
  must(record().reviewed({source, "never begun", may, std::nullopt}));
  EXPECT_EQ(must(record().reviews()), std::vector{of_june});
}

TEST_P(HubRecordContract, IsAPartOfTheTransactionThatIsOpen) {
  take_up({taken(held(1, ada, may))});
  {
    const auto open = must(under_test->facts().begin());
    take_up({taken(held(2, ada, may), 1)});
    auto refused = change();
    refused.taken_up = {taken(held(3, ben, may))};
    refused.closed = {ticket(9)};
    EXPECT_EQ(refusal(refused), "the ticket to close does not stand");
    must(record().begin_review({source, law, may, std::nullopt}));
    apply({.source = other_source, .authorisation = law, .taken_up = {taken(held(1, ben, may))}});
  }
  EXPECT_EQ(about({ada, ben}).held, std::vector{held(1, ada, may)});
  EXPECT_EQ(must(record().revision(source, law)), Revision{1});
  EXPECT_TRUE(must(record().reviews()).empty());
  EXPECT_EQ(must(record().revision(other_source, law)), Revision{0});
  take_up({taken(held(2, ada, may), 1)});
}

TEST_P(HubRecordContract, NothingOfWhatWasRelayedStaysInTheStore) {
  auto passes = held(1, ada, may), at_once = held(2, ada, june), stays = held(3, ben, may);
  passes.text = "Zwartkop";
  at_once.text = "Roodkop";
  stays.text = "Witkop";
  auto step = change();
  step.taken_up = {taken(passes), taken(at_once), taken(stays)};
  step.relayed = {number(2)};
  apply(step);
  EXPECT_NE(under_test->bytes().find("Zwartkop"), std::string::npos);
  step = change();
  step.relayed = {number(1)};
  apply(step);
  const auto bytes = under_test->bytes();
  EXPECT_EQ(bytes.find("Zwartkop"), std::string::npos);
  EXPECT_EQ(bytes.find("Roodkop"), std::string::npos);
  EXPECT_NE(bytes.find("Witkop"), std::string::npos);
}

}  // namespace
}  // namespace crossroads::test
