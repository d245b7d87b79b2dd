// Who may ask at the desk: agents, by the digests of their tokens.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "base/sha256.hpp"
#include "domain/date.hpp"
#include "exchange/consultation/desk.hpp"

namespace crossroads::exchange::consultation {

/// A line of the file: `<SHA-256 of the token> <last day> <unit> <agent>`, with tabs between them; the unit may be empty. Lines that begin with `#`
/// and empty ones say nothing.
struct AgentLine {
  Sha256 token;
  domain::Date until;
  AgentAtDesk agent;
};
[[nodiscard]] std::string to_line(const AgentLine& line);
/// All lines, or the first that is wrong. A token that two agents have is refused.
[[nodiscard]] Result<std::vector<AgentLine>> read_agents(std::string_view text, const std::string& file);
/// A token of 256 bits by chance, and its digest.
struct NewToken {
  std::string token;
  Sha256 digest;
};
[[nodiscard]] NewToken make_token(const service::Randomness& randomness);

/// The agents of a file, for any thread; read again when it changes. Where it can't be read any more nobody is known.
class Agents {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Agents>> open(std::filesystem::path file);
  /// Nothing for a token that nobody has, and after its last day.
  [[nodiscard]] std::optional<AgentAtDesk> know(std::string_view token, domain::Date today);

 private:
  explicit Agents(std::filesystem::path file) : file_(std::move(file)) {}
  [[nodiscard]] Result<void> read_again();

  std::filesystem::path file_;
  std::mutex mutex_;
  std::filesystem::file_time_type written_ = {};
  std::uintmax_t size_ = 0;
  std::map<Sha256, AgentLine> by_token_;
};

}  // namespace crossroads::exchange::consultation
