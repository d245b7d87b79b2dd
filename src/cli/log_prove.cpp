// crossroads log prove: a file that shows an entry to be in the log, to whoever has the log's key and nothing else of it.
#include "cli/house.hpp"
#include "cli/log_words.hpp"
#include "cli/output.hpp"
#include "ledger/log/proofs.hpp"

namespace crossroads::cli {
namespace {

Result<std::string> proof(const LogProve& action) {
  const auto log = CROSSROADS_TRY(ledger::LogName::parse(action.log));
  const auto store = CROSSROADS_TRY(store::sqlite::Store::open(action.store, {.access = store::sqlite::Access::read_only}));
  const auto id = CROSSROADS_TRY(ledger::parse_entry_id(action.entry));
  if (!action.under) return to_text(CROSSROADS_TRY(ledger::prove_entry(store->ledger(), log, id)));
  for (const auto& kept : CROSSROADS_TRY(store->ledger().checkpoints(log))) {
    if (kept.shard == id.shard && kept.size.value == *action.under)
      return to_text(CROSSROADS_TRY(ledger::prove_entry(store->ledger(), log, id, kept)));
  }
  return failure({.what = "no checkpoint of this size was handed out for the entry's year", .value = std::to_string(*action.under)});
}

}  // namespace

Exit perform(const LogProve& action, const Common&) {
  auto text = proof(action);
  if (!text) return refuse(text.error());
  if (action.format == Format::json) {
    JsonWriter json;
    json.open_object().member("log", action.log).member("entry", action.entry).member("proof", *text).close_object().end_line();
    text = json.take();
  }
  const auto written = action.output ? to_file(*action.output, *text) : to_standard_output(*text);
  return written ? Exit::done : refuse(written.error());
}

}  // namespace crossroads::cli
