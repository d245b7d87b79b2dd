#include "cli/funnel_table.hpp"

#include <fmt/format.h>

#include <functional>

#include "run/funnel.hpp"

namespace crossroads::cli {
namespace {

constexpr std::size_t name_width = 44, number_width = 12;

/// One row: a name, the number for everybody, and one a category.
class Table {
 public:
  Table(std::string& text, const run::Funnel& funnel) : text_(text), funnel_(funnel) {
    for (const auto& category : funnel.categories) {
      if (category.ways.persons() > 0) shown_.push_back(&category);
    }
  }
  void head() {
    text_ += fmt::format("{:{}}{:>{}}", "", name_width, "persons", number_width);
    for (const auto* category : shown_) text_ += fmt::format("  {:>{}}", category->category, width(*category));
    text_ += '\n';
  }
  void row(std::string_view name, const std::function<std::uint64_t(const run::Ways&)>& of, std::uint64_t besides = 0) {
    text_ += fmt::format("{:{}}{:>{}}", name, name_width, of(funnel_.all) + besides, number_width);
    for (const auto* category : shown_) text_ += fmt::format("  {:>{}}", of(category->ways), width(*category));
    text_ += '\n';
  }
  void alone(std::string_view name, std::uint64_t n) { text_ += fmt::format("{:{}}{:>{}}\n", name, name_width, n, number_width); }

 private:
  static std::size_t width(const run::CategoryWays& category) { return std::max<std::size_t>(category.category.size(), 9); }
  std::string& text_;
  const run::Funnel& funnel_;
  std::vector<const run::CategoryWays*> shown_;
};

std::uint64_t stopped(const std::vector<run::Stopped>& by, std::string_view rule, bool withheld) {
  for (const auto& stop : by) {
    if (stop.rule == rule) return withheld ? stop.withheld : stop.excluded;
  }
  return 0;
}

void stops(Table& table, const run::Ways& all, bool at_source) {
  for (const auto& stop : at_source ? all.at_source : all.at_hub) {
    const auto by = [&](bool withheld) {
      return [&stop, at_source, withheld](const run::Ways& ways) {
        return stopped(at_source ? ways.at_source : ways.at_hub, stop.rule, withheld);
      };
    };
    const char* stage = at_source ? "the source" : "the hub";
    if (stop.excluded > 0) table.row(fmt::format("    {} excludes: {}", stage, stop.rule), by(false));
    if (stop.withheld > 0) table.row(fmt::format("    {} can't tell: {}", stage, stop.rule), by(true));
  }
}

void messages(std::string& text, const run::RunReport& report, law::Stage stage, const char* what) {
  text += fmt::format("{:{}}{:>{}}", what, name_width, report.messages_of(stage), number_width);
  for (const auto kind : {run::MessageKind::first, run::MessageKind::correction, run::MessageKind::withdrawal}) {
    text += fmt::format("  {} {}", report.messages_of(stage, kind), run::to_name(kind));
  }
  text += '\n';
}

}  // namespace

std::string funnel_table(const run::RunReport& report, const law::Authorisation& authorisation) {
  const auto funnel = run::funnel_of(authorisation, report.persons, report.ways());
  std::string text =
      fmt::format("{} {}{}\n\n", authorisation.name.text, to_string(report.month), report.dry_run ? " (dry run: nothing was sent)" : "");
  Table table(text, funnel);
  table.head();
  table.alone("known", funnel.persons);
  table.row("aided in the month", [](const run::Ways& ways) { return ways.persons(); }, funnel.outside);
  table.alone("    outside: in no category", funnel.outside);
  table.row("in a category", [](const run::Ways& ways) { return ways.persons(); });
  stops(table, funnel.all, true);
  table.row("    waiting for the duration of a start rule", [](const run::Ways& ways) { return ways.waiting; });
  table.row("    withheld: a gap of the text", [](const run::Ways& ways) { return ways.gap; });
  table.row("handed over", [](const run::Ways& ways) { return ways.handed_over(); });
  stops(table, funnel.all, false);
  table.row("transmitted", [](const run::Ways& ways) { return ways.sent(); });
  for (const auto& by : funnel.all.transmitted) {
    table.row(fmt::format("    by {}", by.rule), [&](const run::Ways& ways) {
      for (const auto& sent : ways.transmitted) {
        if (sent.rule == by.rule) return sent.persons;
      }
      return std::uint64_t{0};
    });
  }
  table.alone("paused: aid of the month before ended", funnel.pausing);
  text += '\n';
  messages(text, report, law::Stage::source, "messages of the source");
  messages(text, report, law::Stage::hub, "messages of the hub");
  if (report.at_source.messages + report.at_hub.messages > 0) {
    text += fmt::format("{:{}}{:>{}}  about {} persons who are excluded today\n", "due and not said", name_width,
                        report.at_source.messages + report.at_hub.messages, number_width, report.at_source.persons + report.at_hub.persons);
  }
  return text;
}

}  // namespace crossroads::cli
