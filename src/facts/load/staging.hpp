// What the rows of a part are kept as until all persons' rows can be put together: no more than the columns need, the
// person as a place instead of a number.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/facts.hpp"
#include "facts/cross_rules.hpp"
#include "facts/load/aid_keys.hpp"
#include "facts/load/person_finder.hpp"
#include "facts/row/walk_rows.hpp"

namespace crossroads::facts {

/// Stands for no person in a staged row: the row was replaced by a later one.
inline constexpr std::uint32_t replaced_row = 0xffff'ffff;

struct ReplacementStaging {
  struct Context {};
  void start(const Context&, std::size_t rows) { replacements.reserve(rows); }
  void take(const ReplacementRow& row, RowReport&) { replacements.push_back(row); }
  std::vector<ReplacementRow> replacements;
};

struct PersonStaging {
  struct Context {
    bool identities = false;
  };
  void start(const Context& context, std::size_t rows) {
    with_identities = context.identities;
    persons.reserve(rows);
  }
  void take(const PersonRow& row, RowReport&) {
    persons.push_back(row.niss);
    if (with_identities) identities.push_back({std::string(row.last_name), std::string(row.first_names), row.country_of_origin});
  }
  bool with_identities = false;
  std::vector<domain::Niss> persons;
  std::vector<domain::Identity> identities;
};

struct FinderContext {
  const PersonFinder* finder = nullptr;
};

/// The search for the row's person; a row on nobody known is reported.
class KnownPerson {
 public:
  void start(const FinderContext& context) { finder_ = context.finder; }
  template <class Row>
  [[nodiscard]] std::uint32_t of(const Row& row, RowReport& report) {
    if (row.niss == last_) return place_;
    const auto found = finder_->find(row.niss, cursor_);
    if (!found) {
      report.bad.push_back(unknown_person({.file = {}, .line = row.line}, row.niss));
      return replaced_row;
    }
    last_ = row.niss;
    return place_ = static_cast<std::uint32_t>(*found);
  }
  /// A sponsor may be unknown.
  [[nodiscard]] domain::PersonIndex sponsor(domain::Niss niss) const {
    PersonFinder::Cursor cursor = cursor_;  // of its own: the rows go on where they were
    return finder_->find(niss, cursor).value_or(domain::unknown_sponsor);
  }

 private:
  const PersonFinder* finder_ = nullptr;
  PersonFinder::Cursor cursor_;
  domain::Niss last_;  // no number of anybody
  std::uint32_t place_ = replaced_row;
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

struct NationalityStaging {
  using Context = FinderContext;
  struct Row {
    std::uint32_t person;
    domain::NationalityRow value;
  };
  void start(const Context& context, std::size_t size) {
    known.start(context);
    rows.reserve(size);
  }
  void take(const NationalityRow& row, RowReport& report) {
    const std::uint32_t person = known.of(row, report);
    if (person == replaced_row) return;
    range.include(person);
    rows.push_back({person, row.nationality});
  }
  KnownPerson known;
  PersonRange range;
  std::vector<Row> rows;
};

struct StayStaging {
  using Context = FinderContext;
  struct Row {
    std::uint32_t person;
    std::uint32_t line;
    domain::StayRow value;
  };
  void start(const Context& context, std::size_t size) {
    known.start(context);
    rows.reserve(size);
  }
  void take(const StayRow& row, RowReport& report) {
    const std::uint32_t person = known.of(row, report);
    if (person == replaced_row) return;
    range.include(person);
    rows.push_back({person, row.line, row.stay});
    if (row.sponsor) rows.back().value.sponsor = known.sponsor(*row.sponsor);
  }
  KnownPerson known;
  PersonRange range;
  std::vector<Row> rows;
};

struct GrantStaging {
  using Context = FinderContext;
  struct Row {
    domain::Cents monthly;
    domain::Period period;
    std::uint32_t person;
    domain::Nature nature;
    domain::AidCategory category;
    bool cancelled;
  };
  void start(const Context& context, std::size_t size) {
    known.start(context);
    rows.reserve(size);
    keys.reserve(size);
  }
  void take(const GrantRow& row, RowReport& report) {
    const std::uint32_t person = known.of(row, report);
    if (person == replaced_row) return;
    range.include(person);
    rows.push_back({.monthly = row.grant.monthly, .period = row.grant.period, .person = person, .nature = row.grant.nature,
                    .category = row.grant.category, .cancelled = row.status == domain::AidStatus::cancelled});
    keys.add(row.aid_id);
  }
  KnownPerson known;
  PersonRange range;
  std::vector<Row> rows;
  AidKeys keys;  // of `rows`, in their order
};

struct ReimbursementStaging {
  struct Context {};
  void start(const Context&, std::size_t size) {
    keys.reserve(size);
    lines.reserve(size);
  }
  void take(const ReimbursementRow& row, RowReport&) {
    keys.add(row.aid_id);
    lines.push_back(row.line);
  }
  AidKeys keys;
  std::vector<std::uint32_t> lines;
};

}  // namespace crossroads::facts
