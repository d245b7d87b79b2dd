// Random folders that crowd the edges: few persons, few days, so that keys meet, stays overlap and numbers are replaced.
#pragma once

#include "../support/data_folder.hpp"

namespace crossroads::test {

struct RandomFolderOptions {
  bool replacements = true;
  bool bad_rows = true;
  std::uint64_t persons = 4;
};

/// Inside a rapidcheck property.
[[nodiscard]] DataFolder random_folder(const RandomFolderOptions& options = {});

}  // namespace crossroads::test
