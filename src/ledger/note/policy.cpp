#include "ledger/note/policy.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace crossroads::ledger {

namespace {

std::string_view name_of(const Policy& policy, PolicyMember member) {
  return member.kind == PolicyMember::Kind::witness ? policy.witnesses[member.index].name : policy.groups[member.index].name;
}

bool has_witnessed(PolicyMember member, const std::vector<bool>& witnesses, const std::vector<bool>& groups) {
  return member.kind == PolicyMember::Kind::witness ? member.index < witnesses.size() && witnesses[member.index] : groups[member.index];
}

std::string with_url(const std::string& url) { return url.empty() ? "\n" : ' ' + url + '\n'; }

}  // namespace

bool Policy::is_quorum(const std::vector<bool>& witnessed) const {
  if (!quorum) return true;
  // Members stand before their group, so that one walk decides all.
  std::vector<bool> decided;
  for (const PolicyGroup& group : groups) {
    const auto count = std::ranges::count_if(group.members, [&](PolicyMember member) { return has_witnessed(member, witnessed, decided); });
    decided.push_back(static_cast<std::size_t>(count) >= group.threshold);
  }
  return has_witnessed(*quorum, witnessed, decided);
}

Result<OpenedCheckpoint> Policy::accept(const Note& note) const {
  const auto checkpoint = CROSSROADS_TRY(parse_checkpoint(note.text));
  std::vector<VerifierKey> keys;
  for (const PolicyWitness& witness : witnesses) keys.push_back(witness.key);
  // One origin may have several keys, of which only one signed.
  std::optional<Problem> why;
  for (const TrustedLog& log : logs) {
    if (log.key.name().text() != checkpoint.origin.text()) continue;
    auto opened = open_checkpoint(note, checkpoint.origin, log.key, keys);
    if (!opened) {
      why = opened.error();
      continue;
    }
    std::vector<bool> witnessed(witnesses.size());
    for (const Endorsement& one : opened->cosignatures) {
      witnessed[static_cast<std::size_t>(std::ranges::find(keys, one.key) - keys.begin())] = true;
    }
    if (is_quorum(witnessed)) return opened;
    why = Problem{.what = "too few witnesses have seen this checkpoint",
                  .value = fmt::format("{} of {} known", opened->cosignatures.size(), witnesses.size()),
                  .expected = fmt::format("the quorum \"{}\"", name_of(*this, *quorum))};
  }
  if (!why) why = Problem{.what = "the policy knows no such log", .value = checkpoint.origin.text()};
  return failure(*std::move(why));
}

std::string to_text(const Policy& policy) {
  std::string text;
  for (const TrustedLog& log : policy.logs) text += fmt::format("log {}{}", to_vkey(log.key), with_url(log.url));
  for (const PolicyWitness& witness : policy.witnesses)
    text += fmt::format("witness {} {}{}", witness.name, to_vkey(witness.key), with_url(witness.url));
  for (const PolicyGroup& group : policy.groups) {
    text += fmt::format("group {} {}", group.name, group.threshold);
    for (const PolicyMember member : group.members) text += fmt::format(" {}", name_of(policy, member));
    text += '\n';
  }
  return text + fmt::format("quorum {}\n", policy.quorum ? name_of(policy, *policy.quorum) : "none");
}

}  // namespace crossroads::ledger
