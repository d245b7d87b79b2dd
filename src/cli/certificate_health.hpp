// Whether others believe the service's certificate, and what ends before long: a part of `health`.
#pragma once

#include <memory>
#include <mutex>

#include "net/credentials.hpp"
#include "service/health.hpp"
#include "service/metrics.hpp"

namespace crossroads::cli {

/// For any thread. Signatures are not verified anew at every question.
class CertificateHealth {
 public:
  /// Both outlive it.
  CertificateHealth(const net::Credentials& credentials, service::Metrics& metrics) : credentials_(credentials), metrics_(metrics) {}

  /// Down where the certificate is not believed now; degraded where something ends before long, or is missing.
  [[nodiscard]] service::Component look();

 private:
  const net::Credentials& credentials_;
  service::Metrics& metrics_;
  std::mutex mutex_;
  std::shared_ptr<const net::LoadedCredentials> seen_;
  Instant good_until_ = {};
  service::Component component_;
};

}  // namespace crossroads::cli
