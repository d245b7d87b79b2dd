// crossroads log erase: beyond recovery, with the archivist's authorisation; every root and proof stays.
#include <fmt/format.h>

#include "cli/house.hpp"
#include "cli/log_words.hpp"
#include "cli/output.hpp"
#include "ledger/log/erasure.hpp"

namespace crossroads::cli {
namespace {

std::string in_words(const std::vector<ledger::EntryId>& finished, const ledger::Erased& done) {
  std::string text;
  for (const auto& begun : finished) text += fmt::format("finished what entry {} had begun\n", to_string(begun));
  text += fmt::format(
      "erased            {} sealed parts, {} search tags\ntold by entry     {}\nkey store         of generation {}: no older copy of it "
      "opens\n",
      done.parts, done.tags, to_string(done.entry), done.generation.value);
  if (!done.journals_clear) {
    text +=
        "The store's journal still holds what was written before, since someone was reading; its keys are destroyed. It goes with the next "
        "erasure.\n";
  }
  return text;
}

std::string as_json(const std::vector<ledger::EntryId>& finished, const ledger::Erased& done) {
  JsonWriter json;
  json.open_object().name("finished").open_array();
  for (const auto& begun : finished) json.value(to_string(begun));
  json.close_array().member("parts", static_cast<std::int64_t>(done.parts)).member("tags", static_cast<std::int64_t>(done.tags));
  json.member("told_by", to_string(done.entry)).member("generation", static_cast<std::int64_t>(done.generation.value));
  json.name("journals_clear").truth(done.journals_clear).close_object().end_line();
  return json.take();
}

Result<std::string> erase(const LogErase& action) {
  auto log = CROSSROADS_TRY(open_log(action.at));
  ledger::Erasure erasure{.authorisation = CROSSROADS_TRY(ledger::Reference::parse(action.authorisation)),
                          .by = CROSSROADS_TRY(agent_of(action.by))};
  erasure.days = action.days;
  for (const auto& entry : action.entries) erasure.entries.push_back(CROSSROADS_TRY(ledger::parse_entry_id(entry)));
  ledger::Eraser eraser(log.entries(), log.setting, *log.keys, action.years);
  const auto finished = CROSSROADS_TRY(eraser.finish());
  const auto done = CROSSROADS_TRY(eraser.erase(erasure));
  return action.at.format == Format::json ? as_json(finished, done) : in_words(finished, done);
}

}  // namespace

Exit perform(const LogErase& action, const Common&) {
  const auto text = erase(action);
  if (!text) return refuse(text.error());
  const auto written = to_standard_output(*text);
  return written ? Exit::done : refuse(written.error());
}

}  // namespace crossroads::cli
