// crossroads run: the monthly run.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/random.h>  // getrandom

#include <chrono>
#include <cstdio>
#include <stdexcept>

#include "cli/funnel_table.hpp"
#include "cli/house.hpp"
#include "cli/keys.hpp"
#include "cli/output.hpp"
#include "exchange/logged_outbox.hpp"
#include "facts/stored_population.hpp"
#include "run/message_text.hpp"
#include "run/monthly.hpp"
#include "run/report_html.hpp"
#include "store/sqlite/store.hpp"

namespace crossroads::cli {
namespace {

void fill_randomly(std::span<std::uint8_t> bytes) {
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    throw std::runtime_error("the system gives no randomness");
}

Instant system_time() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

constexpr std::array<std::string_view, 5> phases{"reading the record", "comparing", "handing over", "relaying", "striking"};

/// Writes the messages of both records as they become durable. A failure of the output is kept: the run itself goes on.
class MessageWriter {
 public:
  explicit MessageWriter(Format format) : format_(format) {
    if (format_ == Format::csv) write(run::message_csv_header());
  }
  template <class Sent>
  void take(std::span<const Sent> messages) {
    if (format_ == Format::text) return;
    std::string text;
    for (const auto& message : messages) {
      if (format_ == Format::csv) run::append_csv(text, message);
      else run::append_ndjson(text, message);
    }
    write(text);
  }
  [[nodiscard]] const Result<void>& written() const { return written_; }

 private:
  void write(std::string_view text) {
    if (written_) written_ = to_standard_output(text);
  }
  Format format_;
  Result<void> written_ = {};
};

Result<exchange::Parties> parties_of(const law::Authorisation& law, const Common& common) {
  const auto library = CROSSROADS_TRY(open_library(common));
  const auto institutions = CROSSROADS_TRY(library.institutions());
  const auto number = [&](const law::Name& name) -> Result<domain::EnterpriseNumber> {
    return CROSSROADS_TRY(institutions.named(name.text)).number;
  };
  return exchange::Parties{.source = CROSSROADS_TRY(number(law.source)),
                           .hub = CROSSROADS_TRY(number(law.hub)),
                           .recipient = CROSSROADS_TRY(number(law.recipient))};
}

Result<ledger::TraceId> new_trace() {
  std::array<std::uint8_t, 16> bytes = {};
  fill_randomly(bytes);
  return ledger::TraceId::parse(fmt::format("{:02x}", fmt::join(bytes, "")));
}

/// The keys of both logs. They are made for a store that has no entries yet; a log that was begun goes on under its own keys alone.
Result<std::unique_ptr<ledger::KeyStore>> keys_for(const Run& action, store::sqlite::Store& store) {
  auto otherwise = WithoutKeys::make;
  for (const char* name : {"source", "hub"}) {
    const auto log = CROSSROADS_TRY(ledger::LogName::parse(name));
    if (CROSSROADS_TRY(store.ledger().head(log))) otherwise = WithoutKeys::refuse;
  }
  return open_keys(action.keys, action.store, otherwise);
}

/// The run with both logs: this machine plays source and hub.
Result<run::RunReport> logged_run(const run::MonthlyRun& order, store::sqlite::Store& store, ledger::KeyStore& keys,
                                  const exchange::Parties& parties) {
  const auto& law = *order.plan.authorisation;
  ledger::Ledger source(store.ledger(), log_setting(parties.source, CROSSROADS_TRY(ledger::LogName::parse("source")), keys));
  ledger::Ledger hub(store.ledger(), log_setting(parties.hub, CROSSROADS_TRY(ledger::LogName::parse("hub")), keys));
  exchange::LoggedOutbox outbox(store.messages(), source, hub,
                                {.authorisation = order.authorisation,
                                 .parties = parties,
                                 .purpose = CROSSROADS_TRY(ledger::Purpose::parse(run::purpose_of(law))),
                                 .trace = CROSSROADS_TRY(new_trace())});
  auto report = CROSSROADS_TRY(run::monthly_run(order, store.messages(), &outbox));
  // So that an answer about an earlier day can be proved complete.
  for (auto* log : {&source, &hub}) static_cast<void>(CROSSROADS_TRY(log->commit_ended_days()));
  return report;
}

}  // namespace

Exit perform(const Run& action, const Common& common) {
  // Found out before anything is sent.
  if (action.report && !fs::is_directory(fs::absolute(*action.report).parent_path())) {
    return refuse({.what = "there is no folder for the report",
                   .place = {.file = action.report->string()},
                   .expected = "a file in a folder that is there",
                   .kept = "nothing was sent"});
  }
  const auto opened = open_law(action.authorisation, common);
  if (!opened) return refuse(opened.error());
  const auto& [document, members] = *opened;
  const auto store = store::sqlite::Store::open(
      action.store, {.access = action.dry_run ? store::sqlite::Access::read_only : store::sqlite::Access::read_write});
  if (!store) return refuse(store.error());

  const auto parties = parties_of(document.authorisation, common);
  if (!parties) return refuse(parties.error());
  Result<std::unique_ptr<ledger::KeyStore>> keys = nullptr;
  if (!action.dry_run) {
    keys = keys_for(action, **store);
    if (!keys) return refuse(keys.error());
  }

  Result<run::RunReport> report;
  MessageWriter writer(action.format);
  {
    ProgressLine line(common.quiet);
    line.say("reading the facts");
    const auto facts = facts::load_population((*store)->facts());
    if (!facts) return refuse(facts.error());
    const law::fast::Plan plan(document.authorisation);
    const run::MonthlyRun order{
        .plan = plan,
        .authorisation = {document.authorisation.name.text, document.digest},
        .members = members,
        .population = facts->population,
        .newest = [&](domain::Niss niss) { return facts->chains.newest(niss); },
        .identity_of = [&](domain::Niss niss) { return facts::identity_of((*store)->facts(), facts->chains, niss); },
        .month = action.month,
        .clock = system_time,
        .randomness = fill_randomly,
        .threads = common.threads,
        .progress =
            [&](run::RunPhase phase, std::uint64_t done, std::uint64_t total) {
              line.say(fmt::format("{}: {} of {}", phases[static_cast<std::size_t>(phase)], done, total));
            },
        .on_handed_over = [&](std::span<const run::HandedOver> messages) { writer.take(messages); },
        .on_relayed = [&](std::span<const run::Relayed> messages) { writer.take(messages); },
    };
    report = action.dry_run ? run::monthly_run(order, (*store)->messages(), nullptr) : logged_run(order, **store, **keys, *parties);
  }
  if (!report) return refuse(report.error());
  if (!writer.written()) return refuse(writer.written().error());
  if (action.report) {
    const auto page = run::to_html(*report, document.authorisation, action.language);
    if (const auto written = to_file(*action.report, page); !written) return refuse(written.error());
  }

  const auto table = funnel_table(*report, document.authorisation);
  if (action.format == Format::text) {
    if (const auto written = to_standard_output(table); !written) return refuse(written.error());
  } else if (!common.quiet) {
    fmt::print(stderr, "{}", table);
  }
  return Exit::done;
}

}  // namespace crossroads::cli
