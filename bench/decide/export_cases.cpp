// Writes the cases for the engines of others: cases.ndjson and cases.pl, each case with its facts and what the law says.
// usage: export_cases LAWS DIR LAST COUNT OUT
#include <fmt/format.h>
#include <fmt/os.h>

#include <cstdlib>

#include "decide/as_of.hpp"
#include "decide/cases.hpp"

namespace {

using namespace crossroads;

std::string quoted_or_null(std::string_view text, char quote) { return text.empty() ? "null" : fmt::format("{}{}{}", quote, text, quote); }

/// The expected decision as four values: outcome, category, rule, stage.
std::string expected(const law::Authorisation& law, const law::Decision& decision, char quote, const char* format) {
  const std::string_view category =
      decision.category == law::no_category ? "" : std::string_view(law.categories[decision.category].name.text);
  const std::string_view stage = decision.stage == law::Stage::source ? "source" : decision.stage == law::Stage::hub ? "hub" : "";
  return fmt::format(fmt::runtime(format), quoted_or_null(law::outcome_names[static_cast<std::size_t>(decision.outcome)], quote),
                     quoted_or_null(category, quote), quoted_or_null(law::rule_name(law, decision.rule), quote),
                     quoted_or_null(stage, quote));
}

std::string ndjson(const bench::AsOf& f, const std::string& decision) {
  return fmt::format(
      R"({{"facts":{{"belgian":{},"in_union":{},"nationality_known":{},"has_stay":{},"ground":"{}","quality":"{}","register":"{}","recognised":{},)"
      R"("stay_months":{},"sponsor_fits":{},"ris":{},"social_aid":{},"social_aid_so_far":{},"ris_months":{},"started":{},"handed_before":{}}},"decision":{}}})",
      f.belgian, f.in_union, f.nationality_known, f.has_stay, domain::to_name(f.ground), domain::to_name(f.quality), domain::to_name(f.reg),
      f.recognised, f.stay_months, f.sponsor_fits, f.ris, f.social_aid, f.social_aid_so_far, f.ris_months, f.started, f.handed_before,
      decision);
}

std::string prolog(std::size_t number, const bench::AsOf& f, const std::string& decision) {
  return fmt::format("case({},f({},{},{},{},'{}','{}','{}',{},{},{},{},{},{},{},{},{}),{}).", number, f.belgian, f.in_union,
                     f.nationality_known, f.has_stay, domain::to_name(f.ground), domain::to_name(f.quality), domain::to_name(f.reg),
                     f.recognised, f.stay_months, f.sponsor_fits, f.ris, f.social_aid, f.social_aid_so_far, f.ris_months, f.started,
                     f.handed_before, decision);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    fmt::print(stderr, "usage: export_cases LAWS DIR LAST COUNT OUT\n");
    return 2;
  }
  const auto last = domain::Month::parse(argv[3]);
  if (!last) {
    fmt::print(stderr, "export_cases: {}\n", one_line(last.error()));
    return 2;
  }
  const auto bench = bench::open_bench(argv[1], argv[2], *last);
  if (!bench) {
    fmt::print(stderr, "export_cases: {}\n", one_line(bench.error()));
    return 1;
  }
  const auto& law = bench->document.authorisation;
  const law::fast::Plan plan(law);
  law::fast::Evaluator evaluator(plan, bench->members, *last);
  const law::View view{bench->population, bench->members};
  auto json = fmt::output_file(fmt::format("{}/cases.ndjson", argv[5]));
  auto facts = fmt::output_file(fmt::format("{}/cases.pl", argv[5]));
  std::size_t number = 0;
  for (const auto& one : bench::pick_cases(*bench, plan, *last, static_cast<std::size_t>(std::atoll(argv[4])))) {
    const law::Subject subject{view, one.person};
    const auto as_of = bench::as_of(bench->population, bench->members, one.person, one.expected.month, evaluator.course(subject, subject));
    json.print("{}\n", ndjson(as_of, expected(law, one.expected, '"', R"({{"outcome":{},"category":{},"rule":{},"stage":{}}})")));
    facts.print("{}\n", prolog(++number, as_of, expected(law, one.expected, '\'', "d({},{},{},{})")));
  }
  fmt::print("{} cases\n", number);
}
