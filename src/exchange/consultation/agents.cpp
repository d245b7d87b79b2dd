#include "exchange/consultation/agents.hpp"

#include <fstream>
#include <sstream>

#include "base/hexadecimal.hpp"
#include "base/sha256_stream.hpp"

namespace crossroads::exchange::consultation {
namespace {

Sha256 digest_of(std::string_view token) {
  Sha256Stream stream;
  stream.add(token);
  return stream.finish();
}

std::string_view next_part(std::string_view& line) {
  const auto end = std::min(line.find('\t'), line.size());
  const auto part = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return part;
}

Result<AgentLine> read_line(std::string_view line) {
  AgentLine read{.token = CROSSROADS_TRY(Sha256::parse(next_part(line))),
                 .until = CROSSROADS_TRY(domain::Date::parse(next_part(line))),
                 .agent = {.agent = ledger::Agent::parse("nobody").value()}};
  const auto unit = next_part(line);
  if (!unit.empty()) read.agent.unit = CROSSROADS_TRY(ledger::Unit::parse(unit));
  read.agent.agent = CROSSROADS_TRY(ledger::Agent::parse(next_part(line)));
  if (!line.empty()) return failure({.what = "something stands behind the agent", .expected = "four parts with tabs between them"});
  return read;
}

}  // namespace

std::string to_line(const AgentLine& line) {
  return to_string(line.token) + "\t" + to_string(line.until) + "\t" + (line.agent.unit ? line.agent.unit->text() : std::string()) + "\t" +
         line.agent.agent.text() + "\n";
}

Result<std::vector<AgentLine>> read_agents(std::string_view text, const std::string& file) {
  std::vector<AgentLine> lines;
  std::map<Sha256, std::uint32_t> seen;
  std::uint32_t number = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    auto read = read_line(line);
    if (!read) {
      auto problem = read.error();
      problem.place = {.file = file, .line = number};
      problem.value.clear();  // it might be a token, where its digest should stand
      problem.hint = "`crossroads desk agent` writes such lines";
      return failure(std::move(problem));
    }
    const auto [before, fresh] = seen.emplace(read->token, number);
    if (!fresh) {
      return failure({.what = "two agents have one token",
                      .place = {.file = file, .line = number},
                      .expected = "a token of one's own; line " + std::to_string(before->second) + " has it already"});
    }
    lines.push_back(std::move(*read));
  }
  return lines;
}

NewToken make_token(const service::Randomness& randomness) {
  std::array<std::uint8_t, 32> bytes = {};
  randomness(bytes);
  NewToken made;
  for (const auto byte : bytes) append_hexadecimal(made.token, byte);
  made.digest = digest_of(made.token);
  return made;
}

Result<std::unique_ptr<Agents>> Agents::open(std::filesystem::path file) {
  std::unique_ptr<Agents> agents(new Agents(std::move(file)));
  CROSSROADS_CHECK(agents->read_again());
  return agents;
}

Result<void> Agents::read_again() {
  std::error_code missing;
  const auto written = std::filesystem::last_write_time(file_, missing);
  const auto size = missing ? 0 : std::filesystem::file_size(file_, missing);
  if (!missing && written == written_ && size == size_) return {};
  written_ = written;
  size_ = size;
  by_token_.clear();
  std::ifstream in(file_, std::ios::binary);
  if (!in) {
    return failure({.what = "the file of the agents can't be read",
                    .place = {.file = file_.string()},
                    .expected = "a file with a line for each agent; it may be empty",
                    .hint = "`crossroads desk agent` makes it"});
  }
  std::ostringstream text;
  text << in.rdbuf();
  for (auto& line : CROSSROADS_TRY(read_agents(text.str(), file_.string()))) {
    const auto token = line.token;
    by_token_.emplace(token, std::move(line));
  }
  return {};
}

std::optional<AgentAtDesk> Agents::know(std::string_view token, domain::Date today) {
  const auto digest = digest_of(token);
  const std::scoped_lock lock(mutex_);
  if (!read_again()) by_token_.clear();
  const auto found = by_token_.find(digest);
  if (found == by_token_.end() || found->second.until < today) return std::nullopt;
  return found->second.agent;
}

}  // namespace crossroads::exchange::consultation
