// CSV read in parts, with vectors and fast values, against the plain scanner with exact values: any difference is a fault.
// Input: which file and whether with a header of its own, how large the parts are, then its text.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "../unit/facts/differential.hpp"

namespace {

using crossroads::facts::DataFile;

/// A folder of this process, removed at its end.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "crossroads-fuzz-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string header_of(DataFile file) {
  std::string header;
  for (const auto column : crossroads::facts::columns_of(file)) header += (header.empty() ? "" : ",") + std::string(column);
  return header + "\n";
}

void must_be_same(const std::string& a, const std::string& b) {
  if (a == b) return;
  std::cerr << "one way:\n" << a << "\nthe other:\n" << b << '\n';
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  static const Folder folder;
  constexpr DataFile files[] = {DataFile::persons, DataFile::nationalities,  DataFile::stays,
                                DataFile::aid,     DataFile::reimbursements, DataFile::replacements};
  const DataFile file = files[data[0] % 6];
  const bool own_header = data[0] / 6 % 4 == 0;
  const unsigned threads = (data[0] & 0xF0U) == 0xF0U ? 3 : 1;
  const std::size_t part_bytes = std::size_t{data[1]} + 1;
  std::string text = own_header ? "" : header_of(file);
  text.append(reinterpret_cast<const char*>(data + 2), size - 2);

  const auto path = folder.path() / (std::string(to_name(file)) + ".csv");
  std::ofstream(path, std::ios::binary | std::ios::trunc).write(text.data(), static_cast<std::streamsize>(text.size()));
  const std::string in_parts = read_in_parts(file, folder.path(), part_bytes, threads);
  if (own_header) must_be_same(in_parts, read_in_parts(file, folder.path(), std::size_t{1} << 20, 1));
  else must_be_same(in_parts, read_plainly(file, text));
  std::filesystem::remove(path);
  return 0;
}
