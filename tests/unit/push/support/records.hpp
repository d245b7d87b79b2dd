// What stands in a record, in words, beside what a naive recomputation says should.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "../../run/support/naive_run.hpp"
#include "run/message.hpp"

namespace crossroads::exchange::push::test {

inline std::string in_words(const run::Message& message) {
  std::string text;
  for (const auto& [month, amount, nature] : message.months) {
    text += fmt::format("[{}{} {}]", to_string(month), nature ? fmt::format(" {}", domain::to_name(*nature)) : "",
                        amount.value_or(domain::Cents(-1)).count());
  }
  for (const auto& [from, to] : message.periods) text += fmt::format(" {}..{}", to_string(from), to_string(to));
  if (message.quality) text += fmt::format(" {}", domain::to_name(*message.quality));
  return text;
}

/// Empty if the record holds what it should, else both.
inline std::string fault(const run::test::Record& has, const run::test::Allowed& should) {
  const bool right = has.size() == should.size() && std::ranges::all_of(has, [&](const auto& entry) {
                       const auto allowed = should.find(entry.first);
                       return allowed != should.end() && allowed->second.contains(entry.second);
                     });
  if (right) return {};
  std::string text = "has\n";
  for (const auto& [key, content] : has) text += fmt::format("  {} {} {}\n", to_string(key.first), to_string(key.second), content);
  text += "should\n";
  for (const auto& [key, contents] : should)
    text += fmt::format("  {} {} {}\n", to_string(key.first), to_string(key.second), fmt::join(contents, " | "));
  return text;
}

/// By today's numbers.
inline run::test::Record of_today(const run::test::Record& record, const run::test::World& world) {
  run::test::Record today;
  for (const auto& [key, content] : record) today.emplace(std::pair(world.newest(key.first), key.second), content);
  return today;
}

}  // namespace crossroads::exchange::push::test
