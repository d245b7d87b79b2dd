// crossroads law coverage: which paragraph has which rule, and which rule nobody ever reached.
#include <fmt/format.h>

#include "cli/law_cases.hpp"
#include "cli/output.hpp"
#include "facts/folder.hpp"
#include "law/prove/coverage.hpp"

namespace crossroads::cli {

Exit perform(const LawCoverage& action, const Common& common) {
  const auto opened = open_law(action.authorisation, common);
  if (!opened) return refuse(opened.error());
  const auto& [document, members] = *opened;
  const auto cases = read_cases(document);
  if (!cases) return refuse(cases.error());

  std::optional<facts::Loaded> loaded;
  std::optional<law::prove::Looked> looked;
  if (action.data) {
    auto read = facts::load_population(*action.data, {.today = common.today, .threads = common.threads});
    if (!read) return refuse(read.error());
    loaded = std::move(*read);
    looked.emplace(law::prove::Looked{{loaded->population, members}, domain::Month(common.today).plus(-1)});
  }
  const auto coverage = law::prove::coverage(document.authorisation, *cases, members, looked);
  const auto text = action.format == Format::ndjson ? law::prove::as_json(coverage, document.authorisation)
                                                    : law::prove::as_text(coverage, document.authorisation);
  if (const auto written = to_standard_output(text); !written) return refuse(written.error());
  return coverage.uncovered() == 0 ? Exit::done : Exit::failed;
}

}  // namespace crossroads::cli
