#include "world.hpp"

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/sha256_stream.hpp"
#include "register/population.hpp"
#include "simulated_register.hpp"

namespace crossroads::simulation {

namespace {

using namespace std::chrono_literals;

const domain::EnterpriseNumber the_source = must(domain::EnterpriseNumber::parse("0308357159"));
const domain::EnterpriseNumber the_hub = must(domain::EnterpriseNumber::parse("0244640631"));
const domain::EnterpriseNumber the_desk = must(domain::EnterpriseNumber::parse("0308356862"));

/// Long after every month that is run.
const Instant beginning = std::chrono::sys_days(std::chrono::year(2021) / 1 / 4) + std::chrono::hours(9);

domain::Date day_of(Instant at) { return domain::Date(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(at))); }

/// A database with its tables, made once: thousands of nodes begin with a copy.
const std::filesystem::path& empty_store() {
  static const crossroads::test::Scratch folder;
  static const auto file = [] {
    auto path = folder.path() / "empty.db";
    { const auto made = must(store::sqlite::Store::open(path, {.access = store::sqlite::Access::create})); }
    return path;
  }();
  return file;
}

transit::KeyedDigest keyed_digest(std::string_view text) { return {sha256_of(text)}; }

}  // namespace

Node::Node(Place where, domain::EnterpriseNumber institution, Scheduler& scheduler, Chance& chance, const std::filesystem::path& empty)
    : place(where),
      self(institution),
      log_name_(must(ledger::LogName::parse(place_names.at(static_cast<std::size_t>(where))))),
      scheduler_(scheduler),
      chance_(chance) {
  file_ = scratch_.path() / "crossroads.db";
  std::filesystem::copy_file(empty, file_);
}

void Node::spawn(std::function<void(Waiting&)> body) {
  std::erase_if(fibers_, [](const FiberPtr& fiber) { return fiber->ended(); });
  fibers_.push_back(scheduler_.spawn(std::move(body), clock()));
}

void Node::strike_down() {
  up = false;
  for (auto& fiber : std::exchange(fibers_, {})) Scheduler::strike_down(fiber);
}

void Node::open_stores() {
  log.reset();
  store = must(store::sqlite::Store::open(file_));
  reading = must(store::sqlite::Store::open(file_));
  courier_store = must(store::sqlite::Store::open(file_));
  log = std::make_unique<NodeLog>(store->ledger(), log_setting(), chance_);
  up = true;
}

ledger::LedgerSetting Node::log_setting() {
  return {.institution = self, .log = log_name_, .keys = keys_, .signing_key = crossroads::test::test_signing_key, .now = clock()};
}

std::vector<ledger::Entry> Node::entries_since(std::size_t& from) {
  std::vector<ledger::Entry> all;
  ledger::Searcher searcher(reading->ledger(), keys_, log_name_);
  std::size_t place_in_log = 0;
  for (const auto& head : must(reading->ledger().shards(log_name_))) {
    for (std::uint64_t n = 0; n < head.frontier.size().value; ++n) {
      if (place_in_log++ < from) continue;
      all.push_back(must(searcher.open({head.shard, {n}}, false)).entry->value);
    }
  }
  from = place_in_log;
  return all;
}

struct World::Source {
  std::unique_ptr<SimulatedRegister> the_register;
  std::unique_ptr<consultation::SourceAttestations> attestations;
  std::unique_ptr<push::SourceMessages> messages;
  std::unique_ptr<push::SourceRuns> runs;
  std::unique_ptr<push::Courier> courier;
  std::unique_ptr<service::Api> api;
};
struct World::Hub {
  std::unique_ptr<SimulatedRegister> the_register;
  std::unique_ptr<consultation::HubConsultations> consultations;
  std::unique_ptr<push::HubPush> pushes;
  std::unique_ptr<push::Courier> courier;
  std::unique_ptr<service::Api> api;
};
struct World::Desk {
  std::unique_ptr<consultation::DeskConsultations> consultations;
  std::unique_ptr<push::DeskPush> pushes;
  std::unique_ptr<service::Api> api;
};

World::World(std::uint64_t of, Bug planted)
    : seed(of),
      bug(planted),
      chance(of),
      scheduler(beginning),
      network(scheduler, chance),
      random(of),
      law(run::test::document(of % 3 == 0 ? "11-031" : "18-055")),
      middle(of % 3 == 0 ? domain::Month(2011, 10) : domain::Month(2018, 10)),
      technical_log_("simulation", [this] { return scheduler.now(); }, [](std::string_view) {}) {
  facts = run::test::random_facts(random, 4, middle);
  agents_token = fmt::format("token-{}", seed);
  for (const auto& [place, number] :
       {std::pair(Place::source, the_source), std::pair(Place::hub, the_hub), std::pair(Place::desk, the_desk)}) {
    while (nodes_.size() < static_cast<std::size_t>(place)) nodes_.push_back(nullptr);
    nodes_.push_back(std::make_unique<Node>(place, number, scheduler, chance, empty_store()));
  }
  source_house_ = house(the_source);
  hub_house_ = house(the_hub);
  desk_house_ = house(the_desk);
  laws_ = must(push::push_laws(hub_house_, day_of(beginning)));
  network.look = [this](const Passing& passing) { look(passing); };
  for (const auto place : {Place::source, Place::hub, Place::desk}) start(place);
}

World::~World() {
  // Fibers end before what they refer to.
  for (auto& agent : agents_) Scheduler::strike_down(agent);
  for (auto& one : nodes_) {
    if (one) one->strike_down();
  }
}

void World::tell(const std::string& line) {
  if (tells) story.push_back(fmt::format("{} {}", to_rfc3339(scheduler.now()), line));
}

consultation::House World::house(domain::EnterpriseNumber self) const {
  consultation::House house{.self = self, .institutions = {}, .laws = {}, .day = day_of};
  house.institutions = {{the_source, law.source.text}, {the_hub, law.hub.text}, {the_desk, law.recipient.text}};
  house.laws.push_back({&law, sha256_of(law.name.text)});
  return house;
}

service::Surroundings World::surroundings() {
  return {.health = health_, .metrics = metrics_, .log = technical_log_, .randomness = [this](std::span<std::uint8_t> bytes) {
            chance.fill(bytes);
          }};
}

consultation::Send World::sender(Place from, Place to) {
  const auto institution = node(from).self;
  return [this, from, to, institution](net::Request request, Waiting& waiting) {
    request.peer.institution = institution;
    return network.send(from, to, std::move(request), waiting);
  };
}

/// A courier's bug: whoever does not answer is taken to have it.
consultation::Send World::careless(consultation::Send send) const {
  if (bug != Bug::lost_consignment) return send;
  return [send = std::move(send)](net::Request request, Waiting& waiting) -> Result<net::Response> {
    auto response = send(std::move(request), waiting);
    return response ? std::move(response) : net::Response{.status = 200, .body = "{}"};
  };
}

/// A service's own loop: a step, a rest, and again, as long as the node lives.
void World::keep_doing(Node& node, std::function<std::chrono::milliseconds(Waiting&)> step) {
  node.spawn([step = std::move(step)](Waiting& waiting) {
    while (true) waiting.sleep(std::max(step(waiting), 1ms));
  });
}

void World::open(Node& node, service::Api& api) {
  network.open(node.place, {.spawn = [&node](std::function<void(Waiting&)> body) { node.spawn(std::move(body)); },
                            .answer = [&api](const net::Request& request, Waiting& waiting) { return api.answer(request, waiting); }});
}

void World::start(Place place) {
  auto& starting = node(place);
  starting.open_stores();
  tell(fmt::format("{} starts", place_names.at(static_cast<std::size_t>(place))));
  if (place == Place::source) start_source();
  if (place == Place::hub) start_hub();
  if (place == Place::desk) start_desk();
}

void World::strike_down(Place place) {
  tell(fmt::format("{} is struck down", place_names.at(static_cast<std::size_t>(place))));
  ++counts.crashes;
  network.close(place);
  node(place).strike_down();
}

Result<run::RunReport> World::perform(Node& own, const push::PushLaw& push_law, domain::Month month, run::RunId run, Waiting& waiting) {
  const auto population = facts.population();
  const auto known = facts;  // facts may change while it runs; a run sees one state of them
  ledger::Ledger log(own.reading->ledger(), own.log_setting());
  push::SourceOutbox outbox(own.reading->messages(), log, own.reading->queue(), push_law, month,
                            must(ledger::TraceId::parse("0123456789abcdef0123456789abcdef")), [&] { return waiting.now(); });
  const run::MonthlyRun order{
      .plan = push_law.plan,
      .authorisation = push_law.version,
      .members = members,
      .population = population,
      .newest = [&](domain::Niss niss) { return known.newest(niss); },
      .identity_of = [&](domain::Niss niss) -> Result<std::optional<domain::Identity>> { return known.identity(niss); },
      .month = month,
      .parts = run::Parts::source,
      .begun = run,
      .clock = [&] { return waiting.now(); },
      .randomness = surroundings().randomness,
      .threads = 1,
      .batch = 1 + chance.below(4),
      .progress = [&](run::RunPhase, std::uint64_t, std::uint64_t) { waiting.sleep(std::chrono::milliseconds(chance.below(200))); }};
  return run::monthly_run(order, own.reading->messages(), &outbox);
}

void World::start_source() {
  auto& own = node(Place::source);
  source_ = std::make_unique<Source>();
  source_->attestations = std::make_unique<consultation::SourceAttestations>(
      source_house_, the_hub, *own.log, [this](std::span<const domain::Niss> numbers) -> Result<std::vector<law::consult::GrantOnRecord>> {
        std::vector<law::consult::GrantOnRecord> found;
        for (const auto number : numbers) {
          const auto person = facts.persons.find(number);
          if (person == facts.persons.end()) continue;
          for (const auto& [id, grant] : person->second.grants) {
            found.push_back({.number = {id},
                             .person = number,
                             .grant = grant.row,
                             .status = grant.cancelled ? domain::AidStatus::cancelled : domain::AidStatus::granted,
                             .replaced = false});
          }
        }
        std::ranges::sort(found, {}, [](const auto& one) -> const std::string& { return one.number.text; });
        return found;
      });
  const auto with_records = [&own](const auto& act) { return act(own.reading->messages()); };
  source_->messages = std::make_unique<push::SourceMessages>(source_house_, the_hub, *own.log, with_records, laws_);
  source_->runs = std::make_unique<push::SourceRuns>(
      push::SourceRuns::Parts{.house = source_house_,
                              .with_records = with_records,
                              .perform = [this, &own](const auto& push_law, auto month, auto run,
                                                      auto& waiting) { return perform(own, push_law, month, run, waiting); }},
      laws_);
  must(source_->runs->take_up_unfinished());
  source_->courier =
      std::make_unique<push::Courier>(push::Courier::Parts{.queue = own.courier_store->queue(),
                                                           .send = careless(sender(Place::source, Place::hub)),
                                                           .target = "/hub/v1/messages",
                                                           .randomness = surroundings().randomness,
                                                           .limits = {.items = 1 + chance.below(8), .longest_rest = 60s, .idle = 5s}});
  auto operations = source_->runs->operations();
  operations.push_back(source_->attestations->operation());
  operations.push_back(source_->messages->operation());
  source_->api = std::make_unique<service::Api>("/source/v1", "", std::move(operations), surroundings());
  keep_doing(own, [this](Waiting& waiting) -> std::chrono::milliseconds {
    const auto report = source_->runs->perform_next(waiting);
    if (report && *report) ++counts.runs;
    return report && *report ? 0ms : 3s;
  });
  keep_doing(own, [this](Waiting& waiting) { return source_->courier->step(waiting); });
  open(own, *source_->api);
}

void World::start_hub() {
  auto& own = node(Place::hub);
  hub_ = std::make_unique<Hub>();
  hub_->the_register = std::make_unique<SimulatedRegister>(facts, chance, network.weather, bug == Bug::blind_hub);
  hub_->consultations = std::make_unique<consultation::HubConsultations>(
      hub_house_, members, *own.log,
      [this](domain::Niss niss, const service::Trace& trace, Waiting& waiting) -> Result<std::optional<consultation::RegisteredPerson>> {
        const auto answer =
            CROSSROADS_TRY(hub_->the_register->consult({{niss}, {.nationalities = true, .stays = true}}, trace.onward_headers(), waiting));
        const auto& person = answer.items.front();
        if (!person.known) return std::optional<consultation::RegisteredPerson>();
        consultation::RegisteredPerson known{.population = to_population(answer), .person = {}, .numbers = {person.newest}};
        known.person = known.population.find(person.newest).value();
        return std::optional(std::move(known));
      },
      consultation::ask_source_by(sender(Place::hub, Place::source)));
  hub_->pushes = std::make_unique<push::HubPush>(
      push::HubPush::Parts{.house = hub_house_,
                           .members = members,
                           .log = *own.log,
                           .record = own.store->hub_record(),
                           .queue = own.store->queue(),
                           .with_record = [&own](const auto& act) { return act(own.reading->hub_record()); },
                           .the_register = *hub_->the_register,
                           .ask_again = push::ask_again_by(sender(Place::hub, Place::source)),
                           .keyed = keyed_digest,
                           .randomness = surroundings().randomness},
      laws_);
  hub_->courier =
      std::make_unique<push::Courier>(push::Courier::Parts{.queue = own.courier_store->queue(),
                                                           .send = sender(Place::hub, Place::desk),
                                                           .target = "/desk/v1/messages",
                                                           .randomness = surroundings().randomness,
                                                           .limits = {.items = 1 + chance.below(8), .longest_rest = 60s, .idle = 5s}});
  hub_->api = std::make_unique<service::Api>("/hub/v1", "", std::vector{hub_->consultations->operation(), hub_->pushes->operation()},
                                             surroundings());
  keep_doing(own, [this](Waiting& waiting) -> std::chrono::milliseconds {
    const auto more = hub_->pushes->review(waiting);
    return !more || !*more ? 5s : 0ms;
  });
  keep_doing(own, [this](Waiting& waiting) { return hub_->courier->step(waiting); });
  open(own, *hub_->api);
}

void World::start_desk() {
  auto& own = node(Place::desk);
  desk_ = std::make_unique<Desk>();
  auto ask_hub = consultation::ask_hub_by(sender(Place::desk, Place::hub));
  desk_->consultations = std::make_unique<consultation::DeskConsultations>(
      desk_house_, *own.log,
      [this](std::string_view token, Instant) -> std::optional<consultation::AgentAtDesk> {
        if (token != agents_token) return std::nullopt;
        return consultation::AgentAtDesk{must(ledger::Agent::parse(agents_name)), must(ledger::Unit::parse("unit-of-the-simulation"))};
      },
      std::move(ask_hub));
  desk_->pushes = std::make_unique<push::DeskPush>(
      push::DeskPush::Parts{.house = desk_house_,
                            .hub = the_hub,
                            .log = *own.log,
                            .record = own.store->desk_record(),
                            .with_record = [&own](const auto& act) { return act(own.reading->desk_record()); }},
      laws_);
  if (bug == Bug::unlogged_answer) own.log->says_so_early = true;
  if (bug == Bug::other_subject) {
    own.log->change = [this](std::vector<ledger::LogEntry>& entries) {
      for (auto& one : entries) {
        if (one.entry.event == ledger::Event::received && chance.one_in(3)) one.entry.subject = run::test::number(499);
      }
    };
  }
  desk_->api = std::make_unique<service::Api>("/desk/v1", "", std::vector{desk_->consultations->operation(), desk_->pushes->operation()},
                                              surroundings());
  open(own, *desk_->api);
}

void World::ask_for_run(domain::Month month) {
  std::erase_if(agents_, [](const FiberPtr& fiber) { return fiber->ended(); });
  agents_.push_back(scheduler.spawn(
      [this, month](Waiting& waiting) {
        JsonWriter json;
        json.open_object().member("authorisation", law.name.text).member("month", to_string(month));
        for (int attempt = 0; attempt < 500; ++attempt) {
          net::Request request{.method = "POST", .target = "/source/v1/runs", .body = JsonWriter(json).close_object().take(), .peer = {}};
          request.headers.emplace_back("content-type", "application/json");
          request.peer.institution = the_source;
          const auto response = network.send(Place::agent, Place::source, std::move(request), waiting);
          if (response && response->status == 202) return;
          waiting.sleep(std::chrono::milliseconds(200 + chance.below(2000)));
        }
      },
      [this] { return scheduler.now(); }));
}

void World::ask_as_agent() {
  std::erase_if(agents_, [](const FiberPtr& fiber) { return fiber->ended(); });
  agents_.push_back(scheduler.spawn(
      [this](Waiting& waiting) {
        auto person = run::test::number(static_cast<unsigned>(1 + chance.below(5)));
        if (!facts.persons.empty()) {
          auto at = facts.persons.begin();
          std::advance(at, static_cast<std::ptrdiff_t>(chance.below(facts.persons.size())));
          person = at->first;
        }
        const auto category = chance.one_in(2) ? std::size_t{1} : chance.below(law.categories.size());
        JsonWriter json;
        json.open_object().member("authorisation", law.name.text).member("category", law.categories[category].name.text);
        json.member("role", chance.one_in(4) ? "sponsor" : "applicant").member("ground", "stayApplication").member("stated", "doubt");
        json.member("applicationDate", "2020-12-01").name("dossierDecided").truth(false);
        if (chance.one_in(2)) json.member("joining", "others");
        json.member("niss", to_string(person))
            .name("period")
            .open_object()
            .member("startDate", "2016-06-01")
            .member("endDate", "2020-12-01")
            .close_object();
        json.member("dossier", dossier).member("words", words).close_object();
        net::Request request{.method = "POST", .target = "/desk/v1/consultations", .body = json.take(), .peer = {}};
        request.headers.emplace_back("content-type", "application/json");
        request.headers.emplace_back("authorization", "Bearer " + agents_token);
        request.peer.institution = the_desk;
        const auto response = network.send(Place::agent, Place::desk, std::move(request), waiting);
        if (!response) ++counts.unanswered;
        else if (response->status != 200) ++counts.refused;
        else if (response->body.find("\"number\"") == std::string::npos) ++counts.no_data;
        else ++counts.answered;
      },
      [this] { return scheduler.now(); }));
}

bool World::quiet() {
  for (const auto place : {Place::source, Place::hub, Place::desk}) {
    if (!node(place).up) return false;
  }
  for (const auto& agent : agents_) {
    if (!agent->ended()) return false;
  }
  if (source_->runs->waiting() != 0) return false;
  const auto waits = [&](Place place) { return must(node(place).reading->queue().state()).waiting != 0; };
  return !waits(Place::source) && must(node(Place::hub).reading->hub_record().reviews()).empty() && !waits(Place::hub);
}

void World::go_on(std::chrono::milliseconds time) {
  const auto until = scheduler.now() + time;
  bool over = false;
  scheduler.at(until, [&over] { over = true; });
  while (!over && scheduler.step()) {}
}

void World::look(const Passing& passing) {
  plant(passing);
  const auto& text = passing.answer ? passing.response.body : passing.request.body;
  for (const char c : text) digest = (digest ^ static_cast<unsigned char>(c)) * 1099511628211U;
  digest ^= static_cast<std::uint64_t>(scheduler.now().time_since_epoch().count());
  if (tells) {
    tell(fmt::format("{} → {}: {} {}{}", place_names.at(static_cast<std::size_t>(passing.from)),
                     place_names.at(static_cast<std::size_t>(passing.to)), passing.request.method, passing.request.target,
                     passing.answer ? fmt::format(" ⇒ {} {}", passing.response.status, passing.response.body.substr(0, 300))
                                    : " " + text.substr(0, 300)));
  }
  for (const auto& watch : watchers) watch(passing);
}

/// The bugs that sit on the wire: as if the hub or the desk had written it so.
void World::plant(const Passing& passing) {
  if (passing.answer) return;
  auto& body = passing.request.body;
  const bool pushes = passing.from == Place::hub && passing.to == Place::desk && passing.request.target == "/desk/v1/messages";
  if (bug == Bug::extra_field && pushes) {
    if (const auto at = body.find("\"kind\":\"new\""); at != std::string::npos && chance.one_in(3))
      body.insert(at, "\"rule\":\"continue\",");
  }
  if (bug == Bug::ticket_twice && pushes) {
    const auto at = body.find("\"ticket\":\"");
    if (at == std::string::npos) return;
    const auto ticket = body.substr(at + 10, 36);
    if (first_ticket_.empty()) first_ticket_ = ticket;
    else if (ticket != first_ticket_ && chance.one_in(3)) body.replace(at + 10, 36, first_ticket_);
  }
  if (bug == Bug::agent_at_the_hub && passing.from == Place::desk && chance.one_in(3))
    passing.request.headers.emplace_back("x-dossier", dossier);
}

}  // namespace crossroads::simulation
