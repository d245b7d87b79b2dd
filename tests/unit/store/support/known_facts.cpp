#include "known_facts.hpp"

#include <fmt/format.h>

#include "must.hpp"

namespace crossroads::test {

namespace {

using namespace facts;

std::string line(const PersonFact& fact) { return fmt::format("person {} {}", to_string(fact.niss), fact.identity.last_name); }

std::string line(const NationalityFact& fact) {
  const auto& period = fact.nationality.period;
  return fmt::format("nationality {} {} {}..{}", to_string(fact.niss), to_string(fact.nationality.country), to_string(period.from),
                     to_string(period.to));
}

std::string line(const StayFact& fact) {
  return fmt::format("stay {} {}..{} {}{}", to_string(fact.niss), to_string(fact.stay.period.from), to_string(fact.stay.period.to),
                     to_name(fact.stay.quality), fact.sponsor ? " of " + to_string(*fact.sponsor) : "");
}

std::string line(const GrantFact& fact) {
  return fmt::format("aid {} {} {}..{} {} {}", fact.aid_id, to_string(fact.niss), to_string(fact.grant.period.from),
                     to_string(fact.grant.period.to), fact.grant.monthly.count(), to_name(fact.status));
}

std::string line(const ReimbursementFact& fact) {
  return fmt::format("reimbursement {} {} {}", fact.aid_id, to_string(fact.paid_on), fact.cents.count());
}

std::string line(const ReplacementFact& fact) {
  return fmt::format("replacement {} {} {}", to_string(fact.old_niss), to_string(fact.new_niss), to_string(fact.on));
}

template <class Fact>
void append(FactTable<Fact>& table, AsKnown when, bool with_imports, std::vector<std::string>& lines) {
  must(table.each(when, [&](Version<Fact>&& version) -> Result<void> {
    lines.push_back(line(version.fact));
    if (with_imports)
      lines.back() += fmt::format(" [version {} of import {}]", static_cast<std::uint64_t>(version.id),
                                  static_cast<std::uint64_t>(version.recorded_in));
    return {};
  }));
}

std::vector<std::string> all(FactStore& store, AsKnown when, bool with_imports) {
  std::vector<std::string> lines;
  append(store.persons(), when, with_imports, lines);
  append(store.nationalities(), when, with_imports, lines);
  append(store.stays(), when, with_imports, lines);
  append(store.grants(), when, with_imports, lines);
  append(store.reimbursements(), when, with_imports, lines);
  append(store.replacements(), when, with_imports, lines);
  return lines;
}

}  // namespace

std::vector<std::string> known_facts(FactStore& store, AsKnown when) { return all(store, when, false); }
std::vector<std::string> known_with_imports(FactStore& store, AsKnown when) { return all(store, when, true); }

}  // namespace crossroads::test
