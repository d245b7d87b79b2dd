// SHA-256 of whole data folders: what an import says of the bytes it came from.
#pragma once

#include <array>
#include <filesystem>
#include <string>

#include "base/problem.hpp"
#include "base/sha256.hpp"
#include "facts/rows.hpp"

namespace crossroads::facts {

/// What lies in a folder, before anything of it is read as CSV.
struct FolderContents {
  Sha256 digest;
  std::array<std::string, data_files> names;  ///< by DataFile, with the ending found: `aid.csv.zst`; `aid.csv` where there is none
};

/// The digest is that of one line for each file that is there, in the order of SPEC §2: its name, a space, its own digest, a line feed.
/// So the same facts compressed otherwise are another folder. Files that the role does not hold
/// are passed over. Fails for a file that can't be read.
[[nodiscard]] Result<FolderContents> contents_of(const std::filesystem::path& folder, ImportRole role = ImportRole::all);

}  // namespace crossroads::facts
