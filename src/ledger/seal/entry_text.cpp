#include "ledger/seal/entry_text.hpp"

#include "base/json_writer.hpp"

namespace crossroads::ledger {
namespace {

template <class Kind>
std::string_view word(const CheckedText<Kind>& text) {
  return text.text();
}
template <class T>
std::string word(const T& value) {
  return to_string(value);
}
std::string_view word(SubjectRole role) { return to_name(role); }
std::string_view word(ConsultationGround ground) { return to_name(ground); }
std::string word(const domain::Ticket& ticket) { return to_string(ticket.uuid); }
std::string word(const ValuesDigest& values) { return to_string(values.digest); }

template <class T>
void text_if(JsonWriter& json, std::string_view name, const std::optional<T>& value) {
  if (value) json.member(name, word(*value));
}

}  // namespace

std::string without_sign(law::Paragraph paragraph) {
  const std::string text = to_string(paragraph);
  constexpr std::string_view sign = "§";
  return text.substr(sign.size());
}

std::string to_text(const Entry& entry) {
  JsonWriter json;
  json.open_object();
  json.member("event", to_name(entry.event));
  if (entry.message) json.member("message", static_cast<std::int64_t>(*entry.message));
  text_if(json, "ticket", entry.ticket);
  text_if(json, "batch", entry.batch);
  text_if(json, "trace", entry.trace);
  text_if(json, "sender", entry.sender);
  text_if(json, "recipient", entry.recipient);
  text_if(json, "subject", entry.subject);
  text_if(json, "role", entry.role);
  if (entry.authorisation) json.member("authorisation", entry.authorisation->name).member("text", to_string(entry.authorisation->text));
  text_if(json, "category", entry.category);
  if (!entry.paragraphs.empty()) {
    json.name("paragraphs").open_array();
    for (const auto paragraph : entry.paragraphs) json.value(without_sign(paragraph));
    json.close_array();
  }
  text_if(json, "rule", entry.rule);
  text_if(json, "purpose", entry.purpose);
  text_if(json, "ground", entry.ground);
  if (entry.doubt_stated) json.name("doubt_stated").truth(true);
  text_if(json, "doubt", entry.doubt);
  text_if(json, "dossier", entry.dossier);
  if (!entry.fields.empty()) {
    json.name("fields").open_array();
    for (const auto& field : entry.fields) json.value(field.text());
    json.close_array();
  }
  if (entry.withheld) json.member("withheld", static_cast<std::int64_t>(*entry.withheld));
  text_if(json, "values", entry.values);
  text_if(json, "outcome", entry.outcome);
  text_if(json, "problem", entry.problem);
  text_if(json, "reference", entry.reference);
  text_if(json, "detail", entry.detail);
  return json.close_object().take();
}

std::string to_text(const AgentPart& part) {
  JsonWriter json;
  json.open_object().member("agent", part.agent.text());
  text_if(json, "unit", part.unit);
  return json.close_object().take();
}

}  // namespace crossroads::ledger
