// POSIX ustar (IEEE Std 1003.1, pax, "ustar Interchange Format"), written front to back: plain files only.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "base/instant.hpp"
#include "base/problem.hpp"

namespace crossroads::ledger {

/// Takes the next bytes of a stream.
using ByteSink = std::function<Result<void>(std::span<const std::uint8_t>)>;

/// The same files in the same order make the same bytes: no owner, no machine's time, mode 0600.
class TarWriter {
 public:
  explicit TarWriter(ByteSink sink) : sink_(std::move(sink)) {}

  /// `time` goes in whole seconds. Refuses a path of more than 100 bytes and content of 8 GiB or more, which ustar has no place for.
  [[nodiscard]] Result<void> file(std::string_view path, std::span<const std::uint8_t> content, Instant time);
  /// What says that nothing more comes.
  [[nodiscard]] Result<void> finish();

 private:
  ByteSink sink_;
};

}  // namespace crossroads::ledger
