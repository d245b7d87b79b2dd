// What many messages have in common stands in rows of its own; each has a number there.
#pragma once

#include <map>
#include <string_view>
#include <utility>

#include "run/message.hpp"
#include "store/sqlite/database.hpp"

namespace crossroads::store::sqlite {

/// A version of an authorisation's text.
struct TextNumber {
  std::int64_t authorisation = 0;
  std::int64_t text = 0;
};
/// The numbers of a version, whose rows are made if they aren't there.
[[nodiscard]] Result<TextNumber> number_of(Database& database, const domain::AuthorisationVersion& version);

/// Numbers of headings that a batch has met: a batch has few, and messages many.
class Headings {
 public:
  explicit Headings(Database& database) : database_(database) {}
  /// The row is made if it isn't there. The message must outlive this.
  [[nodiscard]] Result<std::int64_t> number(const run::Message& message);

 private:
  Database& database_;
  std::map<std::pair<std::string_view, std::string_view>, std::int64_t> numbers_;
};

}  // namespace crossroads::store::sqlite
