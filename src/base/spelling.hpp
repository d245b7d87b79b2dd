// Suggestions for misspelt words, as the best compilers give them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace crossroads {

/// The number of letters to add, drop, change or swap with a neighbour to get from one word to the other.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `word`, if one is near enough to be meant (a third of its length, at least one letter).
[[nodiscard]] std::optional<std::string> nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace crossroads
