// A data folder on disk for a test, good until the test spoils it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "facts/folder.hpp"

namespace crossroads::facts {

inline constexpr domain::Date test_today{2026, 4, 1};

/// A small good folder: two persons, a row or two of everything.
[[nodiscard]] std::map<std::string, std::string> good_files();

class DataFolder {
 public:
  /// Writes the files; a name that ends in .gz or .zst is compressed.
  explicit DataFolder(const std::map<std::string, std::string>& files = good_files());
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;
  ~DataFolder();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// The bytes as they are.
  void write_raw(const std::string& name, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

[[nodiscard]] std::string gzipped(std::string_view text);
[[nodiscard]] std::string zstd_compressed(std::string_view text);

/// Everything that came of a folder, as text to compare: persons, their rows, bad rows, counts; or why it was refused.
[[nodiscard]] std::string described(const Result<Loaded>& loaded);

}  // namespace crossroads::facts
