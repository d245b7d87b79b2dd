#include "exchange/consultation/desk.hpp"

#include <algorithm>

#include "base/json_writer.hpp"
#include "exchange/consultation/refusals.hpp"

namespace crossroads::exchange::consultation {
namespace {

constexpr service::ProblemType no_token{"urn:problem-type:belgif:noAccessToken", 401, "No Access Token",
                                        "Send the agent's token as `Authorization: Bearer …`.", "noAccessToken"};
constexpr service::ProblemType invalid_token{"urn:problem-type:belgif:invalidAccessToken", 401, "Invalid Access Token",
                                             "Ask the desk's security officer for a token.", "invalidAccessToken"};

/// By Language.
constexpr std::array<std::string_view, 4> notices{
    "These data are a clue among others: they decide nothing by themselves.",
    "Ces données sont un indice parmi d'autres : à elles seules, elles ne décident de rien.",
    "Deze gegevens zijn een aanwijzing onder andere: op zichzelf beslissen zij niets.",
    "Diese Daten sind ein Hinweis unter anderen: für sich allein entscheiden sie nichts.",
};

/// What the agent says to the desk alone.
struct Reason {
  std::optional<ledger::Dossier> dossier = {};
  std::optional<ledger::Doubt> words = {};
};

Reason read_reason(service::Object& from, law::Stated stated) {
  const auto must_be_there = [&](std::string_view member) {
    if (!from.has(member)) from.wrong(service::IssueType::required_input, member, "a value");
  };
  Reason reason;
  must_be_there("dossier");
  reason.dossier = from.optional("dossier", ledger::Dossier::parse);
  if (stated == law::Stated::nothing) return reason;
  must_be_there("words");
  reason.words = from.optional("words", ledger::Doubt::parse);
  return reason;
}

/// One consultation of one agent.
class Consultation {
 public:
  Consultation(const House& house, ledger::AccessLog& log, service::Call& call, AgentAtDesk agent, law::consult::Request request,
               Reason reason)
      : house_(house),
        log_(log),
        call_(call),
        agent_(std::move(agent)),
        request_(std::move(request)),
        reason_(std::move(reason)),
        today_(house.day(call.waiting.now())),
        language_(language_of(net::header(call.headers, "accept-language"))) {}

  service::Answer run(const AskHub& ask_hub) {
    if (const auto logged = log_question(); !logged) return unlogged(logged.error());
    const auto answered = ask_hub(request_, language_, call_.trace, call_.waiting);
    if (!answered)
      return problem({.type = &hub_unavailable, .retry_after = std::chrono::seconds(30)}, hub_unavailable.urn).because(answered.error());
    if (answered->status == 200) {
      const auto answer = read_hub_answer(answered->body, today_);
      return answer ? show(*answer) : no_sense(answer.error());
    }
    return pass_on(*answered);
  }

 private:
  /// Who asks, on whom, why: before anybody is asked.
  Result<void> log_question() {
    auto entry = CROSSROADS_TRY(this->entry());
    entry.event = ledger::Event::sent;
    std::vector<ledger::LogEntry> entries;
    entries.push_back(with_agent(std::move(entry)));
    CROSSROADS_CHECK(log_.append(std::move(entries), call_.waiting));
    return {};
  }

  service::Answer show(const HubAnswer& answer) {
    auto entry = this->entry();
    if (!entry) return unlogged(std::move(entry.error()));
    entry->event = answer.attestations.empty() ? ledger::Event::no_data : ledger::Event::answered;
    entry->ticket = answer.ticket;
    for (const auto field : fields_of(answer)) {
      entry->fields.push_back(ledger::FieldName::parse(law::field_names.at(static_cast<std::size_t>(field))).value());
    }
    auto logged_entry = with_agent(std::move(*entry));
    if (!answer.attestations.empty()) logged_entry.disclosed_values = to_json(answer);
    std::vector<ledger::LogEntry> entries;
    entries.push_back(std::move(logged_entry));

    JsonWriter json;
    json.open_object().member("notice", clue_notice(language_));
    json.name("answer").raw(to_json(answer)).close_object();
    auto logged = log_.answer(std::move(entries), service::Json{json.take()}, call_.waiting);
    return logged ? service::Answer::logged(std::move(*logged)) : unlogged(std::move(logged.error()));
  }

  /// What the hub refused, in its own words; nothing of its members is taken on trust but what a problem document may hold.
  service::Answer pass_on(const FromHub& answered) {
    const auto told = read_problem(answered.body);
    if (!told) return no_sense(told.error());
    return problem(*told, told->type->urn);
  }

  service::Answer no_sense(const Problem& cause) {
    return problem({.type = &service::problems::bad_gateway}, service::problems::bad_gateway.urn).because(cause);
  }

  service::Answer problem(service::ProblemDocument document, std::string_view urn) {
    auto entry = this->entry();
    auto type = ledger::ProblemType::parse(urn);
    if (!entry) return unlogged(std::move(entry.error()));
    if (!type) return unlogged(std::move(type.error()));
    entry->event = ledger::Event::refused;
    entry->problem = std::move(*type);
    return refuse(log_, with_agent(std::move(*entry)), std::move(document), call_.waiting);
  }

  Result<ledger::Entry> entry() {
    auto entry = CROSSROADS_TRY(entry_about(request_, house_, call_.trace, today_));
    entry.dossier = reason_.dossier;
    entry.doubt = reason_.words;
    return entry;
  }
  ledger::LogEntry with_agent(ledger::Entry entry) const {
    return {.entry = std::move(entry), .agent = ledger::AgentPart{agent_.agent, agent_.unit}};
  }

  static std::vector<law::Field> fields_of(const HubAnswer& answer) {
    std::vector<law::Field> fields;
    const auto add = [&](law::Field field, bool there) {
      if (there) fields.push_back(field);
    };
    if (answer.attestations.empty()) return fields;
    const auto& one = answer.attestations.front();
    add(law::Field::number, one.number.has_value());
    add(law::Field::attestation_nature, one.nature.has_value());
    add(law::Field::attestation_type, one.type.has_value());
    add(law::Field::period_from, one.period_from.has_value());
    add(law::Field::period_to, one.period_to.has_value());
    add(law::Field::niss, one.niss.has_value());
    std::ranges::sort(fields);  // as the hub names them
    return fields;
  }

  const House& house_;
  ledger::AccessLog& log_;
  service::Call& call_;
  AgentAtDesk agent_;
  law::consult::Request request_;
  Reason reason_;
  domain::Date today_;
  law::Language language_;
};

}  // namespace

std::string_view clue_notice(law::Language language) { return notices.at(static_cast<std::size_t>(language)); }

service::Operation DeskConsultations::operation() {
  return {.id = "consult",
          .method = "POST",
          .path = "/consultations",
          .has_body = true,
          .allowed = [this](domain::EnterpriseNumber caller) { return caller == house_.self; },
          .answer = [this](service::Call& call) { return answer(call); }};
}

service::Answer DeskConsultations::answer(service::Call& call) const {
  constexpr std::string_view bearer = "Bearer ";
  const auto authorization = net::header(call.headers, "authorization");
  if (!authorization.starts_with(bearer)) return service::Answer::refused({.type = &no_token});
  auto agent = know_agent_(authorization.substr(bearer.size()), call.waiting.now());
  if (!agent) return service::Answer::refused({.type = &invalid_token});

  auto root = call.body.root();
  auto request = read_request(root, house_.self, house_.day(call.waiting.now()));
  auto reason = read_reason(root, request.stated);
  if (auto bad = call.bad_request()) return std::move(*bad);
  return Consultation(house_, log_, call, std::move(*agent), std::move(request), std::move(reason)).run(ask_hub_);
}

}  // namespace crossroads::exchange::consultation
