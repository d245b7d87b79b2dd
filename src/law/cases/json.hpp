// JSON as text, for the reports of this module and of law/prove: keys in the order in which they are said.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace crossroads::law::cases {

[[nodiscard]] inline std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') (out += '\\') += c;
    else if (static_cast<unsigned char>(c) < 0x20) out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else out += c;
  }
  return out += '"';
}

[[nodiscard]] inline std::string json_list(const std::vector<std::string>& values) {
  std::string out = "[";
  for (const auto& value : values) {
    if (out.size() > 1) out += ',';
    out += value;
  }
  return out += ']';
}

[[nodiscard]] inline std::string json_texts(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  for (const auto& text : texts) quoted.push_back(json_text(text));
  return json_list(quoted);
}

/// `JsonObject().text("month", "2011-08").number("line", 12).take()`
class JsonObject {
 public:
  JsonObject& text(std::string_view key, std::string_view value) { return raw(key, json_text(value)); }
  JsonObject& number(std::string_view key, std::integral auto value) { return raw(key, fmt::format("{}", value)); }
  JsonObject& boolean(std::string_view key, bool value) { return raw(key, value ? "true" : "false"); }
  /// A value that is JSON already.
  JsonObject& raw(std::string_view key, std::string_view value) {
    if (out_.size() > 1) out_ += ',';
    out_.append(json_text(key)).append(":").append(value);
    return *this;
  }
  [[nodiscard]] std::string take() { return out_ + "}"; }

 private:
  std::string out_ = "{";
};

}  // namespace crossroads::law::cases
