#include "store/sqlite/message_dictionaries.hpp"

namespace crossroads::store::sqlite {

namespace {

/// The number of a row of a dictionary, which is made if it isn't there. `bind` binds the same parameters for both statements.
template <class Bind>
Result<std::int64_t> find_or_add(Database& database, std::string_view find, std::string_view add, Bind bind) {
  auto found = CROSSROADS_TRY(database.prepare(find));
  bind(found);
  if (CROSSROADS_TRY(found.step())) return found.number(0);
  auto added = CROSSROADS_TRY(database.prepare(add));
  bind(added);
  CROSSROADS_CHECK(added.run());
  return database.last_row();
}

}  // namespace

Result<TextNumber> number_of(Database& database, const domain::AuthorisationVersion& version) {
  TextNumber number;
  number.authorisation = CROSSROADS_TRY(find_or_add(database, "SELECT authorisation FROM authorisations WHERE name = ?",
                                                    "INSERT INTO authorisations (name) VALUES (?)",
                                                    [&](Statement& statement) { statement.bind(0, std::string_view(version.name)); }));
  number.text =
      CROSSROADS_TRY(find_or_add(database, "SELECT text FROM authorisation_texts WHERE authorisation = ? AND sha256 = ?",
                                 "INSERT INTO authorisation_texts (authorisation, sha256) VALUES (?, ?)", [&](Statement& statement) {
                                   statement.bind(0, number.authorisation).bind(1, std::span(version.text.bytes()));
                                 }));
  return number;
}

Result<std::int64_t> Headings::number(const run::Message& message) {
  const std::pair<std::string_view, std::string_view> heading(message.category, message.purpose);
  const auto known = numbers_.find(heading);
  if (known != numbers_.end()) return known->second;
  const auto number = CROSSROADS_TRY(find_or_add(database_, "SELECT heading FROM headings WHERE category = ? AND purpose = ?",
                                                 "INSERT INTO headings (category, purpose) VALUES (?, ?)",
                                                 [&](Statement& statement) { statement.bind(0, heading.first).bind(1, heading.second); }));
  numbers_.emplace(heading, number);
  return number;
}

}  // namespace crossroads::store::sqlite
