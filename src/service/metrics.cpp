#include "service/metrics.hpp"

#include <fmt/format.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace crossroads::service {
namespace {

const prometheus::Histogram::BucketBoundaries seconds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};

template <class Builder>
auto& family(Builder builder, const char* name, const char* help, const prometheus::Labels& labels, prometheus::Registry& registry) {
  return builder.Name(name).Help(help).Labels(labels).Register(registry);
}

double in_seconds(std::chrono::nanoseconds time) { return std::chrono::duration<double>(time).count(); }

}  // namespace

struct Metrics::Figures {
  explicit Figures(const std::string& service) : labels{{"service", service}} {}

  prometheus::Registry registry;
  prometheus::Labels labels;
  prometheus::Family<prometheus::Counter>& requests =
      family(prometheus::BuildCounter(), "crossroads_requests_total", "Requests answered, by operation and status", labels, registry);
  prometheus::Family<prometheus::Histogram>& request_seconds =
      family(prometheus::BuildHistogram(), "crossroads_request_seconds", "How long an answer took, by operation", labels, registry);
  prometheus::Gauge& under_way =
      family(prometheus::BuildGauge(), "crossroads_requests_under_way", "Requests that are worked on now", labels, registry).Add({});
  prometheus::Family<prometheus::Counter>& refused =
      family(prometheus::BuildCounter(), "crossroads_connections_refused_total", "Connections refused, by reason", labels, registry);
  prometheus::Family<prometheus::Counter>& calls = family(prometheus::BuildCounter(), "crossroads_calls_total",
                                                          "Requests made to other services, by service and outcome", labels, registry);
  prometheus::Family<prometheus::Histogram>& call_seconds =
      family(prometheus::BuildHistogram(), "crossroads_call_seconds", "How long another service took, by service", labels, registry);
};

Metrics::Metrics(const std::string& service) : figures_(std::make_unique<Figures>(service)) {}
Metrics::~Metrics() = default;

void Metrics::answered(std::string_view operation, unsigned status, std::chrono::nanoseconds took) {
  figures_->requests.Add({{"operation", std::string(operation)}, {"status", fmt::to_string(status)}}).Increment();
  figures_->request_seconds.Add({{"operation", std::string(operation)}}, seconds).Observe(in_seconds(took));
}

void Metrics::under_way(std::int64_t change) { figures_->under_way.Increment(static_cast<double>(change)); }

void Metrics::connection_refused(std::string_view reason) { figures_->refused.Add({{"reason", std::string(reason)}}).Increment(); }

void Metrics::called(std::string_view service, std::string_view outcome, std::chrono::nanoseconds took) {
  figures_->calls.Add({{"called", std::string(service)}, {"outcome", std::string(outcome)}}).Increment();
  figures_->call_seconds.Add({{"called", std::string(service)}}, seconds).Observe(in_seconds(took));
}

void Metrics::set(const std::string& name, const std::string& help, double value) {
  prometheus::BuildGauge().Name(name).Help(help).Labels(figures_->labels).Register(figures_->registry).Add({}).Set(value);
}

std::string Metrics::text() const { return prometheus::TextSerializer().Serialize(figures_->registry.Collect()); }

}  // namespace crossroads::service
