#include "facts/csv/input_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

namespace crossroads::facts::csv {
namespace {

struct Ending {
  std::string_view text;
  InputFile::Form form;
};
constexpr std::array<Ending, 3> endings{
    {{".csv", InputFile::Form::plain}, {".csv.gz", InputFile::Form::gzip}, {".csv.zst", InputFile::Form::zstd}}};

Problem unreadable(const std::string& name, int error) {
  return {.what = "this file can't be read", .place = {.file = name}, .value = std::generic_category().message(error)};
}

Problem missing(const std::filesystem::path& folder, DataFile file) {
  const std::string name = fmt::format("{}.csv", to_name(file));
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) {
    return {.what = "there is no such folder",
            .value = folder.string(),
            .expected = "a data folder",
            .hint = "a data folder holds persons.csv, nationalities.csv, stays.csv and aid.csv"};
  }
  return {.what = "this file is missing",
          .place = {.file = name},
          .value = folder.string(),
          .expected = fmt::format("{0}, {0}.gz or {0}.zst in the folder", name),
          .hint = "only reimbursements.csv and replacements.csv may be missing"};
}

/// Reads until `out` is full or the file ends.
Result<std::size_t> read_from(int descriptor, std::uint64_t offset, std::span<char> out, const std::string& name) {
  std::size_t done = 0;
  while (done < out.size()) {
    const auto got = ::pread(descriptor, out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure(unreadable(name, errno));
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

}  // namespace

Result<std::optional<InputFile>> InputFile::open(const std::filesystem::path& folder, DataFile file) {
  std::vector<Ending> found;
  for (const auto& ending : endings) {
    std::error_code error;
    const auto status = std::filesystem::symlink_status(folder / fmt::format("{}{}", to_name(file), ending.text), error);
    if (status.type() != std::filesystem::file_type::not_found && status.type() != std::filesystem::file_type::none)
      found.push_back(ending);
  }
  if (found.empty()) {
    std::error_code error;
    if (may_be_missing(file) && std::filesystem::is_directory(folder, error)) return std::optional<InputFile>{};
    return failure(missing(folder, file));
  }
  const std::string name = fmt::format("{}{}", to_name(file), found.front().text);
  if (found.size() > 1) {
    return failure({.what = "this file is there twice",
                    .place = {.file = name},
                    .value = fmt::format("{}{}", to_name(file), found[1].text),
                    .expected = "one of them",
                    .hint = "remove the one that is not meant"});
  }

  InputFile input;
  input.name_ = name;
  input.file_ = file;
  input.form_ = found.front().form;
  input.descriptor_ = ::open((folder / name).c_str(), O_RDONLY | O_CLOEXEC);
  if (input.descriptor_ < 0) return failure(unreadable(name, errno));
  struct ::stat status{};
  if (::fstat(input.descriptor_, &status) != 0) return failure(unreadable(name, errno));
  if (!S_ISREG(status.st_mode)) return failure({.what = "this is no regular file", .place = {.file = name}});
  input.size_ = static_cast<std::uint64_t>(status.st_size);
  input.cursor_ = std::make_unique<Cursor>(Cursor{.descriptor = input.descriptor_, .offset = 0, .name = name});
  const auto raw = [cursor = input.cursor_.get()](std::span<char> out) -> Result<std::size_t> {
    const std::size_t got = CROSSROADS_TRY(read_from(cursor->descriptor, cursor->offset, out, cursor->name));
    cursor->offset += got;
    return got;
  };
  if (input.form_ == Form::gzip) input.inflate_ = inflate_gzip(raw);
  if (input.form_ == Form::zstd) input.inflate_ = inflate_zstd(raw);
  return std::optional<InputFile>(std::move(input));
}

InputFile::InputFile(InputFile&& other) noexcept { *this = std::move(other); }

InputFile& InputFile::operator=(InputFile&& other) noexcept {
  if (this == &other) return *this;
  if (descriptor_ >= 0) ::close(descriptor_);
  name_ = std::move(other.name_);
  file_ = other.file_;
  form_ = other.form_;
  descriptor_ = std::exchange(other.descriptor_, -1);
  size_ = other.size_;
  inflate_ = std::move(other.inflate_);
  cursor_ = std::move(other.cursor_);
  return *this;
}

InputFile::~InputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> InputFile::read_at(std::uint64_t offset, std::span<char> out) const {
  const std::size_t got = CROSSROADS_TRY(read_from(descriptor_, offset, out, name_));
  if (got < out.size()) return failure({.what = "this file became shorter while it was read", .place = {.file = name_}});
  return {};
}

Result<std::size_t> InputFile::read_next(std::span<char> out) {
  if (inflate_) {
    auto got = inflate_->read(out);
    if (!got && got.error().place.file.empty()) got.error().place.file = name_;
    return got;
  }
  const std::size_t got = CROSSROADS_TRY(read_from(cursor_->descriptor, cursor_->offset, out, name_));
  cursor_->offset += got;
  return got;
}

}  // namespace crossroads::facts::csv
