#include "exchange/consultation/hub.hpp"

#include "exchange/consultation/refusals.hpp"

namespace crossroads::exchange::consultation {
namespace {

using law::consult::Request;

/// One consultation on its way through the checks.
class Consultation {
 public:
  Consultation(const House& house, ledger::AccessLog& log, service::Call& call, Request request)
      : house_(house),
        log_(log),
        call_(call),
        request_(std::move(request)),
        today_(house.day(call.waiting.now())),
        language_(language_of(net::header(call.headers, "accept-language"))) {}

  service::Answer run(const domain::UnionMembers& members, const AskRegister& ask_register, const AskSource& ask_source) {
    const auto admission = law::consult::admit(request_, {house_.institutions, house_.laws, today_});
    if (!admission) return refused(admission.error());

    const auto known = ask_register(request_.person, call_.trace, call_.waiting);
    if (!known) return unanswered(register_unavailable, known.error());
    std::optional<law::Subject> subject;
    if (*known) subject.emplace(law::Subject{{(*known)->population, members}, (*known)->person});
    const auto permit = law::consult::decide(*admission, subject);
    if (!permit) return refused(permit.error());

    const auto grants = ask_source(*permit, {request_, (*known)->numbers}, call_.trace, call_.waiting);
    if (!grants) return unanswered(source_unavailable, grants.error());
    return answered(*permit, *grants);
  }

 private:
  service::Answer refused(const law::consult::Refusal& refusal) {
    const auto* asked = house_.named(request_.authorisation.text, today_);
    return problem(to_problem(refusal, request_, asked != nullptr ? asked->law : nullptr, language_), refusal.basis.paragraphs);
  }
  service::Answer unanswered(const service::ProblemType& type, const Problem& cause) {
    return problem({.type = &type, .retry_after = std::chrono::seconds(30)}, {}).because(cause);
  }
  service::Answer problem(service::ProblemDocument document, const law::Citations& paragraphs) {
    auto entry = entry_about(request_, house_, call_.trace, today_);
    if (!entry) return unlogged(std::move(entry.error()));
    if (const auto named = name_problem(*entry, *document.type, paragraphs); !named) return unlogged(named.error());
    return refuse(log_, {.entry = std::move(*entry)}, std::move(document), call_.waiting);
  }

  service::Answer answered(const law::consult::Permit& permit, std::span<const law::consult::GrantOnRecord> grants) {
    const HubAnswer answer{new_ticket(), attest(permit, grants)};
    auto entry = entry_about(request_, house_, call_.trace, today_);
    if (!entry) return unlogged(std::move(entry.error()));
    cite(*entry, permit);
    entry->ticket = answer.ticket;
    entry->event = answer.attestations.empty() ? ledger::Event::no_data : ledger::Event::answered;
    if (!answer.attestations.empty()) {
      if (const auto named = name_fields(*entry, permit); !named) return unlogged(named.error());
    }
    std::vector<ledger::LogEntry> entries;
    entries.push_back({.entry = std::move(*entry)});
    auto logged = log_.answer(std::move(entries), service::Json{to_json(answer)}, call_.waiting);
    return logged ? service::Answer::logged(std::move(*logged)) : unlogged(std::move(logged.error()));
  }

  domain::Ticket new_ticket() const {
    std::array<std::uint8_t, Uuid::random_size> random = {};
    call_.randomness(random);
    return {Uuid::version_7(static_cast<std::uint64_t>(call_.waiting.now().time_since_epoch().count()), random)};
  }

  const House& house_;
  ledger::AccessLog& log_;
  service::Call& call_;
  Request request_;
  domain::Date today_;
  law::Language language_;
};

}  // namespace

service::Operation HubConsultations::operation() {
  return {.id = "searchAttestations",
          .method = "POST",
          .path = "/attestations/search",
          .has_body = true,
          .allowed = {},
          .answer = [this](service::Call& call) { return answer(call); }};
}

service::Answer HubConsultations::answer(service::Call& call) const {
  auto root = call.body.root();
  auto request = read_request(root, call.caller.institution, house_.day(call.waiting.now()));
  if (auto bad = call.bad_request()) return std::move(*bad);
  return Consultation(house_, log_, call, std::move(request)).run(members_, ask_register_, ask_source_);
}

}  // namespace crossroads::exchange::consultation
