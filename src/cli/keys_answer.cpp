#include "cli/keys_answer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/json_writer.hpp"
#include "cli/house.hpp"
#include "cli/output.hpp"
#include "trust/utc.hpp"

namespace crossroads::cli {
namespace {

std::string underscored(std::string name) {
  std::ranges::replace(name, ' ', '_');
  return name;
}

/// Writes one value as JSON.
struct AsJson {
  JsonWriter& json;
  void operator()(const std::string& value) const { json.value(value); }
  void operator()(bool value) const { json.truth(value); }
  void operator()(std::uint64_t value) const { json.raw(fmt::to_string(value)); }
  void operator()(const std::vector<std::string>& values) const {
    json.open_array();
    for (const auto& value : values) json.value(value);
    json.close_array();
  }
  void operator()(const KeysAnswer::Table& rows) const {
    json.open_array();
    for (const auto& row : rows) {
      json.open_object();
      for (const auto& [name, value] : row) json.member(underscored(name), value);
      json.close_object();
    }
    json.close_array();
  }
};

/// A table's rows, each column as wide as its widest value.
std::string aligned(const KeysAnswer::Table& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].second.size());
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) line += fmt::format("  {:{}}", row[i].second, widths[i]);
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

struct AsText {
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(bool value) const { return value ? "yes" : "no"; }
  std::string operator()(std::uint64_t value) const { return fmt::to_string(value); }
  std::string operator()(const std::vector<std::string>& values) const { return fmt::to_string(fmt::join(values, ", ")); }
  std::string operator()(const KeysAnswer::Table& rows) const { return rows.empty() ? "" : "\n" + aligned(rows); }
};

}  // namespace

KeysAnswer& KeysAnswer::summary(std::string sentence) {
  summary_ = std::move(sentence);
  return *this;
}
KeysAnswer& KeysAnswer::add(std::string_view name, std::string value) {
  facts_.emplace_back(name, std::move(value));
  return *this;
}
KeysAnswer& KeysAnswer::truth(std::string_view name, bool value) {
  facts_.emplace_back(name, value);
  return *this;
}
KeysAnswer& KeysAnswer::add(std::string_view name, std::uint64_t value) {
  facts_.emplace_back(name, value);
  return *this;
}
KeysAnswer& KeysAnswer::add(std::string_view name, std::vector<std::string> values) {
  facts_.emplace_back(name, std::move(values));
  return *this;
}
KeysAnswer& KeysAnswer::add(std::string_view name, Table rows) {
  facts_.emplace_back(name, std::move(rows));
  return *this;
}

KeysAnswer& KeysAnswer::add(const trust::Certificate& certificate) {
  return add("subject", certificate.subject)
      .add("issuer", certificate.issuer)
      .add("serial", certificate.serial)
      .add("fingerprint", to_string(certificate.fingerprint))
      .add("valid from", trust::to_utc(certificate.not_before))
      .add("valid until", trust::to_utc(certificate.not_after));
}

KeysAnswer& KeysAnswer::add(const trust::RevocationList& list) {
  return add("list", list.file)
      .add("list number", list.number.value_or(0))
      .add("list from", trust::to_utc(list.this_update))
      .add("list until", list.next_update ? trust::to_utc(*list.next_update) : "")
      .add("revoked", static_cast<std::uint64_t>(list.revoked.size()));
}

std::string KeysAnswer::text() const {
  std::size_t width = 0;
  for (const auto& [name, value] : facts_) width = std::max(width, name.size());
  std::string text = summary_ + "\n\n";
  for (const auto& [name, value] : facts_) {
    const auto said = std::visit(AsText{}, value);
    if (!said.empty()) text += said.front() == '\n' ? said : fmt::format("{:{}}  {}\n", name, width, said);
  }
  return text;
}

std::string KeysAnswer::json() const {
  JsonWriter json;
  json.open_object().member("summary", summary_);
  for (const auto& [name, value] : facts_) {
    json.name(underscored(name));
    std::visit(AsJson{json}, value);
  }
  return json.close_object().end_line().take();
}

Exit KeysAnswer::print(Format format, Exit status) const {
  const auto written = to_standard_output(format == Format::json ? json() : text());
  return written ? status : refuse(written.error());
}

Instant system_now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

}  // namespace crossroads::cli
