#include "ledger/archive/sealed_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace crossroads::ledger {
namespace {

std::unexpected<Problem> system_failure(std::string_view what, const std::filesystem::path& path) {
  return failure({.what = fmt::format("{}: {}", what, std::generic_category().message(errno)),
                  .place = {.file = path.string()},
                  .kept = "nothing of the archive"});
}

std::unexpected<Problem> stands_already(const std::filesystem::path& path) {
  return failure({.what = "something stands here already",
                  .place = {.file = path.string()},
                  .hint = "name a file that is not there yet",
                  .kept = "what stands there, and nothing of the archive"});
}

}  // namespace

Result<SealedFile> SealedFile::create(std::filesystem::path path, const Recipient& recipient, std::size_t part_size) {
  if (part_size < least_part_size || part_size > most_part_size) {
    return failure({.what = "the parts of an archive can't be of this size",
                    .field = "part size",
                    .value = std::to_string(part_size),
                    .expected = fmt::format("{} to {} bytes", least_part_size, most_part_size)});
  }
  std::error_code unknown;
  if (exists(symlink_status(path, unknown))) return stands_already(path);
  std::string beside = path.string() + ".XXXXXX";
  FileDescriptor file(::mkostemp(beside.data(), O_CLOEXEC));  // mode 0600
  if (file.number() < 0) return system_failure("cannot make the archive", path);
  return SealedFile(std::move(path), beside, std::move(file), recipient, part_size);
}

SealedFile::SealedFile(std::filesystem::path path, std::filesystem::path beside, FileDescriptor file, const Recipient& recipient,
                       std::size_t part_size)
    : path_(std::move(path)), beside_(std::move(beside)), file_(std::move(file)), recipient_(&recipient), part_size_(part_size) {
  part_.reserve(part_size_);  // never moved, so that no copy of it stays behind
}

SealedFile::SealedFile(SealedFile&& other) noexcept
    : path_(std::move(other.path_)),
      beside_(std::exchange(other.beside_, {})),
      file_(std::move(other.file_)),
      recipient_(other.recipient_),
      part_size_(other.part_size_),
      part_(std::move(other.part_)),
      time_(other.time_),
      digest_(other.digest_),
      written_(other.written_) {}

SealedFile::~SealedFile() {
  if (!beside_.empty()) ::unlink(beside_.c_str());
}

TarWriter SealedFile::outer() {
  return TarWriter([this](std::span<const std::uint8_t> bytes) { return put(bytes); });
}

Result<void> SealedFile::put(std::span<const std::uint8_t> bytes) {
  digest_.add(bytes);
  written_.bytes += bytes.size();
  while (!bytes.empty()) {
    const auto written = ::write(file_.number(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return system_failure("cannot write the archive", path_);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> SealedFile::in_clear(std::string_view name, std::string_view text) {
  return outer().file(name, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, time_);
}

Result<void> SealedFile::write(std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const auto now = bytes.first(std::min(bytes.size(), part_size_ - part_.size()));
    part_.insert(part_.end(), now.begin(), now.end());
    bytes = bytes.subspan(now.size());
    if (part_.size() == part_size_) CROSSROADS_CHECK(seal_part());
  }
  return {};
}

Result<void> SealedFile::seal_part() {
  const auto sealed = CROSSROADS_TRY(recipient_->seal(part_));
  part_.clear();
  return outer().file(fmt::format("part-{:06}.cms", ++written_.parts), sealed, time_);
}

Result<void> SealedFile::take_name() {
  if (::renameat2(AT_FDCWD, beside_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) == 0) {
    beside_ = path_;  // until its name is durable it may go again
    return {};
  }
  // A file system that can't (NFS, say) may know links, which take nobody's place either.
  if ((errno == EINVAL || errno == ENOSYS) && ::link(beside_.c_str(), path_.c_str()) == 0) {
    ::unlink(beside_.c_str());
    beside_ = path_;
    return {};
  }
  if (errno == EEXIST) return stands_already(path_);
  return system_failure("cannot give the archive its name", path_);
}

Result<SealedFile::Written> SealedFile::finish() {
  if (!part_.empty()) CROSSROADS_CHECK(seal_part());
  CROSSROADS_CHECK(outer().finish());
  if (::fsync(file_.number()) != 0) return system_failure("cannot make the archive durable", path_);
  CROSSROADS_CHECK(take_name());
  CROSSROADS_CHECK(sync_folder_of(path_));
  beside_.clear();
  written_.digest = digest_.finish();
  return written_;
}

}  // namespace crossroads::ledger
