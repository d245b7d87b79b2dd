#include "exchange/push/source_outbox.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "exchange/push/wire.hpp"

namespace crossroads::exchange::push {

Result<std::vector<run::MessageNumber>> SourceOutbox::hand_over(run::RunId run, std::span<const run::Message> batch, EachBasis bases) {
  std::vector<run::MessageNumber> numbers;
  const auto name = CROSSROADS_TRY(ledger::Batch::parse(fmt::format("run-{}", static_cast<std::uint64_t>(run))));
  const auto act = [&]() -> Result<std::vector<ledger::LogEntry>> {
    numbers = CROSSROADS_TRY(records_.hand_over(run, batch));
    std::vector<ledger::LogEntry> entries;
    std::vector<transit::NewConsignment> outgoing;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      auto entry = CROSSROADS_TRY(entry_of(occasion_, name, batch[i], *bases[i]));
      entry.message = numbers[i];
      entry.sender = occasion_.parties.source;
      entry.recipient = occasion_.parties.hub;
      entries.push_back({.entry = std::move(entry)});
      const HandOver item{.number = numbers[i], .run_month = run_month_, .rule = bases[i]->rule, .message = batch[i]};
      outgoing.push_back(
          {.name = std::to_string(static_cast<std::uint64_t>(numbers[i])), .line = batch[i].person, .text = to_json(SourceItem(item))});
    }
    CROSSROADS_CHECK(queue_.add(outgoing, clock_()));
    return entries;
  };
  CROSSROADS_CHECK(log_.append_with(act));
  return numbers;
}

Result<void> SourceOutbox::relay(run::RunId /*run*/, std::span<const run::Relayed> /*batch*/, EachBasis /*bases*/) {
  throw std::logic_error("the source relays nothing");
}
Result<void> SourceOutbox::strike(run::RunId /*run*/, std::span<const run::Struck> /*batch*/, EachBasis /*bases*/) {
  throw std::logic_error("the source strikes nothing");
}

Result<void> SourceOutbox::finish(run::RunId run, Instant finished) {
  // First the queue: where only that is done, the run is not finished, and its repetition says so again.
  const transit::NewConsignment end{.name = fmt::format("end of run {}", static_cast<std::uint64_t>(run)),
                                    .line = std::nullopt,
                                    .text = to_json(SourceItem(RunEnd{version_, run_month_}))};
  CROSSROADS_CHECK(queue_.add({&end, 1}, clock_()));
  return records_.finish_run(run, finished);
}

}  // namespace crossroads::exchange::push
