// What the commands of `keys` print: the same facts as lines for people and as one JSON object.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "cli/actions.hpp"
#include "trust/certificate.hpp"

namespace crossroads::cli {

class KeysAnswer {
 public:
  using Table = std::vector<std::vector<std::pair<std::string, std::string>>>;  ///< rows of names and values

  /// What there is to say, in a sentence: the text's first line, and `summary` in JSON.
  KeysAnswer& summary(std::string sentence);
  KeysAnswer& add(std::string_view name, std::string value);
  KeysAnswer& truth(std::string_view name, bool value);
  KeysAnswer& add(std::string_view name, std::uint64_t value);
  KeysAnswer& add(std::string_view name, std::vector<std::string> values);
  KeysAnswer& add(std::string_view name, Table rows);
  /// Subject, serial, fingerprint and dates.
  KeysAnswer& add(const trust::Certificate& certificate);
  /// Number, dates, how many were revoked.
  KeysAnswer& add(const trust::RevocationList& list);

  /// Names keep their blanks in text, and get underscores in JSON. What is empty is left out of the text.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string json() const;
  /// To standard output; `status` unless that can't be written.
  [[nodiscard]] Exit print(Format format, Exit status = Exit::done) const;

 private:
  using Value = std::variant<std::string, bool, std::uint64_t, std::vector<std::string>, Table>;
  std::string summary_;
  std::vector<std::pair<std::string, Value>> facts_;
};

/// The one clock of these commands.
[[nodiscard]] Instant system_now();

}  // namespace crossroads::cli
