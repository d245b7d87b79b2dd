// The parts of a run's report as a page: each chart with its table beneath. Private to run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/html.hpp"
#include "run/funnel.hpp"
#include "run/run_report.hpp"

namespace crossroads::run::html_report {

/// What the parts read, and the page that they write to.
struct Page {
  const RunReport& report;
  const law::Authorisation& authorisation;
  Funnel funnel;
  html::Writer out = {};

  /// The English label of a name of the document; the name itself where it has none.
  [[nodiscard]] std::string_view label(std::string_view name) const;
};

/// From everybody aided down to what was transmitted, each step drawn at full width.
void write_funnel(Page& page);
/// The ways by category.
void write_categories(Page& page);
/// Who was stopped by which exclusion, where.
void write_exclusions(Page& page);
/// The outcomes of every month from the authorisation's first on.
void write_months(Page& page);
/// The withheld: where the text is silent, and where a fact is missing, with the paragraphs to read.
void write_withheld(Page& page);
/// What was sent, corrected, withdrawn, and not said.
void write_messages(Page& page);

/// A number of an attribute, with as few digits as a chart needs.
[[nodiscard]] std::string coordinate(double value);
/// `12.3 %`, or nothing of nothing.
[[nodiscard]] std::string share(std::uint64_t part, std::uint64_t whole);
/// A step between the lines of a scale, so that at most `lines` of them reach `most`: 1, 2 or 5 times a power of ten.
[[nodiscard]] std::uint64_t scale_step(std::uint64_t most, std::uint64_t lines);

/// How wide a text is about to be, at 13 px.
[[nodiscard]] double text_width(std::string_view text);

struct LegendEntry {
  std::string_view mark;  ///< the class of its colour
  std::string_view text;
  bool unknown = false;
};
void write_legend(html::Writer& out, const std::vector<LegendEntry>& entries);

struct Column {
  std::string_view name;
  bool figure = true;
};
/// Begins a table in a scrolling box; the body is open. End it with three closes: body, table, box.
void begin_table(html::Writer& out, std::string_view caption, const std::vector<Column>& columns);
void write_figure(html::Writer& out, std::uint64_t n);
/// A row's head: the name of the document, and its label beneath.
void write_name(Page& page, std::string_view name);

}  // namespace crossroads::run::html_report
