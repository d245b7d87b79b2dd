// A folder of its own for one test, gone when the test is.
#pragma once

#include <stdlib.h>  // mkdtemp is POSIX, not C++
#include <unistd.h>  // so is access

#include <filesystem>
#include <stdexcept>
#include <string>

namespace crossroads::test {

class Scratch {
 public:
  Scratch() {
    std::string pattern = (parent() / "crossroads-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no scratch folder");
    path_ = pattern;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  /// Memory where the system offers it as a folder: no test here pulls the plug, and thousands of commits need not reach a disk.
  static std::filesystem::path parent() {
    const std::filesystem::path memory = "/dev/shm";
    return access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
  }
  std::filesystem::path path_;
};

}  // namespace crossroads::test
