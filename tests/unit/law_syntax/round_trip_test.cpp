// What is written is read back as the same law, and written the same way again.
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include "law/check/checker.hpp"
#include "law/syntax/equality.hpp"
#include "law/syntax/formatter.hpp"
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

}  // namespace
}  // namespace crossroads::law
