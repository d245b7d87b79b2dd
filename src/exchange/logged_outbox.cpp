#include "exchange/logged_outbox.hpp"

#include <fmt/format.h>

namespace crossroads::exchange {
namespace {

using ledger::LogEntry;

ledger::Batch batch_of(run::RunId run) { return ledger::Batch::parse(fmt::format("run-{}", static_cast<std::uint64_t>(run))).value(); }

}  // namespace

Result<std::vector<run::MessageNumber>> LoggedOutbox::hand_over(run::RunId run, std::span<const run::Message> batch, EachBasis bases) {
  std::vector<run::MessageNumber> numbers;
  const auto act = [&]() -> Result<std::vector<LogEntry>> {
    numbers = CROSSROADS_TRY(records_.hand_over(run, batch));
    std::vector<LogEntry> sent;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      auto entry = CROSSROADS_TRY(entry_of(occasion_, batch_of(run), batch[i], *bases[i]));
      entry.message = numbers[i];
      entry.sender = occasion_.parties.source;
      entry.recipient = occasion_.parties.hub;
      sent.push_back({.entry = std::move(entry)});
    }
    return sent;
  };
  CROSSROADS_CHECK(source_.append_with(act));
  return numbers;
}

Result<void> LoggedOutbox::relay(run::RunId run, std::span<const run::Relayed> batch, EachBasis bases) {
  std::vector<LogEntry> entries;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    auto entry = CROSSROADS_TRY(entry_of(occasion_, batch_of(run), batch[i].message, *bases[i]));
    entry.message = batch[i].number;
    entry.ticket = batch[i].ticket;
    entry.sender = occasion_.parties.hub;
    entry.recipient = occasion_.parties.recipient;
    entries.push_back({.entry = std::move(entry)});
  }
  CROSSROADS_CHECK(hub_.append(entries, [&] { return records_.relay(run, batch); }));
  return {};
}

Result<void> LoggedOutbox::strike(run::RunId run, std::span<const run::Struck> batch, EachBasis bases) {
  std::vector<LogEntry> entries;
  std::vector<run::MessageNumber> numbers;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    entries.push_back({.entry = CROSSROADS_TRY(entry_of(occasion_, batch_of(run), batch[i], *bases[i]))});
    numbers.push_back(batch[i].number);
  }
  CROSSROADS_CHECK(hub_.append(entries, [&] { return records_.strike(run, numbers); }));
  return {};
}

Result<void> LoggedOutbox::finish(run::RunId run, Instant finished) { return records_.finish_run(run, finished); }

}  // namespace crossroads::exchange
