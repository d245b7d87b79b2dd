// What stands in a configuration file, before anybody knows what it is for.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/problem.hpp"

namespace crossroads::config {

struct Value {
  using Texts = std::vector<std::string>;
  std::variant<std::string, std::int64_t, bool, Texts> content;
  Place place = {};  ///< where it stands
};

/// `listen.address` → its value. Keys are the names of the tables and of the value, joined by dots.
using Values = std::map<std::string, Value, std::less<>>;

/// Reads TOML. `file` is how problems name it. Fails for what is no TOML, and for values that no setting has: fractions, dates, tables in lists.
[[nodiscard]] Result<Values> read_toml(std::string_view text, const std::string& file);

}  // namespace crossroads::config
