// What is said of a group and of each line in it, the same in a text and on a page. Private to the report.
#pragma once

#include <string>
#include <vector>

#include "ledger/report/words.hpp"

namespace crossroads::ledger::report {

struct Said {
  std::string term, value;
  std::string english = {};  ///< the part of the value that is in English where the language is another
};

/// To whom and by which authorisation.
[[nodiscard]] std::string heading_of(const Words& words, const Group& group);
/// What the lines of a group have in common.
[[nodiscard]] std::vector<Said> said_of_all(const Words& words, const Group& group);
/// What one line has of its own.
[[nodiscard]] std::vector<Said> said_of_one(const Words& words, const Group& group, const Communication& communication);
/// How often, and what became of it: `data received: 12`, … without what is nought.
[[nodiscard]] std::vector<Said> said_of_tally(const Words& words, const Tally& tally);
/// `hub 2026/1234, source 2026/17`
[[nodiscard]] std::string entries_of(const Report& report, const Communication& communication);
/// Whether it is all, a sentence each, log by log.
[[nodiscard]] std::vector<std::string> said_of_completeness(const Words& words, const Report& report, const Report::Log& log);
/// What a person can do, a sentence each.
[[nodiscard]] std::vector<std::string> said_of_rights(const Words& words, const Report& report);
/// The texts of the authorisations that were in force, a sentence each.
[[nodiscard]] std::vector<std::string> said_of_texts(const Words& words, const Report& report);

}  // namespace crossroads::ledger::report
