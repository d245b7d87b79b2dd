// The commands of `crossroads log`. Private to this folder.
#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "cli/grammar.hpp"

namespace crossroads::cli {

class LogGrammar {
 public:
  /// Adds the commands to the app; both must outlive this.
  LogGrammar(CLI::App& app, Parsing& parsing);

 private:
  CLI::App* command(const char* name, const char* what);
  void at(CLI::App* to, LogAt& at);
  void days(CLI::App* to);
  [[nodiscard]] std::pair<std::optional<domain::Date>, std::optional<domain::Date>> days_asked() const;
  static void reader(CLI::App* to, Reader& reader, bool with_reason);
  void add_verify();
  void add_search();
  void add_prove();
  void add_report();
  void add_export();
  void add_erase();
  void add_checkpoint();
  void add_witness();
  void add_keys();
  LogKeys& add_key_act(CLI::App& parent, const char* name, LogKeys::Act act, const char* what, bool file);

  Parsing& parsing_;
  CLI::App* log_;
  LogVerify verify_;
  LogSearch search_;
  LogProve prove_;
  LogReport report_;
  LogExport export_;
  LogErase erase_;
  std::vector<std::string> days_;
  LogCheckpoint checkpoint_;
  LogWitness witness_;
  std::vector<std::unique_ptr<LogKeys>> key_acts_;
};

}  // namespace crossroads::cli
