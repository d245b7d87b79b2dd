#include "random_folder.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

#include "../support/numbers.hpp"

namespace crossroads::test {

namespace {

int up_to(int n) { return *rc::gen::inRange(0, n); }

std::string day() { return fmt::format("2011-{:02}-{:02}", 1 + up_to(4), 1 + 7 * up_to(4)); }

/// Empty, or a day that may also lie before `from`: then the row is bad by itself.
std::string end() { return up_to(3) == 0 ? "" : day(); }

}  // namespace

DataFolder random_folder(const RandomFolderOptions& options) {
  const auto number = [&] {
    const auto n = *rc::gen::inRange<std::uint64_t>(1, options.persons + 1);
    return options.replacements && up_to(3) == 0 ? bis_of_person(n) : person(n);
  };
  DataFolder data;
  for (int i = up_to(6); i > 0; --i) data.persons.push_back(person_row(number(), up_to(2) == 0 ? "Person" : "Married"));
  for (int i = up_to(5); i > 0; --i) data.nationalities.push_back(nationality_row(number(), up_to(2) == 0 ? "FR" : "BE", day(), end()));
  for (int i = up_to(12); i > 0; --i) {
    data.stays.push_back(
        stay_row(number(), day(), end(), up_to(2) == 0 ? "employee" : "student", up_to(3) == 0 ? std::optional(number()) : std::nullopt));
  }
  for (int i = up_to(8); i > 0; --i) {
    data.aid.push_back(aid_row(fmt::format("G{}", up_to(6)), number(), day(), end(), up_to(2) == 0 ? "90000" : "80000",
                               up_to(4) == 0 ? "cancelled" : "granted"));
  }
  for (int i = up_to(5); i > 0; --i)
    data.reimbursements.push_back(reimbursement_row(fmt::format("G{}", up_to(6)), day(), std::to_string(100 * up_to(3))));
  if (options.replacements) {
    for (int i = up_to(4); i > 0; --i) data.replacements.push_back(replacement_row(number(), number(), day()));
  }
  if (options.bad_rows && up_to(3) == 0) data.stays.insert(data.stays.begin() + up_to(static_cast<int>(data.stays.size()) + 1), "nonsense");
  return data;
}

}  // namespace crossroads::test
