// Messages as text for other programs: JSON lines, and CSV.
#pragma once

#include <string>
#include <string_view>

#include "run/message.hpp"

namespace crossroads::run {

/// One line of JSON. What the authorisation does not disclose is left out; a number or ticket that was not given (a dry run) is null.
/// `{"record":"source","number":1,"run":1,"authorisation":"11/031",…,"months":[{"month":"2011-08","cents":90000}],"periods":[{"from":"2011-05","to":"2011-08"}]}`
void append_ndjson(std::string& to, const HandedOver& message);
void append_ndjson(std::string& to, const Relayed& message);

/// The columns of the CSV, with their line end.
[[nodiscard]] std::string_view message_csv_header();
/// One row (RFC 4180, lines end in LF as in a data folder); empty where nothing is disclosed. Months as `2011-08 ris 90000`, periods as
/// `2011-05..2011-08`, several of them divided by `; `, amounts in cents.
void append_csv(std::string& to, const HandedOver& message);
void append_csv(std::string& to, const Relayed& message);

/// A text as JSON, in its quotes.
void append_json(std::string& to, std::string_view text);

}  // namespace crossroads::run
