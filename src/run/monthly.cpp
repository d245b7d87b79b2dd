#include "run/monthly.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "run/compare.hpp"
#include "run/replay_range.hpp"
#include "run/source_withdrawals.hpp"
#include "run/strike.hpp"

namespace crossroads::run {
namespace {

/// Numbers that a dry run gives to what the source would hand over, so that its hub can be asked too. No record comes that far.
constexpr std::uint64_t first_provisional = std::uint64_t{1} << 62;

bool is_provisional(MessageNumber number) { return static_cast<std::uint64_t>(number) >= first_provisional; }

class Runner {
 public:
  Runner(const MonthlyRun& order, MessageStore& store, Outbox* outbox)
      : order_(order),
        store_(store),
        outbox_(outbox),
        law_(*order.plan.authorisation),
        fields_(disclosed_fields(law_)),
        bases_(order.plan),
        composer_(law_, order.authorisation, fields_, order.identity_of),
        facts_{order.plan, order.members, order.population, fields_, order.month, order.threads} {}

  Result<RunReport> run() {
    report_.authorisation = order_.authorisation;
    report_.month = order_.month;
    report_.dry_run = outbox_ == nullptr;
    report_.persons = order_.population.size();
    const bool decides = CROSSROADS_TRY(decided_months(order_.plan, {order_.month, order_.month})).has_value();
    if (outbox_ != nullptr) {
      report_.run = order_.begun;
      if (!report_.run) report_.run = CROSSROADS_TRY(store_.begin_run(order_.authorisation, order_.month, order_.clock()));
    }
    if (decides) {
      CROSSROADS_CHECK(source());
      if (order_.parts == Parts::both) CROSSROADS_CHECK(hub());
    }
    if (report_.run) CROSSROADS_CHECK(outbox_->finish(*report_.run, order_.clock()));
    for (const auto& [order, count] : counts_) report_.messages.push_back(count);
    return std::move(report_);
  }

 private:
  Result<void> source() {
    say(RunPhase::reading_the_record, 0, 1);
    handed_over_ = CROSSROADS_TRY(StandingMessages::handed_over(store_, law_.name.text, order_.month, order_.newest));
    say(RunPhase::comparing, 0, 2);
    auto comparison = compare_source(facts_, handed_over_);
    report_.at_source = {comparison.unsaid_persons, comparison.unsaid};
    for (std::size_t m = 0; m < comparison.decisions.size(); ++m) {
      report_.months.push_back({law_.first_month().plus(static_cast<std::int32_t>(m)), tallies_of(order_.plan, comparison.decisions[m])});
    }
    source_notices_ = std::move(comparison.notices);
    CROSSROADS_CHECK(hand_over());
    note_what_was_handed_over();
    return {};
  }

  Result<void> hub() {
    auto relayed = CROSSROADS_TRY(StandingMessages::relayed(store_, law_.name.text, order_.month, order_.newest));
    say(RunPhase::comparing, 1, 2);
    auto comparison = compare_hub(facts_, handed_over_, relayed);
    report_.at_hub = {comparison.unsaid_persons, comparison.unsaid};
    CROSSROADS_CHECK(pair_withdrawals(comparison.notices, source_withdrawals_, handed_over_, store_, law_.name.text, order_.newest));
    CROSSROADS_CHECK(relay(comparison.notices, relayed));
    return note_struck(comparison.struck);
  }

  Result<void> hand_over() {
    numbers_.reserve(source_notices_.size());
    return in_batches(source_notices_, RunPhase::handing_over, [&](std::span<const Notice> batch) -> Result<void> {
      std::vector<Message> messages;
      if (outbox_ != nullptr || order_.on_handed_over) {
        for (const auto& notice : batch) messages.push_back(CROSSROADS_TRY(compose(notice, handed_over_)));
      }
      if (outbox_ == nullptr) {
        for (std::size_t i = 0; i < batch.size(); ++i) numbers_.push_back(MessageNumber{first_provisional + numbers_.size()});
      } else {
        const auto given = CROSSROADS_TRY(outbox_->hand_over(*report_.run, messages, bases_of(batch, handed_over_)));
        numbers_.insert(numbers_.end(), given.begin(), given.end());
      }
      for (const auto& notice : batch) count(law::Stage::source, notice, handed_over_);
      if (order_.on_handed_over) {
        std::vector<HandedOver> shown;
        for (std::size_t i = 0; i < batch.size(); ++i) {
          const auto number = numbers_[numbers_.size() - batch.size() + i];
          shown.push_back({is_provisional(number) ? MessageNumber{} : number, report_.run.value_or(RunId{}), std::move(messages[i])});
        }
        order_.on_handed_over(shown);
      }
      return {};
    });
  }

  /// Brings what stands in the source's record up to what this run did to it.
  void note_what_was_handed_over() {
    std::vector<MessageNumber> gone;
    std::vector<StandingMessage> added;
    for (std::size_t i = 0; i < source_notices_.size(); ++i) {
      const auto& notice = source_notices_[i];
      if (notice.kind != MessageKind::first) gone.push_back(notice.replaces);
      if (notice.kind == MessageKind::withdrawal) {
        source_withdrawals_.push_back({notice.person, notice.month, notice.replaces, numbers_[i]});
      } else {
        added.push_back({.person = notice.person,
                         .sent_under = notice.person,
                         .month = notice.month,
                         .category = handed_over_.category_named(law_.categories[notice.category].name.text),
                         .number = numbers_[i],
                         .content = notice.content});
      }
    }
    handed_over_.replace(std::move(gone), std::move(added));
  }

  Result<void> relay(const std::vector<Notice>& notices, const StandingMessages& relayed) {
    return in_batches(notices, RunPhase::relaying, [&](std::span<const Notice> batch) -> Result<void> {
      if (outbox_ != nullptr || order_.on_relayed) {
        auto messages = CROSSROADS_TRY(relays(batch, relayed));
        if (outbox_ != nullptr) CROSSROADS_CHECK(outbox_->relay(*report_.run, messages, bases_of(batch, relayed)));
        if (order_.on_relayed) order_.on_relayed(messages);
      }
      for (const auto& notice : batch) count(law::Stage::hub, notice, relayed);
      return {};
    });
  }

  /// The hub's messages of a batch: withdrawals of its own words, and for the rest the source's, struck of what may not be disclosed.
  Result<std::vector<Relayed>> relays(std::span<const Notice> batch, const StandingMessages& relayed) {
    std::vector<MessageNumber> asked;
    for (const auto& notice : batch) {
      if (notice.kind != MessageKind::withdrawal && !is_provisional(notice.number)) asked.push_back(notice.number);
    }
    auto originals = CROSSROADS_TRY(store_.handed_over(asked));
    auto next = originals.begin();
    std::vector<Relayed> messages;
    for (const auto& notice : batch) {
      Relayed one;
      if (outbox_ != nullptr) one.ticket = new_ticket();
      one.run = report_.run.value_or(RunId{});
      if (notice.number != MessageNumber{}) one.number = is_provisional(notice.number) ? MessageNumber{} : notice.number;
      if (notice.kind == MessageKind::withdrawal) {
        one.message = composer_.withdrawn(notice, relayed.category(notice.sent_category));
      } else {
        one.message = is_provisional(notice.number) ? CROSSROADS_TRY(composer_.said(notice)) : std::move((next++)->message);
        one.message.authorisation = order_.authorisation;  // the text under which the hub relays, if it changed since
        one.message.person = notice.person;
        one.message.kind = notice.kind;
        one.message.replaces = notice.kind == MessageKind::correction ? std::optional(notice.replaces) : std::nullopt;
        // What the hub struck of earlier months breaks the spell that the source tells.
        one.message.periods = unpack(notice.content).periods;
        // What may be said depends on the category: the one by which it is struck is the one that is named.
        one.message.category = law_.categories[notice.category].name.text;
        strike(one.message, fields_[notice.category]);
      }
      messages.push_back(std::move(one));
    }
    return messages;
  }

  /// Puts on record, once for each message, of what the hub lets nothing pass.
  Result<void> note_struck(std::vector<ToStrike>& struck) {
    if (outbox_ == nullptr) return {};
    const auto known = CROSSROADS_TRY(store_.struck(law_.name.text));
    std::erase_if(struck, [&](const ToStrike& one) { return std::ranges::binary_search(known, one.message.number); });
    return in_batches(struck, RunPhase::striking, [&](std::span<const ToStrike> batch) -> Result<void> {
      std::vector<Struck> messages;
      std::vector<const Basis*> bases;
      for (const auto& one : batch) {
        messages.push_back(one.message);
        bases.push_back(&bases_.struck(one.category, one.rule));
      }
      return outbox_->strike(*report_.run, messages, bases);
    });
  }

  std::vector<const Basis*> bases_of(std::span<const Notice> batch, const StandingMessages& sent) {
    std::vector<const Basis*> bases;
    for (const auto& notice : batch) {
      bases.push_back(notice.kind == MessageKind::withdrawal ? &bases_.withdrawn(sent.category(notice.sent_category))
                                                             : &bases_.sent(notice.category, notice.rule));
    }
    return bases;
  }

  Result<Message> compose(const Notice& notice, const StandingMessages& sent) {
    if (notice.kind != MessageKind::withdrawal) return composer_.said(notice);
    return composer_.withdrawn(notice, sent.category(notice.sent_category));
  }

  Ticket new_ticket() const {
    std::array<std::uint8_t, Uuid::random_size> random = {};
    order_.randomness(random);
    return {Uuid::version_7(static_cast<std::uint64_t>(order_.clock().time_since_epoch().count()), random)};
  }

  void count(law::Stage stage, const Notice& notice, const StandingMessages& sent) {
    const auto& category =
        notice.kind == MessageKind::withdrawal ? sent.category(notice.sent_category) : law_.categories[notice.category].name.text;
    auto& count = counts_.try_emplace({stage, notice.kind, category}, MessageCount{stage, notice.kind, category}).first->second;
    ++count.n;
    if (notice.month < order_.month) ++count.earlier;
  }

  template <class One, class Send>
  Result<void> in_batches(const std::vector<One>& notices, RunPhase phase, const Send& send) const {
    const std::size_t size = std::max<std::size_t>(1, order_.batch);
    for (std::size_t begin = 0; begin < notices.size(); begin += size) {
      say(phase, begin, notices.size());
      CROSSROADS_CHECK(send(std::span(notices).subspan(begin, std::min(size, notices.size() - begin))));
    }
    say(phase, notices.size(), notices.size());
    return {};
  }

  void say(RunPhase phase, std::uint64_t done, std::uint64_t total) const {
    if (order_.progress) order_.progress(phase, done, total);
  }

  const MonthlyRun& order_;
  MessageStore& store_;
  Outbox* outbox_;  // null in a dry run
  const law::Authorisation& law_;
  std::vector<DisclosedFields> fields_;
  Bases bases_;
  Composer composer_;
  Facts facts_;
  RunReport report_;
  StandingMessages handed_over_;
  std::vector<Notice> source_notices_;
  std::vector<MessageNumber> numbers_;  // that the source's notices got, in their order
  std::vector<SourceWithdrawal> source_withdrawals_;
  std::map<std::tuple<law::Stage, MessageKind, std::string>, MessageCount> counts_;
};

}  // namespace

Result<RunReport> monthly_run(const MonthlyRun& order, MessageStore& store, Outbox* outbox) { return Runner(order, store, outbox).run(); }

}  // namespace crossroads::run
