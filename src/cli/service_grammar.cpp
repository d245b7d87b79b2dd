#include "cli/service_grammar.hpp"

namespace crossroads::cli {

ServiceGrammar::ServiceGrammar(CLI::App& app, Parsing& parsing) : parsing_(parsing) {
  add(app, "register", "the stand-in for the National Register, as a service: answers other institutions about persons", register_);
  add(app, "source", "the source as a service: answers the hub about aid, where the law allows it", source_);
  add(app, "hub", "the hub as a service: answers institutions about persons, where the law allows it", hub_);
  add_agent(*add(app, "desk", "the desk as a service: asks the hub about persons for its agents", desk_));
}

template <class Service>
CLI::App* ServiceGrammar::add(CLI::App& app, const char* name, const char* what, Service& service) {
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
  to->callback([this, to, &service, &options] {
    if (!to->get_subcommands().empty()) return;  // it is that which was asked for
    parsing_.finish = [this, &service, &options] {
      if (options.act != ServiceOptions::Act::sample && options.config.empty()) {
        throw CLI::ValidationError("--config", "which configuration? `--sample` prints one to begin with");
      }
      parsing_.action = service;
    };
  });
  return to;
}

void ServiceGrammar::add_agent(CLI::App& desk) {
  auto* to = desk.add_subcommand("agent", "make a token for an agent of the desk, and print it: only its digest is kept");
  to->add_option("--agent", agent_.agent, "who it is for, as the access log will name them")->required();
  to->add_option("--unit", agent_.unit, "the agent's unit");
  to->add_option("--days", agent_.days, "for how many days it is good")->check(CLI::Range(1, 3660))->capture_default_str();
  to->add_option("--agents", agent_.agents, "the file that `agents.file` of the desk's configuration names")->capture_default_str();
  to->callback([this] { parsing_.finish = [this] { parsing_.action = agent_; }; });
}

}  // namespace crossroads::cli
