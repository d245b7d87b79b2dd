// One file of a data folder, plain or compressed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/problem.hpp"
#include "facts/csv/inflate.hpp"
#include "facts/rows.hpp"

namespace crossroads::facts::csv {

class InputFile {
 public:
  enum class Form : std::uint8_t { plain, gzip, zstd };

  /// Finds `NAME.csv`, `.csv.gz` or `.csv.zst`. Nothing where the file may be missing and is; fails where two of them are
  /// there, or what is there is no file that can be read.
  [[nodiscard]] static Result<std::optional<InputFile>> open(const std::filesystem::path& folder, DataFile file);

  InputFile(InputFile&& other) noexcept;
  InputFile& operator=(InputFile&& other) noexcept;
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  ~InputFile();

  /// The name with its ending, as problems give it: `aid.csv.zst`.
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] Form form() const { return form_; }
  [[nodiscard]] DataFile file() const { return file_; }
  /// The bytes on disk.
  [[nodiscard]] std::uint64_t size() const { return size_; }

  /// Fills `out` from a plain file; the bytes must lie before `size()`. May be called by several threads at once.
  [[nodiscard]] Result<void> read_at(std::uint64_t offset, std::span<char> out) const;
  /// The next bytes of the text, decompressed; less than asked only at the end. One thread at a time.
  [[nodiscard]] Result<std::size_t> read_next(std::span<char> out);

 private:
  InputFile() = default;

  std::string name_;
  DataFile file_ = DataFile::persons;
  Form form_ = Form::plain;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  // Apart from the object, so that it can move while the decompressor reads through it.
  struct Cursor {
    int descriptor;
    std::uint64_t offset;
    std::string name;
  };
  std::unique_ptr<Cursor> cursor_;
  std::unique_ptr<Inflate> inflate_;
};

}  // namespace crossroads::facts::csv
