#include "run/content.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace crossroads::run::test {
namespace {

Content random_content() {
  const auto month = [] { return domain::Month::from_index(*rc::gen::inRange(12'000, 119'999)); };
  Content content;
  content.months.resize(static_cast<std::size_t>(*rc::gen::inRange(0, 5)));
  for (auto& one : content.months) {
    one.month = month();
    if (*rc::gen::arbitrary<bool>()) one.amount = domain::Cents(*rc::gen::inRange<std::int64_t>(0, domain::Cents::max_parsed));
    if (*rc::gen::arbitrary<bool>()) one.nature = static_cast<domain::Nature>(*rc::gen::inRange(0, 3));
  }
  content.periods.resize(static_cast<std::size_t>(*rc::gen::inRange(0, 3)));
  for (auto& period : content.periods) {
    period.from = month();
    period.to = period.from.plus(*rc::gen::inRange(0, 300));
  }
  if (*rc::gen::arbitrary<bool>()) content.quality = static_cast<domain::Quality>(*rc::gen::inRange(0, 7));
  return content;
}

RC_GTEST_PROP(Content, IsReadBackAsItWasPacked, ()) {
  const auto content = random_content();
  RC_ASSERT(unpack(pack(content)) == content);
}

RC_GTEST_PROP(Content, PacksAlikeOnlyWhatIsAlike, ()) {
  const auto a = random_content(), b = random_content();
  RC_ASSERT((pack(a) == pack(b)) == (a == b));
}

TEST(Content, OfOneMonthNeedsNoMemoryOfItsOwn) {
  const domain::Month month(2018, 5);
  const Content usual{.months = {{month, domain::Cents(93'458), domain::Nature::ris}},
                      .periods = {{month.plus(-40), month}},
                      .quality = domain::Quality::employee};
  EXPECT_LE(pack(usual).size(), 15U);  // what a std::string holds in itself
}

}  // namespace
}  // namespace crossroads::run::test
