#include "cli/service_grammar.hpp"

namespace crossroads::cli {

ServiceGrammar::ServiceGrammar(CLI::App& app, Parsing& parsing) : parsing_(parsing) {
  add(app, "register", "the stand-in for the National Register, as a service: answers other institutions about persons", register_);
}

template <class Service>
void ServiceGrammar::add(CLI::App& app, const char* name, const char* what, Service& service) {
  auto* to = app.add_subcommand(name, what);
  to->footer(
      "Ends with SIGTERM or SIGINT, once what is under way was answered: exit status 0; 1 where it can't start. SIGHUP reads certificates "
      "and\n"
      "revocation lists again, as it does by itself when they change. docs/configuration.md has every setting.");
  auto& options = service.options;
  auto* config = to->add_option("--config,-c", options.config, "the configuration file (TOML)");
  auto* check = to->add_flag_callback(
                      "--check", [&options] { options.act = ServiceOptions::Act::check; },
                      "don't start: say whether the service could, with this configuration, these certificates and this store")
                    ->needs(config);
  to->add_flag_callback(
        "--sample", [&options] { options.act = ServiceOptions::Act::sample; },
        "don't start: print a configuration with every setting, its meaning and its default")
      ->excludes(config)
      ->excludes(check);
  to->callback([this, &service, &options] {
    parsing_.finish = [this, &service, &options] {
      if (options.act != ServiceOptions::Act::sample && options.config.empty()) {
        throw CLI::ValidationError("--config", "which configuration? `--sample` prints one to begin with");
      }
      parsing_.action = service;
    };
  });
}

}  // namespace crossroads::cli
