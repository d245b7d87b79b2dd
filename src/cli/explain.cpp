// crossroads explain: why, for one person and one month.
#include <fmt/format.h>

#include <cstdio>

#include "cli/house.hpp"
#include "facts/folder.hpp"
#include "facts/stored_population.hpp"
#include "law/explain/explanation.hpp"
#include "law/explain/render_html.hpp"
#include "law/explain/render_text.hpp"
#include "store/sqlite/store.hpp"

namespace crossroads::cli {
namespace {

/// The facts, and the newest number of the person asked for.
struct Asked {
  domain::Population population;
  domain::Niss newest;
};

Result<Asked> read_facts(const Explain& action, domain::Niss niss, domain::Date today) {
  if (action.data) {
    auto loaded = CROSSROADS_TRY(facts::load_population(*action.data, {.today = today}));
    return Asked{std::move(loaded.population), loaded.chains.newest(niss)};
  }
  const auto store = CROSSROADS_TRY(store::sqlite::Store::open(action.store, {.access = store::sqlite::Access::read_only}));
  auto loaded = CROSSROADS_TRY(facts::load_population(store->facts()));
  return Asked{std::move(loaded.population), loaded.chains.newest(niss)};
}

}  // namespace

Exit perform(const Explain& action, const Common& common) {
  const auto opened = open_law(action.authorisation, common);
  if (!opened) return refuse(opened.error());
  const auto& [document, members] = *opened;
  const auto niss = domain::Niss::parse(action.niss, common.today);
  if (!niss) return refuse(niss.error());

  const auto asked = read_facts(action, *niss, common.today);
  if (!asked) return refuse(asked.error());
  const auto person = asked->population.find(asked->newest);
  if (!person)
    return refuse({.what = "nothing is known of this person", .value = to_formatted(*niss), .expected = "a number that the facts know"});

  const law::fast::Plan plan(document.authorisation);
  law::fast::Evaluator evaluator(plan, members, action.month);
  const law::Subject subject{{asked->population, members}, *person};
  const auto explanation = law::explain::explain(plan, evaluator, subject, subject, action.month);
  switch (action.format) {
    case Format::ndjson: fmt::print("{}", law::explain::render_ndjson(explanation, action.language)); break;
    case Format::html: fmt::print("{}", law::explain::render_html(explanation, evaluator, action.language)); break;
    default: fmt::print("{}", law::explain::render_text(explanation, action.language));
  }
  return Exit::done;
}

}  // namespace crossroads::cli
