// An entry as its canonical text: JSON with a fixed order of members, without blanks, without members that say nothing. One entry has one
// text and a text one entry, so that a commitment to the text is a commitment to the entry.
#pragma once

#include <string>
#include <string_view>

#include "ledger/seal/entry.hpp"

namespace crossroads::ledger {

/// `{"event":"sent","message":12,…}`. A message number is written up to 2^53 − 1, which every JSON reader takes.
[[nodiscard]] std::string to_text(const Entry& entry);
/// The rule's own writing without its sign: `12.3`, `note-1`.
[[nodiscard]] std::string without_sign(law::Paragraph paragraph);
/// Whether `parse_entry` takes what `to_text` writes: it refuses the numbers and names that other code can have made without a check.
[[nodiscard]] Result<void> can_be_read_back(const Entry& entry);
/// `{"agent":"…","unit":"…"}`.
[[nodiscard]] std::string to_text(const AgentPart& part);

/// Only what `to_text` can have written. Problems name the member, never the value: a log's text must not get into another log.
[[nodiscard]] Result<Entry> parse_entry(std::string_view text);
[[nodiscard]] Result<AgentPart> parse_agent_part(std::string_view text);

}  // namespace crossroads::ledger
