#include "three_institutions.hpp"

#include "base/json_writer.hpp"

namespace crossroads::test {

using law::consult::test::the_office;
using law::consult::test::the_source;

namespace {

std::vector<law::consult::VersionedLaw> versions_of(const Scene& scene) {
  std::vector<law::consult::VersionedLaw> versions;
  for (const auto& one : scene.laws) versions.push_back({&one, law::consult::test::digest_of(one)});
  return versions;
}

Instant noon_of(domain::Date day) { return std::chrono::sys_days(std::chrono::days(day.days())) + std::chrono::hours(12); }

}  // namespace

ThreeInstitutions::ThreeInstitutions(Scene the_scene)
    : scene(std::move(the_scene)),
      now(noon_of(scene.today)),
      desk(scene.request.caller, "desk", now),
      hub(the_hub, "hub", now),
      source(the_source, "source", now),
      versions_(versions_of(scene)),
      population_(scene.person.population()),
      desk_house_(house(desk.self())),
      hub_house_(house(the_hub)),
      source_house_(house(the_source)),
      technical_log_(
          "test", [this] { return now; }, [this](std::string_view line) { lines_ += line; }),
      source_side_(source_house_, the_hub, source.committer(),
                   [this](std::span<const domain::Niss> numbers) -> Result<std::vector<law::consult::GrantOnRecord>> {
                     std::vector<law::consult::GrantOnRecord> found;
                     for (const auto& grant : grants) {
                       if (std::ranges::find(numbers, grant.person) != numbers.end()) found.push_back(grant);
                     }
                     return found;
                   }),
      source_api_("/source/v1", "", {source_side_.operation()}, surroundings()),
      hub_side_(
          hub_house_, law::consult::test::members(), hub.committer(),
          [this](domain::Niss niss, const service::Trace&, Waiting&) -> Result<std::optional<consultation::RegisteredPerson>> {
            if (!register_up) return failure({.what = "the register is down"});
            if (!scene.known) return std::nullopt;
            return consultation::RegisteredPerson{population_, domain::PersonIndex{0}, {niss}};
          },
          consultation::ask_source_by([this](net::Request request, Waiting& waiting) -> Result<net::Response> {
            if (!source_up) return failure({.what = "the source is down"});
            request.peer.institution = the_hub;
            return source_api_.answer(request, waiting);
          })),
      hub_api_("/hub/v1", "", {hub_side_.operation()}, surroundings()),
      desk_side_(
          desk_house_, desk.committer(),
          [](std::string_view shown, Instant) -> std::optional<consultation::AgentAtDesk> {
            if (shown != token) return std::nullopt;
            return consultation::AgentAtDesk{must(ledger::Agent::parse("agent-7")), must(ledger::Unit::parse("unit-3"))};
          },
          consultation::ask_hub_by([this](net::Request request, Waiting& waiting) -> Result<net::Response> {
            if (!hub_up) return failure({.what = "the hub is down"});
            request.peer.institution = desk.self();
            return hub_api_.answer(request, waiting);
          })),
      desk_api_("/desk/v1", "", {desk_side_.operation()}, surroundings()),
      waiting_([this] { return now; }) {}

consultation::House ThreeInstitutions::house(domain::EnterpriseNumber self) const {
  return {.self = self, .institutions = scene.institutions, .laws = versions_, .day = [](Instant at) {
            const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(at));
            return domain::Date(int(day.year()), unsigned(day.month()), unsigned(day.day()));
          }};
}

service::Surroundings ThreeInstitutions::surroundings() {
  return {.health = health_, .metrics = metrics_, .log = technical_log_, .randomness = [this](std::span<std::uint8_t> bytes) {
            for (auto& byte : bytes)
              byte = static_cast<std::uint8_t>((drawn_ = drawn_ * 6364136223846793005U + 1442695040888963407U) >> 56U);
          }};
}

std::string ThreeInstitutions::question() const {
  auto text = consultation::to_json(scene.request);
  text.pop_back();
  text += R"(,"dossier":"DOSSIER-5")";
  if (scene.request.stated != law::Stated::nothing) text += R"(,"words":"why I doubt it")";
  return text + "}";
}

net::Response ThreeInstitutions::ask(const std::string& body, const std::string& authorization, const std::string& language) {
  net::Request request{.method = "POST",
                       .target = "/desk/v1/consultations",
                       .headers = {{"content-type", "application/json"}, {"accept-language", language}},
                       .body = body,
                       .peer = {}};
  if (!authorization.empty()) request.headers.emplace_back("authorization", authorization);
  request.peer.institution = desk.self();
  return desk_api_.answer(request, waiting_);
}

}  // namespace crossroads::test
