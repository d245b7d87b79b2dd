#include "store/message_lists.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace crossroads::store {
namespace {

using domain::Cents;
using domain::Month;
using domain::MonthSpan;

TEST(MessageLists, AreJson) {
  const std::vector<run::MonthAmount> months{{Month(2011, 8), Cents(90000), domain::Nature::ris},
                                             {Month(2011, 9), std::nullopt, std::nullopt}};
  EXPECT_EQ(write_months(months), R"([["2011-08",90000,"ris"],["2011-09",null,null]])");
  EXPECT_EQ(write_months({}), "[]");
  EXPECT_EQ(write_periods(std::vector<MonthSpan>{{Month(2011, 5), Month(2011, 8)}}), R"([["2011-05","2011-08"]])");
  EXPECT_EQ(read_months("[]"), std::vector<run::MonthAmount>());
}

TEST(MessageLists, RefuseWhatTheyNeverWrite) {
  for (const std::string_view text : {"",
                                      "[",
                                      "]",
                                      "[]]",
                                      "[] ",
                                      "[[]]",
                                      "null",
                                      R"(["2011-08"])",
                                      R"([["2011-08",90000]])",
                                      R"([["2011-08",90000,"ris"])",
                                      R"([["2011-08",90000,"ris"],])",
                                      R"([,["2011-08",90000,"ris"]])",
                                      R"([["2011-13",1,null]])",
                                      R"([["2011-08",x,null]])",
                                      R"([["2011-08",1,"rise"]])",
                                      R"([["2011-08",1,"ris]])",
                                      R"([["2011-08", 1,null]])",
                                      R"([["2011-08",1,null]]x)",
                                      R"([["2011-08",99999999999999999999,null]])",
                                      R"([["2011-0)"}) {
    SCOPED_TRACE(text);
    EXPECT_FALSE(read_months(text));
  }
  for (const std::string_view text :
       {"", "[[]]", R"([["2011-08"]])", R"([["2011-08","2011-09"],])", R"([["2011-08","2011-09","2011-10"]])", R"([["2011-08",null]])"}) {
    SCOPED_TRACE(text);
    EXPECT_FALSE(read_periods(text));
  }
}

const auto any_month = [] { return Month(*rc::gen::inRange(1000, 9999), static_cast<unsigned>(*rc::gen::inRange(1, 13))); };

RC_GTEST_PROP(MessageListsProperty, MonthsReadBackAsTheyWereWritten, ()) {
  std::vector<run::MonthAmount> months(*rc::gen::inRange<std::size_t>(0, 20));
  for (auto& of : months) {
    of.month = any_month();
    if (*rc::gen::arbitrary<bool>()) of.amount = Cents(*rc::gen::inRange<std::int64_t>(-Cents::max_parsed, Cents::max_parsed));
    if (*rc::gen::arbitrary<bool>()) of.nature = static_cast<domain::Nature>(*rc::gen::inRange(0, 3));
  }
  RC_ASSERT(read_months(write_months(months)) == months);
}

RC_GTEST_PROP(MessageListsProperty, PeriodsReadBackAsTheyWereWritten, ()) {
  std::vector<MonthSpan> periods(*rc::gen::inRange<std::size_t>(0, 20));
  for (auto& span : periods) span = {any_month(), any_month()};
  RC_ASSERT(read_periods(write_periods(periods)) == periods);
}

}  // namespace
}  // namespace crossroads::store
