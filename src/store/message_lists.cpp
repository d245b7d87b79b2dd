#include "store/message_lists.hpp"

#include <charconv>

namespace crossroads::store {

namespace {

void append_month(std::string& text, domain::Month month) {
  text += '"';
  text += to_string(month);
  text += '"';
}

/// Walks over a text that this file wrote. After the first thing that stands elsewhere than expected every answer is a failure.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  std::optional<domain::Month> month() {
    constexpr std::size_t written = 7;  // YYYY-MM
    if (!take("\"") || rest_.size() < written) return std::nullopt;
    const auto month = domain::Month::parse(rest_.substr(0, written));
    rest_.remove_prefix(written);
    if (!month || !take("\"")) return std::nullopt;
    return *month;
  }
  std::optional<std::int64_t> number() {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc{}) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }
  std::optional<std::string_view> word() {
    if (!take("\"")) return std::nullopt;
    const std::size_t end = rest_.find('"');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return word;
  }

 private:
  std::string_view rest_;
};

/// `[element,element]`, where `element` reads one or gives nothing.
template <class T, class Element>
std::optional<std::vector<T>> read_list(std::string_view text, Element element) {
  Reader reader(text);
  std::vector<T> list;
  if (!reader.take("[")) return std::nullopt;
  while (!reader.take("]")) {
    if (!list.empty() && !reader.take(",")) return std::nullopt;
    std::optional<T> next = element(reader);
    if (!next) return std::nullopt;
    list.push_back(*next);
  }
  if (!reader.at_end()) return std::nullopt;
  return list;
}

std::optional<run::MonthAmount> read_month_amount(Reader& reader) {
  run::MonthAmount of;
  if (!reader.take("[")) return std::nullopt;
  const auto month = reader.month();
  if (!month || !reader.take(",")) return std::nullopt;
  of.month = *month;
  if (!reader.take("null")) {
    const auto cents = reader.number();
    if (!cents) return std::nullopt;
    of.amount = domain::Cents(*cents);
  }
  if (!reader.take(",")) return std::nullopt;
  if (!reader.take("null")) {
    const auto word = reader.word();
    const auto nature = word ? domain::from_name<domain::Nature>(*word) : std::nullopt;
    if (!nature) return std::nullopt;
    of.nature = nature;
  }
  if (!reader.take("]")) return std::nullopt;
  return of;
}

std::optional<domain::MonthSpan> read_span(Reader& reader) {
  if (!reader.take("[")) return std::nullopt;
  const auto from = reader.month();
  if (!from || !reader.take(",")) return std::nullopt;
  const auto to = reader.month();
  if (!to || !reader.take("]")) return std::nullopt;
  return domain::MonthSpan{*from, *to};
}

}  // namespace

std::string write_months(std::span<const run::MonthAmount> months) {
  std::string text = "[";
  for (const run::MonthAmount& of : months) {
    text += text.size() == 1 ? "[" : ",[";
    append_month(text, of.month);
    text += ',';
    text += of.amount ? std::to_string(of.amount->count()) : "null";
    text += ',';
    if (of.nature) {
      text += '"';
      text += domain::to_name(*of.nature);
      text += '"';
    } else {
      text += "null";
    }
    text += ']';
  }
  return text += ']';
}

std::optional<std::vector<run::MonthAmount>> read_months(std::string_view text) {
  return read_list<run::MonthAmount>(text, read_month_amount);
}

std::string write_periods(std::span<const domain::MonthSpan> periods) {
  std::string text = "[";
  for (const domain::MonthSpan& span : periods) {
    text += text.size() == 1 ? "[" : ",[";
    append_month(text, span.from);
    text += ',';
    append_month(text, span.to);
    text += ']';
  }
  return text += ']';
}

std::optional<std::vector<domain::MonthSpan>> read_periods(std::string_view text) { return read_list<domain::MonthSpan>(text, read_span); }

}  // namespace crossroads::store
