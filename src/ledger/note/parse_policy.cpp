#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "ledger/note/policy.hpp"
#include "ledger/note/text_lines.hpp"

namespace crossroads::ledger {

namespace {

constexpr std::string_view blanks = " \t";
/// tlog-policy asks for 32 of each kind at least.
constexpr std::size_t most_lines = 4096;
constexpr std::size_t longest_policy = std::size_t{1} << 20U;

using Words = std::vector<std::string_view>;

Words words_of(std::string_view line) {
  Words words;
  for (auto at = line.find_first_not_of(blanks); at != std::string_view::npos; at = line.find_first_not_of(blanks, at)) {
    const auto end = std::min(line.find_first_of(blanks, at), line.size());
    words.push_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

bool is_allowed(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return c == '\t' || (byte >= ' ' && byte != 0x7f);
}

/// Reads line after line into the policy.
class Reader {
 public:
  Result<Policy> read(std::string_view text) {
    if (text.size() > longest_policy) return refuse("the policy is too long", {}, "at most 1 MiB");
    if (!text.empty() && !text.ends_with('\n')) return refuse("the last line does not end", {}, "a line feed");
    while (!text.empty()) {
      if (++line_ > most_lines) return refuse("the policy is too long", {}, fmt::format("at most {} lines", most_lines));
      const std::string_view line = *take_line(text);
      if (!std::ranges::all_of(line, is_allowed)) return refuse("a control character stands in the policy", {}, "");
      const Words words = words_of(line);
      if (words.empty() || words.front().starts_with('#')) continue;
      CROSSROADS_CHECK(read_line(words));
    }
    line_ = 0;
    if (!has_quorum_) return refuse("the policy has no quorum", {}, "one line quorum <name> or quorum none");
    return std::move(policy_);
  }

 private:
  [[nodiscard]] std::unexpected<Problem> refuse(std::string_view what, std::string_view value, std::string_view expected) const {
    return failure(
        {.what = std::string(what), .place = {.file = {}, .line = line_}, .value = std::string(value), .expected = std::string(expected)});
  }

  Result<void> read_line(const Words& words) {
    if (words[0] == "log") return read_log(words);
    if (words[0] == "witness") return read_witness(words);
    if (words[0] == "group") return read_group(words);
    if (words[0] == "quorum") return read_quorum(words);
    return refuse("no such line", words[0], "log, witness, group or quorum");
  }

  Result<void> read_log(const Words& words) {
    if (words.size() != 2 && words.size() != 3) return refuse("not a log", {}, "log <vkey> [<url>]");
    VerifierKey key = CROSSROADS_TRY(key_of(words[1], SignatureType::note));
    const bool twice = std::ranges::any_of(policy_.logs, [&](const TrustedLog& log) { return log.key.public_key() == key.public_key(); });
    if (twice) return refuse("two logs have the same key", key.name().text(), "");
    policy_.logs.push_back({.key = std::move(key), .url = std::string(words.size() == 3 ? words[2] : "")});
    return {};
  }

  Result<void> read_witness(const Words& words) {
    if (words.size() != 3 && words.size() != 4) return refuse("not a witness", {}, "witness <name> <vkey> [<url>]");
    VerifierKey key = CROSSROADS_TRY(key_of(words[2], SignatureType::cosignature));
    const auto same = [&](const PolicyWitness& witness) { return witness.key.public_key() == key.public_key(); };
    if (std::ranges::any_of(policy_.witnesses, same)) return refuse("two witnesses have the same key", words[1], "");
    CROSSROADS_CHECK(define(words[1], {PolicyMember::Kind::witness, policy_.witnesses.size()}));
    policy_.witnesses.push_back(
        {.name = std::string(words[1]), .key = std::move(key), .url = std::string(words.size() == 4 ? words[3] : "")});
    return {};
  }

  Result<void> read_group(const Words& words) {
    if (words.size() < 4) return refuse("not a group", {}, "group <name> <all, any or a number> <name>…");
    PolicyGroup group;
    group.name = words[1];
    for (const std::string_view name : Words(words.begin() + 3, words.end())) {
      const auto member = names_.find(name);
      if (member == names_.end()) return refuse("a member that is not defined above", name, "the name of a witness or group");
      if (!members_.emplace(name).second) return refuse("a member of two groups, or twice of one", name, "");
      group.members.push_back(member->second);
    }
    const std::size_t size = group.members.size();
    if (words[2] == "all") group.threshold = size;
    else if (words[2] == "any") group.threshold = 1;
    else group.threshold = parse_decimal(words[2]).value_or(0);
    if (group.threshold < 1 || group.threshold > size)
      return refuse("not a threshold", words[2], fmt::format("all, any, or a number from 1 to {}", size));
    CROSSROADS_CHECK(define(words[1], {PolicyMember::Kind::group, policy_.groups.size()}));
    policy_.groups.push_back(std::move(group));
    return {};
  }

  Result<void> read_quorum(const Words& words) {
    if (words.size() != 2) return refuse("not a quorum", {}, "quorum <name> or quorum none");
    if (has_quorum_) return refuse("a second quorum", words[1], "");
    has_quorum_ = true;
    if (words[1] == "none") return {};
    const auto member = names_.find(words[1]);
    if (member == names_.end()) return refuse("a quorum that is not defined above", words[1], "the name of a witness or group, or none");
    policy_.quorum = member->second;
    return {};
  }

  Result<VerifierKey> key_of(std::string_view text, SignatureType type) {
    auto key = VerifierKey::parse(text);
    if (!key) {
      key.error().place.line = line_;
      return key;
    }
    if (key->type() != type) {
      return refuse("a key of another type", text, type == SignatureType::note ? "a log's key, of type 1" : "a witness's key, of type 4");
    }
    return key;
  }

  Result<void> define(std::string_view name, PolicyMember member) {
    if (name == "none") return refuse("this name has a meaning of its own", name, "another name");
    if (!names_.emplace(name, member).second) return refuse("a name that is defined above", name, "another name");
    return {};
  }

  Policy policy_;
  std::uint32_t line_ = 0;
  bool has_quorum_ = false;
  std::map<std::string_view, PolicyMember> names_;  // into the text
  std::set<std::string_view> members_;
};

}  // namespace

Result<Policy> parse_policy(std::string_view text) { return Reader().read(text); }

}  // namespace crossroads::ledger
