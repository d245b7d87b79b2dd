// The export as a whole: what is in it, what it leaves in the log and when, and that it is of the whole period or not there.
#include <algorithm>

#include "archive_fixture.hpp"
#include "ledger/archive/enclosed_texts.hpp"
#include "ledger/archive/entry_files.hpp"

namespace crossroads::test {
namespace {

using namespace ledger;
using domain::Date;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < text.size(); from = text.find('\n', from) + 1)
    lines.push_back(text.substr(from, text.find('\n', from) - from));
  return lines;
}

/// Of a row of the manifest, what stands behind its name.
std::string said(const std::map<std::string, std::string>& files, std::string_view name) {
  std::string all;
  for (const auto& line : lines_of(files.at("manifest"))) {
    if (line.starts_with(fmt::format("{} ", name))) all += line.substr(name.size() + 1) + ";";
  }
  return all;
}

class ExportTest : public ArchiveTest {
 protected:
  static constexpr const char* entries_2026 = "entries/2026/0000000000000.ndjson";
  static constexpr const char* agents_2026 = "agents/2026/0000000000000.ndjson";
};

/// Hands out keys, and tells when an entry is opened.
class WatchedKeys final : public DayKeys {
 public:
  WatchedKeys(DayKeys& keys, std::function<void()> opening) : keys_(keys), opening_(std::move(opening)) {}
  Result<DayKeyPtr> for_sealing(const DayKeyId& id) override { return keys_.for_sealing(id); }
  Result<DayKeyPtr> for_opening(const DayKeyId& id) override {
    opening_();
    return keys_.for_opening(id);
  }
  Result<std::vector<Day>> days(const KeyClass& of, Date first, Date last) override { return keys_.days(of, first, last); }

 private:
  DayKeys& keys_;
  std::function<void()> opening_;
};

class WatchedExportTest : public ExportTest {
 protected:
  const std::uint64_t before = 5;
  int looked = 0;
  bool written_unlogged = false, opened_unlogged = false, written = false;

  void look(bool opens) {
    ++looked;
    const bool is_logged = logged() > before;
    const bool on_disk = std::ranges::any_of(archives_on_disk(), [](const auto& file) { return file.second > 0; });
    written_unlogged = written_unlogged || (on_disk && !is_logged);
    opened_unlogged = opened_unlogged || (opens && !is_logged);
    written = written || on_disk;
  }
  /// Looks whenever the clock, a signing key, a verifier key or an entry's key is asked for.
  Result<Exported> watched(LedgerStore& log_store) {
    WatchedKeys watched_keys(*key_store, [this] { look(true); });
    LedgerSetting setting{.institution = test_institution(),
                          .log = hub,
                          .keys = watched_keys,
                          .signing_key =
                              [this](const Origin& origin) {
                                look(false);
                                return test_signing_key(origin);
                              },
                          .now =
                              [this] {
                                look(false);
                                return now;
                              }};
    const ExportSetting all{.ledger = setting,
                            .keys =
                                [this](const Origin& origin) {
                                  look(false);
                                  return test_verifier_keys(origin);
                                },
                            .part_size = least_part_size};
    return export_archive(log_store, all, order(day, next));
  }
};

TEST_F(WatchedExportTest, TheEntryExportedIsInTheLogBeforeAnythingIsOpenedOrWritten) {
  must(watched(store()));
  EXPECT_GT(looked, 5);
  EXPECT_TRUE(written) << "it was looked at while something was there";
  EXPECT_FALSE(opened_unlogged);
  EXPECT_FALSE(written_unlogged);
  const auto entry = must(Searcher(store(), *key_store, hub).open({{2026}, {before}}, true));
  EXPECT_EQ(entry.entry->value.event, Event::exported);
  EXPECT_EQ(entry.entry->value.purpose->text(), "yearly inspection");
  EXPECT_EQ(entry.entry->value.detail->text(),
            fmt::format("archive 2026-05-04 2026-05-05 with agents, sealed to {}", to_string(committee().recipient().fingerprint())));
  EXPECT_EQ(entry.agent->value.agent.text(), "A. Maes");
}

TEST_F(WatchedExportTest, WhereItCannotBeLoggedNothingIsOpenedOrWritten) {
  const auto read_only = must(store::sqlite::Store::open(file(), {.access = store::sqlite::Access::read_only}));
  EXPECT_FALSE(watched(read_only->ledger()));
  EXPECT_GT(looked, 0);
  EXPECT_FALSE(opened_unlogged);
  EXPECT_FALSE(written);
  EXPECT_EQ(logged(), before);
  EXPECT_THAT(archives_on_disk(), IsEmpty());
}

TEST_F(ExportTest, HoldsThePeriodAndWhatProvesIt) {
  must(log().hand_out_checkpoint());
  const auto done = must(exported(order(day, next)));
  EXPECT_EQ(done.entries, 5U);
  EXPECT_EQ(done.agents, 1U);
  EXPECT_EQ(done.erased, 0U);
  EXPECT_EQ(done.receipt.first, Sequence{5});
  EXPECT_EQ(done.bytes, std::filesystem::file_size(archive));
  EXPECT_EQ(done.digest, sha256_of(bytes_of_file(archive)));
  const auto outer = untar(bytes_of_file(archive));
  EXPECT_EQ(outer.size(), done.sealed_parts + 1);
  EXPECT_EQ(outer.front().path, "README.txt");
  EXPECT_EQ(outer.front().content, archive_readme);

  const auto files = opened();
  EXPECT_EQ(files.size(), done.files + 2);
  EXPECT_EQ(files.at("README.txt"), archive_readme);
  EXPECT_EQ(files.at("verify.go"), archive_verify_go);
  const auto entries = lines_of(files.at(entries_2026));
  ASSERT_EQ(entries.size(), 5U);
  for (std::size_t n = 0; n < entries.size(); ++n) {
    const Found found = must(Searcher(store(), *key_store, hub).open({{2026}, {n}}, true));
    EXPECT_THAT(entries[n], HasSubstr(fmt::format("\"place\":\"2026/{}\",\"time\":\"{}\"", n, to_rfc3339(found.leaf.header.time))));
    EXPECT_THAT(entries[n], HasSubstr(fmt::format("\\\"batch\\\":\\\"{}\\\"", "abcde"[n])));
  }
  EXPECT_THAT(lines_of(files.at(agents_2026)), ElementsAre(HasSubstr("J. Peeters")));
  for (const auto* name : {"origin", "log.vkey", "log-1.pem", "checkpoint", "kept/5/checkpoint", "open.ndjson", "exported.ndjson",
                           "tile/0/000.p/6", "tile/entries/000.p/6"})
    EXPECT_TRUE(files.contains(fmt::format("shards/2026/{}", name))) << name;
  EXPECT_THAT(files.at("shards/2026/exported.ndjson"), HasSubstr("\"place\":\"2026/5\""));

  EXPECT_EQ(said(files, "period"), "2026-05-04 2026-05-05;");
  EXPECT_EQ(said(files, "range"), "2026 0 5;");
  EXPECT_EQ(said(files, "entries"), "5;");
  EXPECT_EQ(said(files, "exported"), "2026/5 2026-05-05T00:00:01.000Z;");
  EXPECT_EQ(said(files, "recipient"), to_string(committee().recipient().fingerprint()) + ";");
  EXPECT_EQ(said(files, "sums"), to_string(sha256_of(files.at("SHA256SUMS"))) + ";");
  EXPECT_EQ(said(files, "files"), fmt::format("{};", done.files));
  std::string sums;
  for (const auto& line : lines_of(files.at("SHA256SUMS"))) {
    ASSERT_TRUE(files.contains(line.substr(66))) << line;
    EXPECT_EQ(line.substr(0, 66), to_string(sha256_of(files.at(line.substr(66)))) + "  ");
  }
  EXPECT_EQ(lines_of(files.at("SHA256SUMS")).size(), done.files);

  const Note manifest = must(parse_note(files.at("manifest")));
  const auto key = must(test_verifier_key(origin_of(test_institution(), hub, {2026})));
  ASSERT_EQ(manifest.signatures.size(), 1U);
  EXPECT_EQ(manifest.signatures[0].id, key.id());
  EXPECT_TRUE(key.verifies(manifest.text, manifest.signatures[0].signature));
}

TEST_F(ExportTest, OfOneDayHasItsEntriesAndTheWholeTree) {
  const auto done = must(exported(order(next, next)));
  EXPECT_EQ(done.entries, 2U);
  const auto files = opened();
  EXPECT_EQ(said(files, "range"), "2026 3 5;");
  EXPECT_EQ(lines_of(files.at("entries/2026/0000000000003.ndjson")).size(), 2U);
  EXPECT_FALSE(files.contains("agents/2026/0000000000003.ndjson"));
  EXPECT_EQ(files.at("shards/2026/tile/entries/000.p/6").size(), 6U * 152);
}

TEST_F(ExportTest, WithoutAgentsSaysNowhereWhoTheyWere) {
  auto ordered = order(day, next);
  ordered.agents = false;
  EXPECT_EQ(must(exported(ordered)).agents, 0U);
  const auto files = opened();
  EXPECT_EQ(said(files, "agents"), "no;");
  for (const auto& [path, content] : files) {
    EXPECT_THAT(path, Not(HasSubstr("agents/")));
    EXPECT_THAT(content, Not(HasSubstr("Peeters"))) << path;
    EXPECT_THAT(content, Not(HasSubstr("Maes"))) << path;
  }
}

TEST_F(ExportTest, WhatWasErasedIsThereAsErased) {
  Eraser eraser(store(), with_store(), *key_store);
  must(eraser.erase({.entries = {{{2026}, {0}}}, .authorisation = must(Reference::parse("GBA 2026/1"))}));
  const auto done = must(exported(order(day, next)));
  EXPECT_EQ(done.erased, 1U);
  EXPECT_EQ(done.agents, 0U);
  const auto files = opened();
  EXPECT_EQ(said(files, "erased"), "1;");
  EXPECT_THAT(lines_of(files.at(entries_2026)).front(), HasSubstr("\"erased\":true"));
  EXPECT_THAT(lines_of(files.at(entries_2026)).front(), Not(HasSubstr("text")));
  EXPECT_THAT(lines_of(files.at(agents_2026)), ElementsAre("{\"place\":\"2026/0\",\"erased\":true}"));
  EXPECT_THAT(files.at("shards/2026/open.ndjson"), HasSubstr("erased-entry 2026/0"));
}

TEST_F(ExportTest, EveryYearOfThePeriodHasItsTilesAndLaterOnesWhatIsOpenInThem) {
  now = at(Date(2027, 3, 1));
  must(log().append(std::vector{about(person(1), "f")}));
  now = at(Date(2028, 3, 1));
  must(exported(order(day, Date(2027, 2, 1))));
  const auto files = opened();
  EXPECT_EQ(said(files, "range"), "2026 0 5;") << "the year 2027 begins in March";
  EXPECT_TRUE(files.contains("shards/2026/tile/0/000.p/5"));
  EXPECT_TRUE(files.contains("shards/2027/tile/0/000.p/2")) << "that none of its entries is of the period shows only with all its leaves";
  EXPECT_FALSE(files.contains("shards/2028/tile/0/000.p/2"));
  EXPECT_TRUE(files.contains("shards/2028/open.ndjson"));
  EXPECT_FALSE(files.contains("shards/2027/exported.ndjson"));
  EXPECT_TRUE(files.contains("shards/2028/exported.ndjson"));
  EXPECT_EQ(said(files, "exported"), "2028/1 2028-03-01T00:00:00.000Z;");
}

struct Refused {
  std::string name;
  std::function<void(ExportOrder&)> change;
  std::string what;
};

TEST_F(ExportTest, WhatIsNoOrderIsRefusedAndNotLogged) {
  const std::vector<Refused> cases{
      {"the last day first", [&](ExportOrder& one) { std::swap(one.first, one.last); }, "the period ends before it begins"},
      {"no entries then", [](ExportOrder& one) { one.first = one.last = Date(2026, 5, 3); }, "the log has no entries in this period"},
      {"another event", [](ExportOrder& one) { one.reading.entry.event = Event::log_read; },
       "this entry does not say why the log is exported"},
      {"no purpose", [](ExportOrder& one) { one.reading.entry.purpose.reset(); }, "this entry does not say why the log is exported"},
      {"a detail of its own", [](ExportOrder& one) { one.reading.entry.detail = must(Detail::parse("x")); },
       "this entry does not say why the log is exported"},
      {"for everybody to read", [](ExportOrder& one) { one.reading.open_to_all = true; },
       "this entry does not say why the log is exported"},
      {"in another file's place", [&](ExportOrder& one) { one.file = file(); }, "something stands here already"},
  };
  for (const auto& [name, change, what] : cases) {
    SCOPED_TRACE(name);
    auto ordered = order(day, next);
    change(ordered);
    const auto refused = exported(ordered);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().what, what);
    EXPECT_EQ(logged(), 5U);
    EXPECT_THAT(archives_on_disk(), IsEmpty());
  }
  auto setting = export_setting();
  setting.part_size = 0;
  EXPECT_EQ(export_archive(store(), setting, order(day, next)).error().what, "the parts of an archive can't be of this size");
  EXPECT_EQ(logged(), 5U);
}

struct Meddled {
  std::string name, sql;
};

TEST_F(ExportTest, OfALogThatIsNotWholeNothingIsLeft) {
  const std::string place = fmt::format("position = {}", (std::int64_t{1} << sequence_bits) + 1);
  for (const auto& [name, sql] :
       std::vector<Meddled>{{"a sealed part changed", "UPDATE ledger_entries SET entry = zeroblob(length(entry)) WHERE " + place},
                            {"an entry missing", "DELETE FROM ledger_entries WHERE " + place}}) {
    SCOPED_TRACE(name);
    meddle(sql);
    const auto refused = exported(order(day, next));
    EXPECT_FALSE(refused);
    EXPECT_THAT(archives_on_disk(), IsEmpty());
  }
  EXPECT_EQ(logged(), 7U) << "that it was tried twice stays in the log";
}

struct Moment {
  const char* written;
  Instant time;
};

TEST(EntryFiles, WritesTimesAsRfc3339) {
  for (const auto& [text, time] :
       {Moment{"1970-01-01T00:00:00.000Z", Instant()}, Moment{"2026-05-04T00:00:01.000Z", at(Date(2026, 5, 4), 1000)},
        Moment{"2028-02-29T23:59:59.999Z", at(Date(2028, 2, 29), 86'399'999)},
        Moment{"2026-05-04T13:07:09.012Z", at(Date(2026, 5, 4), 47'229'012)}})
    EXPECT_EQ(to_rfc3339(time), text);
}

TEST_F(ExportTest, WhatCameBeforeMidnightWhileTheExportBeganIsNotLeftOut) {
  // The day's entries are looked up; then one more is logged, and the day is over before the export's own entry is.
  bool late = false;
  clock = [&] {
    if (!late) {
      late = true;
      must(log().append(std::vector{about(person(3), "late")}));
      now = at(next.next_day());
    }
    return now;
  };
  const auto refused = exported(order(day, next));
  ASSERT_FALSE(refused) << opened()["manifest"];
  EXPECT_EQ(refused.error().what, "the period got more entries while its export began");
  EXPECT_THAT(archives_on_disk(), IsEmpty());
  EXPECT_EQ(logged(), 7U) << "that it was tried stays in the log";

  const auto done = must(exported(order(day, next)));
  EXPECT_EQ(done.entries, 6U);
  EXPECT_THAT(opened().at("manifest"), HasSubstr("range 2026 0 6\n"));
}

TEST_F(ExportTest, APeriodThatIsNotOverIsExportedAsItStands) {
  bool late = false;
  clock = [&] {
    if (!late) {
      late = true;
      must(log().append(std::vector{about(person(3), "late")}));
    }
    return now;
  };
  EXPECT_EQ(must(exported(order(day, next))).entries, 5U);
}

}  // namespace
}  // namespace crossroads::test
