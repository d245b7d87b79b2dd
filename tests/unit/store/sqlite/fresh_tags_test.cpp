// The tags of a day that is not over, against a plain set of them.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "../support/must.hpp"
#include "../support/scratch.hpp"
#include "store/sqlite/fresh_tags.hpp"
#include "store/sqlite/store.hpp"

namespace crossroads::test {
namespace {

using namespace store::sqlite;
using ledger::TagClass;
using ledger::TagValue;

constexpr std::int64_t shard = 3, day = 20'260'504;
constexpr TagClass persons{ledger::Retention::exchange, ledger::Part::entry}, agents{ledger::Retention::exchange, ledger::Part::agent};

TagValue tag_named(std::uint8_t n) {
  TagValue tag{};
  tag.front() = n;
  tag.back() = 7;
  return tag;
}

/// A store, and beside it what should be in it.
class Tags {
 public:
  void add(const std::vector<TagRow>& rows) {
    std::vector<TagRow> sorted = rows;
    std::ranges::sort(sorted);
    const auto twice = std::ranges::unique(sorted);
    sorted.erase(twice.begin(), twice.end());
    write([&] { must(fresh.add(shard, day, next_, sorted)); });
    expected.insert(sorted.begin(), sorted.end());
    ++next_;
  }
  /// A batch of so many entries, each under a tag of its own and one of all.
  void add_entries(std::size_t entries) {
    std::vector<TagRow> rows;
    for (std::size_t n = 0; n < entries; ++n) {
      rows.push_back(to_row(persons, tag_named(static_cast<std::uint8_t>(entry_ * 37)), entry_));
      rows.push_back(to_row(agents, tag_named(0), entry_));
      ++entry_;
    }
    add(rows);
  }
  void check() {
    EXPECT_EQ(must(fresh.all(shard, day)), std::vector<TagRow>(expected.begin(), expected.end()));
    EXPECT_EQ(must(fresh.count(shard, day)), expected.size());
  }
  std::vector<TagRow> expected_of(TagClass of, const TagValue& tag) const {
    return {expected.lower_bound(to_row(of, tag, 0)), expected.upper_bound(to_row(of, tag, ~std::uint64_t{0}))};
  }
  template <class Act>
  void write(const Act& act) {
    auto transaction = must(Transaction::begin(database));
    act();
    must(transaction.commit());
  }

 private:
  static Database opened(const std::filesystem::path& file) {
    must(Store::open(file, {.access = Access::create}));
    return must(Database::open(file, Access::read_write, std::chrono::seconds(2)));
  }
  Scratch scratch_;
  std::uint64_t next_ = 0, entry_ = 0;

 public:
  Database database = opened(scratch_.path() / "crossroads.db");
  FreshTags fresh{database};
  std::set<TagRow> expected;
};

TEST(FreshTags, RowsStandInTheOrderOfClassTagAndEntry) {
  EXPECT_LT(to_row(persons, tag_named(9), 9), to_row(agents, tag_named(0), 0));
  EXPECT_LT(to_row(persons, tag_named(1), 256), to_row(persons, tag_named(2), 1));
  EXPECT_LT(to_row(persons, tag_named(1), 255), to_row(persons, tag_named(1), 256));
  const TagRow row = to_row(agents, tag_named(5), 1'000'000'007);
  EXPECT_EQ(tag_of(row), tag_named(5));
  EXPECT_EQ(entry_of(row), 1'000'000'007U);
}

TEST(FreshTags, ManyBatchesBecomeFewRuns) {
  Tags tags;
  for (int n = 0; n < 600; ++n) tags.add_entries(1);
  tags.check();
  EXPECT_LE(must(tags.database.number("SELECT count(*) FROM ledger_tag_runs")), 3 * 15);
  for (int n = 0; n < 40; ++n) tags.add_entries(700);
  tags.check();
  EXPECT_LE(must(tags.database.number("SELECT count(*) FROM ledger_tag_runs")), 4 * 15);
  EXPECT_EQ(must(tags.fresh.find(shard, day, agents, tag_named(0))), tags.expected_of(agents, tag_named(0)));
  EXPECT_EQ(must(tags.fresh.find(shard, day, agents, tag_named(0))).size(), 600U + 40 * 700);
}

TEST(FreshTags, OneDayKnowsNothingOfAnother) {
  Tags tags;
  tags.add_entries(5);
  EXPECT_TRUE(must(tags.fresh.all(shard, day + 1)).empty());
  EXPECT_TRUE(must(tags.fresh.all(shard + 1, day)).empty());
  EXPECT_TRUE(must(tags.fresh.find(shard, day + 1, agents, tag_named(0))).empty());
}

TEST(FreshTags, PartsThatCantBeReadAreReported) {
  Tags tags;
  tags.add_entries(5);
  tags.write([&] { must(tags.database.execute("UPDATE ledger_fresh_tags SET tags = x'0011'")); });
  EXPECT_FALSE(tags.fresh.all(shard, day));
  EXPECT_FALSE(tags.fresh.find(shard, day, agents, tag_named(0)));
}

RC_GTEST_PROP(FreshTagsProperty, WhatWasAddedAndNotReplacedIsFound, ()) {
  Tags tags;
  const auto batches = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 60));
  for (const int size : batches) {
    tags.add_entries(static_cast<std::size_t>(size));
    if (*rc::gen::inRange(0, 12) == 0) {
      // What an erasure leaves.
      const auto gone = *rc::gen::inRange<std::uint64_t>(0, 60);
      std::erase_if(tags.expected, [&](const TagRow& row) { return entry_of(row) % 61 == gone; });
      const std::vector<TagRow> left(tags.expected.begin(), tags.expected.end());
      tags.write([&] { must(tags.fresh.replace(shard, day, left)); });
    }
  }
  RC_ASSERT(must(tags.fresh.all(shard, day)) == std::vector<TagRow>(tags.expected.begin(), tags.expected.end()));
  const auto wanted = tag_named(*rc::gen::arbitrary<std::uint8_t>());
  RC_ASSERT(must(tags.fresh.find(shard, day, persons, wanted)) == tags.expected_of(persons, wanted));
}

}  // namespace
}  // namespace crossroads::test
