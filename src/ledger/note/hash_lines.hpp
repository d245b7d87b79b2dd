// The hashes of a proof as tlog-proof and tlog-witness write them: one a line, then a blank line.
#pragma once

#include <string>
#include <string_view>

#include "ledger/note/text_lines.hpp"
#include "ledger/tree/proof.hpp"

namespace crossroads::ledger {

/// No tree needs more (`largest_tree`), and tlog-witness allows no more.
inline constexpr std::size_t most_proof_hashes = 63;

inline void append_hash_lines(std::string& text, const Proof& hashes) {
  for (const Hash& hash : hashes) text += to_base64(hash) + '\n';
  text += '\n';
}

/// Takes the hashes and the blank line off the text.
[[nodiscard]] inline Result<Proof> take_hash_lines(std::string_view& text) {
  Proof hashes;
  for (;;) {
    const auto line = take_line(text);
    if (!line) return failure({.what = "the proof does not end", .expected = "a blank line behind its hashes"});
    if (line->empty()) return hashes;
    if (hashes.size() == most_proof_hashes) return failure({.what = "the proof is too long", .expected = "at most 63 hashes"});
    hashes.push_back(CROSSROADS_TRY(Hash::parse(*line)));
  }
}

}  // namespace crossroads::ledger
