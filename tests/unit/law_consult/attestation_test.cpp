// What of a grant an answer may hold: only what the Permit names.
#include <gtest/gtest.h>

#include "law/consult/attestation.hpp"
#include "scene.hpp"

namespace crossroads::law::consult::test {
namespace {

using domain::AidStatus;
using domain::Date;
using domain::Nature;

GrantOnRecord grant(std::string number, Date from, Date to, Nature nature = Nature::ris) {
  return {.number = {std::move(number)},
          .person = a_good_question().request.person,
          .grant = {.monthly = domain::Cents(900'00), .period = {from, to}, .nature = nature},
          .status = AidStatus::granted,
          .replaced = false};
}

Permit permit(const Scene& scene) {
  auto decided = scene.decide();
  EXPECT_TRUE(decided.has_value());
  return std::move(decided).value();
}

struct Row {
  std::string name;
  void (*change)(GrantOnRecord&);
  bool attested;
  AttestationType type;
  Date from, to;
};

TEST(Attestations, are_grants_cut_to_the_period_asked_for) {
  auto scene = a_good_question();
  scene.request.period = {Date(2023, 1, 10), Date(2023, 6, 20)};
  const auto allowed = permit(scene);

  const std::vector<Row> rows{
      {"within", [](auto&) {}, true, AttestationType::grant, Date(2023, 2, 1), Date(2023, 3, 31)},
      {"from before", [](auto& g) { g.grant.period.from = Date(2022, 1, 1); }, true, AttestationType::grant, Date(2023, 1, 10),
       Date(2023, 3, 31)},
      {"until later", [](auto& g) { g.grant.period.to = Date(2023, 12, 31); }, true, AttestationType::grant, Date(2023, 2, 1),
       Date(2023, 6, 20)},
      {"still open", [](auto& g) { g.grant.period = {Date(2020, 1, 1), Date::forever()}; }, true, AttestationType::grant, Date(2023, 1, 10),
       Date(2023, 6, 20)},
      {"one day at the beginning", [](auto& g) { g.grant.period = {Date(2022, 1, 1), Date(2023, 1, 10)}; }, true, AttestationType::grant,
       Date(2023, 1, 10), Date(2023, 1, 10)},
      {"one day at the end", [](auto& g) { g.grant.period = {Date(2023, 6, 20), Date::forever()}; }, true, AttestationType::grant,
       Date(2023, 6, 20), Date(2023, 6, 20)},
      {"before", [](auto& g) { g.grant.period = {Date(2022, 1, 1), Date(2023, 1, 9)}; }, false, AttestationType::grant, {}, {}},
      {"after", [](auto& g) { g.grant.period = {Date(2023, 6, 21), Date::forever()}; }, false, AttestationType::grant, {}, {}},
      {"of somebody else", [](auto& g) { g.person = cases::synthetic_niss(Date(1980, 1, 1), 2); }, false, AttestationType::grant, {}, {}},
      {"replaced", [](auto& g) { g.replaced = true; }, true, AttestationType::revision, Date(2023, 2, 1), Date(2023, 3, 31)},
      {"cancelled", [](auto& g) { g.status = AidStatus::cancelled; }, true, AttestationType::withdrawal, Date(2023, 2, 1),
       Date(2023, 3, 31)},
      {"replaced and then cancelled",
       [](auto& g) {
         g.replaced = true;
         g.status = AidStatus::cancelled;
       },
       true, AttestationType::withdrawal, Date(2023, 2, 1), Date(2023, 3, 31)},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    auto one = grant("A-1", Date(2023, 2, 1), Date(2023, 3, 31), Nature::social_aid);
    row.change(one);
    const auto attested = attest(allowed, std::vector{one});
    ASSERT_EQ(attested.size(), row.attested ? 1U : 0U);
    if (!row.attested) continue;
    EXPECT_EQ(attested[0], (Attestation{.number = AttestationNumber{"A-1"},
                                        .nature = Nature::social_aid,
                                        .type = row.type,
                                        .period_from = row.from,
                                        .period_to = row.to,
                                        .niss = scene.request.person}));
  }
}

TEST(Attestations, hold_only_the_fields_that_the_law_names) {
  for (const auto field :
       {Field::niss, Field::number, Field::attestation_nature, Field::attestation_type, Field::period_from, Field::period_to}) {
    SCOPED_TRACE(field_names[static_cast<std::size_t>(field)]);
    auto scene = a_good_question();
    std::erase_if(scene.laws[1].consultation->disclosures, [&](const Disclosure& one) { return one.field == field; });
    const auto attested = attest(permit(scene), std::vector{grant("A-1", Date(2023, 2, 1), Date(2023, 3, 31))});
    ASSERT_EQ(attested.size(), 1U);
    EXPECT_EQ(attested[0].niss.has_value(), field != Field::niss);
    EXPECT_EQ(attested[0].number.has_value(), field != Field::number);
    EXPECT_EQ(attested[0].nature.has_value(), field != Field::attestation_nature);
    EXPECT_EQ(attested[0].type.has_value(), field != Field::attestation_type);
    EXPECT_EQ(attested[0].period_from.has_value(), field != Field::period_from);
    EXPECT_EQ(attested[0].period_to.has_value(), field != Field::period_to);
  }
}

TEST(Attestations, stand_in_the_order_of_the_grants_and_none_is_an_answer) {
  const auto allowed = permit(a_good_question());
  const auto attested =
      attest(allowed, std::vector{grant("B", Date(2023, 2, 1), Date(2023, 3, 31)), grant("A", Date(2022, 2, 1), Date(2022, 3, 31))});
  ASSERT_EQ(attested.size(), 2U);
  EXPECT_EQ(attested[0].number, AttestationNumber{"B"});
  EXPECT_EQ(attested[1].number, AttestationNumber{"A"});
  EXPECT_TRUE(attest(allowed, {}).empty());
}

}  // namespace
}  // namespace crossroads::law::consult::test
