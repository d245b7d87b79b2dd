#include "store/sqlite/fresh_tags.hpp"

#include <algorithm>

#include "ledger/seal/big_endian.hpp"
#include "store/sqlite/ledger_rows.hpp"

namespace crossroads::store::sqlite {

using namespace ledger;

namespace {

constexpr std::size_t tag_size = std::tuple_size_v<TagValue>;
static_assert(std::tuple_size_v<TagRow> == 1 + tag_size + sizeof(std::uint64_t));
/// Of a row of the table, so that a search reads little more than it needs.
constexpr std::size_t rows_a_part = 320;
/// So many runs of a level become one of a higher level.
constexpr std::size_t runs_a_merge = 16;
/// Runs of this level are large enough: merging them would make somebody wait.
constexpr std::int64_t top_level = 4;

/// By size, a level for each factor of 16: of one level are at most 15 runs, and a row is written again once a level.
constexpr std::int64_t level_of(std::size_t rows) {
  std::int64_t level = 0;
  for (std::size_t most = runs_a_merge; rows >= most && level < top_level; most *= runs_a_merge) ++level;
  return level;
}

constexpr TagRow before_all{};
constexpr TagRow behind_all = [] {
  TagRow row{};
  row.fill(0xff);
  return row;
}();

void merge_neighbours(std::vector<TagRow>& rows, std::vector<std::size_t> ends) {
  while (ends.size() > 1) {
    std::vector<std::size_t> fewer;
    for (std::size_t i = 0, begin = 0; i < ends.size(); i += 2) {
      const std::size_t end = ends[std::min(i + 1, ends.size() - 1)];
      std::inplace_merge(rows.begin() + static_cast<std::ptrdiff_t>(begin), rows.begin() + static_cast<std::ptrdiff_t>(ends[i]),
                         rows.begin() + static_cast<std::ptrdiff_t>(end));
      fewer.push_back(end);
      begin = end;
    }
    ends = std::move(fewer);
  }
}

}  // namespace

TagRow to_row(TagClass of, const TagValue& tag, std::uint64_t entry) {
  TagRow row{};
  row.front() = static_cast<std::uint8_t>(to_column(of));
  std::ranges::copy(tag, row.begin() + 1);
  write_big_endian<std::uint64_t>(std::span(row).last<sizeof entry>(), entry);
  return row;
}
std::int64_t class_of(const TagRow& row) { return row.front(); }
TagValue tag_of(const TagRow& row) {
  TagValue tag{};
  std::copy_n(row.begin() + 1, tag.size(), tag.begin());
  return tag;
}
std::uint64_t entry_of(const TagRow& row) { return read_big_endian<std::uint64_t>(std::span(row).last<sizeof(std::uint64_t)>()); }

FreshTags::FreshTags(Database& database)
    : database_(database),
      add_run_(database, "INSERT INTO ledger_tag_runs VALUES (?, ?, ?, ?, ?)"),
      add_part_(database, "INSERT INTO ledger_fresh_tags VALUES (?, ?, ?, ?, ?)"),
      drop_run_(database, "DELETE FROM ledger_tag_runs WHERE shard = ? AND day = ? AND run = ?"),
      drop_parts_(database, "DELETE FROM ledger_fresh_tags WHERE shard = ? AND day = ? AND run = ?"),
      list_(database, "SELECT level, run FROM ledger_tag_runs WHERE shard = ? AND day = ? ORDER BY run"),
      count_(database, "SELECT coalesce(sum(size), 0) FROM ledger_tag_runs WHERE shard = ? AND day = ?"),
      // From the last part that begins before the first row asked for: that row may stand inside it.
      find_(database,
            "SELECT tags FROM ledger_fresh_tags WHERE shard = ?1 AND day = ?2 AND run = ?3 AND first <= ?5 AND first >= coalesce((SELECT "
            "max(first) FROM ledger_fresh_tags WHERE shard = ?1 AND day = ?2 AND run = ?3 AND first <= ?4), x'') ORDER BY first") {}

Result<std::vector<FreshTags::Run>> FreshTags::runs(std::int64_t shard, std::int64_t day) {
  std::vector<Run> found;
  Statement& list = *CROSSROADS_TRY(list_.ready());
  list.bind(0, shard).bind(1, day);
  const Reading reading(list);
  while (CROSSROADS_TRY(list.step())) found.push_back({.level = list.number(0), .first = list.number(1)});
  return found;
}

Result<void> FreshTags::read(std::int64_t shard, std::int64_t day, std::int64_t run, const TagRow& from, const TagRow& to,
                             std::vector<TagRow>& rows) {
  Statement& find = *CROSSROADS_TRY(find_.ready());
  find.bind(0, shard).bind(1, day).bind(2, run).bind(3, std::span<const std::uint8_t>(from)).bind(4, std::span<const std::uint8_t>(to));
  const Reading reading(find);
  const auto begin = static_cast<std::ptrdiff_t>(rows.size());
  while (CROSSROADS_TRY(find.step())) {
    auto bytes = find.bytes(0);
    if (bytes.size() % before_all.size() != 0) return std::unexpected(database_.damaged("tags of a day that is not over can't be read"));
    for (TagRow row{}; !bytes.empty(); bytes = bytes.subspan(row.size())) {
      std::ranges::copy(bytes.first(row.size()), row.begin());
      if (from <= row && row <= to) rows.push_back(row);
    }
  }
  // What else than this program wrote need not be in order.
  if (!std::is_sorted(rows.begin() + begin, rows.end())) std::sort(rows.begin() + begin, rows.end());
  return {};
}

Result<void> FreshTags::write(std::int64_t shard, std::int64_t day, std::int64_t run, const std::vector<TagRow>& rows) {
  Statement& add = *CROSSROADS_TRY(add_run_.ready());
  add.bind(0, shard).bind(1, day).bind(2, run).bind(3, level_of(rows.size())).bind(4, static_cast<std::int64_t>(rows.size()));
  CROSSROADS_CHECK(add.run());
  for (std::size_t begin = 0; begin < rows.size(); begin += rows_a_part) {
    const std::size_t end = std::min(begin + rows_a_part, rows.size());
    Statement& part = *CROSSROADS_TRY(add_part_.ready());
    part.bind(0, shard).bind(1, day).bind(2, run).bind(3, std::span<const std::uint8_t>(rows[begin]));
    part.bind(4, std::span(rows[begin].data(), (end - begin) * before_all.size()));
    CROSSROADS_CHECK(part.run());
  }
  return {};
}

Result<void> FreshTags::drop(std::int64_t shard, std::int64_t day, std::int64_t run) {
  for (auto* statement : {&drop_run_, &drop_parts_}) {
    Statement& drop = *CROSSROADS_TRY(statement->ready());
    drop.bind(0, shard).bind(1, day).bind(2, run);
    CROSSROADS_CHECK(drop.run());
  }
  return {};
}

Result<void> FreshTags::add(std::int64_t shard, std::int64_t day, std::uint64_t first, const std::vector<TagRow>& rows) {
  if (rows.empty()) return {};
  CROSSROADS_CHECK(write(shard, day, static_cast<std::int64_t>(first), rows));
  return merge(shard, day, level_of(rows.size()));
}

Result<void> FreshTags::merge(std::int64_t shard, std::int64_t day, std::int64_t level) {
  while (level < top_level) {
    auto of_level = CROSSROADS_TRY(runs(shard, day));
    std::erase_if(of_level, [&](const Run& run) { return run.level != level; });
    if (of_level.size() < runs_a_merge) return {};
    std::vector<TagRow> rows;
    std::vector<std::size_t> ends;
    for (const Run& run : of_level) {
      CROSSROADS_CHECK(read(shard, day, run.first, before_all, behind_all, rows));
      CROSSROADS_CHECK(drop(shard, day, run.first));
      ends.push_back(rows.size());
    }
    merge_neighbours(rows, std::move(ends));
    CROSSROADS_CHECK(write(shard, day, of_level.front().first, rows));
    level = level_of(rows.size());
  }
  return {};
}

Result<std::vector<TagRow>> FreshTags::find(std::int64_t shard, std::int64_t day, TagClass of, const TagValue& tag) {
  std::vector<TagRow> rows;
  const TagRow from = to_row(of, tag, 0), to = to_row(of, tag, ~std::uint64_t{0});
  for (const Run& run : CROSSROADS_TRY(runs(shard, day))) CROSSROADS_CHECK(read(shard, day, run.first, from, to, rows));
  std::ranges::sort(rows);
  return rows;
}

Result<std::vector<TagRow>> FreshTags::all(std::int64_t shard, std::int64_t day) {
  std::vector<TagRow> rows;
  std::vector<std::size_t> ends;
  for (const Run& run : CROSSROADS_TRY(runs(shard, day))) {
    CROSSROADS_CHECK(read(shard, day, run.first, before_all, behind_all, rows));
    ends.push_back(rows.size());
  }
  merge_neighbours(rows, std::move(ends));
  return rows;
}

Result<std::uint64_t> FreshTags::count(std::int64_t shard, std::int64_t day) {
  Statement& count = *CROSSROADS_TRY(count_.ready());
  count.bind(0, shard).bind(1, day);
  const Reading reading(count);
  if (!CROSSROADS_TRY(count.step())) return std::uint64_t{0};
  return static_cast<std::uint64_t>(count.number(0));
}

Result<void> FreshTags::replace(std::int64_t shard, std::int64_t day, const std::vector<TagRow>& rows) {
  const auto old = CROSSROADS_TRY(runs(shard, day));
  for (const Run& run : old) CROSSROADS_CHECK(drop(shard, day, run.first));
  if (rows.empty() || old.empty()) return {};
  return write(shard, day, old.front().first, rows);
}

}  // namespace crossroads::store::sqlite
