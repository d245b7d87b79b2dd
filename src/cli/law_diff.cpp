// crossroads law diff: what changes between two versions of a law, rule by rule and, on a data folder, person by person.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "cli/house.hpp"
#include "cli/output.hpp"
#include "facts/folder.hpp"
#include "law/prove/law_difference.hpp"
#include "law/prove/person_difference.hpp"

namespace crossroads::cli {
namespace {

/// What the versions decide of the folder's persons, and whether rows of it were set aside.
struct Persons {
  law::prove::PersonDifference difference;
  Exit rows;
};

Result<Persons> compare_persons(const LawDiff& action, const law::Authorisation& before, const law::Authorisation& after,
                                const Common& common) {
  const law::prove::PersonDifferenceOptions months{.from = action.from.value_or(std::min(before.first_month(), after.first_month())),
                                                   .to = action.to.value_or(domain::Month(common.today).plus(-1))};
  if (months.to < months.from) {
    return failure({.what = "the last month lies before the first one",
                    .value = fmt::format("{} to {}", to_string(months.from), to_string(months.to)),
                    .hint = "name both: --from M --to M"});
  }
  const auto members = CROSSROADS_TRY(union_members(common));
  const auto loaded = CROSSROADS_TRY(facts::load_population(*action.data, {.today = common.today, .threads = common.threads}));
  ProgressLine line(common.quiet);
  line.say("deciding every month of everybody by both versions");
  auto difference = law::prove::person_difference(before, after, {loaded.population, members}, months);
  line.say("");
  return Persons{std::move(difference), report_rows(loaded.quarantined, loaded.counts)};
}

}  // namespace

Exit perform(const LawDiff& action, const Common& common) {
  const auto before = document(action.before, common);
  const auto after = document(action.after, common);
  for (const auto* one : {&before, &after}) {
    if (*one) continue;
    refuse(one->error());
    return not_compared;
  }
  const auto rules = law::prove::difference_of(before->authorisation, after->authorisation);
  const bool lines = action.format == Format::ndjson;
  auto text = lines ? law::prove::as_ndjson(rules) : law::prove::as_text(rules);
  Exit status = rules.empty() ? same : different;
  if (action.data) {
    const auto persons = compare_persons(action, before->authorisation, after->authorisation, common);
    if (!persons) {
      refuse(persons.error());
      return not_compared;
    }
    text += lines ? law::prove::as_ndjson(persons->difference) : "\n" + law::prove::as_text(persons->difference);
    if (persons->rows != Exit::done) status = persons->rows;
  }
  if (const auto written = to_standard_output(text); !written) {
    refuse(written.error());
    return not_compared;
  }
  return status;
}

}  // namespace crossroads::cli
