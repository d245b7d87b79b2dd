#include "ledger/log/entry_id.hpp"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

namespace crossroads::ledger {

std::string to_string(const EntryId& id) { return fmt::format("{}/{}", id.shard.year, id.sequence.value); }

Result<EntryId> parse_entry_id(std::string_view text) {
  EntryId id;
  const char* const end = text.data() + text.size();
  const auto [slash, year_error] = std::from_chars(text.data(), end, id.shard.year);
  if (year_error == std::errc() && slash != end) std::from_chars(slash + 1, end, id.sequence.value);
  // Written back: so signs, leading zeros and whatever stands behind are seen.
  if (id.shard.year >= 1970 && id.shard.year <= 9999 && id.sequence <= last_sequence && to_string(id) == text) return id;
  return failure(
      {.what = "not the number of a log entry", .value = std::string(text.substr(0, 80)), .expected = "a year and a number: 2026/1234"});
}

Origin origin_of(domain::EnterpriseNumber institution, const LogName& log, Shard shard) {
  auto origin = Origin::parse(fmt::format("crossroads.invalid/{}/{}/{}", to_string(institution), log.text(), shard.year));
  // The parts are visible ASCII.
  if (!origin) throw std::logic_error(one_line(origin.error()));
  return std::move(*origin);
}

}  // namespace crossroads::ledger
