#include "run/message_text.hpp"

#include <fmt/format.h>

namespace crossroads::run {
namespace {

/// What the two records have in common.
struct Shown {
  std::string_view record;
  std::optional<MessageNumber> number;
  std::optional<Ticket> ticket;
  RunId run;
  const Message& message;
};

Shown shown(const HandedOver& message) { return {"source", message.number, std::nullopt, message.run, message.message}; }
Shown shown(const Relayed& message) { return {"hub", message.number, message.ticket, message.run, message.message}; }

/// The number as text; nothing where none was given.
std::string number_text(std::optional<MessageNumber> number) {
  return number && *number != MessageNumber{} ? std::to_string(static_cast<std::uint64_t>(*number)) : std::string();
}

std::string ticket_text(const std::optional<Ticket>& ticket) {
  return ticket && *ticket != Ticket{} ? to_string(ticket->uuid) : std::string();
}

class JsonObject {
 public:
  explicit JsonObject(std::string& to) : to_(to) { to_ += '{'; }
  JsonObject& text(std::string_view key, std::string_view value) {
    append_json(begin(key), value);
    return *this;
  }
  /// Digits or `null`.
  JsonObject& bare(std::string_view key, std::string_view value) {
    begin(key) += value.empty() ? "null" : value;
    return *this;
  }
  std::string& begin(std::string_view key) {
    if (!first_) to_ += ',';
    first_ = false;
    append_json(to_, key);
    return to_ += ':';
  }
  void end() { to_ += '}'; }

 private:
  std::string& to_;
  bool first_ = true;
};

void append(std::string& to, const Shown& s) {
  const auto& m = s.message;
  JsonObject object(to);
  object.text("record", s.record).bare("number", number_text(s.number));
  if (s.ticket) {
    const auto ticket = ticket_text(s.ticket);
    if (ticket.empty()) object.bare("ticket", "");
    else object.text("ticket", ticket);
  }
  object.bare("run", s.run == RunId{} ? "" : std::to_string(static_cast<std::uint64_t>(s.run)));
  object.text("authorisation", m.authorisation.name).text("category", m.category).text("purpose", m.purpose);
  object.text("kind", to_name(m.kind)).bare("replaces", number_text(m.replaces)).text("month", to_string(m.month));
  if (m.identity.niss) object.text("niss", to_string(*m.identity.niss));
  if (m.identity.last_name) object.text("last_name", *m.identity.last_name);
  if (m.identity.first_names) object.text("first_names", *m.identity.first_names);
  if (m.identity.country_of_origin) object.text("country_of_origin", to_string(*m.identity.country_of_origin));
  auto& months = object.begin("months") += '[';
  for (const auto& [month, amount, nature] : m.months) {
    if (months.back() != '[') months += ',';
    JsonObject one(months);
    one.text("month", to_string(month));
    if (nature) one.text("nature", domain::to_name(*nature));
    if (amount) one.bare("cents", std::to_string(amount->count()));
    one.end();
  }
  months += ']';
  auto& periods = object.begin("periods") += '[';
  for (const auto& [from, to_month] : m.periods) {
    if (periods.back() != '[') periods += ',';
    JsonObject(periods).text("from", to_string(from)).text("to", to_string(to_month)).end();
  }
  periods += ']';
  if (m.quality) object.text("quality", domain::to_name(*m.quality));
  object.end();
  to += '\n';
}

void append_field(std::string& to, std::string_view value) {
  if (!to.empty() && to.back() != '\n') to += ',';
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
    to += value;
    return;
  }
  to += '"';
  for (const char c : value) {
    if (c == '"') to += '"';
    to += c;
  }
  to += '"';
}

void append_row(std::string& to, const Shown& s) {
  const auto& m = s.message;
  std::string months, periods;
  for (const auto& [month, amount, nature] : m.months) {
    if (!months.empty()) months += "; ";
    months += to_string(month);
    if (nature) (months += ' ') += domain::to_name(*nature);
    if (amount) months += fmt::format(" {}", amount->count());
  }
  for (const auto& [from, to_month] : m.periods) {
    if (!periods.empty()) periods += "; ";
    periods += fmt::format("{}..{}", to_string(from), to_string(to_month));
  }
  to += s.record;  // never empty, so that every other field finds something to stand behind
  for (const auto& value :
       {number_text(s.number), ticket_text(s.ticket), s.run == RunId{} ? std::string() : std::to_string(static_cast<std::uint64_t>(s.run)),
        m.authorisation.name, m.category, m.purpose, std::string(to_name(m.kind)), number_text(m.replaces), to_string(m.month),
        m.identity.niss ? to_string(*m.identity.niss) : std::string(), m.identity.last_name.value_or(""),
        m.identity.first_names.value_or(""), m.identity.country_of_origin ? to_string(*m.identity.country_of_origin) : std::string(),
        months, periods, m.quality ? std::string(domain::to_name(*m.quality)) : std::string()}) {
    append_field(to, value);
  }
  to += '\n';
}

}  // namespace

void append_ndjson(std::string& to, const HandedOver& message) { append(to, shown(message)); }
void append_ndjson(std::string& to, const Relayed& message) { append(to, shown(message)); }

std::string_view message_csv_header() {
  return "record,number,ticket,run,authorisation,category,purpose,kind,replaces,month,niss,last_name,first_names,country_of_origin,months,"
         "periods,quality\n";
}

void append_csv(std::string& to, const HandedOver& message) { append_row(to, shown(message)); }
void append_csv(std::string& to, const Relayed& message) { append_row(to, shown(message)); }

void append_json(std::string& to, std::string_view text) {
  to += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') (to += '\\') += c;
    else if (static_cast<unsigned char>(c) < 0x20) fmt::format_to(std::back_inserter(to), "\\u{:04x}", static_cast<unsigned>(c));
    else to += c;
  }
  to += '"';
}

}  // namespace crossroads::run
