// crossroads law render: an authorisation as a page.
#include "law/prove/render.hpp"

#include "cli/house.hpp"
#include "cli/output.hpp"
#include "law/cases/parser.hpp"

namespace crossroads::cli {
namespace {

Result<std::string> page(const LawRender& action, const Common& common) {
  const auto document = CROSSROADS_TRY(cli::document(action.authorisation, common));
  const auto& law = document.authorisation;
  const law::Source text(document.text().string(), CROSSROADS_TRY(library::read_text(document.text())));
  const auto paragraphs = CROSSROADS_TRY(law::prove::parse_legal_text(text));
  const law::Source cases_source(document.cases().string(), CROSSROADS_TRY(library::read_text(document.cases())));
  const auto cases = law::cases::parse_cases(cases_source, law);
  warn(cases.diagnostics, cases_source);
  if (law::has_errors(cases.diagnostics))
    return failure({.what = "the cases have errors", .place = {.file = cases_source.file()}, .hint = "mend what is said above"});
  const auto members = CROSSROADS_TRY(union_members(common));
  const auto run = law::cases::run_cases(law, cases.file.cases, members);
  const auto coverage = law::prove::coverage(law, cases.file.cases, members);
  return law::prove::render_html({.law = law,
                                  .law_source = document.source,
                                  .text = paragraphs,
                                  .cases = cases.file.cases,
                                  .cases_source = cases_source,
                                  .run = run,
                                  .coverage = coverage,
                                  .language = action.language});
}

}  // namespace

Exit perform(const LawRender& action, const Common& common) {
  const auto html = page(action, common);
  if (!html) return refuse(html.error());
  const auto written = action.output ? to_file(*action.output, *html) : to_standard_output(*html);
  return written ? Exit::done : refuse(written.error());
}

}  // namespace crossroads::cli
