#include "differential.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "data_folder.hpp"
#include "facts/load/parted_file.hpp"
#include "plain_csv.hpp"

namespace crossroads::facts {
namespace {

std::string values_of(const PersonRow& row) {
  return fmt::format("{}|{}|{}|{}", to_string(row.niss), row.last_name, row.first_names, to_string(row.country_of_origin));
}
std::string values_of(const ReimbursementRow& row) {
  return fmt::format("{}|{}|{}", row.aid_id, to_string(row.paid_on), row.cents.count());
}
std::string values_of(const ReplacementRow& row) {
  return fmt::format("{}|{}|{}", to_string(row.old_niss), to_string(row.new_niss), to_string(row.on));
}
std::string values_of(const domain::Period& period) { return fmt::format("{}|{}", to_string(period.from), to_string(period.to)); }
std::string values_of(const NationalityRow& row) {
  return fmt::format("{}|{}|{}", to_string(row.niss), to_string(row.nationality.country), values_of(row.nationality.period));
}
std::string values_of(const StayRow& row) {
  const auto& stay = row.stay;
  return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", to_string(row.niss), values_of(stay.period), to_name(stay.legal),
                     to_name(stay.reg), to_name(stay.title), to_name(stay.ground), to_name(stay.quality), to_string(stay.recognised_on),
                     to_string(stay.applied_on), to_name(stay.applied_at), row.sponsor ? to_string(*row.sponsor) : "");
}
std::string values_of(const GrantRow& row) {
  return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}", row.aid_id, to_string(row.niss), to_string(row.centre), to_name(row.grant.nature),
                     static_cast<int>(row.grant.category), row.grant.monthly.count(), values_of(row.grant.period), to_name(row.status));
}

/// Rows as text, in place of columns.
template <class Row>
struct TextStaging {
  struct Context {};
  static constexpr auto niss_is = values::NissIs::checked;
  explicit TextStaging(std::pmr::memory_resource*) {}
  void start(const Context&, std::size_t) {}
  bool take(const Row& row) {
    rows.emplace_back(row.line, values_of(row));
    return true;
  }
  void take_exact(const Row& row, RowReport&) { take(row); }
  std::vector<std::pair<std::uint32_t, std::string>> rows;
};

std::string joined(const std::vector<std::string>& good, const std::vector<std::string>& bad) {
  std::string text;
  for (const auto& row : good) text += row + "\n";
  for (const auto& row : bad) text += "bad " + row + "\n";
  return text;
}

template <class Row>
std::string in_parts(OpenFile& open, std::size_t part_bytes, unsigned threads) {
  const typename TextStaging<Row>::Context context;
  BlockPool pool;
  FileParts<Row, TextStaging<Row>> parts(&open, context, part_bytes, threads, pool);
  PartedFile* const only = &parts;
  read_all({&only, 1}, threads, test_today);
  RowSpace space(test_today);
  Quarantine quarantine;
  RowCounts counts;
  const auto settled = parts.settle(space, quarantine, counts);
  if (!settled) return "refused " + one_line(settled.error());
  std::vector<std::string> good, bad;
  for (const auto& part : parts.parts()) {
    for (const auto& [line, values] : part->staged.rows) good.push_back(fmt::format("{} {}", parts.place(*part, line).line, values));
  }
  for (const auto& problem : std::move(quarantine).in_order()) bad.push_back(one_line(problem));
  return joined(good, bad);
}

template <class Row>
std::string plainly(DataFile file, std::string_view text) {
  const std::string name = fmt::format("{}.csv", to_name(file));
  const auto columns = columns_of(file);
  csv::Header header;
  header.columns = columns.size();
  std::vector<std::string> good, bad;
  bool is_header = true;
  for (const PlainRow& plain : plain_rows(text)) {
    const auto refused = [&](std::string_view what) { return fmt::format("refused {}:{}: {}", name, plain.line, what); };
    if (plain.bytes > csv::longest_row)
      return refused(fmt::format("this row is longer than {} bytes; is a quoted field never closed?", csv::longest_row));
    if (plain.never_ends) return refused("a quoted field of this row never ends, expected a closing quote before the end of the file");
    if (plain.has_nul) return refused("a NUL byte stands in this row, expected text in UTF-8; the file may be UTF-16, or no text at all");
    if (is_header) {
      for (std::size_t i = 0; i < columns.size(); ++i) {
        header.field_of[i] = static_cast<std::uint8_t>(std::ranges::find(plain.fields, columns[i]) - plain.fields.begin());
      }
      is_header = false;
      continue;
    }
    // What exactly is wrong with a row's shape is the reader's to say; here only that something is.
    std::vector<std::string_view> fields(plain.fields.begin(), plain.fields.end());
    const bool utf8 = std::ranges::all_of(fields, is_utf8);
    values::ExactReader exact(fields, columns, header, test_today);
    Row row;
    if (plain.bad_quotes || fields.size() != columns.size() || !utf8) bad.push_back(fmt::format("{}:{}: shape", name, plain.line));
    else if (read_row(exact, row)) good.push_back(fmt::format("{} {}", plain.line, values_of(row)));
    else {
      Problem problem = exact.problem();
      problem.place = {.file = name, .line = plain.line};
      bad.push_back(one_line(problem));
    }
  }
  return joined(good, bad);
}

/// A bad row's problem with one word for all of shape, and without the ending of a compressed file: neither is a difference. Only the
/// place and what stands right behind it: a value may say anything.
std::string alike(std::string_view line) {
  const auto colon = line.find(": ");
  if (colon == line.npos || !(line.starts_with("bad ") || line.starts_with("refused "))) return std::string(line);
  std::string place(line.substr(0, colon));
  for (const std::string_view ending : {".gz", ".zst"}) {
    if (const auto at = place.find(ending); at != place.npos) place.erase(at, ending.size());
  }
  const auto what = line.substr(colon);
  const auto is = [&](std::string_view start) { return what.starts_with(start); };
  const bool shape = line.starts_with("bad ") && (is(": a quote stands inside") || is(": something stands between") ||
                                                  is(": this row has ") || is(": this value is no UTF-8"));
  return place + (shape ? ": shape" : std::string(what));
}

std::string lines_alike(const std::string& text) {
  std::string all;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    all += alike(std::string_view(text).substr(at, end - at));
    if (end < text.size()) all += '\n';
    at = end + 1;
  }
  return all;
}

}  // namespace

std::string read_plainly(DataFile file, std::string_view text) {
  switch (file) {
    case DataFile::persons: return plainly<PersonRow>(file, text);
    case DataFile::reimbursements: return plainly<ReimbursementRow>(file, text);
    case DataFile::replacements: return plainly<ReplacementRow>(file, text);
    case DataFile::nationalities: return plainly<NationalityRow>(file, text);
    case DataFile::stays: return plainly<StayRow>(file, text);
    case DataFile::aid: break;
  }
  return plainly<GrantRow>(file, text);
}

std::string read_in_parts(DataFile file, const std::filesystem::path& folder, std::size_t part_bytes, unsigned threads) {
  auto found = csv::InputFile::open(folder, file);
  if (!found) return "refused " + one_line(found.error());
  if (!*found) return "missing";
  OpenFile open(std::move(**found), part_bytes);
  auto header = csv::read_header(open.file, open.stream);
  if (!header) return "refused " + one_line(header.error());
  open.header = *header;
  const auto read = [&] {
    switch (file) {
      case DataFile::persons: return in_parts<PersonRow>(open, part_bytes, threads);
      case DataFile::reimbursements: return in_parts<ReimbursementRow>(open, part_bytes, threads);
      case DataFile::replacements: return in_parts<ReplacementRow>(open, part_bytes, threads);
      case DataFile::nationalities: return in_parts<NationalityRow>(open, part_bytes, threads);
      case DataFile::stays: return in_parts<StayRow>(open, part_bytes, threads);
      case DataFile::aid: break;
    }
    return in_parts<GrantRow>(open, part_bytes, threads);
  };
  return lines_alike(read());
}

}  // namespace crossroads::facts
