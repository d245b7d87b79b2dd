// crossroads log keys: what belongs to a key store and no database: its generation, its backup, its way back.
#include <fmt/format.h>

#include "cli/house.hpp"
#include "cli/keys.hpp"
#include "cli/output.hpp"
#include "cli/verifier_keys.hpp"

namespace crossroads::cli {
namespace {

Result<std::string> show(const LogKeys& action) {
  auto keys = CROSSROADS_TRY(open_keys(action.keys, action.store, WithoutKeys::refuse));
  auto text = fmt::format("generation {}\n", CROSSROADS_TRY(keys->generation()).value);
  const auto store = CROSSROADS_TRY(store::sqlite::Store::open(action.store, {.access = store::sqlite::Access::read_only}));
  for (const char* name : {"source", "hub", "desk"}) {
    const auto log = CROSSROADS_TRY(ledger::LogName::parse(name));
    for (const auto& head : CROSSROADS_TRY(store->ledger().shards(log))) {
      const auto origin = origin_of(CROSSROADS_TRY(institution_of(store->ledger(), log)), log, head.shard).text();
      for (const auto& key : CROSSROADS_TRY(own_keys(*keys, origin, ledger::SignatureType::note))) text += to_vkey(key) + "\n";
    }
  }
  return text;
}

Result<std::string> perform_act(const LogKeys& action) {
  switch (action.act) {
    case LogKeys::Act::show: return show(action);
    case LogKeys::Act::rotate: {
      auto keys = CROSSROADS_TRY(open_keys(action.keys, action.store, WithoutKeys::refuse));
      return fmt::format("generation {}: no older copy of the key store opens\n", CROSSROADS_TRY(keys->rotate()).value);
    }
    case LogKeys::Act::backup: {
      auto keys = CROSSROADS_TRY(open_keys(action.keys, action.store, WithoutKeys::refuse));
      CROSSROADS_CHECK(keys->backup(action.file));
      return fmt::format("{}: opens until the next erasure or rotation, with the same vault or token\n", action.file.string());
    }
    case LogKeys::Act::restore: break;
  }
  auto keeper = CROSSROADS_TRY(open_keeper(action.keys, action.store));
  CROSSROADS_CHECK(ledger::KeyStore::restore(action.file, keys_file(action.keys, action.store), *keeper));
  return fmt::format("{}: as it was when the backup was made\n", keys_file(action.keys, action.store).string());
}

}  // namespace

Exit perform(const LogKeys& action, const Common&) {
  const auto text = perform_act(action);
  if (!text) return refuse(text.error());
  const auto written = to_standard_output(*text);
  return written ? Exit::done : refuse(written.error());
}

}  // namespace crossroads::cli
