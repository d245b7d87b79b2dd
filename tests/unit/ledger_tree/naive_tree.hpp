// RFC 6962 §2.1 as it is written: recursive, over the leaves themselves, with another face of OpenSSL. What the tree is held against.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace crossroads::ledger::naive {

using Digest = std::array<std::uint8_t, 32>;

class Tree {
 public:
  explicit Tree(std::vector<std::string> leaves) : leaves_(std::move(leaves)) {}

  /// MTH(D[begin:end]).
  Digest mth(std::size_t begin, std::size_t end);
  /// PATH(m, D[begin:end]); m counts from `begin`.
  std::vector<Digest> path(std::size_t m, std::size_t begin, std::size_t end);
  /// PROOF(m, D[0:n]).
  std::vector<Digest> proof(std::size_t m, std::size_t n) { return subproof(m, 0, n, true); }

 private:
  std::vector<Digest> subproof(std::size_t m, std::size_t begin, std::size_t end, bool whole);

  std::vector<std::string> leaves_;
  std::map<std::pair<std::size_t, std::size_t>, Digest> known_;  // nothing but a memory of mth
};

}  // namespace crossroads::ledger::naive
