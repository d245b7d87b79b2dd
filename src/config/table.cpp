#include "config/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/spelling.hpp"

namespace crossroads::config {
namespace internal {
namespace {

Problem unknown(const std::string& key, const Value& value, std::span<const Bound> table) {
  std::vector<std::string_view> keys;
  for (const auto& bound : table) keys.push_back(bound.setting->key);
  Problem problem{.what = "there is no such setting", .place = value.place, .field = key};
  if (const auto meant = nearest(key, keys)) problem.hint = fmt::format("`{}` was meant?", *meant);
  else problem.expected = "one of the settings that `--sample` lists";
  return problem;
}

/// A default is read as if it stood in a file.
Result<Value> initial_value(const Setting& setting) {
  const auto values = CROSSROADS_TRY(read_toml(fmt::format("value = {}\n", setting.initial), "the default"));
  return values.at("value");
}

}  // namespace

std::vector<Problem> fill(const Values& values, const std::string& file, const Folder& folder, std::span<const Bound> table) {
  std::vector<Problem> problems;
  for (const auto& [key, value] : values) {
    if (std::ranges::none_of(table, [&](const Bound& bound) { return bound.setting->key == key; })) {
      problems.push_back(unknown(key, value, table));
    }
  }
  for (const auto& [setting, store] : table) {
    const auto found = values.find(setting->key);
    if (found == values.end() && setting->required) {
      problems.push_back({.what = "a setting is missing",
                          .place = {.file = file},
                          .field = std::string(setting->key),
                          .expected = fmt::format("{}: {}", setting->kind, setting->meaning),
                          .hint = fmt::format("such as `{} = {}`", setting->key, setting->initial)});
      continue;
    }
    if (found == values.end() && setting->initial.empty()) continue;
    const auto value = found != values.end() ? Result<Value>(found->second) : initial_value(*setting);
    const auto stored = value ? store(*value, folder) : failure(value.error());
    if (stored) continue;
    auto problem = stored.error();
    problem.field = setting->key;
    if (value) problem.place = value->place;
    problems.push_back(std::move(problem));
  }
  std::ranges::stable_sort(problems, {}, [](const Problem& problem) { return std::tuple(problem.place.line, problem.place.column); });
  return problems;
}

}  // namespace internal

namespace {

std::string_view table_of(std::string_view key) { return key.substr(0, key.rfind('.')); }
std::string_view name_of(std::string_view key) { return key.substr(key.rfind('.') + 1); }

/// Words in lines of at most 100 letters.
std::string comment(std::string_view text) {
  std::string lines;
  std::size_t used = 0;
  while (!text.empty()) {
    const auto space = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, space);
    if (used == 0 || used + 1 + word.size() > 100) {
      lines += used == 0 ? "# " : "\n# ";
      used = 1;
    } else {
      lines += ' ';
    }
    lines += word;
    used += 1 + word.size();
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return lines + "\n";
}

}  // namespace

std::string sample(std::string_view title, std::span<const Setting> settings) {
  std::vector<std::string_view> tables;  // each once: TOML opens no table twice
  for (const auto& setting : settings) {
    if (std::ranges::find(tables, table_of(setting.key)) == tables.end()) tables.push_back(table_of(setting.key));
  }
  std::string page = comment(title);
  for (const auto table : tables) {
    page += fmt::format("\n[{}]\n", table);
    for (const auto& setting : settings) {
      if (table_of(setting.key) != table) continue;
      page += comment(fmt::format("{} ({})", setting.meaning, setting.kind));
      if (setting.required) page += fmt::format("{} = {}\n", name_of(setting.key), setting.initial);
      else page += fmt::format("#{} ={}{}\n", name_of(setting.key), setting.initial.empty() ? "" : " ", setting.initial);
    }
  }
  return page;
}

std::string markdown(std::span<const Setting> settings) {
  std::string page = "| setting | value | unless said | meaning |\n|---|---|---|---|\n";
  for (const auto& setting : settings) {
    const auto initial = setting.required          ? fmt::format("must be said, such as `{}`", setting.initial)
                         : setting.initial.empty() ? std::string("nothing")
                                                   : fmt::format("`{}`", setting.initial);
    page += fmt::format("| `{}` | {} | {} | {} |\n", setting.key, setting.kind, initial, setting.meaning);
  }
  return page;
}

}  // namespace crossroads::config
