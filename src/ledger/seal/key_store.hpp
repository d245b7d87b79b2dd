// The key store: the days' keys and the signing keys in one encrypted file, outside the database and outside its backups.
//
// The file is written under the key of the current generation, which only the keeper has. Several processes share a file: each change is made
// under a lock, on what stands in the file at that moment, and every process sees it at its next question. A change is one replacement of
// the file. An erasure writes the file under a new generation and destroys the old one's key; stopped in between, it leaves the keys of both
// generations and the old file or the new one, and the next process that opens or changes the store finishes it.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "ledger/seal/atomic_file.hpp"
#include "ledger/seal/day_key.hpp"
#include "ledger/seal/generation_keeper.hpp"
#include "ledger/seal/key_contents.hpp"

namespace crossroads::ledger {

/// One entry to erase: its day is that of its leaf.
struct EntryPlace {
  RetentionDay day;
  Sequence sequence;
  friend auto operator<=>(const EntryPlace&, const EntryPlace&) = default;
};

/// Safe to use from several threads.
class KeyStore final : public DayKeys {
 public:
  /// A store that nobody has made before; refuses to replace one, and a keeper that keeps generations of another one.
  [[nodiscard]] static Result<std::unique_ptr<KeyStore>> create(std::filesystem::path file, std::unique_ptr<GenerationKeeper> keeper);
  /// Finishes an erasure that was stopped.
  [[nodiscard]] static Result<std::unique_ptr<KeyStore>> open(std::filesystem::path file, std::unique_ptr<GenerationKeeper> keeper);

  [[nodiscard]] Result<DayKeyPtr> for_sealing(const DayKeyId& id) override;
  [[nodiscard]] Result<DayKeyPtr> for_opening(const DayKeyId& id) override;
  [[nodiscard]] Result<std::vector<Day>> days(const KeyClass& key_class, domain::Date first, domain::Date last) override;

  /// The newest seed of that name, made if there is none.
  [[nodiscard]] Result<Secret32> signing_seed(const SigningKeyName& name);
  /// Another seed for that name, the newest from now on.
  [[nodiscard]] Result<Secret32> new_signing_seed(const SigningKeyName& name);
  /// All seeds of that name, the newest last.
  [[nodiscard]] Result<std::vector<Secret32>> signing_seeds(const SigningKeyName& name);

  /// Erases entries and days in one new generation. What is erased already stays so; a day that never had keys is refused, and nothing done.
  /// When it returns the old generation's key is destroyed: no older copy of the file or backup opens. The search tags of a day keep their
  /// key as long as the day: where one entry was erased, an old copy of the database still shows that it had a tag, but opens nothing.
  [[nodiscard]] Result<Generation> erase(std::span<const EntryPlace> entries, std::span<const RetentionDay> days);
  /// A new generation without an erasure: another root key.
  [[nodiscard]] Result<Generation> rotate();
  [[nodiscard]] Result<Generation> generation();

  /// A copy that opens with the keeper's key of the current generation, and with it only as long as nothing is erased.
  [[nodiscard]] Result<void> backup(const std::filesystem::path& to);
  /// Puts a backup in the place of a lost or damaged store. Refuses one of a destroyed generation, and one older than a store that still opens.
  [[nodiscard]] static Result<void> restore(const std::filesystem::path& backup, const std::filesystem::path& file,
                                            GenerationKeeper& keeper);

  /// Runs `act` on the keeper while no one else changes anything (another passphrase, say).
  [[nodiscard]] Result<void> with_lock(const std::function<Result<void>(GenerationKeeper&)>& act);

 private:
  KeyStore(std::filesystem::path file, std::unique_ptr<GenerationKeeper> keeper) : file_(std::move(file)), keeper_(std::move(keeper)) {}

  /// Reads the file again if it is another one than last time.
  Result<void> refresh();
  void take(HeldFile held, KeyContents contents);
  /// Reads it whatever it looks like: before a change, a file system's word that nothing changed is not enough.
  Result<void> read_again();
  Result<void> write(const KeyFileHeader& header, const KeyContents& contents);
  /// Changes the contents under the lock; `change` says whether there is something to write.
  Result<void> change(const std::function<Result<bool>(KeyContents&)>& change);
  Result<Generation> new_generation(const std::function<Result<void>(KeyContents&)>& change);

  std::filesystem::path file_;
  std::unique_ptr<GenerationKeeper> keeper_;
  std::mutex mutex_;              // guards all that follows, and the keeper
  std::optional<HeldFile> held_;  // open, so that a file that takes its place has another stamp
  KeyFileHeader header_;
  KeyContents contents_;
};

}  // namespace crossroads::ledger
