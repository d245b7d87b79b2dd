// JSON as text, member by member.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace crossroads {

class JsonWriter {
 public:
  JsonWriter& open_object() { return begin('{'); }
  JsonWriter& open_array() { return begin('['); }
  JsonWriter& close_object() { return end('}'); }
  JsonWriter& close_array() { return end(']'); }
  /// The name of the member whose value comes next.
  JsonWriter& name(std::string_view member) {
    separate();
    quote(member);
    text_ += ':';
    first_ = true;
    return *this;
  }
  JsonWriter& value(std::string_view text) {
    separate();
    quote(text);
    return *this;
  }
  JsonWriter& value(std::int64_t number) {
    separate();
    text_ += fmt::to_string(number);
    return *this;
  }
  JsonWriter& truth(bool value) { return literal(value ? "true" : "false"); }
  /// A value that is JSON already.
  JsonWriter& raw(std::string_view json) { return literal(json); }
  JsonWriter& null() { return literal("null"); }
  JsonWriter& member(std::string_view named, std::string_view text) { return name(named).value(text); }
  JsonWriter& member(std::string_view named, std::int64_t number) { return name(named).value(number); }
  JsonWriter& end_line() {
    text_ += '\n';
    first_ = true;
    return *this;
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  JsonWriter& begin(char bracket) {
    separate();
    text_ += bracket;
    first_ = true;
    return *this;
  }
  JsonWriter& end(char bracket) {
    text_ += bracket;
    first_ = false;
    return *this;
  }
  JsonWriter& literal(std::string_view word) {
    separate();
    text_ += word;
    return *this;
  }
  void separate() {
    if (!first_) text_ += ',';
    first_ = false;
  }
  void quote(std::string_view text) {
    text_ += '"';
    for (const char c : text) {
      if (c == '"' || c == '\\') (text_ += '\\') += c;
      else if (static_cast<unsigned char>(c) < 0x20) text_ += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
      else text_ += c;
    }
    text_ += '"';
  }

  std::string text_;
  bool first_ = true;
};

}  // namespace crossroads
