#include "synth/rows.hpp"

#include "synth/csv_text.hpp"
#include "synth/proportions.hpp"

namespace crossroads::synth {
namespace {

using domain::Date;

/// Enterprise numbers from 0100 on: the Crossroads Bank for Enterprises gave out none below 0200.
std::uint64_t centre_number(std::uint32_t centre) {
  const std::uint64_t eight = 1'000'000 + std::uint64_t{centre} * 137;
  return eight * 100 + (97 - eight % 97);
}

struct AidId {
  PersonNumber person;
  std::size_t grant;
};
/// Tells nothing of the number of the person.
void add_aid_id(CsvText& csv, AidId id) { csv.digits(id.person * std::uint64_t{100} + id.grant + 1, 10); }

void add_grant(CsvText& csv, AidId id, std::uint64_t niss, const GrantFact& fact, std::int64_t cents, domain::AidStatus status) {
  add_aid_id(csv, id);
  csv.digits(niss, 11)
      .digits(centre_number(fact.centre), 10)
      .field(domain::to_name(fact.nature))
      .count(static_cast<std::int64_t>(fact.category));
  csv.count(cents).date(fact.period.from).date(fact.period.to).field(domain::to_name(status)).end();
}

}  // namespace

bool RowWriter::belongs(Date from, const NumberRecord& record, const Chain* chain) const {
  return chain == nullptr || world_.numbers.part_on(record.person, from) == record.part;
}

void RowWriter::write_person(const NumberRecord& record, const Chain* chain, Piece& piece) {
  Random random(world_.seed, record.person, static_cast<std::uint64_t>(Purpose::names));
  if (chain != nullptr) {
    const std::uint32_t at = random.below(1000);
    const bool newest = record.part + 1 == chain->count;
    const bool wanted = at < share::newest_number_only ? newest : at < share::newest_number_only + share::every_number || record.part == 0;
    if (!wanted) return;
  }
  const domain::Country origin = world_.drafts[record.person].country;
  draw_name(origin, random, name_);
  CsvText(piece.of(File::persons)).digits(record.niss, 11).quoted(name_.last).quoted(name_.first).country(origin).end();
  piece.row_of(File::persons);
}

void RowWriter::write_grants(const NumberRecord& record, const Chain* chain, Piece& piece, Piece& later) {
  std::size_t reimbursement = 0;
  for (std::size_t grant = 0; grant < biography_.grants.size(); ++grant) {
    const GrantFact& fact = biography_.grants[grant];
    const std::size_t first_reimbursement = reimbursement;
    reimbursement += fact.reimbursements;
    if (!belongs(fact.period.from, record, chain)) continue;
    const AidId id{record.person, grant};
    const bool changes_later = with_later_ && fact.known_later != KnownLater::no;
    if (changes_later) {
      CsvText csv(later.of(File::aid));
      add_grant(csv, id, record.niss, fact, fact.monthly_cents, fact.status);
      later.row_of(File::aid);
    }
    if (changes_later && fact.known_later == KnownLater::late) continue;
    const std::int64_t cents = changes_later && fact.known_later == KnownLater::corrected ? fact.cents_before : fact.monthly_cents;
    CsvText csv(piece.of(File::aid));
    add_grant(csv, id, record.niss, fact, cents, changes_later ? domain::AidStatus::granted : fact.status);
    piece.row_of(File::aid);
    for (std::size_t i = first_reimbursement; i < reimbursement; ++i) {
      CsvText repaid(piece.of(File::reimbursements));
      add_aid_id(repaid, id);
      repaid.date(biography_.reimbursements[i].paid_on).count(biography_.reimbursements[i].cents).end();
      piece.row_of(File::reimbursements);
    }
  }
}

void RowWriter::write(const NumberRecord& record, Piece& piece, Piece& later) {
  const Chain* const chain = world_.numbers.chain(record.person);
  biography_.clear();
  add_nationalities(world_, record.person, biography_.nationalities);
  add_stays(world_, record.person, biography_.stays);
  add_grants(world_, record.person, biography_);

  write_person(record, chain, piece);
  CsvText nationalities(piece.of(File::nationalities));
  for (const NationalityFact& fact : biography_.nationalities) {
    if (!belongs(fact.period.from, record, chain)) continue;
    nationalities.digits(record.niss, 11).country(fact.country).date(fact.period.from).date(fact.period.to).end();
    piece.row_of(File::nationalities);
  }
  CsvText stays(piece.of(File::stays));
  for (const StayFact& fact : biography_.stays) {
    if (!belongs(fact.period.from, record, chain)) continue;
    stays.digits(record.niss, 11)
        .date(fact.period.from)
        .date(fact.period.to)
        .field(domain::to_name(fact.legal))
        .field(domain::to_name(fact.reg));
    stays.field(domain::to_name(fact.title)).field(domain::to_name(fact.ground)).field(domain::to_name(fact.quality));
    stays.date(fact.recognised_on).date(fact.applied_on).field(domain::to_name(fact.applied_at));
    fact.sponsor == 0 ? stays.field("") : stays.digits(fact.sponsor, 11);
    stays.end();
    piece.row_of(File::stays);
  }
  write_grants(record, chain, piece, later);
  if (chain != nullptr && record.part + 1 < chain->count) {
    CsvText(piece.of(File::replacements))
        .digits(record.niss, 11)
        .digits(chain->niss[record.part + 1U], 11)
        .date(chain->replaced_on[record.part])
        .end();
    piece.row_of(File::replacements);
  }
}

}  // namespace crossroads::synth
