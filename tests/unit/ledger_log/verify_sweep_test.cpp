// Whatever value of whatever row is changed, the log is not intact any more, and the entry that it belongs to is named.
#include <gmock/gmock.h>

#include "ledger/log/proofs.hpp"
#include "support/log_fixture.hpp"

namespace crossroads::test {
namespace {

using namespace ledger;

const SigningKey& witness() {
  static const SigningKey key = [] {
    PrivateSeed seed = {};
    seed.fill(3);
    return SigningKey::from_seed(must(KeyName::parse("witness.invalid")), SignatureType::cosignature, seed);
  }();
  return key;
}

class VerifySweepTest : public LogTest {
 protected:
  static constexpr std::uint64_t entries = 40;

  /// Two years, agents, a committed day, two checkpoints, one of them cosigned.
  void SetUp() override {
    auto log = ledger();
    std::vector<LogEntry> some;
    for (std::uint64_t n = 0; n < entries; ++n) {
      some.push_back(about(person(n % 7), fmt::format("e{}", n)));
      if (n % 3 == 0) some.back().agent = AgentPart{.agent = must(Agent::parse("J. Peeters")), .unit = {}};
    }
    must(log.append(std::span(some).first(13)));
    must(log.append(std::span(some).subspan(13)));
    const auto first = *must(log.hand_out_checkpoint());
    const auto line = must(cosign(must(parse_note(first.note)).text, witness(), CosignedAt(std::chrono::seconds(1'800'000'000))));
    must(store().add_cosignature(hub, first.shard, first.size, to_text(std::vector{line})));
    now = at(domain::Date(2027, 1, 1));
    must(log.append(std::span(some).first(3)));
    must(log.commit_index(day));
    last_ = must(store().head(hub))->frontier.head();
  }

  /// By who has all keys, and knows the newest head from elsewhere.
  Verification verified_wholly() {
    auto chosen = options();
    chosen.known = {{{2027}, last_, "a cosignature"}};
    chosen.day_keys = &keys;
    chosen.witnesses = {witness().verifier()};
    return verify(store(), hub, chosen);
  }

 private:
  Head last_;
};

/// The entry to which a row of `ledger_leaves`, with that byte changed, or of `ledger_entries` belongs.
EntryId entry_at(std::int64_t position, std::size_t byte = 0) {
  const auto shard = position >> sequence_bits;
  const auto place = static_cast<std::uint64_t>(position) & last_sequence.value;
  return {{shard == 1 ? 2026 : 2027}, {place + byte / Leaf::size}};
}

TEST_F(VerifySweepTest, EveryByteOfALeafAndOfWhatIsBesideIt) {
  auto database = must(store::sqlite::Database::open(file(), store::sqlite::Access::read_write, std::chrono::seconds(2)));
  int changes = 0;
  for (const auto& [table, column] : std::vector<std::pair<std::string, std::string>>{{"ledger_leaves", "leaves"},
                                                                                      {"ledger_entries", "entry_key"},
                                                                                      {"ledger_entries", "entry"},
                                                                                      {"ledger_entries", "agent_key"},
                                                                                      {"ledger_entries", "agent"},
                                                                                      {"ledger_disclosed", "plaintext"}}) {
    std::vector<std::pair<std::int64_t, Bytes>> rows;
    {
      auto read = must(database.prepare(fmt::format("SELECT position, {} FROM {} WHERE {} IS NOT NULL", column, table, column)));
      while (must(read.step())) rows.emplace_back(read.number(0), Bytes(read.bytes(1).begin(), read.bytes(1).end()));
    }
    auto write = must(database.prepare(fmt::format("UPDATE {} SET {} = ? WHERE position = ?", table, column)));
    for (const auto& [position, bytes] : rows) {
      // Each leaf somewhere else, and of the rest some bytes of each row.
      const std::size_t step = table == "ledger_leaves" ? Leaf::size + 7 : bytes.size() / 2 + 1;
      for (std::size_t byte = static_cast<std::size_t>(changes) % step; byte < bytes.size(); byte += step) {
        SCOPED_TRACE(fmt::format("{}.{} of row {}, bit {} of byte {}", table, column, position, byte % 8, byte));
        Bytes changed = bytes;
        changed[byte] = static_cast<std::uint8_t>(changed[byte] ^ 1U << byte % 8);
        must(write.bind(0, std::span<const std::uint8_t>(changed)).bind(1, position).run());
        const auto found = verified_wholly();
        must(write.bind(0, std::span<const std::uint8_t>(bytes)).bind(1, position).run());
        ASSERT_EQ(found.verdict, Verdict::not_intact);
        ASSERT_EQ(found.entry, entry_at(position, table == "ledger_leaves" ? byte : 0)) << found.problem->what;
        ++changes;
      }
    }
  }
  EXPECT_GT(changes, 150);
  EXPECT_EQ(verified_wholly().verdict, Verdict::intact);
}

TEST_F(VerifySweepTest, EveryOtherValueAndEveryRow) {
  auto database = must(store::sqlite::Database::open(file(), store::sqlite::Access::read_write, std::chrono::seconds(2)));
  must(database.execute("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON"));
  struct Rows {
    std::string table;
    std::vector<std::string> columns;
    bool deleted = true;  // whether a missing row must be seen
  };
  // A checkpoint or cosignature that is missing was never handed out, as far as anyone can tell.
  const std::vector<Rows> tables{
      {"ledger_shards", {"log", "year", "size", "edge", "last_time", "checkpoint"}},
      {"ledger_leaves", {"position"}},
      {"ledger_entries", {"position", "leaf_mark"}},
      {"ledger_tags", {"shard", "day", "class", "tag", "entry"}},
      {"ledger_fresh_tags", {"shard", "day", "run", "tags"}},
      {"ledger_tag_runs", {"shard", "day", "run"}},
      {"ledger_checkpoints", {"size", "checkpoint"}, false},
      {"ledger_cosignatures", {"signature"}, false},
      {"ledger_disclosed", {"position"}},
  };
  int changes = 0;
  for (const Rows& rows : tables) {
    const std::int64_t count = must(database.number("SELECT count(*) FROM " + rows.table));
    // Written anew from a copy each time: so a key can be changed like any other value.
    const auto run = [&](std::string_view sql) { must(database.execute(fmt::format(fmt::runtime(sql), rows.table).c_str())); };
    const auto replace_by = [&](std::string_view copy) {
      must(database.execute(
          fmt::format("BEGIN; DELETE FROM {0}; INSERT OR IGNORE INTO {0} SELECT * FROM temp.{1}; COMMIT", rows.table, copy).c_str()));
    };
    run("CREATE TEMP TABLE untouched AS SELECT * FROM {0}; CREATE TEMP TABLE edited AS SELECT * FROM {0}");
    for (std::int64_t row = 1; row <= count; row += 1 + count / 12) {
      std::vector<std::string> edits;
      for (const std::string& column : rows.columns) {
        // A number becomes one larger, a text gets another letter in its middle, bytes another byte.
        edits.push_back(
            fmt::format("UPDATE temp.edited SET {0} = CASE typeof({0}) WHEN 'integer' THEN {0} + 1 WHEN 'text' THEN substr({0}, 1, "
                        "length({0}) / 2) || '~' || substr({0}, length({0}) / 2 + 2) ELSE CAST(substr({0}, 1, length({0}) / 2) || "
                        "x'ee' || substr({0}, length({0}) / 2 + 2) AS BLOB) END WHERE rowid = {1}",
                        column, row));
      }
      if (rows.deleted) edits.push_back(fmt::format("DELETE FROM temp.edited WHERE rowid = {}", row));
      for (const std::string& edit : edits) {
        SCOPED_TRACE(rows.table + ": " + edit);
        must(database.execute("DELETE FROM temp.edited; INSERT INTO temp.edited SELECT * FROM temp.untouched ORDER BY rowid"));
        must(database.execute(edit.c_str()));
        replace_by("edited");
        EXPECT_NE(verified_wholly().verdict, Verdict::intact);
        ++changes;
      }
    }
    replace_by("untouched");
    must(database.execute("DROP TABLE temp.untouched; DROP TABLE temp.edited"));
    EXPECT_EQ(verified_wholly().verdict, Verdict::intact);
  }
  EXPECT_GT(changes, 100);
}

}  // namespace
}  // namespace crossroads::test
