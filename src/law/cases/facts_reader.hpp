// The lines of a case that state facts: born, nationality, stay, and aid by its nature.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/cases/case.hpp"
#include "law/syntax/parse/reader.hpp"

namespace crossroads::law::cases {

/// A stay line, until it is known where the next one begins and who the sponsor is.
struct StayDraft {
  domain::StayRow row = {};
  bool open = true;                  ///< no `to` was said: until the next line's first day
  std::optional<Name> sponsor = {};  ///< of another person of the case
  Span span = {};
};

/// A person under construction. What is inherited from a `given` stands until a line of the same kind is said.
struct PersonDraft {
  std::optional<Name> name = {};
  std::optional<domain::Date> born = PersonFacts{}.born;
  std::vector<domain::NationalityRow> nationalities = {};
  std::vector<StayDraft> stays = {};
  std::vector<domain::GrantRow> grants = {};
  bool said_nationality = false, said_stay = false, said_grant = false;

  /// The same facts, all of them now inherited.
  [[nodiscard]] PersonDraft inherited() const;
};

class FactsReader {
 public:
  explicit FactsReader(parse::Reader& reader) : reader_(reader) {}

  /// Whether the current line states a fact.
  [[nodiscard]] bool at_fact() const;
  /// Reads it into the person. `at_hub`: only what the register knows. False: it has been reported.
  bool fact(PersonDraft& person, bool at_hub);
  [[nodiscard]] bool line_ended() const { return reader_.at_end() || reader_.peek().starts_line; }
  /// Nothing more may stand on the line.
  bool end_line(std::string_view expected);
  /// Behind an error: to the next line.
  void skip_line();

  /// The words that start a fact.
  [[nodiscard]] static std::vector<std::string_view> fact_words();

 private:
  std::optional<domain::Date> first_day();
  std::optional<domain::Date> last_day();
  std::optional<domain::Date> day_or_unknown(std::string_view what, bool& unknown);
  bool period(domain::Period& period);
  bool born(PersonDraft& person);
  bool nationality(PersonDraft& person);
  bool stay(PersonDraft& person);
  bool stay_item(StayDraft& stay, bool& from_said);
  template <class E>
  bool field(StayField field, E& into);
  bool sponsor(StayDraft& stay);
  bool aid(PersonDraft& person);

  parse::Reader& reader_;
};

}  // namespace crossroads::law::cases
