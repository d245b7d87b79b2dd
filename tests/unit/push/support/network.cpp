#include "network.hpp"

namespace crossroads::exchange::push::test {

namespace {

const domain::EnterpriseNumber the_source = must(domain::EnterpriseNumber::parse("0308357159"));
const domain::EnterpriseNumber the_hub = must(domain::EnterpriseNumber::parse("0244640631"));
const domain::EnterpriseNumber the_desk = must(domain::EnterpriseNumber::parse("0308356862"));

/// No secret is needed to tell texts apart here.
transit::KeyedDigest digest(std::string_view text) { return {sha256_of(text)}; }

domain::Date day_of(Instant at) { return domain::Date(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(at))); }

consultation::House house_of(domain::EnterpriseNumber self, const law::Authorisation& law) {
  consultation::House house{.self = self, .institutions = {}, .laws = {}, .day = day_of};
  house.institutions = {{the_source, law.source.text}, {the_hub, law.hub.text}, {the_desk, law.recipient.text}};
  house.laws.push_back({&law, sha256_of(law.name.text)});
  return house;
}

}  // namespace

Place::Place(domain::EnterpriseNumber self, const char* log_name, const Instant& now)
    : self_(self), name_(must(ledger::LogName::parse(log_name))), now_(now) {
  const auto file = scratch_.path() / "crossroads.db";
  store_ = must(store::sqlite::Store::open(file, {.access = store::sqlite::Access::create}));
  other_ = must(store::sqlite::Store::open(file));
  log_ = std::make_unique<PlainLog>(store_->ledger(), setting());
}

ledger::LedgerSetting Place::setting() {
  return {
      .institution = self_, .log = name_, .keys = keys_, .signing_key = crossroads::test::test_signing_key, .now = [this] { return now_; }};
}

std::vector<ledger::Entry> Place::entries() {
  std::vector<ledger::Entry> all;
  ledger::Searcher searcher(other_->ledger(), keys_, name_);
  for (const auto& head : must(other_->ledger().shards(name_))) {
    for (std::uint64_t n = 0; n < head.frontier.size().value; ++n)
      all.push_back(must(searcher.open({head.shard, {n}}, false)).entry->value);
  }
  return all;
}

Network::Network(const std::string& document, const run::test::World& of)
    : world(of),
      law(run::test::document(document)),
      now(crossroads::test::at(domain::Date(2021, 1, 1))),
      hub_house(house_of(the_hub, law)),
      laws(must(push_laws(hub_house, day_of(now)))),
      source(the_source, "source", now),
      hub(the_hub, "hub", now),
      technical_log_("hub", [this] { return now; }, [this](std::string_view line) { lines_ += line; }) {
  hub_push = std::make_unique<HubPush>(parts(), laws);
  hub_api_ = std::make_unique<service::Api>("/hub/v1", "", std::vector{hub_push->operation()}, surroundings());
}

service::Surroundings Network::surroundings() {
  return {.health = health_, .metrics = metrics_, .log = technical_log_, .randomness = [this](std::span<std::uint8_t> bytes) {
            for (auto& byte : bytes) byte = static_cast<std::uint8_t>((drawn = drawn * 6364136223846793005U + 1442695040888963407U) >> 56U);
          }};
}

HubPush::Parts Network::parts() {
  return {.house = hub_house,
          .members = members,
          .log = hub.log(),
          .record = hub.store().hub_record(),
          .queue = hub.store().queue(),
          .with_record = [this](const auto& act) { return act(hub.other().hub_record()); },
          .the_register = the_register,
          .ask_again = [this](std::span<const domain::MessageNumber> numbers, const service::Trace&,
                              Waiting&) -> Result<std::vector<HandOver>> {
            std::vector<HandOver> again;
            for (auto& one : CROSSROADS_TRY(source.other().messages().handed_over(numbers)))
              again.push_back({.number = one.number, .run_month = one.message.month, .rule = "", .message = std::move(one.message)});
            asked_again += again.size();
            return again;
          },
          .keyed = digest,
          .randomness = surroundings().randomness};
}

run::RunReport Network::run(domain::Month month) {
  const auto population = world.population();
  const auto& push_law = laws.front();
  ledger::Ledger log(source.store().ledger(), source.setting());
  SourceOutbox outbox(source.store().messages(), log, source.store().queue(), push_law, month,
                      must(ledger::TraceId::parse("0123456789abcdef0123456789abcdef")), [this] { return now; });
  const run::MonthlyRun order{
      .plan = push_law.plan,
      .authorisation = push_law.version,
      .members = members,
      .population = population,
      .newest = [this](domain::Niss niss) { return world.newest(niss); },
      .identity_of = [this](domain::Niss niss) -> Result<std::optional<domain::Identity>> { return world.identity(niss); },
      .month = month,
      .parts = run::Parts::source,
      .clock = [this] { return now; },
      .randomness = surroundings().randomness,
      .threads = 1,
      .batch = batch};
  return must(run::monthly_run(order, source.store().messages(), &outbox));
}

net::Response Network::post(const std::string& body, domain::EnterpriseNumber caller) {
  net::Request request{.method = "POST", .target = "/hub/v1/messages", .body = body, .peer = {.institution = caller}};
  request.headers.emplace_back("content-type", "application/json");
  request.headers.emplace_back("accept", "application/json, application/problem+json");
  return hub_api_->answer(request, waiting);
}

unsigned Network::hand_over(std::size_t most, bool lose_answer) {
  auto& queue = source.store().queue();
  const auto next = must(queue.next(most, 2 * 1024 * 1024));
  if (next.empty()) return 0;
  std::vector<std::string_view> items;
  std::vector<transit::Position> positions;
  for (const auto& one : next) {
    items.push_back(one.text);
    positions.push_back(one.position);
  }
  const auto response = post(batch_of(items), the_source);
  if (response.status == 200 && !lose_answer) must(queue.delivered(positions));
  if (response.status != 200 && response.status != 503) throw std::runtime_error("the hub says " + response.body);
  return response.status;
}

void Network::hand_over_all() {
  while (hand_over(1000) != 0) {}
  review_all();
}

void Network::relay_all() {
  auto& queue = hub.store().queue();
  for (auto next = must(queue.next(100, 1024 * 1024)); !next.empty(); next = must(queue.next(100, 1024 * 1024))) {
    for (const auto& one : next) {
      relayed.push_back(one.text);
      service::Body body(one.text);
      auto root = body.root();
      const auto relay = read_relay(root, domain::Date(2021, 1, 1));
      if (!body.issues().empty()) throw std::runtime_error("the hub sends what is not in its document: " + one.text);
      run::Message message = relay.message;
      if (relay.replaces) {
        const auto before = desk.find(*relay.replaces);
        if (before == desk.end()) throw std::runtime_error("what is replaced does not stand: " + one.text);
        if (relay.periods_alone) {
          message = before->second;
          message.periods = relay.message.periods;
          message.identity.niss = relay.message.identity.niss;
          message.person = relay.message.person;
        }
        desk.erase(before);
      }
      if (relay.message.kind != run::MessageKind::withdrawal && !desk.emplace(relay.ticket, message).second)
        throw std::runtime_error("a ticket came twice");
      must(queue.delivered({&one.position, 1}));
    }
  }
}

}  // namespace crossroads::exchange::push::test
