// What is written is read back as the same law, and written the same way again.
#include <set>

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include "law/check/checker.hpp"
#include "law/syntax/equality.hpp"
#include "law/syntax/formatter.hpp"
#include "law/syntax/parts.hpp"
#include "random_law.hpp"

namespace crossroads::law {
namespace {

RC_GTEST_PROP(RoundTrip, a_random_law_is_read_as_it_was_written, ()) {
  const bool later = *rc::gen::arbitrary<bool>();
  const auto law = *random::authorisation({.later = later});
  const Source source("random.law", format(law));
  const auto result = parse_authorisation(source);
  RC_LOG() << render(result.diagnostics, source);
  RC_ASSERT(result.authorisation.has_value());
  RC_ASSERT(same(*result.authorisation, law));
  RC_ASSERT(format(*result.authorisation) == source.text());
}

RC_GTEST_PROP(RoundTrip, a_random_law_has_no_errors, ()) {
  const bool decorated = *rc::gen::arbitrary<bool>();
  const auto law = *random::authorisation({.decorated = decorated, .later = true});
  const Source source("random.law", format(law));
  const auto result = parse_and_check(source, {.labels = decorated, .paragraphs = decorated});
  RC_LOG() << render(result.diagnostics, source);
  RC_ASSERT(result.authorisation.has_value());
}

void collect(const Condition& condition, std::set<std::string>& kinds) {
  kinds.insert("node " + std::to_string(condition.node.index()));
  if (const auto* field = std::get_if<FieldIn>(&condition.node)) kinds.insert("field " + std::to_string(static_cast<int>(field->field)));
  if (const auto* is = std::get_if<NationalityIs>(&condition.node))
    kinds.insert("nationality " + std::to_string(static_cast<int>(is->which)));
  if (const auto* aided = std::get_if<Aided>(&condition.node)) kinds.insert("aid " + std::to_string(aided->natures));
  if (const auto* lasts = std::get_if<Lasts>(&condition.node)) {
    kinds.insert("measure " + std::to_string(static_cast<int>(lasts->measure)) + " " + std::to_string(static_cast<int>(lasts->comparison)));
  }
  for (const auto& part : parts_of(condition)) collect(*part, kinds);
}

TEST(RandomLaws, use_every_kind_of_condition_and_every_part_of_the_language) {
  std::set<std::string> kinds;
  std::size_t at_once = 0, shared_names = 0, some_categories = 0, consultations = 0;
  std::set<std::size_t> expressions;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const auto law = random::authorisation({.later = true})(rc::Random(seed), rc::kNominalSize).value();
    for (const auto& term : law.terms) collect(*term.means, kinds);
    for (const auto& category : law.categories) collect(*category.when, kinds);
    for (const auto& rule : law.push->starts) collect(*rule.when, kinds);
    for (std::size_t i = 0; i < law.exclusions.size(); ++i) {
      collect(*law.exclusions[i].when, kinds);
      some_categories += law.exclusions[i].categories.empty() ? 0U : 1U;
      shared_names += i > 0 && law.exclusions[i].name == law.exclusions[i - 1].name ? 1U : 0U;
    }
    at_once += law.push->starts_at_once ? 1U : 0U;
    consultations += law.consultation ? 1U : 0U;
    for (const auto& indicator : law.indicators) {
      for (const auto& value : indicator.values) {
        if (value.is) expressions.insert(value.is->node.index());
      }
    }
  }
  // 12 nodes, 5 fields, 3 nationality classes, 3 natures and all of them, 2 measures with 4 comparisons.
  EXPECT_EQ(kinds.size(), 12U + 5U + 3U + 4U + 8U);
  EXPECT_EQ(expressions.size(), std::variant_size_v<decltype(indicators::Expression::node)>);
  for (const auto count : {at_once, shared_names, some_categories, consultations}) EXPECT_GT(count, 10U);
}

}  // namespace
}  // namespace crossroads::law
