#include "facts/import_sink.hpp"

#include <optional>

#include "facts/cross_rules.hpp"

namespace crossroads::facts {

Result<void> FolderImport::replacements(std::span<const ReplacementRow> rows) {
  for (const ReplacementRow& row : rows) {
    const Place at = place(DataFile::replacements, row.line);
    const ReplacementFact fact{.old_niss = row.old_niss, .new_niss = row.new_niss, .on = row.on};
    switch (chains_.add(fact)) {
      case Chains::Verdict::second_successor:
        set_aside(DataFile::replacements, second_successor(at, row.old_niss, row.new_niss, *chains_.successor(row.old_niss)));
        continue;
      case Chains::Verdict::loop: set_aside(DataFile::replacements, replacement_loop(at, row.old_niss, row.new_niss)); continue;
      case Chains::Verdict::added: joined_[row.new_niss] = row.line; break;
      case Chains::Verdict::known_already: break;
    }
    replacements_.push_back({fact, row.line});
  }
  show(DataFile::replacements, false, replacements_.size());
  return {};
}

Result<void> FolderImport::persons(std::span<const PersonRow> rows) {
  CROSSROADS_CHECK(enter(DataFile::persons));
  for (const PersonRow& row : rows) {
    persons_.push_back({{.niss = row.niss,
                         .identity = {.last_name = std::string(row.last_name),
                                      .first_names = std::string(row.first_names),
                                      .country_of_origin = row.country_of_origin}},
                        row.line});
    persons_of_folder_.push_back(chains_.newest(row.niss));
  }
  show(DataFile::persons, false, persons_.size());
  return {};
}

Result<void> FolderImport::nationalities(std::span<const NationalityRow> rows) {
  CROSSROADS_CHECK(enter(DataFile::nationalities));
  for (const NationalityRow& row : rows) {
    const domain::Niss person = chains_.newest(row.niss);
    if (CROSSROADS_TRY(is_known(person))) {
      nationalities_.push_back({person, {{.niss = row.niss, .nationality = row.nationality}, row.line}});
    } else {
      set_aside(DataFile::nationalities, unknown_person(place(DataFile::nationalities, row.line), row.niss));
    }
  }
  show(DataFile::nationalities, false, nationalities_.size());
  return {};
}

Result<void> FolderImport::stays(std::span<const StayRow> rows) {
  CROSSROADS_CHECK(enter(DataFile::stays));
  for (const StayRow& row : rows) {
    const domain::Niss person = chains_.newest(row.niss);
    if (CROSSROADS_TRY(is_known(person))) {
      stays_.push_back({person, {{.niss = row.niss, .sponsor = row.sponsor, .stay = row.stay}, row.line}});
    } else {
      set_aside(DataFile::stays, unknown_person(place(DataFile::stays, row.line), row.niss));
    }
  }
  show(DataFile::stays, false, stays_.size());
  return {};
}

Result<void> FolderImport::grants(std::span<const GrantRow> rows) {
  CROSSROADS_CHECK(enter(DataFile::aid));
  for (const GrantRow& row : rows) {
    if (options_.role == ImportRole::source || CROSSROADS_TRY(is_known(chains_.newest(row.niss)))) {
      grants_.push_back(
          {{.aid_id = std::string(row.aid_id), .niss = row.niss, .centre = row.centre, .grant = row.grant, .status = row.status},
           row.line});
    } else {
      set_aside(DataFile::aid, unknown_person(place(DataFile::aid, row.line), row.niss));
    }
  }
  show(DataFile::aid, false, grants_.size());
  return {};
}

Result<void> FolderImport::reimbursements(std::span<const ReimbursementRow> rows) {
  CROSSROADS_CHECK(enter(DataFile::reimbursements));
  for (const ReimbursementRow& row : rows) {
    reimbursements_.push_back({{.aid_id = std::string(row.aid_id), .paid_on = row.paid_on, .cents = row.cents}, row.line});
  }
  show(DataFile::reimbursements, false, reimbursements_.size());
  return {};
}

Result<bool> FolderImport::is_known(domain::Niss person) {
  if (std::ranges::binary_search(persons_of_folder_, person)) return true;
  const auto asked = known_before_.find(person.digits());
  if (asked != known_before_.end()) return asked->second;
  bool known = false;
  for (const domain::Niss number : chains_.numbers(person)) {
    const auto next = CROSSROADS_TRY(store_.persons().page(number, 1));
    known = known || (!next.empty() && next.front().fact.niss == number);
  }
  known_before_.emplace(person.digits(), known);
  return known;
}

bool FolderImport::same(const GrantFact& a, const GrantFact& b) const {
  return a.centre == b.centre && a.grant == b.grant && a.status == b.status && chains_.newest(a.niss) == chains_.newest(b.niss);
}

bool FolderImport::same_of_person(const StayFact& a, const StayFact& b) const {
  const auto newest = [&](const StayFact& fact) { return fact.sponsor ? std::optional(chains_.newest(*fact.sponsor)) : std::nullopt; };
  return a.stay == b.stay && newest(a) == newest(b);
}

void FolderImport::show(DataFile file, bool storing, std::uint64_t rows) const {
  if (progress_) progress_({.file = file, .storing = storing, .rows = rows});
}

}  // namespace crossroads::facts
