// crossroads log search: the entries on a person, an agent, a communication, a dossier or a purpose; reading them is itself logged.
#include <fmt/format.h>

#include <charconv>

#include "cli/house.hpp"
#include "cli/log_words.hpp"
#include "cli/output.hpp"

namespace crossroads::cli {
namespace {

using ledger::SearchTerm;

Result<SearchTerm> term_of(const LogSearch& action, domain::Date today) {
  const auto& value = action.value;
  switch (action.by) {
    case LogSearch::By::person: return SearchTerm::subject(CROSSROADS_TRY(domain::Niss::parse(value, today)));
    case LogSearch::By::agent: return SearchTerm::agent(CROSSROADS_TRY(ledger::Agent::parse(value)));
    case LogSearch::By::dossier: return SearchTerm::dossier(CROSSROADS_TRY(ledger::Dossier::parse(value)));
    case LogSearch::By::purpose: return SearchTerm::purpose(CROSSROADS_TRY(ledger::Purpose::parse(value)));
    case LogSearch::By::batch: return SearchTerm::batch(CROSSROADS_TRY(ledger::Batch::parse(value)));
    case LogSearch::By::trace: return SearchTerm::trace(CROSSROADS_TRY(ledger::TraceId::parse(value)));
    case LogSearch::By::ticket: return SearchTerm::ticket({CROSSROADS_TRY(Uuid::parse(value))});
    case LogSearch::By::message: break;
  }
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size() || number == 0)
    return failure({.what = "this is no message number", .value = value, .expected = "a whole number from 1 up"});
  return SearchTerm::message(domain::MessageNumber{number});
}

std::string in_words(const ledger::FoundAndProven& found, bool proved) {
  std::string text;
  for (const auto& one : found.entries) text += entry_line(one) + "\n";
  text += fmt::format("{} {}\n", found.entries.size(), found.entries.size() == 1 ? "entry" : "entries");
  if (proved) {
    text += fmt::format("that there are no others is proved by {} {}", found.days.size(), found.days.size() == 1 ? "index" : "indexes");
    if (!found.unproven.empty())
      text += fmt::format("; not yet for {} of the days, the first of them {}", found.unproven.size(), to_string(found.unproven.front()));
    text += "\n";
  }
  return text;
}

void write_day(JsonWriter& json, const ledger::ProvenDay& day) {
  const auto hex = [](const auto& bytes) {
    std::string text;
    for (const auto byte : bytes) text += fmt::format("{:02x}", byte);
    return text;
  };
  const auto& commitment = day.index.commitment;
  json.open_object().member("day", to_string(commitment.day)).member("class", to_name(commitment.tag_class.retention));
  json.member("part", commitment.tag_class.part == ledger::Part::agent ? "agent" : "entry")
      .member("committed_in", to_string(day.index.committed_in));
  json.member("tags", static_cast<std::int64_t>(commitment.head.size.value)).member("root", to_base64(commitment.head.root));
  json.member("tag", hex(day.tag)).name("proof").open_array();
  for (const auto& leaf : day.proof.leaves) {
    json.open_object()
        .member("tag", hex(leaf.tag))
        .member("place", static_cast<std::int64_t>(leaf.place.value))
        .name("entries")
        .open_array();
    for (const auto sequence : leaf.entries) json.value(static_cast<std::int64_t>(sequence.value));
    json.close_array().name("path").open_array();
    for (const auto& hash : leaf.path) json.value(to_base64(hash));
    json.close_array().close_object();
  }
  json.close_array().close_object();
}

std::string as_json(const ledger::FoundAndProven& found, const std::string& log, bool proved) {
  JsonWriter json;
  json.open_object().member("log", log).name("entries").open_array();
  for (const auto& one : found.entries) write_entry(json, one);
  json.close_array();
  if (proved) {
    json.name("complete").open_array();
    for (const auto& day : found.days) write_day(json, day);
    json.close_array().name("not_yet_proved").open_array();
    for (const auto day : found.unproven) json.value(to_string(day));
    json.close_array();
  }
  json.close_object().end_line();
  return json.take();
}

Result<std::string> answer(const LogSearch& action, domain::Date today) {
  auto log = CROSSROADS_TRY(open_log(action.at));
  ledger::Ledger ledger(log.entries(), log.setting);
  const auto bound = [](std::string_view word, std::optional<domain::Date> day) {
    return day ? fmt::format(" {} {}", word, to_string(*day)) : std::string();
  };
  const ledger::Search search{.term = CROSSROADS_TRY(term_of(action, today)),
                              .first = action.first.value_or(domain::Date::never()),
                              .last = action.last.value_or(domain::Date::forever()),
                              .agents = action.agents};
  auto reading = CROSSROADS_TRY(act(ledger::Event::log_read, action.reader));
  if (action.by == LogSearch::By::person) reading.entry.subject = CROSSROADS_TRY(domain::Niss::parse(action.value, today));
  reading.entry.detail = CROSSROADS_TRY(
      ledger::Detail::parse(fmt::format("search by {}{}{}{}", ledger::to_name(search.term.kind()), bound("from", action.first),
                                        bound("to", action.last), action.agents ? ", with agents" : "")));
  const auto write = [&](const ledger::FoundAndProven& found, bool proved) {
    return action.at.format == Format::json ? as_json(found, action.at.log, proved) : in_words(found, proved);
  };
  if (action.prove) {
    const auto found = CROSSROADS_TRY(ledger.search_with_proof(search, reading));
    return write(found.payload(), true);
  }
  auto found = CROSSROADS_TRY(ledger.search(search, reading));
  ledger::FoundAndProven unproven;
  unproven.entries = std::move(found).payload();
  return write(unproven, false);
}

}  // namespace

Exit perform(const LogSearch& action, const Common& common) {
  const auto text = answer(action, common.today);
  if (!text) return refuse(text.error());
  const auto written = to_standard_output(*text);
  return written ? Exit::done : refuse(written.error());
}

}  // namespace crossroads::cli
