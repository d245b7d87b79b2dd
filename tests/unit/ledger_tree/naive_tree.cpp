#include "naive_tree.hpp"

#include <openssl/evp.h>

#include <stdexcept>

namespace crossroads::ledger::naive {

namespace {

Digest sha256(const std::string& text) {
  Digest digest = {};
  if (EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1) throw std::runtime_error("no SHA-256");
  return digest;
}

std::string text_of(const Digest& digest) { return {digest.begin(), digest.end()}; }

/// The largest power of two smaller than n.
std::size_t split(std::size_t n) {
  std::size_t k = 1;
  while (2 * k < n) k *= 2;
  return k;
}

}  // namespace

Digest Tree::mth(std::size_t begin, std::size_t end) {
  if (begin == end) return sha256("");
  const auto [place, is_new] = known_.try_emplace({begin, end});
  if (is_new) {
    if (end - begin == 1) {
      place->second = sha256(std::string(1, '\0') + leaves_[begin]);
    } else {
      const std::size_t k = split(end - begin);
      place->second = sha256('\1' + text_of(mth(begin, begin + k)) + text_of(mth(begin + k, end)));
    }
  }
  return place->second;
}

std::vector<Digest> Tree::path(std::size_t m, std::size_t begin, std::size_t end) {
  if (end - begin == 1) return {};
  const std::size_t k = split(end - begin);
  const bool left = m < k;
  auto hashes = left ? path(m, begin, begin + k) : path(m - k, begin + k, end);
  hashes.push_back(left ? mth(begin + k, end) : mth(begin, begin + k));
  return hashes;
}

std::vector<Digest> Tree::subproof(std::size_t m, std::size_t begin, std::size_t end, bool whole) {
  const std::size_t n = end - begin;
  if (m == n) return whole ? std::vector<Digest>() : std::vector<Digest>{mth(begin, end)};
  const std::size_t k = split(n);
  const bool left = m <= k;
  auto hashes = left ? subproof(m, begin, begin + k, whole) : subproof(m - k, begin + k, end, false);
  hashes.push_back(left ? mth(begin + k, end) : mth(begin, begin + k));
  return hashes;
}

}  // namespace crossroads::ledger::naive
