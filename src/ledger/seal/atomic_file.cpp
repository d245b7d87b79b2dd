#include "ledger/seal/atomic_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include <fmt/format.h>

namespace crossroads::ledger {
namespace {

/// Longer than any key store becomes; what is longer is another file.
constexpr std::int64_t longest_file = std::int64_t{1} << 30;

std::unexpected<Problem> system_failure(std::string_view what, const std::filesystem::path& path) {
  return failure({.what = fmt::format("{}: {}", what, std::generic_category().message(errno)), .place = {.file = path.string()}});
}

Result<void> write_all(int file, std::span<const std::uint8_t> bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const auto written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return system_failure("cannot write", path);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  if (::fsync(file) != 0) return system_failure("cannot make durable", path);
  return {};
}

Result<void> write_beside(const std::filesystem::path& beside, std::span<const std::uint8_t> bytes) {
  // What a writer left that was stopped. Its owner's mode must not be the new file's.
  if (::unlink(beside.c_str()) != 0 && errno != ENOENT) return system_failure("cannot remove", beside);
  const FileDescriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (file.number() < 0) return system_failure("cannot make", beside);
  return write_all(file.number(), bytes, beside);
}

Result<void> overwrite(const FileDescriptor& file, const std::filesystem::path& path) {
  struct stat found{};
  if (::fstat(file.number(), &found) != 0) return system_failure("cannot look at what was replaced of", path);
  return write_all(file.number(), std::vector<std::uint8_t>(static_cast<std::size_t>(found.st_size)), path);
}

std::int64_t nanoseconds(const timespec& time) { return time.tv_sec * 1'000'000'000 + time.tv_nsec; }

FileStamp stamp_from(const struct stat& found) {
  return {.device = found.st_dev,
          .inode = found.st_ino,
          .size = static_cast<std::uint64_t>(found.st_size),
          .modified_ns = nanoseconds(found.st_mtim),
          .changed_ns = nanoseconds(found.st_ctim)};
}

Result<void> refuse_link(const std::filesystem::path& path) {
  struct stat found{};
  if (::lstat(path.c_str(), &found) != 0 && errno != ENOENT) return system_failure("cannot look at", path);
  if (!S_ISLNK(found.st_mode)) return {};
  return failure({.what = "this is a symbolic link", .place = {.file = path.string()}, .hint = "name the file that it leads to"});
}

Result<std::vector<std::uint8_t>> read_all(const FileDescriptor& file, std::size_t size, const std::filesystem::path& path) {
  std::vector<std::uint8_t> bytes(size);
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto got = ::read(file.number(), bytes.data() + done, bytes.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure("cannot read", path);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

/// What stands there at this moment; another file may have taken its place when this returns.
Result<std::optional<HeldFile>> hold_once(const std::filesystem::path& path) {
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0 && errno == ENOENT) return std::optional<HeldFile>();
  struct stat found{};
  if (file.number() < 0 || ::fstat(file.number(), &found) != 0) return system_failure("cannot open", path);
  if (!S_ISREG(found.st_mode) || found.st_size > longest_file)
    return failure({.what = "this is no file of keys", .place = {.file = path.string()}});
  auto bytes = CROSSROADS_TRY(read_all(file, static_cast<std::size_t>(found.st_size), path));
  return HeldFile{.file = std::move(file), .stamp = stamp_from(found), .bytes = std::move(bytes)};
}

}  // namespace

Result<void> sync_folder_of(const std::filesystem::path& path) {
  const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  const FileDescriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (file.number() < 0) return system_failure("cannot open the folder", folder);
  if (::fsync(file.number()) != 0) return system_failure("cannot make the folder durable", folder);
  return {};
}

Result<void> replace_file(const std::filesystem::path& path, std::span<const std::uint8_t> bytes, OldBytes old) {
  CROSSROADS_CHECK(refuse_link(path));
  auto beside = path;
  beside += ".new";
  // Opened before it loses its name.
  const FileDescriptor replaced(old == OldBytes::overwrite ? ::open(path.c_str(), O_WRONLY | O_CLOEXEC) : -1);
  if (old == OldBytes::overwrite && replaced.number() < 0 && errno != ENOENT)
    return system_failure("cannot open what is to be replaced", path);
  CROSSROADS_CHECK(write_beside(beside, bytes));
  if (::rename(beside.c_str(), path.c_str()) != 0) return system_failure("cannot replace", path);
  CROSSROADS_CHECK(sync_folder_of(path));
  if (replaced.number() >= 0) CROSSROADS_CHECK(overwrite(replaced, path));
  return {};
}

Result<std::optional<HeldFile>> hold_file(const std::filesystem::path& path) {
  while (true) {
    auto held = CROSSROADS_TRY(hold_once(path));
    if (!held) return held;
    // A writer overwrites the old bytes once the new file is in place: what still has its name was read before that.
    const auto now = CROSSROADS_TRY(stamp_of(path));
    if (now && now->device == held->stamp.device && now->inode == held->stamp.inode) return held;
  }
}

Result<std::optional<std::vector<std::uint8_t>>> read_file(const std::filesystem::path& path) {
  auto held = CROSSROADS_TRY(hold_file(path));
  if (!held) return std::optional<std::vector<std::uint8_t>>();
  return std::move(held->bytes);
}

Result<std::optional<FileStamp>> stamp_of(const std::filesystem::path& path) {
  struct stat found{};
  if (::stat(path.c_str(), &found) == 0) return stamp_from(found);
  if (errno == ENOENT) return std::optional<FileStamp>();
  return system_failure("cannot look at", path);
}

FileDescriptor::~FileDescriptor() {
  if (number_ >= 0) ::close(number_);
}

Result<FileLock> FileLock::take(const std::filesystem::path& path) {
  FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (file.number() < 0) return system_failure("cannot open the lock", path);
  while (::flock(file.number(), LOCK_EX) != 0) {
    if (errno != EINTR) return system_failure("cannot take the lock", path);
  }
  return FileLock(std::move(file));
}

}  // namespace crossroads::ledger
