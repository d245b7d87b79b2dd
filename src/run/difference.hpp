// A run is a difference: what is due, minus what was sent (SPEC §8).
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "run/due.hpp"
#include "run/standing.hpp"

namespace crossroads::run {

/// One message that a stage has to send, before names are put into it.
struct Notice {
  domain::Month month;
  domain::Niss person;  ///< the newest number
  MessageKind kind = MessageKind::first;
  MessageNumber replaces{};                        ///< of a correction or withdrawal
  MessageNumber number{};                          ///< at the hub: the source's message that it relays, if any
  law::CategoryIndex category = law::no_category;  ///< of a new message or a correction: of today's law
  law::RuleRef rule = {};                          ///< the same: by which it is handed over
  SentCategory sent_category{};                    ///< of a withdrawal: of what is withdrawn
  domain::Niss sent_under = {};                    ///< of a withdrawal: the number under which it was sent
  PackedContent content = {};                      ///< empty in a withdrawal
  friend bool operator==(const Notice&, const Notice&) = default;
};

/// The order in which a run sends: by month, then person; what is withdrawn goes before what takes its place.
[[nodiscard]] bool goes_before(const Notice& a, const Notice& b);

/// What may be said about a person in a run.
struct Difference {
  std::vector<Notice> notices;
  std::uint64_t unsaid = 0;  ///< new messages and corrections that are due and not sent, since nothing new may be said about the person
};

/// Due minus sent of one person at one stage; both in order of month. `may_speak` is asked at most once, and only if there is
/// something new or corrected to say: where it answers no, only withdrawals go out.
[[nodiscard]] Difference difference(domain::Niss person, std::span<const DueMessage> due, std::span<const StandingMessage> sent,
                                    const std::function<bool()>& may_speak);

}  // namespace crossroads::run
