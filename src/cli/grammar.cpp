#include "cli/grammar.hpp"

namespace crossroads::cli {

CLI::App* Parsing::command(CLI::App& parent, const std::string& name, const std::string& what) {
  auto* added = parent.add_subcommand(name, what);
  added->add_option("--laws", words.laws,
                    "folder of the authorisations (else CROSSROADS_LAWS, else `authorisations` beside or above the program)");
  added->add_flag("--quiet,-q", common.quiet, "no progress on standard error");
  return added;
}

void Parsing::today(CLI::App* to) {
  to->add_option("--today", words.today, "the day after which no birth can lie (else the system's)")
      ->check(parsed_by<domain::Date>("YYYY-MM-DD"));
}

void Parsing::format(CLI::App* to, std::set<std::string> allowed) {
  to->add_option("--format", words.format, "how to print")->check(CLI::IsMember(std::move(allowed)))->capture_default_str();
}

CLI::Option* Parsing::language(CLI::App* to, const std::string& what) {
  return to->add_option("--language,-l", words.language, what)->check(CLI::IsMember({"en", "fr", "nl", "de"}))->capture_default_str();
}

void Parsing::store(CLI::App* to, fs::path& path) {
  path = "crossroads.db";
  to->add_option("--store", path, "the database")->capture_default_str();
}

void Parsing::keys(CLI::App* to, KeyOptions& options) {
  const char* group = "Keys of the access log";
  to->add_option("--keys", options.keys, "the key store (else `crossroads.keys` beside `crossroads.db`, and so on)")->group(group);
  auto* vault =
      to->add_option("--vault", options.vault, "the file with the key store's own key (else beside it, ending `.vault`)")->group(group);
  auto* file = to->add_option("--passphrase-file", options.passphrase_file,
                              "its first line opens the vault (else CROSSROADS_PASSPHRASE, else the file beside it ending `.passphrase`)")
                   ->group(group);
  auto* module = to->add_option("--pkcs11-module", options.module, "a token's library, instead of a vault; its PIN from CROSSROADS_PIN")
                     ->group(group)
                     ->excludes(vault)
                     ->excludes(file);
  auto* token = to->add_option("--token", options.token, "the token's label")->group(group)->needs(module);
  module->needs(token);
}

}  // namespace crossroads::cli
