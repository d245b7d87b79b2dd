#include "base/json_writer.hpp"
#include "ledger/report/words.hpp"

namespace crossroads::ledger::report {
namespace {

void write_days(JsonWriter& json, std::string_view name, const std::vector<domain::Date>& days) {
  json.name(name).open_array();
  for (const auto& [first, last] : spans_of(days))
    json.open_object().member("first", domain::to_string(first)).member("last", domain::to_string(last)).close_object();
  json.close_array();
}

/// Members that an entry lacks are left out, as in the log.
void write(JsonWriter& json, const Report& report, const Communication& one) {
  json.open_object().member("event", to_name(one.event)).member("time", to_rfc3339(one.time));
  json.name("entries").open_array();
  for (const auto& [log, id] : one.sources)
    json.open_object().member("log", report.logs[log].name.text()).member("entry", to_string(id)).close_object();
  json.close_array();
  if (one.message) json.member("message", static_cast<std::int64_t>(*one.message));
  if (one.ticket) json.member("ticket", crossroads::to_string(one.ticket->uuid));
  if (one.sender) json.member("sender", domain::to_string(*one.sender));
  json.member("recipient", domain::to_string(one.recipient));
  if (one.role) json.member("role", to_name(*one.role));
  if (one.authorisation)
    json.member("authorisation", one.authorisation->name).member("authorisation_text", to_string(one.authorisation->text));
  if (one.category) json.member("category", one.category->text());
  if (!one.paragraphs.empty()) {
    json.name("paragraphs").open_array();
    for (const auto paragraph : one.paragraphs) json.value(law::to_string(paragraph));
    json.close_array();
  }
  if (one.rule) json.member("rule", one.rule->text());
  if (one.purpose) json.member("purpose", one.purpose->text());
  if (one.ground) json.member("ground", to_name(*one.ground));
  if (one.doubt_stated) json.name("doubt_stated").truth(true);
  if (!one.fields.empty()) {
    json.name("fields").open_array();
    for (const auto& field : one.fields) json.value(field.text());
    json.close_array();
  }
  if (one.withheld) json.member("withheld", static_cast<std::int64_t>(*one.withheld));
  if (one.outcome) json.member("outcome", one.outcome->text());
  if (one.problem) json.member("problem", one.problem->text());
  json.close_object();
}

void write(JsonWriter& json, const Report::Log& log) {
  json.open_object().member("name", log.name.text()).member("keeper", domain::to_string(log.keeper));
  write_days(json, "proven", log.proven);
  write_days(json, "unproven", log.unproven);
  json.name("erased").open_array();
  for (const auto& [id, time] : log.erased)
    json.open_object().member("entry", to_string(id)).member("time", to_rfc3339(time)).close_object();
  json.close_array().name("heads").open_array();
  for (const auto& head : log.heads) json.value(head.note);
  json.close_array().close_object();
}

void write(JsonWriter& json, const Tally& tally) {
  json.open_object().member("recipient", domain::to_string(tally.recipient));
  if (!tally.authorisation.empty()) json.member("authorisation", tally.authorisation);
  json.member("received", static_cast<std::int64_t>(tally.received)).member("withdrawn", static_cast<std::int64_t>(tally.withdrawn));
  json.member("without_data", static_cast<std::int64_t>(tally.without)).member("read", static_cast<std::int64_t>(tally.read));
  json.member("first", to_rfc3339(tally.first)).member("last", to_rfc3339(tally.last)).close_object();
}

}  // namespace

std::string to_json(const Report& report) {
  JsonWriter json;
  const auto& asked = report.asked;
  json.open_object().member("person", domain::to_string(asked.person)).name("earlier_numbers").open_array();
  for (const auto number : asked.numbers) json.value(domain::to_string(number));
  json.close_array().member("first", domain::to_string(asked.first)).member("last", domain::to_string(asked.last));
  json.member("made", to_rfc3339(asked.made)).name("logs").open_array();
  for (const auto& log : report.logs) write(json, log);
  json.close_array().name("summary").open_array();
  for (const auto& tally : report.summary) write(json, tally);
  json.close_array().name("groups").open_array();
  for (const auto& group : report.groups) {
    json.open_object().member("recipient", domain::to_string(group.recipient));
    if (!group.authorisation.empty()) json.member("authorisation", group.authorisation);
    if (!group.category.empty()) json.member("category", group.category);
    json.name("communications").open_array();
    for (const auto& one : group.communications) write(json, report, one);
    json.close_array().close_object();
  }
  json.close_array().close_object().end_line();
  return json.take();
}

}  // namespace crossroads::ledger::report
