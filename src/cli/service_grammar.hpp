// The commands that are services: `crossroads register`, `source`, `hub` and `desk`. Private to this folder.
#pragma once

#include "cli/grammar.hpp"

namespace crossroads::cli {

class ServiceGrammar {
 public:
  /// Adds the commands to the app; both must outlive this.
  ServiceGrammar(CLI::App& app, Parsing& parsing);

 private:
  template <class Service>
  CLI::App* add(CLI::App& app, const char* name, const char* what, Service& service);
  void add_agent(CLI::App& desk);

  Parsing& parsing_;
  RegisterService register_;
  SourceService source_;
  HubService hub_;
  DeskService desk_;
  DeskAgent agent_;
};

}  // namespace crossroads::cli
