#include "facts/import_digest.hpp"

#include <fstream>
#include <vector>

#include "base/sha256_stream.hpp"

namespace crossroads::facts {

namespace {

Result<Sha256> digest_of_file(const std::filesystem::path& path) {
  constexpr std::size_t at_a_time = std::size_t{1} << 20;
  std::ifstream file(path, std::ios::binary);
  std::vector<char> buffer(at_a_time);
  Sha256Stream stream;
  while (file) {
    file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    stream.add(std::string_view(buffer.data(), static_cast<std::size_t>(file.gcount())));
  }
  if (!file.eof())
    return failure({.what = "this file can't be read", .place = {.file = path.filename().string()}, .kept = "nothing was imported"});
  return stream.finish();
}

}  // namespace

Result<FolderContents> contents_of(const std::filesystem::path& folder, ImportRole role) {
  FolderContents contents;
  Sha256Stream stream;
  for (const DataFile file : all_data_files) {
    std::string& name = contents.names[static_cast<std::size_t>(file)];
    name = std::string(to_name(file)) + ".csv";
    // Where a file is there twice the reading refuses the folder; here it is enough that both are counted.
    if (!holds(role, file)) continue;
    for (const char* ending : {"", ".gz", ".zst"}) {
      const std::string candidate = std::string(to_name(file)) + ".csv" + ending;
      std::error_code ignored;
      if (!std::filesystem::is_regular_file(folder / candidate, ignored)) continue;
      name = candidate;
      stream.add(candidate);
      stream.add(" ");
      stream.add(to_string(CROSSROADS_TRY(digest_of_file(folder / candidate))));
      stream.add("\n");
    }
  }
  contents.digest = stream.finish();
  return contents;
}

}  // namespace crossroads::facts
