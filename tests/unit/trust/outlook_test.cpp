// What runs out and when.
#include "trust/outlook.hpp"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "forge.hpp"

namespace crossroads::trust::test {
namespace {

using Kind = Deadline::Kind;
using State = Deadline::State;

const Signer& signer() {
  static const Signer made = make_signer(1, "Authority");  // until noon + 365 days
  return made;
}
const Chain& own() {
  static const Chain chain{.leaf = sign_leaf(leaf_content(), signer())};  // until noon + 90 days
  return chain;
}
Authorities believed(std::vector<RevocationList> lists, std::vector<Distrust> faults = {}) {
  return Authorities::of({signer().certificate}, std::move(lists), std::move(faults)).value();
}
std::string summary(const Outlook& all) {
  std::string text;
  for (const auto& one : all.deadlines) text += fmt::format("{} {}; ", word(one.kind), word(one.state));
  return text;
}

struct Case {
  const char* name;
  Instant at;
  Instant list_begins;
  std::string_view deadlines;
  std::size_t warnings;
  std::optional<Reason> now;
  std::optional<Instant> first_end;
  std::optional<Reason> then;
};

TEST(Outlook, SaysWhatEndsAndWhy) {
  const auto list_end = noon + days(7);
  for (const auto& [name, at, list_begins, deadlines, warnings, now, first_end, then] :
       {Case{"all is well",
             noon + days(1),
             noon,
             "list good; certificate good; authority good; ",
             0,
             {},
             list_end,
             Reason::list_out_of_date},
        {"the list in two days",
         list_end - days(2),
         noon,
         "list good; certificate good; authority good; ",
         0,
         {},
         list_end,
         Reason::list_out_of_date},
        {"the list in less",
         list_end - days(2) + seconds(1),
         noon,
         "list soon; certificate good; authority good; ",
         1,
         {},
         list_end,
         Reason::list_out_of_date},
        {"the list is out of date", list_end, noon, "list past; certificate good; authority good; ", 1, Reason::list_out_of_date, {}, {}},
        {"the certificate in 30 days",
         noon + days(60),
         noon + days(59),
         "list good; certificate good; authority good; ",
         0,
         {},
         noon + days(66),
         Reason::list_out_of_date},
        {"the certificate in less",
         noon + days(60) + seconds(1),
         noon + days(60),
         "list good; certificate soon; authority good; ",
         1,
         {},
         noon + days(67),
         Reason::list_out_of_date},
        {"the certificate before the list",
         noon + days(86),
         noon + days(85),
         "certificate soon; list good; authority good; ",
         1,
         {},
         noon + days(90),
         Reason::expired},
        {"the certificate has expired",
         noon + days(90),
         noon + days(88),
         "certificate past; list good; authority good; ",
         1,
         Reason::expired,
         {},
         {}},
        {"a list of tomorrow",
         noon + days(1),
         noon + days(2),
         "list not-yet; certificate good; authority good; ",
         1,
         Reason::list_not_yet_valid,
         {},
         {}},
        {"not yet valid",
         noon - seconds(1),
         noon - days(1),
         "list good; certificate not-yet; authority good; ",
         1,
         Reason::not_yet_valid,
         {},
         {}}}) {
    SCOPED_TRACE(name);
    const auto all = outlook(own(), believed({make_list(signer(), {}, list_begins)}), at);
    EXPECT_EQ(summary(all), deadlines);
    EXPECT_EQ(all.warnings.size(), warnings);
    EXPECT_EQ(all.now.has_value(), now.has_value());
    EXPECT_EQ(all.now ? word(all.now->reason) : "", now ? word(*now) : "");
    ASSERT_EQ(all.first_end.has_value(), first_end.has_value());
    if (first_end) {
      EXPECT_EQ(all.first_end->at, *first_end);
      EXPECT_EQ(word(all.first_end->why.reason), word(*then));
      EXPECT_TRUE(check(own(), believed({make_list(signer(), {}, list_begins)}), *first_end - seconds(1), {}).has_value());
    }
  }
}

TEST(Outlook, WhatIsMissingStandsFirst) {
  const auto none = outlook(own(), believed({}), noon);
  EXPECT_EQ(summary(none), "list missing; certificate good; authority good; ");
  EXPECT_EQ(none.deadlines.front().name, signer().certificate.subject);
  EXPECT_EQ(none.now->reason, Reason::list_missing);
  const auto unreadable = outlook(
      own(), believed({make_list(signer())}, {{Reason::no_file, {.what = "there is no such file", .place = {.file = "x.pem"}}}}), noon);
  EXPECT_EQ(summary(unreadable), "list missing; list good; certificate good; authority good; ");
  EXPECT_EQ(unreadable.deadlines.front().file, "x.pem");
  EXPECT_FALSE(unreadable.now.has_value()) << "one's own authority's list is there";
}

TEST(Outlook, WhatDoesNotConcernOneselfEndsNothing) {
  auto content = authority_content("Another authority");
  content.not_after = noon + days(3);
  const auto other = make_signer(2, content);
  const auto all =
      outlook(own(),
              Authorities::of({signer().certificate, other.certificate},
                              {make_list(signer(), {}, noon - days(20)), make_list(signer()), make_list(other, {}, noon, days(1))})
                  .value(),
              noon);
  EXPECT_EQ(summary(all), "list soon; authority soon; list good; certificate good; authority good; ")
      << "an old list that a newer one replaced is no matter";
  ASSERT_TRUE(all.first_end.has_value());
  EXPECT_EQ(all.first_end->at, noon + days(7));
}

TEST(Outlook, AnAuthorityWithTwoKeysNeedsTwoLists) {
  const auto other = make_signer(9, "Authority");
  const auto both = [&](std::vector<RevocationList> lists) {
    return summary(outlook(own(), Authorities::of({signer().certificate, other.certificate}, std::move(lists)).value(), noon));
  };
  EXPECT_EQ(both({make_list(signer())}), "list missing; list good; certificate good; authority good; authority good; ");
  EXPECT_EQ(both({make_list(signer()), make_list(other)}), "list good; list good; certificate good; authority good; authority good; ");
}

TEST(Outlook, AnAuthorityAboveOthersNeedsNoList) {
  auto content = authority_content("Below");
  content.serial = "02";
  const auto below = make_signer(3, content, &signer());
  const Chain chain{.leaf = sign_leaf(leaf_content(), below), .between = {below.certificate}};
  const auto both = Authorities::of({signer().certificate, below.certificate}, {make_list(below)}).value();
  EXPECT_EQ(summary(outlook(chain, both, noon)), "list good; certificate good; authority good; authority good; authority good; ");
}

}  // namespace
}  // namespace crossroads::trust::test
