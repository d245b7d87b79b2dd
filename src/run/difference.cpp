#include "run/difference.hpp"

#include <algorithm>
#include <tuple>

namespace crossroads::run {
namespace {

Notice withdrawal(const StandingMessage& sent) {
  return {.month = sent.month,
          .person = sent.person,
          .kind = MessageKind::withdrawal,
          .replaces = sent.number,
          .sent_category = sent.category,
          .sent_under = sent.sent_under};
}

Notice said(domain::Niss person, const DueMessage& due) {
  return {.month = due.month, .person = person, .number = due.number, .category = due.category, .rule = due.rule, .content = due.content};
}

/// Of several messages of one person and month, one goes on standing: that which relays what is to be relayed, else one that needs no
/// correction, else the oldest.
const StandingMessage& kept(std::span<const StandingMessage> sent, const DueMessage& due) {
  if (const auto same = std::ranges::find(sent, due.number, &StandingMessage::number); same != sent.end()) return *same;
  if (const auto equal = std::ranges::find(sent, due.content, &StandingMessage::content); equal != sent.end()) return *equal;
  return sent.front();
}

}  // namespace

bool goes_before(const Notice& a, const Notice& b) {
  const auto order = [](const Notice& n) { return std::tuple(n.month, n.person, n.kind != MessageKind::withdrawal, n.replaces); };
  return order(a) < order(b);
}

Difference difference(domain::Niss person, std::span<const DueMessage> due, std::span<const StandingMessage> sent,
                      const std::function<bool()>& may_speak) {
  Difference result;
  std::optional<bool> speaks;
  const auto say = [&](Notice&& notice) {
    if (!speaks) speaks = may_speak();
    if (*speaks) result.notices.push_back(std::move(notice));
    else ++result.unsaid;
  };
  auto next = sent.begin();
  const auto withdraw_before = [&](const DueMessage* until) {
    for (; next != sent.end() && (until == nullptr || next->month < until->month); ++next) result.notices.push_back(withdrawal(*next));
  };
  for (const auto& message : due) {
    withdraw_before(&message);
    const auto first = next;
    while (next != sent.end() && next->month == message.month) ++next;
    const std::span<const StandingMessage> of_month(first, next);
    if (of_month.empty()) {
      say(said(person, message));
      continue;
    }
    const auto& stays = kept(of_month, message);
    for (const auto& other : of_month) {
      if (&other != &stays) result.notices.push_back(withdrawal(other));
    }
    if (stays.content != message.content) {
      auto correction = said(person, message);
      correction.kind = MessageKind::correction;
      correction.replaces = stays.number;
      say(std::move(correction));
    }
  }
  withdraw_before(nullptr);
  return result;
}

}  // namespace crossroads::run
