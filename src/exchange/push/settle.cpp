#include "exchange/push/settle.hpp"

#include <algorithm>

#include "law/evaluate/plain.hpp"
#include "run/difference.hpp"
#include "run/strike.hpp"

namespace crossroads::exchange::push {
namespace {

using domain::MessageNumber;
using domain::Month;
using domain::MonthSpan;
using transit::Held;
using transit::KeyedDigest;
using transit::Standing;

/// What a held message may become.
struct Passing {
  const Held* held;
  law::Decision decision;
};

/// For the comparison: equal where the same would be said.
run::PackedContent packed(const KeyedDigest& content, const std::optional<MonthSpan>& spell) {
  const auto& bytes = content.digest.bytes();
  run::PackedContent all(bytes.begin(), bytes.end());
  if (spell) all += to_string(spell->from) + to_string(spell->to);
  return all;
}

/// Of somebody whom the register does not know nothing is known to be allowed.
law::Decision decide_month(const HubRules& rules, const std::optional<law::Subject>& person, Month month) {
  if (!person) return {.month = month, .outcome = law::Outcome::withhold, .stage = law::Stage::hub};
  return law::plain::at_hub(rules.law, *person, month);
}

/// What the hub struck of the months before breaks the spell that the source tells.
std::optional<MonthSpan> spell_at_hub(const Passing& of, std::span<const Passing> all) {
  if (!of.held->spell) return std::nullopt;
  auto spell = *of.held->spell;
  for (const auto& other : all) {
    const Month month = other.held->month;
    if (month >= spell.from && month < of.held->month && other.decision.outcome != law::Outcome::transmit) spell.from = month.plus(1);
  }
  return spell;
}

bool has_number(std::span<const Standing> standing, MessageNumber number) {
  return std::ranges::find(standing, number, &Standing::number) != standing.end();
}

class Settling {
 public:
  Settling(const HubRules& rules, const DecidedCase& decided, Month run_month) : rules_(rules), of_(*decided.of), run_month_(run_month) {
    for (std::size_t i = 0; i < of_.record.held.size(); ++i) passing_.push_back({&of_.record.held[i], decided.decisions[i]});
  }

  Settlement settle() {
    const auto due = this->due();
    const auto difference = run::difference(of_.newest, due, standing(), [&] { return may_speak(); });
    for (const auto& notice : difference.notices) take(notice);
    for (const auto number : absent_) {
      // Somebody about whom nothing may be said needs no words.
      if (may_speak()) result_.wanted.push_back(number);
    }
    strike(difference.notices);
    return std::move(result_);
  }

 private:
  std::vector<run::DueMessage> due() {
    std::vector<run::DueMessage> due;
    for (const auto& one : passing_) {
      if (one.decision.outcome != law::Outcome::transmit) continue;
      // Numbers of which each had its own messages turned out to be one person: the source will withdraw all but one.
      if (!due.empty() && due.back().month == one.held->month) continue;
      const auto content = content_of(*one.held, one.decision.category);
      if (!content) {
        absent_.push_back(one.held->number);
        continue;
      }
      const auto spell = rules_.fields[one.decision.category].periods ? spell_at_hub(one, passing_) : std::nullopt;
      said_.emplace(one.held->number, ToSend{.number = one.held->number,
                                             .month = one.held->month,
                                             .category = one.decision.category,
                                             .spell = spell,
                                             .content = *content});
      due.push_back(
          {.month = one.held->month, .category = one.decision.category, .number = one.held->number, .content = packed(*content, spell)});
    }
    return due;
  }

  /// Nothing where the hub doesn't know any more what the message says.
  std::optional<KeyedDigest> content_of(const Held& held, law::CategoryIndex category) const {
    if (const auto words = of_.words.find(held.number); words != of_.words.end())
      return content_digest(words->second, rules_.fields[category], rules_.keyed);
    const auto stands = std::ranges::find(of_.record.standing, held.number, &Standing::number);
    return stands == of_.record.standing.end() ? std::nullopt : std::optional(stands->content);
  }

  std::vector<run::StandingMessage> standing() const {
    std::vector<run::StandingMessage> all;
    for (const auto& one : of_.record.standing) {
      all.push_back({.person = of_.newest,
                     .sent_under = one.person,
                     .month = one.month,
                     .number = one.number,
                     .content = packed(one.content, one.spell)});
    }
    return all;
  }

  bool may_speak() const { return of_.person && law::plain::speakable(rules_.law, *of_.person, *of_.person, run_month_).at_hub; }

  void take(const run::Notice& notice) {
    const auto* replaced = notice.kind == run::MessageKind::first ? nullptr : &*standing_with(notice.replaces);
    if (notice.kind == run::MessageKind::withdrawal) {
      result_.sends.push_back({.kind = notice.kind, .number = retraction(*replaced), .replaces = replaced->ticket, .month = notice.month});
      return;
    }
    auto send = said_.at(notice.number);
    send.kind = notice.kind;
    if (replaced != nullptr) {
      send.replaces = replaced->ticket;
      send.periods_alone = replaced->content == send.content;
    }
    result_.sends.push_back(send);
  }

  std::vector<Standing>::const_iterator standing_with(MessageNumber number) const {
    return std::ranges::find(of_.record.standing, number, &Standing::number);
  }

  /// The source's withdrawal that the hub passes on: of the very message, else, where the source holds nothing of the month any more, the last.
  std::optional<MessageNumber> retraction(const Standing& of) const {
    std::optional<MessageNumber> last;
    for (const auto& one : of_.retracted) {
      if (one.replaces == of.number) return one.number;
      if (one.month == of.month) last = one.number;
    }
    const bool held = std::ranges::find(of_.record.held, of.month, &Held::month) != of_.record.held.end();
    return held ? std::nullopt : last;
  }

  void strike(std::span<const run::Notice> notices) {
    for (const auto& [held, decision] : passing_) {
      if (held->struck || has_number(of_.record.standing, held->number)) continue;
      const auto says = [&](const run::Notice& n) { return n.kind != run::MessageKind::withdrawal && n.number == held->number; };
      if (std::ranges::any_of(notices, says) || std::ranges::find(result_.wanted, held->number) != result_.wanted.end()) continue;
      ToStrike one{.number = held->number, .month = held->month, .category = decision.category};
      if (decision.stage == law::Stage::hub) {
        one.rule = decision.rule;
        one.unknown = decision.outcome == law::Outcome::withhold;
      }
      result_.strikes.push_back(one);
    }
  }

  const HubRules& rules_;
  const HubCase& of_;
  Month run_month_;
  std::vector<Passing> passing_;
  std::map<MessageNumber, ToSend> said_;
  std::vector<MessageNumber> absent_;
  Settlement result_;
};

}  // namespace

transit::KeyedDigest content_digest(const run::Message& message, const run::DisclosedFields& fields, const Keyed& keyed) {
  auto struck = message;
  run::strike(struck, fields);
  return keyed(run::pack({.months = struck.months, .periods = {}, .quality = struck.quality}));
}

DecidedCase decide(const HubRules& rules, const HubCase& of) {
  DecidedCase decided{.of = &of, .decisions = {}};
  for (const auto& held : of.record.held) decided.decisions.push_back(decide_month(rules, of.person, held.month));
  return decided;
}

std::vector<MessageNumber> words_needed(const DecidedCase& decided) {
  const auto& of = *decided.of;
  std::vector<MessageNumber> needed;
  for (std::size_t i = 0; i < decided.decisions.size(); ++i) {
    const auto number = of.record.held[i].number;
    if (decided.decisions[i].outcome == law::Outcome::transmit && !of.words.contains(number) && !has_number(of.record.standing, number))
      needed.push_back(number);
  }
  return needed;
}

Settlement settle(const HubRules& rules, const DecidedCase& decided, Month run_month) {
  return Settling(rules, decided, run_month).settle();
}

}  // namespace crossroads::exchange::push
