// Sealing: an entry becomes a leaf that says nothing, a body that only its key opens, the key wrapped, and search tags.
//
// Each part (the entry; who the agent was) has a random key of its own, used once. Its body is nonce ‖ AES-256-GCM(salt32 ‖ length as u32 ‖
// canonical text ‖ zeros up to a multiple of 256) ‖ tag. The additional data are the part's name ("crossroads-log-entry-v1",
// "crossroads-log-agent-v1") and the leaf's header, so that a body opens in its own place only. GCM does not commit to a key; the leaf's
// commitment binds the text.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/seal/cipher.hpp"
#include "ledger/seal/day_key.hpp"
#include "ledger/seal/entry.hpp"
#include "ledger/seal/leaf.hpp"
#include "ledger/seal/tag.hpp"

namespace crossroads::ledger {

/// What the database keeps of a part.
struct SealedPart {
  std::vector<std::uint8_t> body;
  WrappedKey key = {};
  friend bool operator==(const SealedPart&, const SealedPart&) = default;
};

struct Sealed {
  Leaf leaf;
  SealedPart entry;
  std::optional<SealedPart> agent = {};
  std::vector<SearchTag> tags = {};
};

/// A part in clear, with what a reader of the committee needs to see that the leaf is about it.
template <class T>
struct Opened {
  T value;
  std::string text;  ///< its canonical text
  Salt salt;
  Secret32 key;
};

/// Seals the entries of one log. Cheap for sequences in order. One thread at a time.
class Sealer {
 public:
  /// `keys` outlives the sealer.
  Sealer(DayKeys& keys, LogName log) : keys_(keys), log_(std::move(log)) {}

  /// Refuses what no `Opener` would take back: a moment before 1970 or after 9999, a member that no reader takes.
  [[nodiscard]] Result<Sealed> seal(Sequence sequence, Instant time, const Entry& entry, const std::optional<AgentPart>& agent = {});
  /// For `Entry::values`: the entry's own day gives the key, which dies with the day.
  [[nodiscard]] Result<ValuesDigest> values_digest(Event event, Instant time, std::string_view values);

 private:
  /// The way down in the tree of the day at hand.
  struct Lane {
    domain::Date day;
    DayKeyPtr keys;
    KeyPath path;
  };
  Result<Lane*> lane(Retention retention, Part part, domain::Date day);
  Result<PartDigests> seal_part(const LeafHeader& header, Part part, std::string_view text, SealedPart& sealed, Lane*& used);

  DayKeys& keys_;
  LogName log_;
  std::map<std::pair<Retention, Part>, Lane> lanes_;
};

/// Opens the entries of one log. One thread at a time.
class Opener {
 public:
  /// `keys` outlives the opener.
  Opener(DayKeys& keys, LogName log) : keys_(keys), log_(std::move(log)) {}

  /// Nothing where the entry or its day was erased. A problem where the part is not what the leaf says, or its keys are missing.
  [[nodiscard]] Result<std::optional<Opened<Entry>>> open_entry(const Leaf& leaf, const SealedPart& part);
  [[nodiscard]] Result<std::optional<Opened<AgentPart>>> open_agent(const Leaf& leaf, const SealedPart& part);

 private:
  Result<std::optional<Secret32>> key_of(const Leaf& leaf, Part part, const SealedPart& sealed);

  DayKeys& keys_;
  LogName log_;
  std::map<std::pair<Retention, Part>, std::pair<DayKeyPtr, KeyPath>> paths_;
};

/// With the entry's own key, as an export hands it over: needs no key store.
[[nodiscard]] Result<Opened<Entry>> open_entry_with(const Secret32& key, const Leaf& leaf, std::span<const std::uint8_t> body);
[[nodiscard]] Result<Opened<AgentPart>> open_agent_with(const Secret32& key, const Leaf& leaf, std::span<const std::uint8_t> body);

}  // namespace crossroads::ledger
