#include "ledger/archive/entry_files.hpp"

#include <fmt/format.h>

#include "base/base64.hpp"
#include "base/json_writer.hpp"

namespace crossroads::ledger {
namespace {

/// So many bytes of lines are held at once, and an entry more.
constexpr std::size_t file_size = std::size_t{1} << 20U;

template <class T>
void add_part(JsonWriter& json, const std::optional<Opened<T>>& part) {
  if (!part) {
    json.name("erased").truth(true);
    return;
  }
  json.member("salt", to_base64(part->salt.bytes)).member("text", part->text);
}

}  // namespace

Result<void> EntryFiles::add(const Found& found) {
  if (!entry_lines_.empty() && (first_.shard != found.id.shard || entry_lines_.size() + agent_lines_.size() >= file_size))
    CROSSROADS_CHECK(flush());
  if (entry_lines_.empty()) first_ = found.id;
  out_.set_time(found.leaf.header.time);
  ++entries_;
  if (!found.entry) ++erased_;
  JsonWriter line;
  line.open_object().member("place", to_string(found.id)).member("time", to_rfc3339(found.leaf.header.time));
  line.member("leaf", to_base64(found.leaf.encode()));
  add_part(line, found.entry);
  entry_lines_ += line.close_object().end_line().take();
  if (!agents_ || !found.leaf.agent) return {};
  if (found.agent) ++named_;
  JsonWriter agent;
  agent.open_object().member("place", to_string(found.id));
  add_part(agent, found.agent);
  agent_lines_ += agent.close_object().end_line().take();
  return {};
}

Result<void> EntryFiles::flush() {
  const auto path = [this](std::string_view folder) {
    return fmt::format("{}/{:04}/{:013}.ndjson", folder, first_.shard.year, first_.sequence.value);
  };
  if (!entry_lines_.empty()) CROSSROADS_CHECK(out_.file(path("entries"), entry_lines_));
  if (!agent_lines_.empty()) CROSSROADS_CHECK(out_.file(path("agents"), agent_lines_));
  entry_lines_.clear();
  agent_lines_.clear();
  return {};
}

}  // namespace crossroads::ledger
