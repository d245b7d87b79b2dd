// The client's side of answer_text.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "register/answer_text.hpp"
#include "register/read_number.hpp"

namespace crossroads::national_register {
namespace {

using domain::Date;
using service::IssueType;
using service::Object;

constexpr std::size_t most_rows = 100'000;  // of one person: only so that there is a bound

Result<std::string> any_text(std::string_view text) { return std::string(text); }

domain::Period read_period(Object& row) {
  domain::Period period{row.required("from", Date::parse), row.optional("to", Date::parse).value_or(Date::forever())};
  if (period.to < period.from) row.wrong(IssueType::invalid_period, "to", "a day not before `from`");
  return period;
}

/// Reads one answer. What is wrong is noted in the body; values that stand in for it never leave this file.
class Reader {
 public:
  Reader(const Elements& elements, Date today) : elements_(elements), number_(number_reader(today)) {}

  RegisterPerson person(Object& object, bool sponsor) const {
    RegisterPerson person{.niss = object.required("niss", number_),
                          .newest = object.required("newest", number_),
                          .numbers = object.all("numbers", 1, most_rows, number_),
                          .known = object.truth("known")};
    const auto among = [&](domain::Niss niss) { return std::ranges::binary_search(person.numbers, niss); };
    if (std::ranges::adjacent_find(person.numbers, std::ranges::greater_equal()) != person.numbers.end() || !among(person.niss) ||
        !among(person.newest)) {
      object.wrong(IssueType::schema_violation, "numbers", "every number of the chain once, ascending");
    }
    if (!person.known) return person;  // whatever else is said is noted as unknown
    if (elements_.identity && !sponsor) person.identity = identity(object);
    if (elements_.nationalities) {
      for (auto& row : object.objects("nationalities", 0, most_rows)) {
        person.nationalities.push_back({row.required("country", domain::Country::parse), read_period(row)});
      }
    }
    if (elements_.stays) {
      for (auto& row : object.objects("stays", 0, most_rows)) person.stays.push_back(stay(row, sponsor));
      const auto touches = [](const RegisterStay& a, const RegisterStay& b) { return b.row.period.from <= a.row.period.to; };
      if (std::ranges::adjacent_find(person.stays, touches) != person.stays.end()) {
        object.wrong(IssueType::invalid_period, "stays", "ascending, no two on one day");
      }
    }
    return person;
  }

 private:
  static domain::Identity identity(Object& object) {
    auto found = object.object("identity");
    return {.last_name = found.required("lastName", any_text),
            .first_names = found.required("firstNames", any_text),
            .country_of_origin = found.required("countryOfOrigin", domain::Country::parse)};
  }
  [[nodiscard]] RegisterStay stay(Object& row, bool of_sponsor) const {
    RegisterStay stay;
    stay.row.period = read_period(row);
    stay.row.legal = row.truth("legal") ? domain::Legal::yes : domain::Legal::no;
    stay.row.reg = row.word<domain::Register>("register", domain::names<domain::Register>);
    stay.row.title = row.optional_word<domain::Title>("title", domain::names<domain::Title>).value_or(domain::Title::none);
    stay.row.ground = row.word<domain::Ground>("ground", domain::names<domain::Ground>);
    stay.row.quality = row.word<domain::Quality>("quality", domain::names<domain::Quality>);
    stay.row.recognised_on = row.optional("recognisedOn", Date::parse).value_or(Date::never());
    stay.row.applied_on = row.optional("appliedOn", Date::parse).value_or(Date::never());
    stay.row.applied_at =
        row.optional_word<domain::AppliedAt>("appliedAt", domain::names<domain::AppliedAt>).value_or(domain::AppliedAt::unknown);
    if (!of_sponsor) stay.sponsor = row.optional("sponsor", number_);
    stay.row.sponsor = stay.sponsor ? domain::unknown_sponsor : domain::no_sponsor;
    return stay;
  }

  Elements elements_;
  decltype(number_reader(Date())) number_;
};

/// Whether these are the sponsors of these items, and no others, each once, ascending.
bool sponsors_of(const RegisterAnswer& answer) {
  std::set<domain::Niss> named;
  for (const auto& person : answer.items) {
    for (const auto& stay : person.stays) {
      if (stay.sponsor) named.insert(*stay.sponsor);
    }
  }
  return std::ranges::equal(answer.sponsors, named, {}, &RegisterPerson::niss) &&
         std::ranges::all_of(answer.sponsors, [](const RegisterPerson& sponsor) { return sponsor.niss == sponsor.newest; });
}

}  // namespace

Result<RegisterAnswer> read_answer(std::string_view json, const Question& question, Date today) {
  const auto broken = [](std::string field, std::string expected) {
    return failure({.what = "the register's answer breaks its contract",
                    .field = std::move(field),
                    .expected = std::move(expected),
                    .hint = "see whether the register is of the same version as this service",
                    .kept = "nothing of the answer was used"});
  };
  service::Body body(json);
  auto root = body.root();
  const Reader reader(question.elements, today);
  RegisterAnswer answer;
  for (auto& object : root.objects("items", question.persons.size(), question.persons.size())) {
    answer.items.push_back(reader.person(object, false));
  }
  for (auto& object : root.objects("sponsors", 0, most_rows)) answer.sponsors.push_back(reader.person(object, true));
  if (auto issues = body.issues(); !issues.empty()) return broken(std::move(issues[0].name), std::move(issues[0].detail));

  if (!std::ranges::equal(answer.items, question.persons, {}, &RegisterPerson::niss)) {
    return broken("items", "the persons that were asked about, in that order");
  }
  if (!sponsors_of(answer)) return broken("sponsors", "whom the stays name, each once under the newest number, ascending");
  return answer;
}

}  // namespace crossroads::national_register
