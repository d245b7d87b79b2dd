#include "cli/serve.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <thread>

#include "cli/certificate_health.hpp"
#include "ledger/seal/secret.hpp"
#include "net/http.hpp"
#include "net/secure_server.hpp"
#include "service/fault_answer.hpp"

namespace crossroads::cli {
namespace {

using service::Level;

Instant clock() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

net::ServerLimits limits_of(const config::ServiceLimits& limits) {
  return {.header = static_cast<std::size_t>(limits.header),
          .body = static_cast<std::size_t>(limits.body),
          .connections = static_cast<std::uint32_t>(limits.connections),
          .of_one_institution = static_cast<std::uint32_t>(limits.of_one_institution),
          .requests = static_cast<std::uint32_t>(limits.requests),
          .handshake = limits.handshake,
          .header_time = limits.header_time,
          .body_time = limits.body_time,
          .answer_time = limits.answer_time,
          .idle = limits.idle,
          .stopping = limits.stopping};
}

/// An address of version 6 stands in brackets.
std::string url(std::string_view scheme, const std::string& address, std::uint16_t port) {
  return address.find(':') == std::string::npos ? fmt::format("{}://{}:{}", scheme, address, port)
                                                : fmt::format("{}://[{}]:{}", scheme, address, port);
}

/// For the institution's own operators.
net::Message answer_operators(const net::Message& request, const service::Health& health, const service::Metrics& metrics) {
  const auto says = [](unsigned status, std::string type, std::string body) {
    return net::Message{.status = status, .method = {}, .target = {}, .content_type = std::move(type), .body = std::move(body)};
  };
  if (request.method != "GET") return says(405, "text/plain; charset=utf-8", "GET\n");
  if (request.target == "/health") {
    const auto report = health.report();
    return says(service::http_status(report.state), "application/json", to_json(report, true) + "\n");
  }
  if (request.target == "/metrics") return says(200, "text/plain; version=0.0.4; charset=utf-8", metrics.text());
  return says(404, "text/plain; charset=utf-8", "/health, /metrics\n");
}

net::ServerObserver observer_of(service::Metrics& metrics, const service::TechnicalLog& log) {
  return {.refused =
              [&](const std::string& address, std::string_view reason) {
                metrics.connection_refused(reason);
                log.event(Level::warning, "connection-refused", fmt::format("{} from {}", reason, address));
              },
          .faulty_request =
              [&](net::RequestFault fault) {
                metrics.answered("unknown", net::http_status(fault), std::chrono::nanoseconds(0));
                log.event(Level::warning, "faulty-request", fmt::format("{}, answered {}", net::word(fault), net::http_status(fault)));
              },
          .closed = [&](std::string_view reason) { log.event(Level::info, "connection-closed", reason); },
          .reloaded =
              [&](const Result<bool>& reloaded) {
                if (reloaded) log.event(Level::info, "credentials", "read again");
                else log.problem("credentials", reloaded.error());
              }};
}

}  // namespace

Foundation::Foundation(std::string name, const config::Service& configuration, std::unique_ptr<net::Credentials> credentials,
                       service::TechnicalLog::Write write)
    : name_(std::move(name)),
      configuration_(configuration),
      credentials_(std::move(credentials)),
      metrics_(name_),
      log_(name_, clock, std::move(write)) {
  health_.add([look = std::make_shared<CertificateHealth>(*credentials_, metrics_)] { return look->look(); });
}

Result<std::unique_ptr<Foundation>> Foundation::lay(std::string name, const config::Service& configuration) {
  const auto& files = configuration.identity;
  auto credentials = CROSSROADS_TRY(net::Credentials::load(
      {.certificate = files.certificate, .key = files.key, .authorities = files.authorities, .revocation_lists = files.revocation_lists},
      clock));
  const auto own = credentials->current()->identity().institution;
  if (own != configuration.institution) {
    return failure({.what = "the certificate is another institution's",
                    .place = {.file = files.certificate.string()},
                    .field = "institution.number",
                    .value = to_string(own),
                    .expected = to_string(configuration.institution)});
  }
  auto write = CROSSROADS_TRY(service::open_technical_log(configuration.technical_log));
  return std::unique_ptr<Foundation>(new Foundation(std::move(name), configuration, std::move(credentials), std::move(write)));
}

service::Surroundings Foundation::surroundings() {
  return {
      .health = health_, .metrics = metrics_, .log = log_, .randomness = [](std::span<std::uint8_t> bytes) { ledger::fill_random(bytes); }};
}

Result<void> Foundation::serve(const service::Api& api) {
  const auto around = surroundings();
  net::Answering answering{.handler = [&api](const net::Request& request, Waiting& waiting) { return api.answer(request, waiting); },
                           .faults = [&around](net::RequestFault fault) { return service::answer_to(fault, around.randomness, clock()); }};
  const auto& [address, port] = configuration_.listen;
  const auto server = CROSSROADS_TRY(net::SecureServer::listen(address, port, *credentials_, std::move(answering),
                                                               limits_of(configuration_.limits), observer_of(metrics_, log_)));
  const auto operations =
      CROSSROADS_TRY(net::Server::listen(configuration_.operations.address, configuration_.operations.port,
                                         [this](const net::Message& request) { return answer_operators(request, health_, metrics_); }));
  // It hears signals too, from its making on: one that came before the other listens for them ends both.
  std::thread operators([&] {
    operations->run();
    server->stop();
  });
  fmt::print(stderr, "listening on {}, operations on {}\n", url("https", address, server->port()),
             url("http", configuration_.operations.address, operations->port()));
  log_.event(Level::info, "started", url("https", address, server->port()));
  const auto threads = configuration_.threads ? static_cast<unsigned>(*configuration_.threads) : std::thread::hardware_concurrency();
  server->run(std::max(1U, threads), true);
  operations->stop();
  operators.join();
  log_.event(Level::info, "stopped", "what was under way has ended");
  return {};
}

Exit Foundation::say_whether_it_could_start() const {
  const auto report = health_.report();
  std::string text;
  for (const auto& [name, state, what] : report.components) {
    text += fmt::format("{:12} {:9} {}\n", name, service::state_names.at(static_cast<std::size_t>(state)), what);
  }
  text += fmt::format("The {} {}.\n", name_,
                      report.state == service::State::up         ? "could start"
                      : report.state == service::State::degraded ? "could start, but see to the above"
                                                                 : "could not start");
  if (const auto printed = to_standard_output(text); !printed) return refuse(printed.error());
  return report.state == service::State::down ? Exit::failed : Exit::done;
}

}  // namespace crossroads::cli
