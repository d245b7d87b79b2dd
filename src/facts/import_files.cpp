// What FolderImport does with a file once all its rows are there.
#include <algorithm>
#include <optional>

#include "facts/cross_rules.hpp"
#include "facts/import_cursor.hpp"
#include "facts/import_sink.hpp"

namespace crossroads::facts {

namespace {

/// The order in which RowSink promises the files.
constexpr std::array<DataFile, data_files> coming{DataFile::replacements, DataFile::persons, DataFile::nationalities,
                                                  DataFile::stays,        DataFile::aid,     DataFile::reimbursements};

/// How many keys are stored between two reports of progress.
constexpr std::uint64_t between_reports = 1 << 16;

template <class T>
void sort_unique(std::vector<T>& values) {
  std::ranges::sort(values);
  const auto rest = std::ranges::unique(values);
  values.erase(rest.begin(), rest.end());
}

/// By key, and rows of one key in the order of the file.
template <class Fact>
void sort_by_key(std::vector<Incoming<Fact>>& rows) {
  const auto less = [](const Incoming<Fact>& a, const Incoming<Fact>& b) { return a.fact.key() < b.fact.key(); };
  if (!std::ranges::is_sorted(rows, less)) std::ranges::stable_sort(rows, less);
}

/// A list that is done with gives its memory back.
template <class T>
void drop(std::vector<T>& list) {
  std::vector<T>().swap(list);
}

}  // namespace

Result<void> FolderImport::enter(DataFile file) {
  while (coming[stored_files_] != file) {
    const DataFile stored = coming[stored_files_++];
    if (!holds(options_.role, stored)) continue;
    switch (stored) {
      case DataFile::replacements: CROSSROADS_CHECK(store_replacements()); break;
      case DataFile::persons: CROSSROADS_CHECK(store_persons()); break;
      case DataFile::nationalities:
        CROSSROADS_CHECK(store_of_persons(DataFile::nationalities, store_.nationalities(), nationalities_));
        break;
      case DataFile::stays: CROSSROADS_CHECK(store_of_persons(DataFile::stays, store_.stays(), stays_)); break;
      case DataFile::aid: CROSSROADS_CHECK(store_grants()); break;
      case DataFile::reimbursements: break;  // the last one: finish() stores it
    }
  }
  return {};
}

Result<void> FolderImport::finish() {
  CROSSROADS_CHECK(enter(DataFile::reimbursements));
  return holds(options_.role, DataFile::reimbursements) ? store_reimbursements() : Result<void>();
}

Result<void> FolderImport::store_replacements() {
  std::map<domain::Niss, std::uint32_t> by_newest;
  for (const auto& [number, line] : joined_) {
    auto& last = by_newest[chains_.newest(number)];
    last = std::max(last, line);
  }
  joined_ = std::move(by_newest);
  sort_by_key(replacements_);
  CROSSROADS_CHECK(store_by_key<ReplacementFact>(DataFile::replacements, store_.replacements(), replacements_, std::equal_to<>()));
  drop(replacements_);
  return {};
}

Result<void> FolderImport::store_persons() {
  // Of the chain, whatever number the row has: all of replacements.csv is known by now.
  sort_unique(persons_of_folder_);
  sort_by_key(persons_);
  CROSSROADS_CHECK(store_by_key<PersonFact>(DataFile::persons, store_.persons(), persons_, std::equal_to<>()));
  drop(persons_);
  return {};
}

Result<void> FolderImport::store_grants() {
  sort_by_key(grants_);
  CROSSROADS_CHECK(store_by_key<GrantFact>(DataFile::aid, store_.grants(), grants_,
                                           [this](const GrantFact& a, const GrantFact& b) { return same(a, b); }));
  if (options_.snapshot) {
    aid_of_folder_.reserve(grants_.size());
    for (const auto& row : grants_) aid_of_folder_.push_back(row.fact.aid_id);
    CROSSROADS_CHECK(end_grants_left_out());
  }
  drop(grants_);
  return {};
}

Result<void> FolderImport::end_grants_left_out() {
  for (const domain::Niss person : persons_of_folder_) {
    for (const domain::Niss number : chains_.numbers(person)) {
      for (const auto& grant : CROSSROADS_TRY(store_.grants_of(number, known_now))) {
        if (!std::ranges::binary_search(aid_of_folder_, grant.fact.aid_id))
          CROSSROADS_CHECK(end_version(DataFile::aid, store_.grants(), grant.id));
      }
    }
  }
  drop(aid_of_folder_);
  return {};
}

Result<void> FolderImport::store_reimbursements() {
  sort_by_key(reimbursements_);
  KnownCursor<GrantFact> aid(store_.grants());
  std::vector<Incoming<ReimbursementFact>> accepted;
  accepted.reserve(reimbursements_.size());
  for (auto& row : reimbursements_) {
    if (CROSSROADS_TRY(aid.find(row.fact.aid_id)) != nullptr) {
      accepted.push_back(std::move(row));
    } else {
      set_aside(DataFile::reimbursements, unknown_aid(place(DataFile::reimbursements, row.line), row.fact.aid_id));
    }
  }
  reimbursements_ = std::move(accepted);
  CROSSROADS_CHECK(store_by_key<ReimbursementFact>(DataFile::reimbursements, store_.reimbursements(), reimbursements_, std::equal_to<>()));
  return options_.snapshot ? end_reimbursements_left_out() : Result<void>();
}

Result<void> FolderImport::end_reimbursements_left_out() {
  KnownCursor<GrantFact> aid(store_.grants());
  std::vector<VersionId> left_out;  // ended afterwards: nothing is written while the table is read
  CROSSROADS_CHECK(store_.reimbursements().each(known_now, [&](const Version<ReimbursementFact>& known) -> Result<void> {
    const auto* grant = CROSSROADS_TRY(aid.find(known.fact.aid_id));
    const auto in_folder = [&] {
      const auto found = std::ranges::lower_bound(reimbursements_, known.fact.key(), {}, [](const auto& row) { return row.fact.key(); });
      return found != reimbursements_.end() && found->fact.key() == known.fact.key();
    };
    // An aid that ended takes its reimbursements with it.
    if (grant == nullptr || (is_named(chains_.newest(grant->fact.niss)) && !in_folder())) left_out.push_back(known.id);
    return {};
  }));
  for (const VersionId version : left_out) CROSSROADS_CHECK(end_version(DataFile::reimbursements, store_.reimbursements(), version));
  return {};
}

template <class Fact, class Same>
Result<void> FolderImport::store_by_key(DataFile file, FactTable<Fact>& table, std::span<const Incoming<Fact>> rows, Same same) {
  KnownCursor<Fact> cursor(table);
  std::uint64_t next_report = 0;
  for (std::size_t first = 0; first < rows.size();) {
    const auto key = rows[first].fact.key();
    std::size_t end = first + 1;
    while (end < rows.size() && rows[end].fact.key() == key) ++end;
    const Version<Fact>* known = CROSSROADS_TRY(cursor.find(key));
    CROSSROADS_CHECK(write_versions<Fact>(table, import_, known, rows.subspan(first, end - first), same, counts_of(file)));
    first = end;
    if (first >= next_report) {
      show(file, true, first);
      next_report = first + between_reports;
    }
  }
  return {};
}

template <class Fact>
Result<void> FolderImport::store_of_persons(DataFile file, FactTable<Fact>& table, std::vector<OfPerson<Fact>>& rows) {
  const auto less = [](const OfPerson<Fact>& a, const OfPerson<Fact>& b) { return a.person < b.person; };
  if (!std::ranges::is_sorted(rows, less)) std::ranges::stable_sort(rows, less);

  // Whoever has rows here, whoever became one person with another, and under a snapshot whoever the folder names.
  std::vector<domain::Niss> persons = options_.snapshot ? persons_of_folder_ : std::vector<domain::Niss>();
  for (const auto& row : rows) {
    if (persons.empty() || persons.back() != row.person) persons.push_back(row.person);
  }
  for (const auto& [person, line] : joined_) persons.push_back(person);
  sort_unique(persons);

  KnownCursor<Fact> cursor(table);
  std::vector<Version<Fact>> stored;
  std::vector<Incoming<Fact>> of_person;
  std::uint64_t next_report = 0;
  auto next = rows.begin();
  for (const domain::Niss person : persons) {
    stored.clear();
    of_person.clear();
    CROSSROADS_CHECK(cursor.append_all_of(person, stored));
    if (chains_.replaced_others(person)) {
      for (const domain::Niss number : chains_.numbers(person)) {
        if (number == person) continue;
        KnownCursor<Fact> of_number(table);  // its numbers come in no order with those of others
        CROSSROADS_CHECK(of_number.append_all_of(number, stored));
      }
      std::ranges::sort(stored, {}, &Version<Fact>::id);
    }
    for (; next != rows.end() && next->person == person; ++next) of_person.push_back(next->row);
    CROSSROADS_CHECK(store_of_person<Fact>(file, table, person, stored, of_person));
    const auto done = static_cast<std::uint64_t>(next - rows.begin());
    if (done >= next_report) {
      show(file, true, done);
      next_report = done + between_reports;
    }
  }
  drop(rows);
  return {};
}

template <class Fact>
Result<void> FolderImport::store_of_person(DataFile file, FactTable<Fact>& table, domain::Niss person,
                                           std::span<const Version<Fact>> stored, std::span<Incoming<Fact>> rows) {
  const bool whole = is_named(person);
  const PersonPlan decided = plan(stored, rows, whole);
  std::vector<bool> ended(stored.size());
  for (const std::size_t at : decided.superseded) ended[at] = true;
  for (const auto& overlap : decided.overlapping) ended[overlap.at] = true;
  if constexpr (std::is_same_v<Fact, StayFact>) set_aside_stays(person, stored, rows, decided);

  std::vector<Incoming<Fact>> accepted;
  accepted.reserve(decided.accepted.size());
  for (const std::size_t at : decided.accepted) accepted.push_back(rows[at]);
  std::ranges::stable_sort(accepted, {}, [](const Incoming<Fact>& row) { return key_within(row.fact); });
  const auto said_anew = [&](const Version<Fact>& known) {
    return std::ranges::binary_search(accepted, key_within(known.fact), {}, [](const Incoming<Fact>& row) { return key_within(row.fact); });
  };
  // What ends does so first, so that its key is free.
  for (std::size_t i = 0; i < stored.size(); ++i) {
    if (whole && !said_anew(stored[i])) ended[i] = true;
    if (ended[i]) CROSSROADS_CHECK(end_version(file, table, stored[i].id));
  }
  for (std::size_t first = 0; first < accepted.size();) {
    std::size_t end = first + 1;
    while (end < accepted.size() && key_within(accepted[end].fact) == key_within(accepted[first].fact)) ++end;
    const Version<Fact>* known = nullptr;
    for (std::size_t i = 0; i < stored.size(); ++i) {
      if (!ended[i] && key_within(stored[i].fact) == key_within(accepted[first].fact)) known = &stored[i];
    }
    CROSSROADS_CHECK(write_versions<Fact>(
        table, import_, known, std::span(accepted).subspan(first, end - first),
        [this](const Fact& a, const Fact& b) { return same_of_person(a, b); }, counts_of(file)));
    first = end;
  }
  return {};
}

void FolderImport::set_aside_stays(domain::Niss person, std::span<const Version<StayFact>> stored, std::span<const Incoming<StayFact>> rows,
                                   const PersonPlan& decided) {
  for (const auto& refused : decided.refused) {
    const Incoming<StayFact>& row = rows[refused.at];
    set_aside(DataFile::stays, overlapping_stay(place(DataFile::stays, row.line), row.fact.stay.period, refused.in_the_way));
  }
  for (const auto& overlap : decided.overlapping) {
    Problem problem =
        overlapping_stay(place(DataFile::replacements, joined_[person]), stored[overlap.at].fact.stay.period, overlap.in_the_way);
    problem.what = "a stay recorded by an earlier import overlaps another one, now that this row makes their numbers one person's; it ends";
    set_aside(DataFile::replacements, std::move(problem));
    ++overlapping_after_replacement_;
  }
}

template <class Fact>
Result<void> FolderImport::end_version(DataFile file, FactTable<Fact>& table, VersionId version) {
  ++counts_of(file).ended;
  return table.end(version, import_);
}

}  // namespace crossroads::facts
