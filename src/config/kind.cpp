#include "config/kind.hpp"

#include <charconv>
#include <span>
#include <utility>

namespace crossroads::config {
namespace {

constexpr std::string_view digits = "0123456789";

const std::string* text_of(const Value& value) { return std::get_if<std::string>(&value.content); }

std::unexpected<Problem> no(std::string what, std::string value, std::string expected) {
  return failure({.what = std::move(what), .value = std::move(value), .expected = std::move(expected)});
}
std::unexpected<Problem> no_text(std::string expected) { return no("this is no text", {}, std::move(expected)); }

Result<std::uint16_t> port_of(std::string_view text, std::uint16_t least) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port < least) {
    return no("this is no port", std::string(text), "a number from " + std::to_string(least) + " to 65535");
  }
  return port;
}

struct Split {
  std::string_view host, port;
};
/// `[::1]:443` and `name:443`; without a port the second is empty.
Split split(std::string_view text) {
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) return {};
    auto rest = text.substr(close + 1);
    if (!rest.empty() && rest.front() != ':') return {};
    return {text.substr(1, close - 1), rest.empty() ? rest : rest.substr(1)};
  }
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return {text, {}};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};
/// `10 s`: a whole number from 1 on, a space, one of the units.
Result<std::uint64_t> measure(const Value& value, std::span<const Unit> units, std::uint64_t most, const std::string& expected) {
  const auto* text = text_of(value);
  if (text == nullptr) return no_text(expected);
  const auto wrong = [&] { return no("this can't be understood", *text, expected); };
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc() || number == 0) return wrong();
  std::string_view unit(end, static_cast<std::size_t>(text->data() + text->size() - end));
  while (unit.starts_with(' ')) unit.remove_prefix(1);
  for (const auto& [name, factor] : units) {
    if (unit != name) continue;
    if (number > most / factor) return no("this is too much", *text, "at most " + std::to_string(most / factor) + " " + std::string(name));
    return number * factor;
  }
  return wrong();
}

Result<domain::EnterpriseNumber> institution(const std::string& text) { return domain::EnterpriseNumber::parse(text); }

std::filesystem::path resolved(const std::string& text, const Folder& folder) { return (folder.path / text).lexically_normal(); }

template <class T, class Each>
Result<std::vector<T>> each_of(const Value& value, const std::string& expected, const Each& one) {
  const auto* texts = std::get_if<Value::Texts>(&value.content);
  if (texts == nullptr) return no("this is no list", {}, expected);
  std::vector<T> all;
  for (const auto& text : *texts) all.push_back(CROSSROADS_TRY(one(text)));
  return all;
}

Result<Endpoint> endpoint(const Value& value) {
  const std::string expected = "a numeric address of this machine and a port, as `127.0.0.1:8443` or `[::1]:8443`; port 0 takes a free one";
  const auto* text = text_of(value);
  if (text == nullptr) return no_text(expected);
  const auto [host, port] = split(*text);
  if (host.empty() || port.empty() || host.find_first_not_of("0123456789abcdefABCDEF.:") != std::string_view::npos) {
    return no("this is no address", *text, expected);
  }
  return Endpoint{std::string(host), CROSSROADS_TRY(port_of(port, 0))};
}

Result<Remote> remote(const Value& value) {
  const std::string expected =
      "`https://`, the host's name as its certificate has it, and a port where it isn't 443: `https://hub.example:8442`";
  const auto* text = text_of(value);
  if (text == nullptr) return no_text(expected);
  std::string_view rest = *text;
  if (!rest.starts_with("https://")) return no("this is no https address", *text, expected);
  rest.remove_prefix(8);
  if (rest.ends_with('/')) rest.remove_suffix(1);
  const auto [host, port] = split(rest);
  if (host.empty() || rest.find_first_of("/?#@ ") != std::string_view::npos || rest.ends_with(':')) {
    return no("this is no https address", *text, expected);
  }
  Remote found{.host = std::string(host)};
  if (!port.empty()) found.port = CROSSROADS_TRY(port_of(port, 1));
  return found;
}

Result<Count> count(const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value.content);
  const std::string expected = "a whole number from 1 to 1000000, without quotes";
  if (number == nullptr) return no("this is no whole number", text_of(value) != nullptr ? *text_of(value) : std::string(), expected);
  if (*number < 1 || *number > 1'000'000) return no("this is out of range", std::to_string(*number), expected);
  return Count{static_cast<std::uint32_t>(*number)};
}

Result<std::filesystem::path> path(const std::string& text, const Folder& folder) {
  if (text.empty()) return no("the path is empty", text, "a file, absolute or from the configuration file's folder");
  return resolved(text, folder);
}

constexpr std::array<Unit, 3> sizes{{{"KiB", 1024}, {"MiB", 1024 * 1024}, {"B", 1}}};
constexpr std::array<Unit, 5> durations{{{"ms", 1}, {"s", 1000}, {"min", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};

}  // namespace

void read(const Value& value, const Folder&, Result<Endpoint>& into) { into = endpoint(value); }
void read(const Value& value, const Folder&, Result<Remote>& into) { into = remote(value); }
void read(const Value& value, const Folder&, Result<Bytes>& into) {
  const auto bytes = measure(value, sizes, std::uint64_t{1} << 30, "a whole number and B, KiB or MiB: \"64 KiB\"");
  if (bytes) into = Bytes{*bytes};
  else into = failure(bytes.error());
}
void read(const Value& value, const Folder&, Result<Count>& into) { into = count(value); }
void read(const Value& value, const Folder&, Result<std::chrono::milliseconds>& into) {
  const auto most = std::uint64_t{3660} * 86'400'000;
  const auto time = measure(value, durations, most, "a whole number and ms, s, min, h or d: \"10 s\"");
  if (time) into = std::chrono::milliseconds(*time);
  else into = failure(time.error());
}
void read(const Value& value, const Folder& folder, Result<std::filesystem::path>& into) {
  const auto* text = text_of(value);
  if (text == nullptr) into = no_text("a file, absolute or from the configuration file's folder");
  else into = path(*text, folder);
}
void read(const Value& value, const Folder& folder, Result<Files>& into) {
  into = each_of<std::filesystem::path>(value, "a list of files: [\"one.pem\", \"other.pem\"]",
                                        [&](const std::string& text) { return path(text, folder); });
}
void read(const Value& value, const Folder&, Result<domain::EnterpriseNumber>& into) {
  const auto* text = text_of(value);
  if (text == nullptr) into = no_text("an enterprise number in quotes: \"0123456749\"");
  else into = institution(*text);
}
void read(const Value& value, const Folder&, Result<InstitutionNumbers>& into) {
  into = each_of<domain::EnterpriseNumber>(value, "a list of enterprise numbers: [\"0123456749\"]", institution);
}

}  // namespace crossroads::config
