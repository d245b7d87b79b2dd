#include "synth/folder.hpp"

#include <cerrno>
#include <cstring>
#include <system_error>

namespace crossroads::synth {

Problem Folder::failed(std::size_t file, const char* what) const {
  const std::string path = (directory_ / file_names[file]).string();
  return {.what = std::string(what) + ": " + std::strerror(errno),
          .place = {.file = path},
          .kept = "the folder is incomplete and must not be used"};
}

Result<Folder> Folder::create(const std::filesystem::path& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error)
    return failure(
        {.what = "the folder can't be made: " + error.message(), .place = {.file = directory.string()}, .kept = "nothing was written"});
  Folder folder(directory);
  for (std::size_t file = 0; file < file_count; ++file) {
    folder.files_[file].reset(std::fopen((directory / file_names[file]).c_str(), "wb"));
    if (folder.files_[file] == nullptr) return failure(folder.failed(file, "the file can't be written"));
    // Whole pieces are handed over; a second buffer would only copy them.
    std::setvbuf(folder.files_[file].get(), nullptr, _IONBF, 0);
    CROSSROADS_CHECK(folder.write(file, file_headers[file]));
  }
  return folder;
}

Result<void> Folder::write(std::size_t file, std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), files_[file].get()) != text.size()) return failure(failed(file, "writing broke off"));
  bytes_ += text.size();
  return {};
}

Result<void> Folder::append(const Piece& piece) {
  for (std::size_t file = 0; file < file_count; ++file) {
    CROSSROADS_CHECK(write(file, piece.text[file]));
    rows_[file] += piece.rows[file];
  }
  return {};
}

Result<void> Folder::finish() {
  for (std::size_t file = 0; file < file_count; ++file) {
    if (std::fclose(files_[file].release()) != 0) return failure(failed(file, "closing failed"));
  }
  return {};
}

}  // namespace crossroads::synth
