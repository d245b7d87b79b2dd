#include <fmt/format.h>

#include "law/check/rules.hpp"

namespace crossroads::law::checks {

void header(const Authorisation& law, Findings& findings) {
  const auto report = [&](std::string code, std::string message, Span span, std::string expected) {
    findings.push_back({.code = std::move(code), .message = std::move(message), .span = span, .expected = std::move(expected)});
  };
  if (law.in_force_from < law.adopted) {
    report("L160", fmt::format("in force from {}, before it was adopted", to_string(law.in_force_from)), law.name.span,
           fmt::format("{} or later", to_string(law.adopted)));
  }
  if (law.in_force_to < law.in_force_from) {
    report("L160", fmt::format("in force to {}, before it begins", to_string(law.in_force_to)), law.name.span,
           fmt::format("{} or later", to_string(law.in_force_from)));
  }
  if (law.purposes.empty()) report("L161", "the document names no purpose", law.name.span, "`purpose \"…\" [§…]` below `authorisation`");
  if (law.bases.empty()) report("L161", "the document names no legal basis", law.name.span, "`basis \"…\" [§…]` below `authorisation`");
  for (const auto* retention : {&law.keep_log, &law.keep_data}) {
    if (*retention && ((*retention)->years < 1 || (*retention)->years > most_years)) {
      report("L162", fmt::format("{} years is no sensible retention", (*retention)->years), (*retention)->span, "from 1 to 100 years");
    }
  }
  if (law.categories.empty()) report("L163", "the document has no category of persons", law.name.span, "`category NAME when …`");
  if (!law.push && !law.consultation) report("L164", "the document authorises nothing", law.name.span, "`push monthly` or `consult A036`");
}

}  // namespace crossroads::law::checks
