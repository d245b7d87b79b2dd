// The parts of a run's report as a page: each chart with its table beneath. Private to run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/html.hpp"
#include "run/funnel.hpp"
#include "run/html/words.hpp"
#include "run/run_report.hpp"

namespace crossroads::run::html_report {

/// What the parts read, and the page that they write to.
struct Page {
  const RunReport& report;
  const law::Authorisation& authorisation;
  const Words& words;
  Funnel funnel;
  html::Writer out = {};

  [[nodiscard]] std::string say(Phrase phrase) const { return words.say(phrase); }
};

/// The head of a part.
void write_heading(Page& page, Phrase heading, std::string_view id);
/// A sentence beneath a head.
void write_introduction(Page& page, Phrase text);

/// From everybody aided down to what was transmitted, each step drawn at full width.
void write_funnel(Page& page);
/// The ways by category.
void write_categories(Page& page);
/// Who was stopped by which exclusion, where.
void write_exclusions(Page& page);
/// The outcomes of every month from the authorisation's first on.
void write_months(Page& page);
/// What the text keeps back: where it is silent, where a duration still runs, where a fact is missing, with the paragraphs to read.
void write_kept_back(Page& page);
/// What was sent, corrected, withdrawn, and not said.
void write_messages(Page& page);

/// A number of an attribute, with as few digits as a chart needs.
[[nodiscard]] std::string coordinate(double value);
/// Everybody whose month is withheld, by an exclusion that is unknown.
[[nodiscard]] std::uint64_t withheld_for_unknown(const Ways& ways);
/// A step between the lines of a scale, so that at most `lines` of them reach `most`: 1, 2 or 5 times a power of ten.
[[nodiscard]] std::uint64_t scale_step(std::uint64_t most, std::uint64_t lines);

/// How wide a text is about to be, at 13 px.
[[nodiscard]] double text_width(std::string_view text);

struct LegendEntry {
  std::string_view mark;  ///< the class of its colour
  Phrase text;
};
void write_legend(Page& page, const std::vector<LegendEntry>& entries);

/// Opens a figure and its drawing, 1000 wide. Close both.
void begin_drawing(Page& page, double height, Phrase says);

struct Column {
  Phrase name;
  bool figure = true;
};
/// Begins a table in a scrolling box; the body is open. End it with `end_table`.
void begin_table(Page& page, Phrase caption, const std::vector<Column>& columns);
void end_table(Page& page);
void write_figure(Page& page, std::uint64_t n);
/// A row's head: the name of the document, and its label beneath.
void write_name(Page& page, const std::string& name);

}  // namespace crossroads::run::html_report
