// The commands of `crossroads keys`: certificates of institutions. (The key store of the logs is `log keys`, in log_grammar.hpp.) Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "cli/grammar.hpp"

namespace crossroads::cli {

class KeysGrammar {
 public:
  /// Adds the commands to the app; both must outlive this.
  KeysGrammar(CLI::App& app, Parsing& parsing);

 private:
  CLI::App* command(const char* name, const char* what);
  static void authority(CLI::App* to, fs::path& folder);
  static CLI::Option* days(CLI::App* to, const char* name, int& count, const char* what);
  void add_authority();
  void add_issue();
  void add_revoke();
  void add_list();
  void add_check();

  Parsing& parsing_;
  CLI::App* keys_;
  KeysAuthority authority_;
  KeysIssue issue_;
  KeysRevoke revoke_;
  KeysList list_;
  KeysCheck check_;
  std::string institution_, since_, at_;
};

}  // namespace crossroads::cli
