// What the grammars of all commands share. Private to this folder, and heavy: only they include it.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <map>
#include <set>
#include <string>

#include "cli/actions.hpp"

namespace crossroads::cli {

/// Text options that become strong types once the words have been read.
struct Words {
  std::string laws, today, month, from, to, language = "en", format = "text";
};

inline const std::map<std::string, Format> formats{{"text", Format::text},
                                                   {"ndjson", Format::ndjson},
                                                   {"csv", Format::csv},
                                                   {"html", Format::html},
                                                   {"json", Format::json}};
inline const std::map<std::string, law::Language> languages{{"en", law::Language::en},
                                                            {"fr", law::Language::fr},
                                                            {"nl", law::Language::nl},
                                                            {"de", law::Language::de}};

template <class Value>
CLI::Validator parsed_by(const char* name) {
  return CLI::Validator(
      [](std::string& text) {
        const auto value = Value::parse(text);
        return value ? std::string() : one_line(value.error());
      },
      name);
}

/// What the words of a command line fill, and the options that many commands have.
struct Parsing {
  Words words;
  Common common;
  Action action{LawCheck{}};
  std::function<void()> finish;  ///< turns words into the chosen action

  CLI::App* command(CLI::App& parent, const std::string& name, const std::string& what);
  void today(CLI::App* to);
  void format(CLI::App* to, std::set<std::string> allowed);
  CLI::Option* language(CLI::App* to, const std::string& what = "en, fr, nl or de");
  static void store(CLI::App* to, fs::path& path);
  static void keys(CLI::App* to, KeyOptions& options);
};

}  // namespace crossroads::cli
