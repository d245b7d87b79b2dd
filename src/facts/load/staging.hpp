// What the rows of a part are kept as until all persons' rows can be put together: no more than the columns need, the
// person as a place instead of a number.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <optional>
#include <string>
#include <vector>

#include "domain/facts.hpp"
#include "facts/cross_rules.hpp"
#include "facts/load/aid_keys.hpp"
#include "facts/load/person_finder.hpp"
#include "facts/row/walk_rows.hpp"

namespace crossroads::facts {

/// In place of a person: nobody known; or in a staged row, that a later one replaces it.
inline constexpr std::uint32_t no_row = 0xffff'ffff;

struct ReplacementStaging {
  struct Context {};
  static constexpr auto niss_is = values::NissIs::checked;
  explicit ReplacementStaging(std::pmr::memory_resource* memory) : replacements(memory) {}
  void start(const Context&, std::size_t rows) { replacements.reserve(rows); }
  bool take(const ReplacementRow& row) {
    replacements.push_back(row);
    return true;
  }
  void take_exact(const ReplacementRow& row, RowReport&) { take(row); }
  std::pmr::vector<ReplacementRow> replacements;
};

struct PersonStaging {
  struct Context {
    bool identities = false;
  };
  static constexpr auto niss_is = values::NissIs::checked;
  explicit PersonStaging(std::pmr::memory_resource* memory) : persons(memory), identities(memory) {}
  void start(const Context& context, std::size_t rows) {
    with_identities = context.identities;
    persons.reserve(rows);
  }
  bool take(const PersonRow& row) {
    persons.push_back(row.niss);
    if (with_identities) identities.push_back({std::string(row.last_name), std::string(row.first_names), row.country_of_origin});
    return true;
  }
  void take_exact(const PersonRow& row, RowReport&) { take(row); }
  bool with_identities = false;
  std::pmr::vector<domain::Niss> persons;
  std::pmr::vector<domain::Identity> identities;
};

struct FinderContext {
  const PersonFinder* finder = nullptr;
  domain::Date today;
};

/// The search for the persons of rows. A number that is found needs no check of its digits; one that is not found gets it.
class KnownPersons {
 public:
  void start(const FinderContext& context) { context_ = context; }
  /// The place of the person whose number it is, or no_row.
  [[nodiscard]] std::uint32_t find(domain::Niss niss) {
    if (niss == last_) return place_;
    const auto found = context_.finder->find(niss, cursor_);
    if (!found) return no_row;
    last_ = niss;
    return place_ = static_cast<std::uint32_t>(*found);
  }
  /// A sponsor may be unknown; nothing where the number itself is wrong.
  [[nodiscard]] std::optional<domain::PersonIndex> find_sponsor(domain::Niss niss) const {
    const auto found = context_.finder->find_anywhere(niss);
    if (!found && domain::Niss::from_digits(niss.digits(), context_.today)) return domain::unknown_sponsor;
    return found;
  }

 private:
  FinderContext context_;
  PersonFinder::Cursor cursor_;
  domain::Niss last_;  // at first no number of anybody
  std::uint32_t place_ = no_row;
};

/// The persons that the rows of a part are on: from the lowest to the highest.
struct PersonRange {
  std::uint32_t first = 0xffff'ffff, last = 0;
  void include(std::uint32_t person) {
    if (person < first) first = person;
    if (person > last) last = person;
  }
  [[nodiscard]] bool meets(std::uint32_t begin, std::uint32_t end) const { return first < end && begin <= last; }
};

/// What the files of rows on known persons have in common; `Kept` makes a staged row of a row, given its person.
template <class Kept, class FileRow>
struct FactStaging {
  using Context = FinderContext;
  static constexpr auto niss_is = values::NissIs::looked_up;
  void start(const Context& context, std::size_t rows) {
    known.start(context);
    self().reserve(rows);
  }
  bool take(const FileRow& row) {
    const std::uint32_t person = known.find(row.niss);
    if (person == no_row || !self().keep(row, person)) return false;
    range.include(person);
    return true;
  }
  void take_exact(const FileRow& row, RowReport& report) {
    if (!take(row)) report.bad.push_back(unknown_person({.file = {}, .line = row.line}, row.niss));
  }
  KnownPersons known;
  PersonRange range;

 private:
  Kept& self() { return static_cast<Kept&>(*this); }
};

struct NationalityStaging : FactStaging<NationalityStaging, NationalityRow> {
  struct Row {
    std::uint32_t person;
    domain::NationalityRow value;
  };
  explicit NationalityStaging(std::pmr::memory_resource* memory) : rows(memory) {}
  void reserve(std::size_t size) { rows.reserve(size); }
  bool keep(const NationalityRow& row, std::uint32_t person) {
    rows.push_back({person, row.nationality});
    return true;
  }
  std::pmr::vector<Row> rows;
};

struct StayStaging : FactStaging<StayStaging, StayRow> {
  struct Row {
    std::uint32_t person;
    std::uint32_t line;
    domain::StayRow value;
  };
  explicit StayStaging(std::pmr::memory_resource* memory) : rows(memory) {}
  void reserve(std::size_t size) { rows.reserve(size); }
  bool keep(const StayRow& row, std::uint32_t person) {
    domain::PersonIndex sponsor = domain::no_sponsor;
    if (row.sponsor) {
      const auto found = known.find_sponsor(*row.sponsor);
      if (!found) return false;
      sponsor = *found;
    }
    rows.push_back({person, row.line, row.stay});
    rows.back().value.sponsor = sponsor;
    return true;
  }
  std::pmr::vector<Row> rows;
};

struct GrantStaging : FactStaging<GrantStaging, GrantRow> {
  struct Row {
    domain::Cents monthly;
    domain::Period period;
    std::uint32_t person;
    domain::Nature nature;
    domain::AidCategory category;
    bool cancelled;
  };
  explicit GrantStaging(std::pmr::memory_resource* memory) : rows(memory), keys(memory) {}
  void reserve(std::size_t size) {
    rows.reserve(size);
    keys.reserve(size);
  }
  bool keep(const GrantRow& row, std::uint32_t person) {
    rows.push_back({.monthly = row.grant.monthly,
                    .period = row.grant.period,
                    .person = person,
                    .nature = row.grant.nature,
                    .category = row.grant.category,
                    .cancelled = row.status == domain::AidStatus::cancelled});
    keys.add(row.aid_id);
    return true;
  }
  std::pmr::vector<Row> rows;
  AidKeys keys;  // of `rows`, in their order
};

struct ReimbursementStaging {
  struct Context {};
  static constexpr auto niss_is = values::NissIs::checked;
  explicit ReimbursementStaging(std::pmr::memory_resource* memory) : keys(memory), lines(memory) {}
  void start(const Context&, std::size_t size) {
    keys.reserve(size);
    lines.reserve(size);
  }
  bool take(const ReimbursementRow& row) {
    keys.add(row.aid_id);
    lines.push_back(row.line);
    return true;
  }
  void take_exact(const ReimbursementRow& row, RowReport&) { take(row); }
  AidKeys keys;
  std::pmr::vector<std::uint32_t> lines;
};

}  // namespace crossroads::facts
