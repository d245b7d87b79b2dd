#include "service/health.hpp"

#include <algorithm>

#include "base/json_writer.hpp"

namespace crossroads::service {

Health::Report Health::report() const {
  Report report{State::up, {}};
  for (const auto& look : looks_) {
    report.components.push_back(look());
    report.state = std::max(report.state, report.components.back().state);
  }
  return report;
}

std::string to_json(const Health::Report& report, bool components) {
  const auto name = [](State state) { return state_names.at(static_cast<std::size_t>(state)); };
  JsonWriter json;
  json.open_object().member("status", name(report.state));
  if (components) {
    json.name("components").open_array();
    for (const auto& one : report.components) {
      json.open_object().member("name", one.name).member("status", name(one.state)).member("what", one.what).close_object();
    }
    json.close_array();
  }
  return json.close_object().take();
}

}  // namespace crossroads::service
