// A synthetic folder written for a test and read back, value by value, with the domain's own types.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "synth/synth.hpp"

namespace crossroads::synth::test {

using Row = std::vector<std::string>;
using Table = std::vector<Row>;

/// A directory that goes away with the test.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

[[nodiscard]] std::string read_bytes(const std::filesystem::path& file);
/// The rows below the header; quoted values are unquoted. Throws on broken quoting.
[[nodiscard]] Table read_table(const std::filesystem::path& file);
[[nodiscard]] std::string header_of(const std::filesystem::path& file);

/// Every table of a folder that was generated with these options (`out` is filled in).
struct Written {
  Table persons, nationalities, stays, aid, reimbursements, replacements;
  Summary summary;
  /// The newest number of each replaced number.
  std::map<std::string, std::string> newest;
  [[nodiscard]] const std::string& resolve(const std::string& niss) const;
};
[[nodiscard]] Written write_and_read(Options options);

/// The bytes of all six files, one after another.
[[nodiscard]] std::string all_bytes(const std::filesystem::path& folder);

}  // namespace crossroads::synth::test
