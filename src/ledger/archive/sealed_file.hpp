// The file that an archive is: a tar of a text in clear and of parts, each sealed to the recipient. What the parts hold, put one behind the
// other, is the archive itself. Parts, because `openssl cms -decrypt` takes a whole message into memory, as does whoever makes one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/sha256_stream.hpp"
#include "ledger/archive/recipient.hpp"
#include "ledger/archive/tar.hpp"
#include "ledger/seal/atomic_file.hpp"
#include "ledger/seal/secret_bytes.hpp"

namespace crossroads::ledger {

inline constexpr std::size_t archive_part_size = std::size_t{16} << 20U;
/// Smaller ones would make more parts than their six digits can number; larger ones more than OpenSSL counts in an int, three times in memory.
inline constexpr std::size_t least_part_size = std::size_t{64} << 10U, most_part_size = std::size_t{256} << 20U;

/// Holds one part in memory, in clear and sealed. Stands under another name until it is whole and durable; without `finish` nothing is left
/// of it. Only its owner may read it (mode 0600).
class SealedFile {
 public:
  /// Refuses a path where something stands already, and a part size out of these bounds. The recipient outlives it.
  [[nodiscard]] static Result<SealedFile> create(std::filesystem::path path, const Recipient& recipient, std::size_t part_size);
  SealedFile(SealedFile&& other) noexcept;
  SealedFile& operator=(SealedFile&&) = delete;
  ~SealedFile();

  /// The log's time, which the files of the outer tar have from now on.
  void set_time(Instant time) { time_ = time; }
  /// A file of the outer tar that anyone can read; before the first part.
  [[nodiscard]] Result<void> in_clear(std::string_view name, std::string_view text);
  /// The next bytes of what is sealed.
  [[nodiscard]] Result<void> write(std::span<const std::uint8_t> bytes);

  struct Written {
    std::uint64_t bytes = 0, parts = 0;
    Sha256 digest;
  };
  /// Seals the rest, makes everything durable and gives it its name; never in the place of something that came to stand there since.
  [[nodiscard]] Result<Written> finish();

 private:
  SealedFile(std::filesystem::path path, std::filesystem::path beside, FileDescriptor file, const Recipient& recipient,
             std::size_t part_size);
  Result<void> seal_part();
  Result<void> put(std::span<const std::uint8_t> bytes);
  Result<void> take_name();
  [[nodiscard]] TarWriter outer();

  std::filesystem::path path_, beside_;
  FileDescriptor file_;
  const Recipient* recipient_;
  std::size_t part_size_;
  SecretBytes part_;  // in clear, and wiped at the end
  Instant time_ = {};
  Sha256Stream digest_;
  Written written_;
};

}  // namespace crossroads::ledger
