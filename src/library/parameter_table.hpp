// The tables of `parameters/`: data that the law refers to, each row with its source. Private to this folder.
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace crossroads::library {

/// Finds `parameters/NAME` beside the documents or above them, and visits its rows, which have as many fields as the header. A row's problem is
/// returned with file and line. Fails where there is no such file, and where its first line is not the header.
using VisitRow = std::function<Result<void>(std::span<const std::string> fields)>;
[[nodiscard]] Result<void> read_parameters(const std::filesystem::path& documents, std::string_view name, std::string_view header,
                                           const VisitRow& visit);

}  // namespace crossroads::library
