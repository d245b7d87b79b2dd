#include "sample.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "ledger_seal/entries.hpp"

namespace crossroads::ledger::report {
namespace {

law::Authorisation document(const std::string& name) {
  const law::Source source(name, read_file("authorisations/" + name));
  auto parsed = law::parse_authorisation(source);
  if (!parsed.authorisation) throw std::runtime_error(name);
  return std::move(*parsed.authorisation);
}

law::Citations cited(std::initializer_list<const char*> paragraphs) {
  law::Citations all;
  for (const auto* one : paragraphs) all.push_back(law::Paragraph::parse(one).value());
  return all;
}

std::vector<FieldName> named(std::initializer_list<const char*> fields) {
  std::vector<FieldName> all;
  for (const auto* one : fields) all.push_back(checked<FieldName>(one));
  return all;
}

domain::Ticket ticket(std::uint64_t n) {
  std::array<std::uint8_t, Uuid::random_size> chance = {};
  chance[0] = static_cast<std::uint8_t>(n);
  return {Uuid::version_7(1'780'000'000'000 + n, chance)};
}

Entry consulted(Event event, std::uint64_t n, ConsultationGround ground, SubjectRole role) {
  Entry entry{.event = event,
              .ticket = ticket(1000 + n),
              .sender = hub_party,
              .recipient = desk_party,
              .subject = person,
              .role = role,
              .authorisation = domain::AuthorisationVersion{"18/055", Sha256(Sha256::Bytes{2})},
              .category = checked<Category>("eu-long"),
              .paragraphs = cited({"6", "9", "30"}),
              .purpose = checked<Purpose>("see whether person or sponsor has stable, regular and sufficient means of subsistence"),
              .ground = ground,
              .doubt_stated = true};
  if (event == Event::answered) {
    entry.fields = named({"niss", "number", "attestation_nature", "attestation_type", "period_from", "period_to"});
    entry.withheld = 0;
  }
  return entry;
}

}  // namespace

std::string read_file(const std::string& path) {
  std::ifstream file(std::string(CROSSROADS_ROOT) + "/" + path, std::ios::binary);
  if (!file) throw std::runtime_error(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

Laws::Laws() : d11_031(document("11-031.law")), d18_055(document("18-055.law")) {}

Names Laws::names() const {
  return {.laws = {&d11_031, &d18_055}, .party = [](domain::EnterpriseNumber number) -> std::optional<std::string> {
            if (number == source_party) return "SPP-IS";
            if (number == hub_party) return "BCSS";
            if (number == desk_party) return "OE";
            return std::nullopt;
          }};
}

Instant at(int year, unsigned month, unsigned day, int hour, int minute, int second) {
  return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)) + std::chrono::hours(hour) +
         std::chrono::minutes(minute) + std::chrono::seconds(second);
}

Asked asked() {
  return {.person = person,
          .numbers = {domain::Niss::from_stored(85'473'003'374)},
          .first = domain::Date(2026, 1, 1),
          .last = domain::Date(2026, 12, 31),
          .made = at(2026, 12, 31, 22, 30, 5)};
}

Entry pushed(Event event, domain::EnterpriseNumber from, domain::EnterpriseNumber to, std::uint64_t message) {
  Entry entry{.event = event,
              .message = domain::MessageNumber{message},
              .batch = checked<Batch>("run-7"),
              .trace = TraceId::parse("4bf92f3577b34da6a3ce929d0e0e4736").value(),
              .sender = from,
              .recipient = to,
              .subject = person,
              .role = SubjectRole::subject,
              .authorisation = domain::AuthorisationVersion{"11/031", Sha256(Sha256::Bytes{1})},
              .category = checked<Category>("eu-worker"),
              .paragraphs = cited({"1", "4", "5", "12", "13", "9.1", "9.2", "9.3", "9.4", "18", "20"}),
              .rule = checked<Rule>("continue"),
              .purpose = checked<Purpose>("see whether the quality claimed for a stay of over three months exists"),
              .fields = named({"niss", "last_name", "first_names", "country_of_origin", "amount", "periods", "quality"}),
              .withheld = 1};
  if (from == hub_party) entry.ticket = ticket(message);
  if (event == Event::withdrawn) {
    entry.rule.reset();
    entry.paragraphs.clear();
    entry.fields = named({"niss"});
    entry.withheld = 7;
  }
  return entry;
}

LogExcerpt proved(LogExcerpt log) {
  log.proven.clear();
  for (const auto& logged : log.entries) {
    const auto day = day_of(logged.time);
    if (std::ranges::find(log.proven, day) == log.proven.end()) log.proven.push_back(day);
  }
  return log;
}

std::vector<LogExcerpt> sample_logs() {
  LogExcerpt source{.log = checked<LogName>("source"), .keeper = source_party};
  LogExcerpt hub{.log = checked<LogName>("hub"), .keeper = hub_party};
  LogExcerpt desk{.log = checked<LogName>("desk"), .keeper = desk_party};
  const auto add = [](LogExcerpt& log, Instant time, Entry entry) {
    log.entries.push_back({.id = {{2026}, {100 + 7 * log.entries.size()}}, .time = time, .entry = std::move(entry)});
  };
  // Five months of a push; the third is corrected, the last stopped at the hub and an earlier one withdrawn.
  std::uint64_t message = 40;
  const auto hand_over = [&](Event event, Instant time, const char* rule, std::optional<Event> on) {
    ++message;
    auto entry = pushed(event, source_party, hub_party, message);
    if (entry.rule) entry.rule = checked<Rule>(rule);
    if (std::string_view(rule) == "three-months-living-wage") entry.paragraphs.push_back(law::Paragraph::numbered(12, 3));
    add(source, time, entry);
    auto received = entry;
    received.event = Event::received;
    add(hub, time + std::chrono::milliseconds(3), received);
    if (!on) return;
    auto relayed = entry;
    relayed.event = *on;
    relayed.sender = hub_party;
    relayed.recipient = desk_party;
    relayed.ticket = ticket(message);
    add(hub, time + std::chrono::seconds(2), relayed);
  };
  hand_over(Event::sent, at(2026, 2, 2, 8, 15, 4), "three-months-living-wage", Event::sent);
  hand_over(Event::sent, at(2026, 3, 2, 8, 15, 9), "continue", Event::sent);
  hand_over(Event::sent, at(2026, 4, 1, 7, 10, 11), "continue", Event::sent);
  hand_over(Event::corrected, at(2026, 5, 4, 7, 12, 0), "continue", Event::corrected);
  hand_over(Event::sent, at(2026, 6, 1, 7, 9, 59), "resume", Event::sent);
  hand_over(Event::withdrawn, at(2026, 6, 1, 7, 10, 1), "", Event::withdrawn);
  hand_over(Event::sent, at(2026, 7, 1, 7, 9, 30), "continue", std::nullopt);
  Entry struck = pushed(Event::struck, source_party, hub_party, message);
  struck.rule = checked<Rule>("permanent-stay");
  struck.paragraphs = cited({"6", "14", "note-1"});
  struck.fields.clear();
  struck.withheld.reset();
  struck.outcome = checked<Outcome>("exclude");
  add(hub, at(2026, 7, 1, 7, 9, 31), struck);

  // Consultations, as the hub's log and the desk's have them.
  for (const auto& [event, n, ground, role, time] :
       {std::tuple(Event::no_data, 1, ConsultationGround::stay_application, SubjectRole::applicant, at(2026, 8, 3, 12, 0, 0)),
        std::tuple(Event::answered, 2, ConsultationGround::verification, SubjectRole::applicant, at(2026, 9, 14, 13, 5, 6)),
        std::tuple(Event::refused, 3, ConsultationGround::stay_application, SubjectRole::sponsor, at(2026, 10, 25, 0, 30, 0))}) {
    auto entry = consulted(event, static_cast<std::uint64_t>(n), ground, role);
    if (event == Event::refused) entry.problem = checked<ProblemType>("urn:crossroads:problem:role-does-not-fit");
    add(hub, time, entry);
    // What an agent wrote stands at the desk.
    entry.doubt = checked<Doubt>("Colleague Peeters saw that the flat is empty");
    entry.dossier = checked<Dossier>("OE 8.123.456/Peeters");
    add(desk, time + std::chrono::milliseconds(41), entry);
  }
  Entry viewed{.event = Event::viewed,
               .subject = person,
               .authorisation = domain::AuthorisationVersion{"11/031", Sha256(Sha256::Bytes{1})},
               .category = checked<Category>("eu-worker"),
               .fields = named({"last_name", "amount"})};
  add(desk, at(2026, 11, 2, 23, 15, 0), viewed);
  viewed.event = Event::break_glass;
  add(desk, at(2026, 11, 3, 23, 15, 0), viewed);
  add(hub, at(2026, 12, 31, 22, 30, 4), {.event = Event::log_read, .subject = person, .detail = checked<Detail>("search by Peeters")});
  add(hub, at(2026, 12, 31, 22, 30, 5), {.event = Event::admin, .detail = checked<Detail>("settings changed by Peeters")});

  for (auto day = domain::Date(2026, 1, 1); day <= domain::Date(2026, 12, 30); day = day.next_day()) hub.proven.push_back(day);
  hub.unproven = {domain::Date(2026, 12, 31)};
  hub.heads = {
      {"crossroads.invalid/0244640631/hub/2026\n4711\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— crossroads.invalid/0244640631/hub "
       "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"}};
  desk.erased = {{.id = {{2026}, {3}}, .time = at(2026, 1, 5, 10, 0, 0)}};
  return {proved(source), hub, proved(desk)};
}

Report sample_report() {
  auto report = make_report(asked(), sample_logs());
  if (!report) throw std::runtime_error(one_line(report.error()));
  return std::move(*report);
}

}  // namespace crossroads::ledger::report
