// What is counted and timed, in the form that Prometheus reads. No label names a person.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace crossroads::service {

/// For any thread.
class Metrics {
 public:
  /// `service` stands on every figure: `register`.
  explicit Metrics(const std::string& service);
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// `crossroads_requests_total` and `crossroads_request_seconds`, by operation (and status).
  void answered(std::string_view operation, unsigned status, std::chrono::nanoseconds took);
  /// `crossroads_requests_under_way`.
  void under_way(std::int64_t change);
  /// `crossroads_connections_refused_total`, by reason.
  void connection_refused(std::string_view reason);
  /// `crossroads_calls_total` and `crossroads_call_seconds`: what this service asked of another, by its name and how it went.
  void called(std::string_view service, std::string_view outcome, std::chrono::nanoseconds took);
  /// A figure that stands until it is set again: `crossroads_certificate_expires_seconds`, say.
  void set(const std::string& name, const std::string& help, double value);

  /// The text that Prometheus fetches (exposition format 0.0.4).
  [[nodiscard]] std::string text() const;

 private:
  struct Figures;
  std::unique_ptr<Figures> figures_;
};

}  // namespace crossroads::service
