// A small file that is replaced as a whole: whoever reads it, and whatever stops the writer, finds the old bytes or the new ones.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/problem.hpp"

namespace crossroads::ledger {

/// What becomes of the bytes that are replaced.
enum class OldBytes : std::uint8_t {
  leave,
  /// Overwritten in their place once the new file is safe. It helps where a file system writes in place; a disk may still keep a copy.
  overwrite,
};

/// Writes a file beside it (readable by its owner alone), makes it durable, puts it in the place of the old one, makes that durable.
/// Refuses a symbolic link: the link would be replaced, and the file behind it stay as it was.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& path, std::span<const std::uint8_t> bytes,
                                        OldBytes old = OldBytes::leave);
/// Makes the names in the folder of the path durable.
[[nodiscard]] Result<void> sync_folder_of(const std::filesystem::path& path);
/// Nothing where there is no such file. Never what a writer is about to overwrite.
[[nodiscard]] Result<std::optional<std::vector<std::uint8_t>>> read_file(const std::filesystem::path& path);

/// Which file stands there: another one after each replacement.
struct FileStamp {
  std::uint64_t device = 0, inode = 0, size = 0;
  std::int64_t modified_ns = 0, changed_ns = 0;
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};
/// Nothing where there is no such file.
[[nodiscard]] Result<std::optional<FileStamp>> stamp_of(const std::filesystem::path& path);

/// An open file that is closed at the end.
class FileDescriptor {
 public:
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~FileDescriptor();
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

/// A file that was read, still open: as long as it is, no other file can get its number, and its stamp is the stamp of no other.
struct HeldFile {
  FileDescriptor file;
  FileStamp stamp;
  std::vector<std::uint8_t> bytes;
};
/// Nothing where there is no such file.
[[nodiscard]] Result<std::optional<HeldFile>> hold_file(const std::filesystem::path& path);

/// Held by one writer at a time, of this process or another one; the system lets go of it when its holder ends, however that is.
class FileLock {
 public:
  /// Waits for it. The file of the lock is made if it is missing, and stays.
  [[nodiscard]] static Result<FileLock> take(const std::filesystem::path& path);

 private:
  explicit FileLock(FileDescriptor file) : file_(std::move(file)) {}
  FileDescriptor file_;
};

}  // namespace crossroads::ledger
