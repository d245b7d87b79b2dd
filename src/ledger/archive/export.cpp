#include "ledger/archive/export.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/archive/enclosed_texts.hpp"
#include "ledger/archive/entry_files.hpp"
#include "ledger/archive/shard_files.hpp"
#include "ledger/log/period.hpp"

namespace crossroads::ledger {
namespace {

/// The entry that the export leaves in the log.
Result<LogEntry> reading_of(const ExportOrder& order) {
  LogEntry reading = order.reading;
  if (reading.entry.event != Event::exported || !reading.entry.purpose || reading.entry.detail || reading.open_to_all)
    return failure(
        {.what = "this entry does not say why the log is exported", .expected = "an entry `exported` with a purpose, without a detail"});
  reading.entry.detail =
      CROSSROADS_TRY(Detail::parse(fmt::format("archive {} {} {} agents, sealed to {}", to_string(order.first), to_string(order.last),
                                               order.agents ? "with" : "without", to_string(order.recipient.fingerprint()))));
  return reading;
}

class Export {
 public:
  Export(LedgerStore& store, const ExportSetting& setting, const ExportOrder& order, SealedFile& file)
      : store_(store), setting_(setting), order_(order), file_(file), out_(file), entries_(out_, order.agents) {}

  Result<Exported> run(std::span<const EntryRange> ranges, const LogEntry& reading) {
    Ledger ledger(store_, setting_.ledger);
    const auto visit = [this](const Found& found) -> Result<void> {
      if (out_.files() == 0) CROSSROADS_CHECK(begin(found.leaf.header.time));
      return entries_.add(found);
    };
    const Receipt receipt = CROSSROADS_TRY(ledger.read(ranges, order_.agents, reading, visit));
    CROSSROADS_CHECK(still_all(ranges, receipt));
    CROSSROADS_CHECK(entries_.flush());
    CROSSROADS_CHECK(write_shards(receipt));
    out_.set_time(receipt.time);
    const auto key = CROSSROADS_TRY(setting_.ledger.signing_key(origin(receipt.shard)));
    CROSSROADS_CHECK(out_.finish(manifest(ranges, receipt), key));
    const auto written = CROSSROADS_TRY(file_.finish());
    return Exported{.receipt = receipt,
                    .entries = entries_.entries(),
                    .erased = entries_.erased(),
                    .agents = entries_.agents(),
                    .files = out_.files(),
                    .bytes = written.bytes,
                    .sealed_parts = written.parts,
                    .digest = written.digest};
  }

 private:
  [[nodiscard]] Origin origin(Shard shard) const { return origin_of(setting_.ledger.institution, setting_.ledger.log, shard); }

  Result<void> begin(Instant time) {
    out_.set_time(time);
    CROSSROADS_CHECK(file_.in_clear("README.txt", archive_readme));
    CROSSROADS_CHECK(out_.file("README.txt", archive_readme));
    CROSSROADS_CHECK(out_.file("verify.go", archive_verify_go));
    return write_keys("", "witnesses", setting_.witnesses, out_);
  }

  /// A period that was over when the entry `exported` was written gets no more entries. One that was not yet over when its entries were looked
  /// up may have got some in between.
  Result<void> still_all(std::span<const EntryRange> ranges, const Receipt& receipt) {
    if (order_.last >= day_of(receipt.time)) return {};
    if (std::ranges::equal(CROSSROADS_TRY(entries_between(store_, setting_.ledger.log, order_.first, order_.last)), ranges)) return {};
    return failure({.what = "the period got more entries while its export began",
                    .value = fmt::format("{} to {}", to_string(order_.first), to_string(order_.last)),
                    .hint = "export it again, now that its last day is over",
                    .kept = "nothing of the archive"});
  }

  /// The entry that tells of this export, as it stands in the log.
  Result<Found> told_by(const Receipt& receipt) {
    const EntryId id{receipt.shard, receipt.first};
    auto found = CROSSROADS_TRY(Searcher(store_, setting_.ledger.keys, setting_.ledger.log).open(id, false));
    if (!found.entry)
      return failure({.what = "the entry that tells of this export is gone", .value = to_string(id), .hint = "verify the log"});
    return found;
  }

  /// From the period's first year on, its years with their tiles; the later ones too, as what erases or commits to entries of the period may
  /// stand in them.
  Result<void> write_shards(const Receipt& receipt) {
    const Shard first = shard_of(order_.first), last = shard_of(order_.last);
    const Found exported = CROSSROADS_TRY(told_by(receipt));
    // In this order: what is open stands under heads read before, or is left out; what was erased before an entry was read is not.
    const auto heads = CROSSROADS_TRY(store_.shards(setting_.ledger.log));
    const auto open = CROSSROADS_TRY(open_entries(store_, setting_.ledger.log, first));
    const auto kept = CROSSROADS_TRY(store_.checkpoints(setting_.ledger.log));
    for (const ShardHead& head : heads) {
      if (head.shard < first) continue;
      out_.set_time(head.last);
      const ShardToWrite shard{.head = head,
                               .origin = origin(head.shard),
                               .keys = CROSSROADS_TRY(setting_.keys(origin(head.shard))),
                               .exported = head.shard == receipt.shard ? &exported : nullptr,
                               .with_tiles = head.shard <= last};
      CROSSROADS_CHECK(write_shard(store_, setting_.ledger.log, shard, kept, open, out_));
    }
    return {};
  }

  /// Its first line is no origin of a log, so that it can't be taken for a checkpoint.
  [[nodiscard]] std::string manifest(std::span<const EntryRange> ranges, const Receipt& receipt) const {
    std::string text =
        fmt::format("crossroads-log-archive-v1\ninstitution {}\nlog {}\nperiod {} {}\nagents {}\n", to_string(setting_.ledger.institution),
                    setting_.ledger.log.text(), to_string(order_.first), to_string(order_.last), order_.agents ? "yes" : "no");
    for (const EntryRange& range : ranges) text += fmt::format("range {} {} {}\n", range.shard.year, range.first.value, range.end.value);
    text += fmt::format("entries {}\nerased {}\n", entries_.entries(), entries_.erased());
    text += fmt::format("exported {} {}\nrecipient {}\n", to_string(EntryId{receipt.shard, receipt.first}), to_rfc3339(receipt.time),
                        to_string(order_.recipient.fingerprint()));
    return text;
  }

  LedgerStore& store_;
  const ExportSetting& setting_;
  const ExportOrder& order_;
  SealedFile& file_;
  ArchiveWriter out_;
  EntryFiles entries_;
};

}  // namespace

Result<Exported> export_archive(LedgerStore& store, const ExportSetting& setting, const ExportOrder& order) {
  if (order.last < order.first)
    return failure({.what = "the period ends before it begins", .value = to_string(order.last), .expected = "a day from the first one on"});
  const LogEntry reading = CROSSROADS_TRY(reading_of(order));
  const auto ranges = CROSSROADS_TRY(entries_between(store, setting.ledger.log, order.first, order.last));
  if (ranges.empty()) {
    return failure({.what = "the log has no entries in this period",
                    .value = fmt::format("{} to {}", to_string(order.first), to_string(order.last)),
                    .kept = "nothing was exported"});
  }
  auto file = CROSSROADS_TRY(SealedFile::create(order.file, order.recipient, setting.part_size));
  return Export(store, setting, order, file).run(ranges, reading);
}

}  // namespace crossroads::ledger
