// The files of a folder, opened, their headers read.
#pragma once

#include <array>
#include <filesystem>
#include <memory>

#include "facts/csv/block.hpp"
#include "facts/csv/header.hpp"
#include "facts/csv/input_file.hpp"

namespace crossroads::facts {

struct OpenFile {
  csv::InputFile file;
  csv::BlockStream stream;  ///< goes on after the header; points to `file`, so neither moves
  csv::Header header;
  OpenFile(csv::InputFile the_file, std::size_t block_bytes) : file(std::move(the_file)), stream(file, block_bytes), header() {}
};

/// By DataFile; empty where a file that may be missing is, and where the role does not hold it.
using OpenFolder = std::array<std::unique_ptr<OpenFile>, data_files>;

/// How much is read at a time: large enough that a system call is nothing, small enough to stay in the cache of a core.
inline constexpr std::size_t usual_chunk_bytes = std::size_t{256} << 10;

/// Fails for the first file, in the order of SPEC §2, that is missing, there twice, unreadable or without a right header.
[[nodiscard]] Result<OpenFolder> open_folder(const std::filesystem::path& folder, std::size_t block_bytes,
                                             ImportRole role = ImportRole::all);

}  // namespace crossroads::facts
