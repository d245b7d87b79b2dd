// Entries to test with: one with every member, and random ones.
#pragma once

#include <rapidcheck.h>

#include "base/instant.hpp"
#include "ledger/seal/entry.hpp"

namespace crossroads::ledger {

template <class Text>
Text checked(std::string_view text) {
  return Text::parse(text).value();
}

/// A moment of 2026-03-04, and so many milliseconds later.
inline Instant moment(std::int64_t ms = 0) {
  return Instant(std::chrono::sys_days(std::chrono::year(2026) / 3 / 4) + std::chrono::hours(9) + std::chrono::milliseconds(ms));
}

inline Entry full_entry() {
  return {.event = Event::answered,
          .message = domain::MessageNumber{12},
          .ticket = domain::Ticket{Uuid::parse("0190c2a4-7a3b-7c1d-8e2f-0123456789ab").value()},
          .batch = checked<Batch>("2026-02/11-031"),
          .trace = TraceId::parse("4bf92f3577b34da6a3ce929d0e0e4736").value(),
          .sender = domain::EnterpriseNumber::parse("0308357159").value(),
          .recipient = domain::EnterpriseNumber::from_stored(206'000'086),
          .subject = domain::Niss::from_stored(85'073'003'328),
          .role = SubjectRole::sponsor,
          .authorisation = domain::AuthorisationVersion{.name = "11/031", .text = Sha256(Sha256::Bytes{1, 2, 3})},
          .category = checked<Category>("eu-long"),
          .paragraphs = {law::Paragraph::numbered(12, 3), law::Paragraph::note(1)},
          .rule = checked<Rule>("three-months-living-wage"),
          .purpose = checked<Purpose>("residence-control"),
          .ground = ConsultationGround::verification,
          .doubt_stated = true,
          .doubt = checked<Doubt>("Dit \"elle\"\nne vit plus là \\ ailleurs"),
          .dossier = checked<Dossier>("OE 8.123.456"),
          .fields = {checked<FieldName>("niss"), checked<FieldName>("months")},
          .withheld = 3,
          .values = ValuesDigest{Sha256(Sha256::Bytes{9})},
          .outcome = checked<Outcome>("transmit"),
          .problem = checked<ProblemType>("urn:crossroads:problem:not-in-force"),
          .reference = checked<Reference>("AGR 2036/17"),
          .detail = checked<Detail>("crossroads.invalid/0308357159/hub/2025\n17\n")};
}

inline AgentPart full_agent() { return {.agent = checked<Agent>("Agent Én"), .unit = checked<Unit>("C3")}; }

namespace generate {

template <class Text>
rc::Gen<std::optional<Text>> maybe(std::string_view letters) {
  return rc::gen::map(rc::gen::maybe(rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(std::string(letters))))),
                      [](const rc::Maybe<std::string>& text) {
                        return text ? std::optional(checked<Text>(std::string_view(*text).substr(0, 64))) : std::nullopt;
                      });
}

/// Each member there or not by a coin of its own.
inline rc::Gen<Entry> entry() {
  return rc::gen::exec([] {
    constexpr std::string_view words = "abcxyz-_:/.09#";
    constexpr std::string_view lines = "aZ 9\"\\/{}[],:";
    constexpr std::string_view several = "aZ 9\"\\/\n{}";
    const Entry full = full_entry();
    const auto coin = [] { return *rc::gen::arbitrary<bool>(); };
    Entry entry;
    entry.event = static_cast<Event>(*rc::gen::inRange(0, static_cast<int>(event_names.size())));
    if (coin()) entry.message = domain::MessageNumber{*rc::gen::inRange<std::uint64_t>(1, std::uint64_t{1} << 53U)};
    if (coin()) entry.ticket = full.ticket;
    entry.batch = *maybe<Batch>(words);
    if (coin()) entry.trace = full.trace;
    if (coin()) entry.sender = full.sender;
    if (coin()) entry.recipient = full.recipient;
    if (coin()) entry.subject = full.subject;
    if (coin()) entry.role = static_cast<SubjectRole>(*rc::gen::inRange(0, 3));
    if (coin()) entry.authorisation = full.authorisation;
    entry.category = *maybe<Category>(words);
    for (const auto number : *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 10'000))) {
      const auto of = static_cast<std::uint16_t>(number);
      entry.paragraphs.push_back(coin() ? law::Paragraph::numbered(of, coin() ? 2 : 0) : law::Paragraph::note(of));
    }
    entry.rule = *maybe<Rule>(words);
    entry.purpose = *maybe<Purpose>(lines);
    if (coin()) entry.ground = static_cast<ConsultationGround>(*rc::gen::inRange(0, 2));
    entry.doubt_stated = coin();
    entry.doubt = *maybe<Doubt>(several);
    entry.dossier = *maybe<Dossier>(lines);
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
      if (auto field = *maybe<FieldName>(words)) entry.fields.push_back(std::move(*field));
    }
    if (coin()) entry.withheld = *rc::gen::inRange<std::uint32_t>(0, 9);
    if (coin()) entry.values = full.values;
    entry.outcome = *maybe<Outcome>(words);
    entry.problem = *maybe<ProblemType>(words);
    entry.reference = *maybe<Reference>(lines);
    entry.detail = *maybe<Detail>(several);
    return entry;
  });
}

}  // namespace generate
}  // namespace crossroads::ledger
