#include "facts/open_folder.hpp"

namespace crossroads::facts {

Result<OpenFolder> open_folder(const std::filesystem::path& folder, std::size_t block_bytes, ImportRole role) {
  OpenFolder open;
  for (const DataFile file : all_data_files) {
    if (!holds(role, file)) continue;
    auto found = CROSSROADS_TRY(csv::InputFile::open(folder, file));
    if (!found) continue;
    auto& here = open[static_cast<std::size_t>(file)];
    here = std::make_unique<OpenFile>(std::move(*found), block_bytes);
    here->header = CROSSROADS_TRY(csv::read_header(here->file, here->stream));
  }
  return open;
}

}  // namespace crossroads::facts
