// What a message says, in columns: the same ones in every table of messages.
#pragma once

#include <string>
#include <string_view>

#include "run/message.hpp"
#include "store/sqlite/columns.hpp"

namespace crossroads::store::sqlite {

/// Of a message: whom it is about, the month, who is meant, the months, periods and quality.
inline constexpr std::string_view content_columns =
    "person, month, niss, last_name, first_names, country_of_origin, months, periods, quality";

/// The texts of a message that are made for its row: bound, they must live until the statement has run.
class MessageContents {
 public:
  explicit MessageContents(const run::Message& message);
  /// As many parameters as there are columns.
  void bind(Statement& statement, int first) const;

 private:
  const run::Message& message_;
  std::string months_, periods_;
};

/// Reads the columns into the message. False where they hold what no version of this program writes.
[[nodiscard]] bool read_contents(Columns& columns, run::Message& message);

}  // namespace crossroads::store::sqlite
