// The monthly living wage by date. The generator reads no file, so the amounts of parameters/living-wage.csv stand here once
// more; a test holds the two together.
#pragma once

#include <array>
#include <cstdint>

#include "domain/date.hpp"
#include "domain/vocabulary.hpp"

namespace crossroads::synth {

struct LivingWage {
  domain::Date from;
  std::array<std::int64_t, 3> cents;  ///< by category, 1 to 3
};

inline constexpr std::array living_wages{
    LivingWage{domain::Date(2007, 4, 1), {43825, 65737, 87650}},    LivingWage{domain::Date(2008, 1, 1), {45596, 68395, 91193}},
    LivingWage{domain::Date(2008, 5, 1), {46507, 69761, 93014}},    LivingWage{domain::Date(2008, 9, 1), {47437, 71156, 94874}},
    LivingWage{domain::Date(2009, 6, 1), {48386, 72579, 96772}},    LivingWage{domain::Date(2010, 9, 1), {49354, 74032, 98709}},
    LivingWage{domain::Date(2011, 5, 1), {50339, 75508, 100678}},   LivingWage{domain::Date(2011, 9, 1), {51346, 77018, 102691}},
    LivingWage{domain::Date(2012, 2, 1), {52374, 78561, 104748}},   LivingWage{domain::Date(2012, 12, 1), {53423, 80134, 106845}},
    LivingWage{domain::Date(2013, 9, 1), {54491, 81736, 108982}},   LivingWage{domain::Date(2015, 9, 1), {55581, 83371, 111162}},
    LivingWage{domain::Date(2016, 4, 1), {56692, 85039, 113385}},   LivingWage{domain::Date(2016, 6, 1), {57827, 86740, 115653}},
    LivingWage{domain::Date(2017, 6, 1), {58982, 88474, 117965}},   LivingWage{domain::Date(2017, 9, 1), {59513, 89270, 119027}},
    LivingWage{domain::Date(2018, 7, 1), {59513, 89270, 123026}},   LivingWage{domain::Date(2018, 9, 1), {60701, 91052, 125482}},
    LivingWage{domain::Date(2019, 7, 1), {61915, 92873, 125482}},   LivingWage{domain::Date(2020, 1, 1), {62674, 94011, 127051}},
    LivingWage{domain::Date(2020, 3, 1), {63927, 95891, 129591}},   LivingWage{domain::Date(2021, 1, 1), {65645, 98468, 133074}},
    LivingWage{domain::Date(2021, 7, 1), {66958, 100437, 135736}},  LivingWage{domain::Date(2021, 9, 1), {68299, 102449, 138454}},
    LivingWage{domain::Date(2022, 1, 1), {71486, 107230, 144915}},  LivingWage{domain::Date(2022, 3, 1), {72920, 109380, 147822}},
    LivingWage{domain::Date(2022, 5, 1), {74378, 111567, 150777}},  LivingWage{domain::Date(2022, 8, 1), {75864, 113797, 153790}},
    LivingWage{domain::Date(2022, 11, 1), {77380, 116070, 156862}}, LivingWage{domain::Date(2022, 12, 1), {78929, 118394, 160003}},
    LivingWage{domain::Date(2023, 1, 1), {80942, 121413, 164083}},  LivingWage{domain::Date(2023, 7, 1), {82561, 123841, 167365}},
    LivingWage{domain::Date(2023, 11, 1), {84212, 126317, 170711}}, LivingWage{domain::Date(2024, 5, 1), {85897, 128846, 174129}},
    LivingWage{domain::Date(2025, 2, 1), {87613, 131420, 177607}},
};

/// The amount in force on the day; before the first, the first.
[[nodiscard]] constexpr std::int64_t living_wage(domain::Date on, domain::AidCategory category) {
  std::size_t i = living_wages.size() - 1;
  while (i > 0 && on < living_wages[i].from) --i;
  return living_wages[i].cents[static_cast<std::size_t>(category) - 1];
}

}  // namespace crossroads::synth
