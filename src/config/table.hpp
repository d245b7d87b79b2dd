// A kind of configuration is one table: it reads and checks a file, holds the defaults, and is the help and the documentation.
#pragma once

#include <concepts>
#include <expected>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "config/kind.hpp"
#include "config/value.hpp"

namespace crossroads::config {

/// What a reader of the documentation sees of a setting.
struct Setting {
  std::string_view key;      ///< `listen.address`
  std::string_view kind;     ///< `address and port`
  bool required = false;     ///< the file must say it
  std::string_view initial;  ///< as TOML; of a setting that must be said: an example. Empty: nothing unless said
  std::string_view meaning;  ///< one or more sentences
};

namespace internal {

/// What a table needs of an entry to look at a file: the type of the configuration is left out.
using Store = std::function<Result<void>(const Value&, const Folder&)>;
struct Bound {
  const Setting* setting;
  Store store;
};
/// Hands every value to its setting, defaults too. All problems at once, in the order of the file, then of the table.
[[nodiscard]] std::vector<Problem> fill(const Values& values, const std::string& file, const Folder& folder, std::span<const Bound> table);

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

}  // namespace internal

/// Settings as a page: TOML that says everything, with the defaults, ready to be changed; what must be said stands uncommented.
[[nodiscard]] std::string sample(std::string_view title, std::span<const Setting> settings);
/// The same as a table in Markdown.
[[nodiscard]] std::string markdown(std::span<const Setting> settings);

template <class Configuration>
class Table {
 public:
  /// A setting that the file must say; `example` as TOML.
  template <class T, class Whole>
    requires std::derived_from<Configuration, Whole>
  Table& must(std::string_view key, T Whole::* member, std::string_view example, std::string_view meaning) {
    return add<T>({key, kind_name<T>, true, example, meaning}, [member](Configuration& to, T&& value) { to.*member = std::move(value); });
  }
  /// A setting with a default, as TOML. That the default can be read is for a test to show.
  template <class T, class Whole>
    requires std::derived_from<Configuration, Whole> && (!internal::is_optional<T>)
  Table& may(std::string_view key, T Whole::* member, std::string_view initial, std::string_view meaning) {
    return add<T>({key, kind_name<T>, false, initial, meaning}, [member](Configuration& to, T&& value) { to.*member = std::move(value); });
  }
  /// The same for a member of a member.
  template <class T, class Part, class Whole>
    requires std::derived_from<Configuration, Whole>
  Table& must(std::string_view key, Part Whole::* part, T Part::* member, std::string_view example, std::string_view meaning) {
    return add<T>({key, kind_name<T>, true, example, meaning},
                  [part, member](Configuration& to, T&& value) { (to.*part).*member = std::move(value); });
  }
  template <class T, class Part, class Whole>
    requires std::derived_from<Configuration, Whole>
  Table& may(std::string_view key, Part Whole::* part, T Part::* member, std::string_view initial, std::string_view meaning) {
    return add<T>({key, kind_name<T>, false, initial, meaning},
                  [part, member](Configuration& to, T&& value) { (to.*part).*member = std::move(value); });
  }
  /// A setting that is nothing unless it is said.
  template <class T, class Whole>
    requires std::derived_from<Configuration, Whole>
  Table& may(std::string_view key, std::optional<T> Whole::* member, std::string_view meaning) {
    return add<T>({key, kind_name<T>, false, {}, meaning}, [member](Configuration& to, T&& value) { to.*member = std::move(value); });
  }

  [[nodiscard]] std::span<const Setting> settings() const { return settings_; }

  /// Reads a file's text: the configuration, or everything that is wrong with it. Relative paths start in the file's folder.
  [[nodiscard]] std::expected<Configuration, std::vector<Problem>> read(std::string_view text, const std::filesystem::path& file) const {
    const auto values = read_toml(text, file.string());
    if (!values) return std::unexpected(std::vector{values.error()});
    Configuration configuration;
    std::vector<internal::Bound> bound;
    for (std::size_t i = 0; i < settings_.size(); ++i) {
      bound.push_back({&settings_[i], [this, i, &configuration](const Value& value, const Folder& folder) {
                         return stores_[i](configuration, value, folder);
                       }});
    }
    auto problems = internal::fill(*values, file.string(), {std::filesystem::absolute(file).parent_path()}, bound);
    if (!problems.empty()) return std::unexpected(std::move(problems));
    return configuration;
  }

 private:
  template <class T, class Set>
  Table& add(Setting setting, Set set)
    requires std::invocable<Set, Configuration&, T&&>
  {
    settings_.push_back(setting);
    stores_.push_back([set](Configuration& to, const Value& value, const Folder& folder) -> Result<void> {
      Result<T> found;
      config::read(value, folder, found);
      set(to, CROSSROADS_TRY(std::move(found)));
      return {};
    });
    return *this;
  }

  std::vector<Setting> settings_;
  std::vector<std::function<Result<void>(Configuration&, const Value&, const Folder&)>> stores_;
};

}  // namespace crossroads::config
