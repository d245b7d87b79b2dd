// What every service stands on, composed from its configuration, and how it answers until it is told to stop.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "cli/house.hpp"
#include "cli/output.hpp"
#include "config/service.hpp"
#include "library/library.hpp"
#include "net/credentials.hpp"
#include "service/api.hpp"

namespace crossroads::cli {

/// Each part may be used by any thread. Does not move: parts refer to each other.
class Foundation {
 public:
  /// `name`: the service's word in logs and metrics. Fails where the credentials can't be used, or are another institution's.
  [[nodiscard]] static Result<std::unique_ptr<Foundation>> lay(std::string name, const config::Service& configuration);
  Foundation(const Foundation&) = delete;
  Foundation& operator=(const Foundation&) = delete;

  [[nodiscard]] net::Credentials& credentials() { return *credentials_; }
  [[nodiscard]] service::Health& health() { return health_; }
  [[nodiscard]] service::Metrics& metrics() { return metrics_; }
  [[nodiscard]] const service::TechnicalLog& log() const { return log_; }
  [[nodiscard]] service::Surroundings surroundings();

  /// Listens, says so on standard error, and answers until a signal to end. Fails where it can't listen.
  [[nodiscard]] Result<void> serve(const service::Api& api);
  /// For `--check`: each part of the service's health, then whether it could start.
  [[nodiscard]] Exit say_whether_it_could_start() const;

 private:
  Foundation(std::string name, const config::Service& configuration, std::unique_ptr<net::Credentials> credentials,
             service::TechnicalLog::Write write);

  std::string name_;
  config::Service configuration_;
  std::unique_ptr<net::Credentials> credentials_;
  service::Health health_;
  service::Metrics metrics_;
  service::TechnicalLog log_;
};

/// Does what the command of any service was asked for: prints a sample of its configuration, or reads the file and starts. All problems of
/// the file are said at once.
template <class Configuration>
[[nodiscard]] Exit with_configuration(const ServiceOptions& options, std::string_view title, const config::Table<Configuration>& table,
                                      const std::function<Result<Exit>(const Configuration&)>& start) {
  if (options.act == ServiceOptions::Act::sample) {
    const auto printed = to_standard_output(config::sample(title, table.settings()));
    return printed ? Exit::done : refuse(printed.error());
  }
  const auto text = library::read_text(options.config);
  if (!text) return refuse(text.error());
  const auto configuration = table.read(*text, options.config);
  if (!configuration) {
    for (const auto& problem : configuration.error()) static_cast<void>(refuse(problem));
    return Exit::failed;
  }
  const auto ended = start(*configuration);
  return ended ? *ended : refuse(ended.error());
}

}  // namespace crossroads::cli
