#include "sample_entries.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace crossroads::bench {

using namespace ledger;

namespace {

template <class T>
T must(Result<T> result) {
  if (!result) throw std::logic_error(one_line(result.error()));
  return std::move(*result);
}

}  // namespace

domain::Niss sample_person(std::uint64_t n) {
  // Dates and serials in turn.
  const std::uint64_t nine = ((n % 100 * 100 + 1 + n / 100 % 12) * 100 + 1 + n / 1200 % 28) * 1000 + 1 + n / 33'600 % 997;
  return domain::Niss::from_stored(nine * 100 + 97 - nine % 97);
}

LogEntry sample_entry(std::uint64_t n, std::uint64_t persons) {
  static const auto batch = must(Batch::parse("11-031-2026-05"));
  static const auto category = must(Category::parse("eu-worker"));
  static const auto rule = must(Rule::parse("three-months-in-a-row"));
  static const auto purpose = must(Purpose::parse("examine whether the person is an unreasonable burden"));
  static const auto outcome = must(Outcome::parse("transmitted"));
  static const std::vector<FieldName> fields = [] {
    std::vector<FieldName> all;
    for (const auto* name : {"niss", "last_name", "first_names", "country_of_origin", "months", "periods", "quality"})
      all.push_back(must(FieldName::parse(name)));
    return all;
  }();
  LogEntry made;
  Entry& entry = made.entry;
  entry.event = Event::sent;
  entry.message = static_cast<domain::MessageNumber>(n + 1);
  std::array<std::uint8_t, Uuid::random_size> chance = {};
  for (std::size_t i = 0; i < 8; ++i) chance[i] = static_cast<std::uint8_t>(n >> (8 * i));
  entry.ticket = domain::Ticket{Uuid::version_7(1'780'000'000'000 + n, chance)};
  entry.batch = batch;
  entry.sender = domain::EnterpriseNumber::from_stored(308'357'159);
  entry.recipient = domain::EnterpriseNumber::from_stored(308'356'862);
  // Persons in another order each time, as months of a log have them.
  entry.subject = sample_person(n * 2'654'435'761 % persons);
  entry.role = SubjectRole::applicant;
  entry.authorisation = domain::AuthorisationVersion{"11/031", Sha256()};
  entry.category = category;
  entry.rule = rule;
  entry.purpose = purpose;
  entry.fields = fields;
  entry.withheld = 3;
  entry.outcome = outcome;
  return made;
}

}  // namespace crossroads::bench
