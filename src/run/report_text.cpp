#include "run/report_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "run/funnel.hpp"

namespace crossroads::run {
namespace {

/// A line of a block: what, whereby, how many.
struct Line {
  std::string what, rule;
  std::uint64_t n = 0;
  bool bar = false;
};

std::string plural(std::uint64_t n, const char* one, const char* many) { return fmt::format("{} {}", grouped(n), n == 1 ? one : many); }

class TextReport {
 public:
  TextReport(const RunReport& report, const law::Authorisation& authorisation, TextStyle style)
      : report_(report), funnel_(funnel_of(authorisation, report.persons, report.ways())), style_(style) {}

  std::string write() {
    heading(fmt::format("Run of {} under {}", to_string(report_.month), report_.authorisation.name));
    text_ += fmt::format("Registers as of {}.{}\n", to_string(report_.month.as_of_day()),
                         report_.dry_run ? " Dry run: nothing was written." : "");
    if (report_.months.empty()) text_ += "The authorisation was not in force yet: nothing is decided.\n";
    steps();
    ways();
    categories();
    messages();
    unsaid();
    return std::move(text_);
  }

 private:
  void heading(std::string_view title) {
    if (!text_.empty()) text_ += '\n';
    text_ += style_.rich ? fmt::format("\x1b[1m{}\x1b[0m\n", title) : fmt::format("{}\n", title);
  }

  void steps() {
    const auto& all = funnel_.all;
    heading("Persons");
    block({{"known", "", funnel_.persons, true},
           {"aided in the month", "", funnel_.aided(), true},
           {"in a category", "", all.persons(), true},
           {"not excluded at the source", "", all.started_or_not(), true},
           {"handed over", "", all.handed_over(), true},
           {"transmitted", "", all.sent(), true}});
  }

  void ways() {
    const auto& all = funnel_.all;
    std::vector<Line> lines;
    const auto add = [&](std::string what, std::string rule, std::uint64_t n) {
      if (n > 0) lines.push_back({std::move(what), std::move(rule), n});
    };
    add("outside every category", "", funnel_.outside);
    for (const auto& [stopped, stage] : {std::pair(&all.at_source, "the source"), std::pair(&all.at_hub, "the hub")}) {
      if (stage == std::string_view("the hub")) {
        add("waiting for a duration", "", all.waiting);
        add("gap of the text: withheld", "", all.gap);
      }
      for (const auto& s : *stopped) {
        add(fmt::format("excluded at {}", stage), s.rule, s.excluded);
        add(fmt::format("unknown at {}: withheld", stage), s.rule, s.withheld);
      }
    }
    for (const auto& t : all.transmitted) add("transmitted", t.rule, t.persons);
    add("pausing, without aid", "", funnel_.pausing);
    if (lines.empty()) return;
    heading("Ways");
    block(lines);
  }

  void categories() {
    if (funnel_.all.persons() == 0) return;
    heading("Categories");
    std::vector<std::vector<std::string>> rows{{"", "persons", "source", "waiting", "gap", "hub", "transmitted"}};
    for (const auto& [name, ways] : funnel_.categories) {
      rows.push_back({name, grouped(ways.persons()), grouped(ways.stopped_at_source()), grouped(ways.waiting), grouped(ways.gap),
                      grouped(ways.stopped_at_hub()), grouped(ways.sent())});
    }
    table(rows);
  }

  void messages() {
    heading("Messages");
    std::vector<std::vector<std::string>> rows{{"", "new", "corrections", "withdrawals", "of earlier months"}};
    for (const auto stage : {law::Stage::source, law::Stage::hub}) {
      std::uint64_t earlier = 0;
      for (const auto& count : report_.messages) earlier += count.stage == stage ? count.earlier : 0;
      rows.push_back({stage == law::Stage::source ? "source" : "hub", grouped(report_.messages_of(stage, MessageKind::first)),
                      grouped(report_.messages_of(stage, MessageKind::correction)),
                      grouped(report_.messages_of(stage, MessageKind::withdrawal)), grouped(earlier)});
    }
    table(rows);
  }

  void unsaid() {
    for (const auto& [unsaid, stage] : {std::pair(&report_.at_source, "source"), std::pair(&report_.at_hub, "hub")}) {
      if (unsaid->messages == 0) continue;
      text_ += fmt::format("Not said at the {}, about {} excluded today: {}.\n", stage,
                           plural(unsaid->persons, "person who is", "persons who are"), plural(unsaid->messages, "message", "messages"));
    }
  }

  /// Lines with their figures in one column, and bars where they are asked for and there is room.
  void block(const std::vector<Line>& lines) {
    std::size_t what = 0, rule = 0, figure = 0;
    std::uint64_t most = 1;
    for (const auto& line : lines) {
      what = std::max(what, line.what.size());
      rule = std::max(rule, line.rule.size());
      figure = std::max(figure, grouped(line.n).size());
      most = std::max(most, line.n);
    }
    const std::size_t used = 2 + what + (rule > 0 ? 2 + rule : 0) + 2 + figure + 2;
    const std::size_t room = style_.width > used + 8 ? std::min<std::size_t>(style_.width - used, 48) : 0;
    for (const auto& line : lines) {
      text_ += fmt::format("  {:<{}}", line.what, what);
      if (rule > 0) text_ += fmt::format("  {:<{}}", line.rule, rule);
      text_ += fmt::format("  {:>{}}", grouped(line.n), figure);
      if (line.bar && room > 0 && line.n > 0) text_ += "  " + bar(line.n, most, room);
      text_ += '\n';
    }
  }

  [[nodiscard]] std::string bar(std::uint64_t n, std::uint64_t most, std::size_t room) const {
    if (!style_.rich) return std::string(std::max<std::size_t>(1, static_cast<std::size_t>(n * room / most)), '#');
    // Eighths of a column, so that small shares are told apart too.
    constexpr std::string_view eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const std::size_t parts = std::max<std::size_t>(1, static_cast<std::size_t>(n * room * 8 / most));
    std::string drawn = "\x1b[34m";
    for (std::size_t i = 0; i < parts / 8; ++i) drawn += "█";
    return drawn.append(eighths[parts % 8]) + "\x1b[0m";
  }

  /// The first row is the head. Figures stand to the right of their columns.
  void table(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths(rows.front().size());
    for (const auto& row : rows) {
      for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], row[c].size());
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
      std::string line = fmt::format("  {:<{}}", rows[r][0], widths[0]);
      for (std::size_t c = 1; c < rows[r].size(); ++c) line += fmt::format("  {:>{}}", rows[r][c], widths[c]);
      text_ += r == 0 && style_.rich ? fmt::format("\x1b[2m{}\x1b[0m\n", line) : line + "\n";
    }
  }

  const RunReport& report_;
  Funnel funnel_;
  TextStyle style_;
  std::string text_;
};

}  // namespace

std::string grouped(std::uint64_t number) {
  auto digits = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), 1, ',');
  return digits;
}

std::string to_text(const RunReport& report, const law::Authorisation& authorisation, TextStyle style) {
  return TextReport(report, authorisation, style).write();
}

std::string to_ndjson(const RunReport& report) {
  std::string text = fmt::format(
      "{{\"line\":\"run\",\"run\":{},\"authorisation\":\"{}\",\"text\":\"{}\",\"month\":\"{}\",\"dry_run\":{},\"persons\":{}}}\n",
      report.run ? std::to_string(static_cast<std::uint64_t>(*report.run)) : "null", report.authorisation.name,
      to_string(report.authorisation.text), to_string(report.month), report.dry_run, report.persons);
  for (const auto& tally : report.ways()) { text += "{\"line\":\"way\"," + to_ndjson(std::span(&tally, 1)).substr(1); }
  for (const auto& count : report.messages) {
    fmt::format_to(std::back_inserter(text),
                   "{{\"line\":\"message\",\"stage\":\"{}\",\"kind\":\"{}\",\"category\":\"{}\",\"n\":{},\"earlier\":{}}}\n",
                   count.stage == law::Stage::source ? "source" : "hub", to_name(count.kind), count.category, count.n, count.earlier);
  }
  for (const auto& [unsaid, stage] : {std::pair(&report.at_source, "source"), std::pair(&report.at_hub, "hub")}) {
    fmt::format_to(std::back_inserter(text), "{{\"line\":\"unsaid\",\"stage\":\"{}\",\"persons\":{},\"messages\":{}}}\n", stage,
                   unsaid->persons, unsaid->messages);
  }
  return text;
}

}  // namespace crossroads::run
