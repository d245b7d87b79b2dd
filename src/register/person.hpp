// What the stand-in for the National Register is asked and says, as values: both sides of the network speak of the same.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/facts.hpp"

namespace crossroads::national_register {  // `register` is a word of C++

/// What can be asked about a person.
enum class Element : std::uint8_t { identity, nationalities, stays };
inline constexpr std::array<std::string_view, 3> element_names{"identity", "nationalities", "stays"};

struct Elements {
  bool identity = false, nationalities = false, stays = false;
  [[nodiscard]] static constexpr Elements all() { return {true, true, true}; }
  [[nodiscard]] constexpr bool any() const { return identity || nationalities || stays; }
  bool operator==(const Elements&) const = default;
};

struct Question {
  std::vector<domain::Niss> persons;  ///< each once, under any number of its chain
  Elements elements;
};

struct RegisterStay {
  domain::StayRow row;                  ///< its `sponsor` is not resolved: unknown_sponsor where there is one, else no_sponsor
  std::optional<domain::Niss> sponsor;  ///< the newest number
  bool operator==(const RegisterStay&) const = default;
};

/// Facts recorded under any number of the chain; those that were not asked for, and those of somebody unknown, are left out.
struct RegisterPerson {
  domain::Niss niss;  ///< as asked; of a sponsor the newest
  domain::Niss newest;
  std::vector<domain::Niss> numbers;  ///< all of the chain, ascending
  bool known = false;
  std::optional<domain::Identity> identity = {};
  std::vector<domain::NationalityRow> nationalities = {};
  std::vector<RegisterStay> stays = {};  ///< ascending, no two on one day
  bool operator==(const RegisterPerson&) const = default;
};

struct RegisterAnswer {
  std::vector<RegisterPerson> items;  ///< in the order of the question
  /// Whom the items' stays name, each once, ascending by newest number; without names, and without sponsors of their own, whom no law asks about.
  std::vector<RegisterPerson> sponsors;
  bool operator==(const RegisterAnswer&) const = default;
};

}  // namespace crossroads::national_register
