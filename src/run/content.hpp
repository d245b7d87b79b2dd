// What a message says of the aid: the part that a correction corrects (SPEC §8).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "run/message.hpp"

namespace crossroads::run {

/// Months with amounts and natures, periods and quality, as far as they are disclosed. Names, numbers and country are not part of it:
/// they stand as they were when the message was sent, and correct nothing.
struct Content {
  std::vector<MonthAmount> months = {};
  std::vector<domain::MonthSpan> periods = {};
  std::optional<domain::Quality> quality = {};
  bool operator==(const Content&) const = default;
};

[[nodiscard]] Content content_of(const Message& message);

/// A content as a few bytes, of one month mostly no more than a std::string holds without memory of its own: a run compares millions.
/// Equal contents give equal bytes, and unequal ones unequal bytes.
using PackedContent = std::string;
[[nodiscard]] PackedContent pack(const Content& content);
/// Only of bytes that `pack` gave.
[[nodiscard]] Content unpack(std::string_view packed);

}  // namespace crossroads::run
