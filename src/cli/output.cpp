#include "cli/output.hpp"

#include <fmt/format.h>
#include <unistd.h>  // write

#include <cerrno>
#include <cstring>
#include <fstream>

namespace crossroads::cli {

Result<void> to_standard_output(std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure({.what = fmt::format("the output can't be written: {}", std::strerror(errno))});
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> to_file(const fs::path& file, std::string_view text) {
  const fs::path beside = file.string() + ".new";
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  std::error_code error;
  if (out) fs::rename(beside, file, error);
  if (!out || error) {
    fs::remove(beside, error);
    return failure({.what = "this file can't be written", .place = {.file = file.string()}, .kept = "it is as it was"});
  }
  return {};
}

}  // namespace crossroads::cli
