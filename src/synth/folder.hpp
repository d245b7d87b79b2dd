// The files of a data folder while they are written (SPEC §2).
#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace crossroads::synth {

enum class File : std::uint8_t { persons, nationalities, stays, aid, reimbursements, replacements };
inline constexpr std::size_t file_count = 6;
inline constexpr std::array<std::string_view, file_count> file_names{"persons.csv", "nationalities.csv",  "stays.csv",
                                                                     "aid.csv",     "reimbursements.csv", "replacements.csv"};
inline constexpr std::array<std::string_view, file_count> file_headers{
    "niss,last_name,first_names,country_of_origin\n",
    "niss,country,from,to\n",
    "niss,from,to,legal,register,title,ground,quality,recognised_on,applied_on,applied_at,sponsor_niss\n",
    "aid_id,niss,centre,nature,category,monthly_cents,from,to,status\n",
    "aid_id,paid_on,cents\n",
    "old_niss,new_niss,on\n"};

/// A piece of each file, and how many rows it has.
struct Piece {
  std::array<std::string, file_count> text;
  std::array<std::uint64_t, file_count> rows{};
  [[nodiscard]] std::string& of(File file) { return text[static_cast<std::size_t>(file)]; }
  void row_of(File file) { ++rows[static_cast<std::size_t>(file)]; }
  void clear() {
    for (auto& one : text) one.clear();
    rows = {};
  }
};

/// The six files, open for writing. A folder that was not finished is left without its headers' promise: `finish` says so.
class Folder {
 public:
  [[nodiscard]] static Result<Folder> create(const std::filesystem::path& directory);
  [[nodiscard]] Result<void> append(const Piece& piece);
  /// Everything is with the operating system; later failures of the disk are not seen.
  [[nodiscard]] Result<void> finish();
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] std::uint64_t rows(File file) const { return rows_[static_cast<std::size_t>(file)]; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  explicit Folder(std::filesystem::path directory) : directory_(std::move(directory)) {}
  [[nodiscard]] Result<void> write(std::size_t file, std::string_view text);
  [[nodiscard]] Problem failed(std::size_t file, const char* what) const;

  std::filesystem::path directory_;
  std::array<std::unique_ptr<std::FILE, Close>, file_count> files_;
  std::array<std::uint64_t, file_count> rows_{};
  std::uint64_t bytes_ = 0;
};

}  // namespace crossroads::synth
