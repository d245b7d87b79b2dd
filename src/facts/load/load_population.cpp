#include <algorithm>
#include <array>
#include <thread>
#include <unordered_map>

#include "facts/folder.hpp"
#include "facts/load/aid_rules.hpp"
#include "facts/load/gather.hpp"
#include "facts/load/parted_file.hpp"
#include "facts/load/person_finder.hpp"
#include "facts/load/person_rows.hpp"
#include "facts/load/staging.hpp"

namespace crossroads::facts {
namespace {

using ReplacementParts = FileParts<ReplacementRow, ReplacementStaging>;
using PersonParts = FileParts<PersonRow, PersonStaging>;
using NationalityParts = FileParts<NationalityRow, NationalityStaging>;
using StayParts = FileParts<StayRow, StayStaging>;

/// More would keep threads waiting for the last part.
constexpr std::size_t largest_part = std::size_t{8} << 20;

constexpr std::size_t number_of(DataFile file) { return static_cast<std::size_t>(file); }

class Loading {
 public:
  Loading(OpenFolder files, const LoadOptions& options, unsigned threads, std::size_t part_bytes)
      : files_(std::move(files)), options_(options), threads_(threads), part_bytes_(part_bytes), space_(options.today) {}

  Result<Loaded> load() {
    CROSSROADS_CHECK(read_replacements());
    CROSSROADS_CHECK(read_persons());
    CROSSROADS_CHECK(read_aid());
    CROSSROADS_CHECK(read_register());
    columns_.niss = std::move(finder_.persons());
    loaded_.population = domain::Population(std::move(columns_));
    loaded_.quarantined = std::move(quarantine_).in_order();
    if (options_.strict && !loaded_.quarantined.empty()) return failure(refused_strictly());
    loaded_.chains = std::move(chains_);
    return std::move(loaded_);
  }

 private:
  [[nodiscard]] OpenFile* open(DataFile file) const { return files_[number_of(file)].get(); }

  template <class Parts>
  Result<void> read_alone(Parts& parts) {
    PartedFile* const only = &parts;
    read_all({&only, 1}, threads_, options_.today);
    return parts.settle(space_, quarantine_, loaded_.counts);
  }

  void bad_row(DataFile file, Problem problem) {
    quarantine_.add(file, std::move(problem));
    --loaded_.counts.accepted[number_of(file)];
    ++loaded_.counts.bad[number_of(file)];
  }

  Result<void> read_replacements();
  Result<void> read_persons();
  Result<void> read_aid();
  Result<void> read_register();
  void choose_identities(const PersonParts& persons);
  void gather_nationalities(NationalityParts& nationalities);
  void gather_stays(StayParts& stays);
  void gather_grants(GrantParts& grants);
  void report_stays(const StayParts& stays, std::vector<RefusedStay> refused);
  [[nodiscard]] Problem refused_strictly() const;

  OpenFolder files_;
  const LoadOptions& options_;
  unsigned threads_;
  std::size_t part_bytes_;
  RowSpace space_;
  BlockPool pool_;
  Quarantine quarantine_;
  Chains chains_;
  PersonFinder finder_;
  domain::Population::Columns columns_;
  Loaded loaded_;
};

Result<void> Loading::read_replacements() {
  const ReplacementStaging::Context context;
  ReplacementParts replacements(open(DataFile::replacements), context, part_bytes_, threads_, pool_);
  CROSSROADS_CHECK(read_alone(replacements));
  for (const auto& part : replacements.parts()) {
    for (const auto& row : part->staged.replacements) {
      // Of the rows of a loop, the one that closes it is bad; of two successors, the second: in file order.
      switch (chains_.add(row.old_niss, row.new_niss)) {
        case Chains::Verdict::loop:
          bad_row(DataFile::replacements, replacement_loop(replacements.place(*part, row.line), row.old_niss, row.new_niss));
          break;
        case Chains::Verdict::second_successor:
          bad_row(DataFile::replacements,
                  second_successor(replacements.place(*part, row.line), row.old_niss, row.new_niss, chains_.successors().at(row.old_niss)));
          break;
        case Chains::Verdict::added:
        case Chains::Verdict::known_already: break;
      }
    }
  }
  return {};
}

Result<void> Loading::read_persons() {
  const PersonStaging::Context context{.identities = options_.identities};
  PersonParts persons(open(DataFile::persons), context, part_bytes_, threads_, pool_);
  CROSSROADS_CHECK(read_alone(persons));
  std::vector<std::span<const domain::Niss>> numbers;
  std::size_t rows = 0;
  for (const auto& part : persons.parts()) {
    numbers.emplace_back(part->staged.persons);
    rows += part->staged.persons.size();
  }
  if (rows + 2 * chains_.successors().size() > PersonFinder::most_numbers) {
    return failure({.what = "there are too many persons",
                    .place = {.file = open(DataFile::persons)->file.name()},
                    .expected = "fewer than 134 million numbers"});
  }
  finder_ = PersonFinder(numbers, chains_, threads_);
  if (options_.identities) choose_identities(persons);
  return {};
}

/// The row of the newest number itself wins; without one, the row that comes last.
void Loading::choose_identities(const PersonParts& persons) {
  std::vector<std::uint8_t> has_own(finder_.persons().size());
  loaded_.identities.resize(finder_.persons().size());
  PersonFinder::Cursor cursor;
  for (const auto& part : persons.parts()) {
    for (std::size_t i = 0; i < part->staged.persons.size(); ++i) {
      const domain::Niss niss = part->staged.persons[i];
      const std::size_t person = position(*finder_.find(niss, cursor));
      const bool own = finder_.persons()[person] == niss;
      if (has_own[person] != 0 && !own) continue;
      has_own[person] = own ? 1 : 0;
      loaded_.identities[person] = std::move(part->staged.identities[i]);
    }
  }
}

/// Aid first, which takes the most memory, and gives it back to the others before its columns are all that is left of it.
Result<void> Loading::read_aid() {
  const FinderContext known{.finder = &finder_, .today = options_.today};
  const ReimbursementStaging::Context nothing;
  GrantParts grants(open(DataFile::aid), known, part_bytes_, threads_, pool_);
  ReimbursementParts reimbursements(open(DataFile::reimbursements), nothing, part_bytes_, threads_, pool_);
  const std::array<PartedFile*, 2> both{&grants, &reimbursements};
  read_all(both, threads_, options_.today);
  CROSSROADS_CHECK(grants.settle(space_, quarantine_, loaded_.counts));
  CROSSROADS_CHECK(reimbursements.settle(space_, quarantine_, loaded_.counts));
  settle_aid(grants, reimbursements, threads_, quarantine_, loaded_.counts);
  gather_grants(grants);
  return {};
}

Result<void> Loading::read_register() {
  const FinderContext known{.finder = &finder_, .today = options_.today};
  NationalityParts nationalities(open(DataFile::nationalities), known, part_bytes_, threads_, pool_);
  StayParts stays(open(DataFile::stays), known, part_bytes_, threads_, pool_);
  const std::array<PartedFile*, 2> both{&stays, &nationalities};
  read_all(both, threads_, options_.today);
  CROSSROADS_CHECK(nationalities.settle(space_, quarantine_, loaded_.counts));
  CROSSROADS_CHECK(stays.settle(space_, quarantine_, loaded_.counts));
  gather_stays(stays);
  gather_nationalities(nationalities);
  return {};
}

void Loading::gather_grants(GrantParts& grants) {
  auto gathered = gather<domain::GrantRow>(
      grants.parts(), finder_.persons().size(), threads_, [](const GrantStaging::Row& row) { return !row.cancelled; },
      [](const GrantStaging::Row& row) {
        return domain::GrantRow{.monthly = row.monthly, .period = row.period, .nature = row.nature, .category = row.category};
      });
  columns_.grants = std::move(gathered.rows);
  columns_.grants_end = std::move(gathered.end);
}

void Loading::gather_nationalities(NationalityParts& nationalities) {
  auto gathered = gather<domain::NationalityRow>(
      nationalities.parts(), finder_.persons().size(), threads_, [](const NationalityStaging::Row&) { return true; },
      [](const NationalityStaging::Row& row) { return row.value; });
  settle_persons(gathered, threads_,
                 [](unsigned, std::uint32_t, std::span<domain::NationalityRow> rows) { return settle_nationalities(rows); });
  columns_.nationalities = std::move(gathered.rows);
  columns_.nationalities_end = std::move(gathered.end);
}

void Loading::gather_stays(StayParts& stays) {
  auto gathered = gather<domain::StayRow>(
      stays.parts(), finder_.persons().size(), threads_, [](const StayStaging::Row&) { return true; },
      [](const StayStaging::Row& row) { return row.value; });
  std::vector<std::vector<RefusedStay>> refused(threads_);
  settle_persons(gathered, threads_, [&](unsigned thread, std::uint32_t person, std::span<domain::StayRow> rows) {
    return settle_stays(person, rows, refused[thread]);
  });
  columns_.stays = std::move(gathered.rows);
  columns_.stays_end = std::move(gathered.end);
  std::vector<RefusedStay> all;
  for (const auto& some : refused) all.insert(all.end(), some.begin(), some.end());
  if (!all.empty()) report_stays(stays, std::move(all));
  stays.forget();
}

/// Finds the lines of refused stays again: the how-manieth row of the person each was.
void Loading::report_stays(const StayParts& stays, std::vector<RefusedStay> refused) {
  struct Person {
    std::size_t next;        // in `refused`, which is by person and row
    std::uint32_t rows = 0;  // seen so far
  };
  std::unordered_map<std::uint32_t, Person> persons;
  for (std::size_t i = 0; i < refused.size(); ++i) persons.try_emplace(refused[i].person, Person{.next = i});
  for (const auto& part : stays.parts()) {
    for (const auto& row : part->staged.rows) {
      const auto found = persons.find(row.person);
      if (found == persons.end()) continue;
      Person& person = found->second;
      if (person.next == refused.size() || refused[person.next].person != row.person || refused[person.next].row != person.rows++) continue;
      const RefusedStay& stay = refused[person.next++];
      bad_row(DataFile::stays, overlapping_stay(stays.place(*part, row.line), stay.stay, stay.in_the_way));
    }
  }
}

Problem Loading::refused_strictly() const {
  Problem first = loaded_.quarantined.front();
  const std::size_t others = loaded_.quarantined.size() - 1;
  if (others != 0)
    first.hint += (first.hint.empty() ? "" : "; ") + std::to_string(others) + (others == 1 ? " more row is bad" : " more rows are bad");
  return first;
}

}  // namespace

Result<Loaded> load_population(const std::filesystem::path& folder, const LoadOptions& options) {
  const std::size_t part_bytes =
      std::clamp<std::size_t>(options.chunk_bytes == 0 ? usual_chunk_bytes : options.chunk_bytes, 1, largest_part);
  auto files = CROSSROADS_TRY(open_folder(folder, part_bytes));
  std::uint64_t bytes = 0;
  for (const auto& file : files) bytes += file ? file->file.size() : 0;
  unsigned threads = options.threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : options.threads;
  // Starting threads costs more than a small folder.
  if (options.chunk_bytes == 0 && bytes < 2 * usual_chunk_bytes) threads = 1;
  return Loading(std::move(files), options, threads, part_bytes).load();
}

}  // namespace crossroads::facts
