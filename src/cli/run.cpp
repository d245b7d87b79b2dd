// crossroads run: the monthly run.
#include <fmt/format.h>
#include <sys/random.h>  // getrandom

#include <chrono>
#include <cstdio>
#include <stdexcept>

#include "cli/funnel_table.hpp"
#include "cli/house.hpp"
#include "cli/output.hpp"
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

constexpr std::array<std::string_view, 4> phases{"reading the record", "comparing", "handing over", "relaying"};

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
        .dry_run = action.dry_run,
        .progress =
            [&](run::RunPhase phase, std::uint64_t done, std::uint64_t total) {
              line.say(fmt::format("{}: {} of {}", phases[static_cast<std::size_t>(phase)], done, total));
            },
        .on_handed_over = [&](std::span<const run::HandedOver> messages) { writer.take(messages); },
        .on_relayed = [&](std::span<const run::Relayed> messages) { writer.take(messages); },
    };
    report = run::monthly_run(order, (*store)->messages());
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
