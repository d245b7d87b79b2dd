// The closed lists of SPEC §2. A value is written the same everywhere; the law language writes `-` for `_`.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace crossroads::domain {

// Stored values: append only, never renumber.
enum class Legal : std::uint8_t { no, yes };
enum class Register : std::uint8_t { population, foreigners, waiting, none };
enum class Title : std::uint8_t { none, A, B, C, D, E, E_plus, F, F_plus, EU, EU_plus, H, I, J, K, L, M, N };
enum class Ground : std::uint8_t { brief, art40, art40bis, art40ter, art47_1, art10, art10bis, art58, other };  // brief = `short`
enum class Quality : std::uint8_t { employee, self_employed, jobseeker, sufficient_means, student, family_member, other };
enum class AppliedAt : std::uint8_t { unknown, territory, diplomatic_post };
enum class Nature : std::uint8_t { ris, ris_equivalent, social_aid };
enum class AidCategory : std::uint8_t { cohabitant = 1, single = 2, dependent_family = 3 };
enum class AidStatus : std::uint8_t { granted, cancelled };

/// The written values of a list, in the order of its enumerators (an empty text where the fact may be missing).
template <class E>
inline constexpr std::span<const std::string_view> names = {};

namespace lists {
inline constexpr std::array<std::string_view, 2> legal{"no", "yes"};
inline constexpr std::array<std::string_view, 4> reg{"population", "foreigners", "waiting", "none"};
inline constexpr std::array<std::string_view, 18> title{"",   "A",   "B", "C", "D", "E", "E+", "F", "F+",
                                                        "EU", "EU+", "H", "I", "J", "K", "L",  "M", "N"};
inline constexpr std::array<std::string_view, 9> ground{"short", "art40",    "art40bis", "art40ter", "art47_1",
                                                        "art10", "art10bis", "art58",    "other"};
inline constexpr std::array<std::string_view, 7> quality{"employee", "self_employed", "jobseeker", "sufficient_means",
                                                         "student",  "family_member", "other"};
inline constexpr std::array<std::string_view, 3> applied_at{"", "territory", "diplomatic_post"};
inline constexpr std::array<std::string_view, 3> nature{"ris", "ris_equivalent", "social_aid"};
inline constexpr std::array<std::string_view, 2> status{"granted", "cancelled"};
}  // namespace lists

template <>
inline constexpr std::span<const std::string_view> names<Legal> = lists::legal;
template <>
inline constexpr std::span<const std::string_view> names<Register> = lists::reg;
template <>
inline constexpr std::span<const std::string_view> names<Title> = lists::title;
template <>
inline constexpr std::span<const std::string_view> names<Ground> = lists::ground;
template <>
inline constexpr std::span<const std::string_view> names<Quality> = lists::quality;
template <>
inline constexpr std::span<const std::string_view> names<AppliedAt> = lists::applied_at;
template <>
inline constexpr std::span<const std::string_view> names<Nature> = lists::nature;
template <>
inline constexpr std::span<const std::string_view> names<AidStatus> = lists::status;

/// The value written so in a data folder.
template <class E>
[[nodiscard]] constexpr std::optional<E> from_name(std::string_view text) {
  for (std::size_t i = 0; i < names<E>.size(); ++i) {
    if (names<E>[i] == text) return static_cast<E>(i);
  }
  return std::nullopt;
}

template <class E>
[[nodiscard]] constexpr std::string_view to_name(E value) {
  return names<E>[static_cast<std::size_t>(value)];
}

}  // namespace crossroads::domain
