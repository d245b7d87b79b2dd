// Rows dealt into shares by the hash of their aid_id, so that rows with the same aid_id meet in one share, and a share's
// table stays in a core's nearest cache.
#pragma once

#include <atomic>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "facts/load/aid_keys.hpp"
#include "facts/load/huge_pages.hpp"
#include "facts/load/parallel.hpp"

namespace crossroads::facts {

/// The rows of one file: the keys of its parts one after the other, rows numbered through.
class AidRows {
 public:
  explicit AidRows(std::vector<const AidKeys*> parts) : parts_(std::move(parts)), begin_(parts_.size() + 1) {
    for (std::size_t i = 0; i < parts_.size(); ++i) begin_[i + 1] = begin_[i] + parts_[i]->size();
  }
  struct At {
    std::size_t part, row;
  };
  [[nodiscard]] std::size_t size() const { return begin_.back(); }
  [[nodiscard]] std::size_t parts() const { return parts_.size(); }
  [[nodiscard]] const AidKeys& part(std::size_t i) const { return *parts_[i]; }
  [[nodiscard]] std::size_t begin_of(std::size_t part) const { return begin_[part]; }
  [[nodiscard]] At at(std::size_t row) const;
  [[nodiscard]] static bool same(const AidRows& a, std::size_t row_a, const AidRows& b, std::size_t row_b);

 private:
  std::vector<const AidKeys*> parts_;
  std::vector<std::size_t> begin_;
};

/// Each share: the rows whose hash begins with the share's number, in order, each as hash and row in one word.
class AidShares {
 public:
  AidShares(const AidRows& rows, unsigned share_bits, unsigned threads);

  [[nodiscard]] std::span<const std::uint64_t> share(std::size_t i) const {
    return std::span(entries_).subspan(begin_[i], begin_[i + 1] - begin_[i]);
  }
  [[nodiscard]] std::size_t row_of(std::uint64_t entry) const { return entry & row_mask_; }
  /// What two entries must share to be looked at: as many bits of the hash as fit beside the row.
  [[nodiscard]] std::uint64_t tag_of(std::uint64_t entry) const { return entry & ~row_mask_; }
  [[nodiscard]] std::uint64_t row_mask() const { return row_mask_; }

 private:
  std::uint64_t row_mask_;
  std::vector<std::size_t> begin_;
  std::vector<std::uint64_t> entries_;
};

}  // namespace crossroads::facts
