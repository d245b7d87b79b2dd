#include "ledger/log/statement.hpp"

#include <fmt/format.h>

#include <charconv>

namespace crossroads::ledger {

namespace {

std::vector<std::string_view> cut(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// Decimal digits and nothing else; leading zeros are found by whoever writes the line again.
std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

constexpr std::string_view name_of(Part part) { return part == Part::entry ? "entry" : "agent"; }

std::optional<TagClass> tag_class(std::string_view retention, std::string_view part) {
  for (const TagClass of : tag_classes) {
    if (to_name(of.retention) == retention && name_of(of.part) == part) return of;
  }
  return std::nullopt;
}

struct Line {
  std::string operator()(const IndexCommitment& one) const {
    return fmt::format("index {} {} {} {} {}", to_string(one.day), to_name(one.tag_class.retention), name_of(one.tag_class.part),
                       one.head.size.value, to_base64(one.head.root));
  }
  std::string operator()(const ErasedDay& one) const { return fmt::format("erased-day {}", to_string(one.day)); }
  std::string operator()(const ErasedEntry& one) const { return fmt::format("erased-entry {}", to_string(one.entry)); }
  std::string operator()(const DestroyedKeys& one) const {
    return fmt::format("destroyed-keys {} {}", to_string(one.erasure), one.generation.value);
  }
};

std::optional<Statement> read(std::span<const std::string_view> words) {
  const auto is = [&](std::string_view name, std::size_t count) { return words.size() == count && words.front() == name; };
  if (is("index", 6)) {
    const auto day = domain::Date::parse(words[1]);
    const auto of = tag_class(words[2], words[3]);
    const auto size = number(words[4]);
    const auto root = Hash::parse(words[5]);
    if (day && of && size && root) return IndexCommitment{.day = *day, .tag_class = *of, .head = {.size = {*size}, .root = *root}};
  } else if (is("erased-day", 2)) {
    if (const auto day = domain::Date::parse(words[1])) return ErasedDay{*day};
  } else if (is("erased-entry", 2)) {
    if (const auto entry = parse_entry_id(words[1])) return ErasedEntry{*entry};
  } else if (is("destroyed-keys", 3)) {
    const auto erasure = parse_entry_id(words[1]);
    const auto generation = number(words[2]);
    if (erasure && generation) return DestroyedKeys{.erasure = *erasure, .generation = {*generation}};
  }
  return std::nullopt;
}

struct MayStandIn {
  Event event;
  bool operator()(const IndexCommitment&) const { return event == Event::admin || event == Event::erased; }
  bool operator()(const ErasedDay&) const { return event == Event::erased; }
  bool operator()(const ErasedEntry&) const { return event == Event::erased; }
  bool operator()(const DestroyedKeys&) const { return event == Event::key; }
};

}  // namespace

std::string to_line(const Statement& statement) { return std::visit(Line(), statement); }

std::optional<Statement> parse_statement(std::string_view line) {
  auto statement = read(cut(line, ' '));
  if (statement && to_line(*statement) != line) statement.reset();
  return statement;
}

Result<Detail> to_detail(std::span<const Statement> statements) {
  std::string lines;
  for (const Statement& one : statements) {
    if (!lines.empty()) lines += '\n';
    lines += to_line(one);
  }
  auto detail = Detail::parse(lines);
  if (!detail) {
    detail.error().value = fmt::format("{} lines", statements.size());
    detail.error().hint = "do it in several steps";
  }
  return detail;
}

std::vector<Statement> statements_of(const Entry& entry) {
  std::vector<Statement> statements;
  if (!entry.detail) return statements;
  for (const std::string_view line : cut(entry.detail->text(), '\n')) {
    const auto statement = parse_statement(line);
    if (statement && std::visit(MayStandIn{entry.event}, *statement)) statements.push_back(*statement);
  }
  return statements;
}

}  // namespace crossroads::ledger
