#include "ledger/seal/key_store.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace crossroads::ledger {
namespace {

std::filesystem::path lock_of(const std::filesystem::path& file) {
  auto lock = file;
  return lock += ".lock";
}

std::unexpected<Problem> at_file(Problem problem, const std::filesystem::path& file) {
  if (problem.place.file.empty()) problem.place.file = file.string();
  return std::unexpected(std::move(problem));
}

std::string in_words(const RetentionDay& day) {
  return fmt::format("{} of the log {} ({})", to_string(day.day), day.log.text(), to_name(day.retention));
}

DayKeyId id_of(const RetentionDay& day, Part part) {
  return {.key_class = {.log = day.log, .retention = day.retention, .part = part}, .day = day.day};
}

/// What a stopped erasure left: the keys of generations that the file is not written under.
Result<void> destroy_others(GenerationKeeper& keeper, Generation current) {
  for (const auto generation : CROSSROADS_TRY(keeper.generations())) {
    if (generation != current) CROSSROADS_CHECK(keeper.destroy(generation));
  }
  return {};
}

Result<bool> erase_day(KeyContents& contents, const RetentionDay& day) {
  if (contents.erased.contains(day)) return false;
  const auto dropped = contents.days.erase(id_of(day, Part::entry)) + contents.days.erase(id_of(day, Part::agent));
  if (dropped == 0) return failure({.what = "there are no keys to erase of " + in_words(day)});
  contents.erased.insert(day);
  return true;
}

Result<bool> erase_entry(KeyContents& contents, const EntryPlace& place) {
  if (contents.erased.contains(place.day)) return false;
  bool found = false;
  bool changed = false;
  for (const auto part : {Part::entry, Part::agent}) {
    const auto keys = contents.days.find(id_of(place.day, part));
    if (keys == contents.days.end()) continue;
    found = true;
    auto without = std::make_shared<DayKey>(*keys->second);
    if (!without->wrapping.puncture(place.sequence)) continue;
    keys->second = std::move(without);
    changed = true;
  }
  if (!found)
    return failure({.what = fmt::format("there are no keys to erase of entry {}, {}", place.sequence.value, in_words(place.day))});
  return changed;
}

}  // namespace

Result<std::unique_ptr<KeyStore>> KeyStore::create(std::filesystem::path file, std::unique_ptr<GenerationKeeper> keeper) {
  std::unique_ptr<KeyStore> store(new KeyStore(std::move(file), std::move(keeper)));
  const auto lock = CROSSROADS_TRY(FileLock::take(lock_of(store->file_)));
  if (CROSSROADS_TRY(stamp_of(store->file_)))
    return at_file({.what = "there is a key store already", .kept = "it was left as it is"}, store->file_);
  const auto kept = CROSSROADS_TRY(store->keeper_->generations());
  // A stopped `create` leaves the first generation's key, and no file that anything could be written under it.
  if (kept.size() > 1 || (kept.size() == 1 && kept.front() != Generation{1})) {
    return at_file({.what = "the keeper holds keys of a key store whose file is not here",
                    .hint = "restore its backup, or name another vault or token"},
                   store->file_);
  }
  if (kept.empty()) CROSSROADS_CHECK(store->keeper_->make(Generation{1}));
  CROSSROADS_CHECK(store->write({.generation = {1}, .revision = 1}, {}));
  return store;
}

Result<std::unique_ptr<KeyStore>> KeyStore::open(std::filesystem::path file, std::unique_ptr<GenerationKeeper> keeper) {
  std::unique_ptr<KeyStore> store(new KeyStore(std::move(file), std::move(keeper)));
  if (!CROSSROADS_TRY(stamp_of(store->file_))) return at_file({.what = "there is no key store"}, store->file_);
  const auto lock = CROSSROADS_TRY(FileLock::take(lock_of(store->file_)));
  CROSSROADS_CHECK(store->refresh());
  CROSSROADS_CHECK(destroy_others(*store->keeper_, store->header_.generation));
  return store;
}

Result<void> KeyStore::refresh() {
  const auto stamp = CROSSROADS_TRY(stamp_of(file_));
  if (held_ && stamp == held_->stamp) return {};
  auto held = CROSSROADS_TRY(hold_file(file_));
  while (held) {
    auto contents = open_key_file(held->bytes, *keeper_);
    if (contents) {
      take(std::move(*held), std::move(*contents));
      return {};
    }
    // Another process may have erased something meanwhile: then a newer file is there, and the key of this one is destroyed.
    auto newer = CROSSROADS_TRY(hold_file(file_));
    if (newer && newer->stamp == held->stamp) return at_file(std::move(contents.error()), file_);
    held = std::move(newer);
  }
  return at_file({.what = "the key store is gone", .hint = "restore its backup"}, file_);
}

void KeyStore::take(HeldFile held, KeyContents contents) {
  // What stayed the same stays the same object, so that whoever sorts by it need not begin again.
  for (auto& [id, keys] : contents.days) {
    const auto known = contents_.days.find(id);
    if (known != contents_.days.end() && *known->second == *keys) keys = known->second;
  }
  header_ = read_key_file_header(held.bytes).value();
  contents_ = std::move(contents);
  held_ = std::move(held);
  held_->bytes = {};
}

Result<void> KeyStore::read_again() {
  held_.reset();
  return refresh();
}

Result<void> KeyStore::write(const KeyFileHeader& header, const KeyContents& contents) {
  // Whatever happens now, the file is read again before the next use.
  held_.reset();
  const auto file = CROSSROADS_TRY(seal_key_file(header, contents, *keeper_));
  CROSSROADS_CHECK(replace_file(file_, file));
  return refresh();
}

Result<void> KeyStore::change(const std::function<Result<bool>(KeyContents&)>& change) {
  const auto lock = CROSSROADS_TRY(FileLock::take(lock_of(file_)));
  CROSSROADS_CHECK(read_again());
  KeyContents changed = contents_;
  if (!CROSSROADS_TRY(change(changed))) return {};
  return write({.generation = header_.generation, .revision = header_.revision + 1}, changed);
}

Result<Generation> KeyStore::new_generation(const std::function<Result<void>(KeyContents&)>& change) {
  const std::scoped_lock guard(mutex_);
  const auto lock = CROSSROADS_TRY(FileLock::take(lock_of(file_)));
  CROSSROADS_CHECK(read_again());
  CROSSROADS_CHECK(destroy_others(*keeper_, header_.generation));
  KeyContents changed = contents_;
  CROSSROADS_CHECK(change(changed));
  const Generation next{header_.generation.value + 1};
  CROSSROADS_CHECK(keeper_->make(next));
  // Where this fails nobody can say which file stands there; both keys stay until someone has looked.
  CROSSROADS_CHECK(write({.generation = next, .revision = header_.revision + 1}, changed));
  auto destroyed = destroy_others(*keeper_, next);
  if (!destroyed) {
    destroyed.error().kept =
        "the new key store is in place, but the key of the old generation could not be destroyed; opening the store again does it";
    return std::unexpected(std::move(destroyed).error());
  }
  return next;
}

Result<DayKeyPtr> KeyStore::for_sealing(const DayKeyId& id) {
  const std::scoped_lock guard(mutex_);
  CROSSROADS_CHECK(refresh());
  if (const auto found = contents_.days.find(id); found != contents_.days.end()) return found->second;
  CROSSROADS_CHECK(change([&](KeyContents& contents) -> Result<bool> {
    if (contents.days.contains(id)) return false;  // another process was faster
    if (contents.erased.contains(day_of_id(id))) return failure({.what = "the keys were erased of " + in_words(day_of_id(id))});
    contents.days.emplace(id, std::make_shared<DayKey>(DayKey::from_root(random_secret())));
    return true;
  }));
  return contents_.days.at(id);
}

Result<DayKeyPtr> KeyStore::for_opening(const DayKeyId& id) {
  const std::scoped_lock guard(mutex_);
  CROSSROADS_CHECK(refresh());
  if (const auto found = contents_.days.find(id); found != contents_.days.end()) return found->second;
  if (contents_.erased.contains(day_of_id(id))) return DayKeyPtr();
  return at_file({.what = "the key store has no keys of " + in_words(day_of_id(id)),
                  .hint = "nobody erased them: this is an older key store, or that of another installation"},
                 file_);
}

Result<std::vector<DayKeys::Day>> KeyStore::days(const KeyClass& key_class, domain::Date first, domain::Date last) {
  const std::scoped_lock guard(mutex_);
  CROSSROADS_CHECK(refresh());
  std::vector<Day> found;
  for (auto at = contents_.days.lower_bound({.key_class = key_class, .day = first});
       at != contents_.days.end() && at->first.key_class == key_class && at->first.day <= last; ++at)
    found.push_back({.day = at->first.day, .keys = at->second});
  return found;
}

Result<std::vector<Secret32>> KeyStore::signing_seeds(const SigningKeyName& name) {
  const std::scoped_lock guard(mutex_);
  CROSSROADS_CHECK(refresh());
  const auto found = contents_.signing.find(name);
  return found == contents_.signing.end() ? std::vector<Secret32>() : found->second;
}

Result<Secret32> KeyStore::signing_seed(const SigningKeyName& name) {
  const std::scoped_lock guard(mutex_);
  CROSSROADS_CHECK(refresh());
  if (!contents_.signing.contains(name)) {
    CROSSROADS_CHECK(change([&](KeyContents& contents) -> Result<bool> {
      if (contents.signing.contains(name)) return false;
      contents.signing[name].push_back(random_secret());
      return true;
    }));
  }
  return contents_.signing.at(name).back();
}

Result<Secret32> KeyStore::new_signing_seed(const SigningKeyName& name) {
  const std::scoped_lock guard(mutex_);
  CROSSROADS_CHECK(change([&](KeyContents& contents) -> Result<bool> {
    contents.signing[name].push_back(random_secret());
    return true;
  }));
  return contents_.signing.at(name).back();
}

Result<Generation> KeyStore::erase(std::span<const EntryPlace> entries, std::span<const RetentionDay> days) {
  return new_generation([&](KeyContents& contents) -> Result<void> {
    for (const auto& entry : entries) static_cast<void>(CROSSROADS_TRY(erase_entry(contents, entry)));
    for (const auto& day : days) static_cast<void>(CROSSROADS_TRY(erase_day(contents, day)));
    return {};
  });
}

Result<Generation> KeyStore::rotate() {
  return new_generation([](KeyContents&) -> Result<void> { return {}; });
}

Result<Generation> KeyStore::generation() {
  const std::scoped_lock guard(mutex_);
  CROSSROADS_CHECK(refresh());
  return header_.generation;
}

Result<void> KeyStore::backup(const std::filesystem::path& to) {
  const std::scoped_lock guard(mutex_);
  const auto lock = CROSSROADS_TRY(FileLock::take(lock_of(file_)));
  CROSSROADS_CHECK(read_again());
  return replace_file(to, CROSSROADS_TRY(seal_key_file(header_, contents_, *keeper_)));
}

Result<void> KeyStore::restore(const std::filesystem::path& backup, const std::filesystem::path& file, GenerationKeeper& keeper) {
  const auto lock = CROSSROADS_TRY(FileLock::take(lock_of(file)));
  const auto bytes = CROSSROADS_TRY(read_file(backup));
  if (!bytes) return at_file({.what = "there is no backup"}, backup);
  auto header = read_key_file_header(*bytes);
  if (!header) return at_file(std::move(header.error()), backup);
  const auto kept = CROSSROADS_TRY(keeper.generations());
  if (std::ranges::find(kept, header->generation) == kept.end()) {
    return at_file(
        {.what = fmt::format("the backup is of generation {}, whose key was destroyed when something was erased or the root key "
                             "was changed after it",
                             header->generation.value),
         .expected = kept.empty() ? "nothing: the keeper holds no key" : fmt::format("a backup of generation {}", kept.back().value),
         .kept = "the key store was left as it is"},
        backup);
  }
  if (auto opens = open_key_file(*bytes, keeper); !opens) return at_file(std::move(opens.error()), backup);
  if (const auto in_place = CROSSROADS_TRY(read_file(file))) {
    const auto its_header = read_key_file_header(*in_place);
    if (its_header && its_header->revision > header->revision && open_key_file(*in_place, keeper)) {
      return at_file({.what = "the key store in place opens, and is newer than the backup: keys would be lost",
                      .kept = "the key store was left as it is"},
                     backup);
    }
  }
  return replace_file(file, *bytes);
}

Result<void> KeyStore::with_lock(const std::function<Result<void>(GenerationKeeper&)>& act) {
  const std::scoped_lock guard(mutex_);
  const auto lock = CROSSROADS_TRY(FileLock::take(lock_of(file_)));
  return act(*keeper_);
}

}  // namespace crossroads::ledger
