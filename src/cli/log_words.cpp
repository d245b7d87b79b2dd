#include "cli/log_words.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace crossroads::cli {

Result<OpenedLog> open_log(const LogAt& at) {
  auto log = CROSSROADS_TRY(ledger::LogName::parse(at.log));
  auto store = CROSSROADS_TRY(store::sqlite::Store::open(at.store, {}));
  const auto institution = CROSSROADS_TRY(institution_of(store->ledger(), log));
  auto keys = CROSSROADS_TRY(open_keys(at.keys, at.store, WithoutKeys::refuse));
  auto setting = log_setting(institution, std::move(log), *keys);
  return OpenedLog{std::move(store), std::move(keys), std::move(setting)};
}

Result<ledger::AgentPart> agent_of(const Reader& reader) {
  ledger::AgentPart agent{.agent = CROSSROADS_TRY(ledger::Agent::parse(reader.name))};
  if (!reader.unit.empty()) agent.unit = CROSSROADS_TRY(ledger::Unit::parse(reader.unit));
  return agent;
}

Result<ledger::LogEntry> act(ledger::Event event, const Reader& reader) {
  ledger::LogEntry entry{.entry = {.event = event}, .agent = CROSSROADS_TRY(agent_of(reader))};
  if (!reader.reason.empty()) entry.entry.purpose = CROSSROADS_TRY(ledger::Purpose::parse(reader.reason));
  return entry;
}

std::string utc(Instant time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)), (time - seconds).count());
}

std::string entry_line(const ledger::Found& found) {
  auto line = fmt::format("{}  {}", to_string(found.id), utc(found.leaf.header.time));
  if (!found.entry) return line + "  erased";
  const auto& entry = found.entry->value;
  const auto add = [&](std::string_view name, const std::string& value) { line += fmt::format("  {} {}", name, value); };
  line += fmt::format("  {}", to_name(entry.event));
  if (entry.subject) add("person", to_string(*entry.subject));
  if (entry.message) add("message", std::to_string(static_cast<std::uint64_t>(*entry.message)));
  if (entry.ticket) add("ticket", to_string(entry.ticket->uuid));
  if (entry.sender) add("from", to_string(*entry.sender));
  if (entry.recipient) add("to", to_string(*entry.recipient));
  if (entry.authorisation) add("under", entry.authorisation->name);
  if (entry.category) add("as", entry.category->text());
  if (entry.rule) add("by", entry.rule->text());
  if (!entry.paragraphs.empty()) line += fmt::format("  [{}]", to_string(entry.paragraphs));
  if (!entry.fields.empty()) {
    std::vector<std::string_view> fields;
    for (const auto& field : entry.fields) fields.push_back(field.text());
    line += fmt::format("  fields {}", fmt::join(fields, ","));
  }
  if (entry.outcome) add("outcome", entry.outcome->text());
  if (entry.problem) add("problem", entry.problem->text());
  if (entry.purpose) line += fmt::format("  for \"{}\"", entry.purpose->text());
  if (entry.reference) line += fmt::format("  reference \"{}\"", entry.reference->text());
  if (found.agent) {
    line += fmt::format("  agent \"{}\"", found.agent->value.agent.text());
    if (found.agent->value.unit) line += fmt::format(" of \"{}\"", found.agent->value.unit->text());
  }
  return line;
}

void write_entry(JsonWriter& json, const ledger::Found& found) {
  json.open_object().member("entry", to_string(found.id)).member("time", utc(found.leaf.header.time));
  json.name("text");
  if (found.entry) json.raw(found.entry->text);
  else json.null();
  if (found.agent) json.name("agent").raw(found.agent->text);
  json.close_object();
}

}  // namespace crossroads::cli
