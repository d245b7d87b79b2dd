// The words of the law are those of the data folders, with `-` for `_`.
#include <gtest/gtest.h>

#include <algorithm>

#include "law/syntax/words.hpp"

namespace crossroads::law {
namespace {

void expect_same(std::span<const std::string_view> law, std::span<const std::string_view> data, std::string_view empty) {
  ASSERT_EQ(law.size(), data.size());
  for (std::size_t i = 0; i < law.size(); ++i) {
    std::string expected(data[i].empty() ? empty : data[i]);
    std::ranges::replace(expected, '_', '-');
    EXPECT_EQ(law[i], expected);
  }
}

TEST(Words, are_those_of_the_data) {
  expect_same(value_words(StayField::ground), domain::names<domain::Ground>, "");
  expect_same(value_words(StayField::quality), domain::names<domain::Quality>, "");
  expect_same(value_words(StayField::reg), domain::names<domain::Register>, "");
  expect_same(value_words(StayField::title), domain::names<domain::Title>, "none");
  expect_same(value_words(StayField::applied_at), domain::names<domain::AppliedAt>, "");
  expect_same(nature_words, domain::names<domain::Nature>, "");
  expect_same(field_words, field_names, "");
}

TEST(Words, of_conditions_and_values_are_not_reserved_for_every_name) {
  // `belgian` is an exclusion of both deliberations, `student` a category: only terms and values must avoid these words.
  for (const auto word : condition_words()) EXPECT_FALSE(is_reserved(word)) << word;
  EXPECT_FALSE(is_reserved("student"));
  for (const auto* word : {"when", "push", "continue", "at-once", "resume", "and", "far"}) EXPECT_TRUE(is_reserved(word)) << word;
}

TEST(Words, of_sets) {
  EXPECT_EQ(to_words(StayField::ground, bit(4)), "art47-1");
  EXPECT_EQ(to_words(StayField::title, bit(0) | bit(6)), "{none, E+}");
  EXPECT_FALSE(place_in(value_words(StayField::applied_at), ""));
  EXPECT_EQ(place_in(value_words(StayField::applied_at), "diplomatic-post"), 2U);
}

}  // namespace
}  // namespace crossroads::law
