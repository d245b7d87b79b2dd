#include "trust/authority_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>

#include "base/utf8.hpp"
#include "trust/utc.hpp"

namespace crossroads::trust {
namespace {

constexpr std::string_view first_line = "crossroads test authority 1";
constexpr std::array<std::string_view, 5> reasons = {"unspecified", "keyCompromise", "affiliationChanged", "superseded",
                                                     "cessationOfOperation"};

/// At most 20 bytes, as RFC 5280 §4.1.2.2 has it; written as Certificate::serial.
bool is_serial(std::string_view text) {
  return !text.empty() && text.size() <= 40 && text.size() % 2 == 0 && text.find_first_not_of("0123456789ABCDEF") == text.npos;
}

/// Takes the text up to the next blank away, with the blank.
std::string_view word_of(std::string_view& rest) {
  const auto end = std::min(rest.find(' '), rest.size());
  const auto word = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

struct IndexParser {
  AuthorityIndex index;
  std::set<std::string, std::less<>> issued, revoked;

  /// What was expected, where the line is not it.
  std::optional<std::string> line(std::string_view text, std::uint32_t number) {
    if (number == 1) return text == first_line ? std::nullopt : std::optional(std::string(first_line));
    if (number == 2) return lists(text);
    if (text.starts_with("issued ") && index.revoked.empty()) return issue(text);
    return revocation(text);
  }

 private:
  std::optional<std::string> lists(std::string_view text) {
    constexpr const char* expected = "list and the number of the newest one";
    if (word_of(text) != "list") return expected;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index.lists);
    return error == std::errc() && fmt::to_string(index.lists) == text ? std::nullopt : std::optional<std::string>(expected);
  }
  std::optional<std::string> issue(std::string_view text) {
    static_cast<void>(word_of(text));
    const auto serial = word_of(text);
    const auto institution = domain::EnterpriseNumber::parse(word_of(text));
    const auto begin = parse_utc(word_of(text)), end = parse_utc(word_of(text));
    if (!is_serial(serial) || !institution || !begin || !end || !is_common_name(text))
      return "issued SERIAL ENTERPRISE-NUMBER FROM UNTIL COMMON-NAME";
    if (!issued.emplace(serial).second) return "each serial once";
    index.issued.push_back({std::string(serial), *institution, *begin, *end, std::string(text)});
    return std::nullopt;
  }
  std::optional<std::string> revocation(std::string_view text) {
    constexpr const char* expected = "revoked SERIAL SINCE REASON";
    if (word_of(text) != "revoked") return index.revoked.empty() ? "issued … or revoked …" : expected;
    const auto serial = word_of(text);
    const auto since = parse_utc(word_of(text));
    if (!is_serial(serial) || !since || std::ranges::count(reasons, text) == 0) return expected;
    if (!issued.contains(serial) || !revoked.emplace(serial).second) return "a serial that was issued, and each once";
    index.revoked.push_back({.serial = std::string(serial), .since = *since, .reason = std::string(text)});
    return std::nullopt;
  }
};

}  // namespace

std::span<const std::string_view> revocation_reasons() { return reasons; }

bool is_common_name(std::string_view text) {
  const bool bare = std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  const auto letters = std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return bare && is_utf8(text) && letters >= 1 && letters <= 64 && text.front() != ' ' && text.back() != ' ';
}

Result<AuthorityIndex> parse_authority_index(std::string_view text) {
  IndexParser parser;
  std::uint32_t number = 0;
  const auto refuse = [&](std::string_view line, std::string expected) {
    return failure({.what = "this is no index of a test authority",
                    .place = {.file = {}, .line = number},
                    .value = std::string(line.substr(0, 120)),
                    .expected = std::move(expected)});
  };
  while (!text.empty() || number < 2) {
    ++number;
    const auto end = text.find('\n');
    if (end == text.npos) return refuse(text, text.empty() ? "more lines" : "a line feed at the end");
    if (auto expected = parser.line(text.substr(0, end), number)) return refuse(text.substr(0, end), std::move(*expected));
    text.remove_prefix(end + 1);
  }
  return std::move(parser.index);
}

std::string to_text(const AuthorityIndex& index) {
  std::string text = fmt::format("{}\nlist {}\n", first_line, index.lists);
  for (const auto& one : index.issued) {
    text += fmt::format("issued {} {} {} {} {}\n", one.serial, to_string(one.institution), to_utc(one.not_before), to_utc(one.not_after),
                        one.common_name);
  }
  for (const auto& one : index.revoked) text += fmt::format("revoked {} {} {}\n", one.serial, to_utc(one.since), one.reason);
  return text;
}

}  // namespace crossroads::trust
