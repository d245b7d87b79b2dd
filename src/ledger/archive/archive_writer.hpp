// The archive itself: the tar that is sealed, and what says that its files are the ones that were written.
#pragma once

#include <string>
#include <string_view>

#include "ledger/archive/sealed_file.hpp"
#include "ledger/note/note.hpp"

namespace crossroads::ledger {

class ArchiveWriter {
 public:
  /// The file outlives the writer.
  explicit ArchiveWriter(SealedFile& file);

  /// The log's time, which files have from now on.
  void set_time(Instant time);
  [[nodiscard]] Result<void> file(std::string_view path, std::span<const std::uint8_t> content);
  [[nodiscard]] Result<void> file(std::string_view path, std::string_view content);

  /// Ends the archive. `SHA256SUMS` gets a line for each file, as `sha256sum --check` reads them; `manifest` is `text` with the number of files
  /// and the digest of that list, signed.
  [[nodiscard]] Result<void> finish(std::string text, const SigningKey& key);

  [[nodiscard]] std::uint64_t files() const { return files_; }

 private:
  SealedFile& sealed_;
  TarWriter tar_;
  Instant time_ = {};
  std::string sums_;
  std::uint64_t files_ = 0;
};

}  // namespace crossroads::ledger
