// The commands that are services: `crossroads register`. Private to this folder.
#pragma once

#include "cli/grammar.hpp"

namespace crossroads::cli {

class ServiceGrammar {
 public:
  /// Adds the commands to the app; both must outlive this.
  ServiceGrammar(CLI::App& app, Parsing& parsing);

 private:
  template <class Service>
  void add(CLI::App& app, const char* name, const char* what, Service& service);

  Parsing& parsing_;
  RegisterService register_;
};

}  // namespace crossroads::cli
