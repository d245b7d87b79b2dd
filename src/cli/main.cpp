// Parses into an action and performs it. Nothing else happens here.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <exception>

#include "cli/command_line.hpp"

namespace {

crossroads::domain::Date system_day() {
  return crossroads::domain::Date(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
}

}  // namespace

int main(int count, char** words) {
  namespace cli = crossroads::cli;
  try {
    const auto parsed = cli::parse_command_line(count, words, system_day());
    if (const auto* at_once = std::get_if<cli::Exit>(&parsed)) return static_cast<int>(*at_once);
    const auto& command = std::get<cli::Command>(parsed);
    return static_cast<int>(std::visit([&](const auto& action) { return cli::perform(action, command.common); }, command.action));
  } catch (const std::exception& impossible) {
    fmt::print(stderr, "crossroads: this should not have happened: {}\n", impossible.what());
    return static_cast<int>(cli::Exit::failed);
  }
}
