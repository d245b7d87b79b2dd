// Reads the canonical text. Members are asked for in their order, and what was read is written again and compared: so whatever this
// reader lets pass, only the canonical text is taken.
#include <charconv>

#include "base/hexadecimal.hpp"
#include "ledger/seal/entry_text.hpp"

namespace crossroads::ledger {
namespace {

/// The largest number that JSON's readers agree on (RFC 8259 §6).
constexpr std::uint64_t largest_number = (std::uint64_t{1} << 53U) - 1;

/// The members of one object, taken from the front. The first fault stays, and what is asked for afterwards is absent.
class Members {
 public:
  explicit Members(std::string_view text) : rest_(text) {
    if (!skip("{")) refuse("");
  }

  [[nodiscard]] std::optional<std::string> text(std::string_view name) {
    if (!next_is(name)) return std::nullopt;
    return quoted(name);
  }

  [[nodiscard]] std::optional<std::uint64_t> number(std::string_view name, std::uint64_t largest) {
    if (!next_is(name)) return std::nullopt;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc() || value > largest) return refuse(name);
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }

  [[nodiscard]] bool truth(std::string_view name) {
    if (!next_is(name)) return false;
    if (!skip("true")) refuse(name);
    return !fault_;
  }

  [[nodiscard]] std::vector<std::string> texts(std::string_view name) {
    std::vector<std::string> values;
    if (!next_is(name)) return values;
    if (!skip("[")) refuse(name);
    while (!fault_) {
      if (auto value = quoted(name)) values.push_back(std::move(*value));
      if (skip("]")) break;
      if (!skip(",")) refuse(name);
    }
    return values;
  }

  /// The member's text as a value that `parse` makes of it.
  template <class Parse>
  auto parsed(std::string_view name, Parse parse) -> std::optional<typename decltype(parse(std::string_view()))::value_type> {
    const auto read = text(name);
    if (!read) return std::nullopt;
    auto value = parse(std::string_view(*read));
    std::optional<typename decltype(value)::value_type> kept;
    if (value) kept.emplace(*std::move(value));
    else refuse(name);
    return kept;
  }

  template <class Kind>
  void take(std::string_view name, std::optional<CheckedText<Kind>>& into) {
    into = parsed(name, &CheckedText<Kind>::parse);
  }

  /// Nothing may be left but the closing brace.
  [[nodiscard]] Result<void> end() {
    if (!fault_ && rest_ != "}") refuse("");
    if (!fault_) return {};
    return failure({.what = "this is not the canonical text of an entry", .field = *fault_});
  }

  std::nullopt_t refuse(std::string_view name) {
    if (!fault_) fault_ = name;
    return std::nullopt;
  }

 private:
  bool skip(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  bool next_is(std::string_view name) {
    if (fault_) return false;
    std::string_view ahead = rest_;
    if (!first_ && !ahead.starts_with(',')) return false;
    if (!first_) ahead.remove_prefix(1);
    if (!ahead.starts_with('"') || !ahead.substr(1).starts_with(name) || !ahead.substr(1 + name.size()).starts_with("\":")) return false;
    rest_ = ahead.substr(name.size() + 3);
    first_ = false;
    return true;
  }

  std::optional<std::string> quoted(std::string_view name) {
    if (!skip("\"")) return refuse(name);
    std::string value;
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '"') return value;
      if (c != '\\') value += c;
      else if (skip("\"")) value += '"';
      else if (skip("\\")) value += '\\';
      else if (skip("u00") && rest_.size() >= 2) {
        const auto byte = byte_from_hexadecimal(rest_[0], rest_[1]);
        if (!byte) return refuse(name);
        value += static_cast<char>(*byte);
        rest_.remove_prefix(2);
      } else return refuse(name);
    }
    return refuse(name);
  }

  std::string_view rest_;
  std::optional<std::string> fault_;
  bool first_ = true;
};

std::optional<domain::Niss> niss(std::string_view text) {
  // Of numbers that this system wrote: whether the birth lies in the past was asked when the number came in.
  const auto parsed = domain::Niss::parse(text, domain::Date(9999, 12, 31));
  return parsed ? std::optional(*parsed) : std::nullopt;
}

std::optional<domain::Ticket> ticket(std::string_view text) {
  const auto uuid = Uuid::parse(text);
  return uuid ? std::optional(domain::Ticket{*uuid}) : std::nullopt;
}

std::optional<ValuesDigest> values_digest(std::string_view text) {
  const auto digest = Sha256::parse(text);
  return digest ? std::optional(ValuesDigest{*digest}) : std::nullopt;
}

void take_authorisation(Members& members, Entry& entry) {
  const auto name = members.parsed("authorisation", &AuthorisationName::parse);
  if (!name) return;
  const auto text = members.parsed("text", &Sha256::parse);
  if (!text) members.refuse("text");
  else entry.authorisation = domain::AuthorisationVersion{.name = name->text(), .text = *text};
}

void take_paragraphs(Members& members, Entry& entry) {
  for (const auto& text : members.texts("paragraphs")) {
    if (const auto paragraph = law::Paragraph::parse(text)) entry.paragraphs.push_back(*paragraph);
    else members.refuse("paragraphs");
  }
}

void take_fields(Members& members, Entry& entry) {
  for (const auto& text : members.texts("fields")) {
    if (auto field = FieldName::parse(text)) entry.fields.push_back(std::move(*field));
    else members.refuse("fields");
  }
}

template <class T>
Result<T> if_canonical(T value, std::string_view text) {
  if (to_text(value) == text) return value;
  return failure({.what = "this is not the canonical text of an entry", .hint = "its members are right, but written in another way"});
}

std::unexpected<Problem> unreadable(std::string_view member) {
  return failure({.what = "an entry cannot say this: it would not be read back", .field = std::string(member)});
}

}  // namespace

Result<void> can_be_read_back(const Entry& entry) {
  if (entry.message && static_cast<std::uint64_t>(*entry.message) > largest_number) return unreadable("message");
  for (const auto& number : {entry.sender, entry.recipient}) {
    if (number && !domain::EnterpriseNumber::parse(to_string(*number))) return unreadable("sender or recipient");
  }
  if (entry.subject && !niss(to_string(*entry.subject))) return unreadable("subject");
  if (entry.authorisation && !AuthorisationName::parse(entry.authorisation->name)) return unreadable("authorisation");
  for (const auto paragraph : entry.paragraphs) {
    if (law::Paragraph::parse(without_sign(paragraph)) != paragraph) return unreadable("paragraphs");
  }
  return {};
}

Result<Entry> parse_entry(std::string_view text) {
  Members members(text);
  Entry entry;
  const auto event = members.parsed("event", [](std::string_view name) { return from_name<Event>(event_names, name); });
  if (event) entry.event = *event;
  else members.refuse("event");
  if (const auto number = members.number("message", largest_number)) entry.message = domain::MessageNumber{*number};
  entry.ticket = members.parsed("ticket", ticket);
  members.take("batch", entry.batch);
  entry.trace = members.parsed("trace", &TraceId::parse);
  entry.sender = members.parsed("sender", &domain::EnterpriseNumber::parse);
  entry.recipient = members.parsed("recipient", &domain::EnterpriseNumber::parse);
  entry.subject = members.parsed("subject", niss);
  entry.role = members.parsed("role", [](std::string_view name) { return from_name<SubjectRole>(subject_role_names, name); });
  take_authorisation(members, entry);
  members.take("category", entry.category);
  take_paragraphs(members, entry);
  members.take("rule", entry.rule);
  members.take("purpose", entry.purpose);
  entry.ground =
      members.parsed("ground", [](std::string_view name) { return from_name<ConsultationGround>(consultation_ground_names, name); });
  entry.doubt_stated = members.truth("doubt_stated");
  members.take("doubt", entry.doubt);
  members.take("dossier", entry.dossier);
  take_fields(members, entry);
  if (const auto number = members.number("withheld", ~std::uint32_t{0})) entry.withheld = static_cast<std::uint32_t>(*number);
  entry.values = members.parsed("values", values_digest);
  members.take("outcome", entry.outcome);
  members.take("problem", entry.problem);
  members.take("reference", entry.reference);
  members.take("detail", entry.detail);
  CROSSROADS_CHECK(members.end());
  return if_canonical(std::move(entry), text);
}

Result<AgentPart> parse_agent_part(std::string_view text) {
  Members members(text);
  auto agent = members.parsed("agent", &Agent::parse);
  if (!agent) members.refuse("agent");
  auto unit = members.parsed("unit", &Unit::parse);
  CROSSROADS_CHECK(members.end());
  return if_canonical(AgentPart{.agent = std::move(*agent), .unit = std::move(unit)}, text);
}

}  // namespace crossroads::ledger
