#include "cli/certificate_health.hpp"

#include <fmt/format.h>

#include "trust/outlook.hpp"
#include "trust/utc.hpp"

namespace crossroads::cli {
namespace {

constexpr std::chrono::seconds between_looks{5};

service::Component component_of(const trust::Outlook& outlook) {
  service::Component component{.name = "certificate", .state = service::State::up, .what = {}};
  const auto say = [&](const std::string& what) { component.what += (component.what.empty() ? "" : "; ") + what; };
  if (outlook.now) {
    component.state = service::State::down;
    say(fmt::format("not believed ({}): {}", trust::word(outlook.now->reason), one_line(outlook.now->problem)));
  } else if (outlook.first_end) {
    say(fmt::format("believed until {}, then: {}", trust::to_utc(outlook.first_end->at), outlook.first_end->why.problem.what));
  } else {
    say("believed");
  }
  if (!outlook.warnings.empty()) component.state = std::max(component.state, service::State::degraded);
  for (const auto& warning : outlook.warnings) say(one_line(warning));
  return component;
}

}  // namespace

service::Component CertificateHealth::look() {
  const auto now = credentials_.now();
  auto loaded = credentials_.current();
  const std::scoped_lock lock(mutex_);
  if (loaded == seen_ && now < good_until_) return component_;
  const auto outlook = trust::outlook(loaded->identity().chain, loaded->authorities(), now);
  component_ = component_of(outlook);
  if (outlook.first_end) {
    metrics_.set("crossroads_certificate_believed_until_seconds", "When this service's certificate will no longer be believed, since 1970.",
                 static_cast<double>(std::chrono::floor<std::chrono::seconds>(outlook.first_end->at).time_since_epoch().count()));
  }
  seen_ = std::move(loaded);
  good_until_ = now + between_looks;
  return component_;
}

}  // namespace crossroads::cli
