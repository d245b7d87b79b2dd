// Compressed files as streams of bytes (gzip, RFC 1952; Zstandard, RFC 8878), several members or frames in a row included.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>

#include "base/problem.hpp"

namespace crossroads::facts::csv {

/// Gives the next bytes of the compressed file; 0 at its end.
using RawBytes = std::function<Result<std::size_t>(std::span<char>)>;

class Inflate {
 public:
  Inflate() = default;
  Inflate(const Inflate&) = delete;
  Inflate& operator=(const Inflate&) = delete;
  virtual ~Inflate() = default;
  /// Fills `out` as far as the file goes; less than its size only at the end. Fails where the data break off or are corrupt.
  [[nodiscard]] virtual Result<std::size_t> read(std::span<char> out) = 0;
};

[[nodiscard]] std::unique_ptr<Inflate> inflate_gzip(RawBytes raw);
[[nodiscard]] std::unique_ptr<Inflate> inflate_zstd(RawBytes raw);

}  // namespace crossroads::facts::csv
