#include "exchange/push/hub.hpp"

#include <algorithm>
#include <memory>

#include "exchange/consultation/refusals.hpp"
#include "exchange/push/problems.hpp"
#include "register/population.hpp"

namespace crossroads::exchange::push {

using domain::MessageNumber;
using domain::Niss;

/// Items of one authorisation and run that follow each other in a batch.
struct HubPush::Group {
  const PushLaw& law;
  domain::EnterpriseNumber source;
  domain::Month run_month;
  std::vector<const HandOver*> items;
};

/// Persons with all that is decided on; the subjects refer to the population.
struct HubPush::Cases {
  domain::Population population;
  std::map<Niss, HubCase> by_newest;
  std::map<Niss, Niss> newest;  ///< by the numbers asked about
};

struct HubPush::Prepared {
  HubStep step;
  bool nothing_new = false;
};

namespace {

/// How often a step is decided anew because the record has moved on meanwhile.
constexpr int attempts = 10;

/// The same items may be taken up another time.
service::Answer later(const service::ProblemType& type, Problem cause) {
  return service::Answer::refused({.type = &type, .retry_after = std::chrono::seconds(5)}).because(std::move(cause));
}
service::Answer never(const service::ProblemType& type) { return service::Answer::refused({.type = &type}); }

void sort(transit::HubPersonRecord& record) {
  std::ranges::sort(record.held, {}, [](const transit::Held& one) { return std::pair(one.month, one.number); });
}

transit::Held held_of(const HandOver& item) {
  const auto& message = item.message;
  return {.number = item.number,
          .person = message.person,
          .month = message.month,
          .category = message.category,
          .rule = item.rule,
          .spell = message.periods.empty() ? std::nullopt : std::optional(message.periods.front()),
          .text = to_json(SourceItem(item))};
}

/// Puts an item into the person's record as it will be. False where what it replaces isn't there.
bool take_in(const HandOver& item, HubCase& of) {
  if (item.message.replaces) {
    auto& held = of.record.held;
    const auto replaced = std::ranges::find(held, *item.message.replaces, &transit::Held::number);
    if (replaced == held.end() || replaced->month != item.message.month) return false;
    held.erase(replaced);
  }
  if (item.message.kind == run::MessageKind::withdrawal) {
    of.retracted.push_back({item.number, *item.message.replaces, item.message.month});
    return true;
  }
  of.record.held.push_back(held_of(item));
  of.words.emplace(item.number, item.message);
  sort(of.record);
  return true;
}

/// The hub's own acts have a trace of their own.
service::Trace own_trace(const service::Randomness& randomness) { return service::Trace::of({}, randomness); }

}  // namespace

service::Operation HubPush::operation() {
  return {.id = "handOverMessages",
          .method = "POST",
          .path = "/messages",
          .has_body = true,
          .allowed =
              [this](domain::EnterpriseNumber caller) {
                return std::ranges::any_of(laws_, [&](const PushLaw& law) { return law.parties.source == caller; });
              },
          .answer = [this](service::Call& call) { return answer(call); }};
}

const PushLaw* HubPush::law_named(std::string_view name, domain::EnterpriseNumber source) const {
  const auto found = std::ranges::find_if(laws_, [&](const PushLaw& law) {
    return law.law->name.text == name && law.parties.source == source && law.parties.hub == parts_.house.self;
  });
  return found == laws_.end() ? nullptr : &*found;
}

service::Answer HubPush::answer(service::Call& call) const {
  const auto today = parts_.house.day(call.waiting.now());
  auto root = call.body.root();
  std::vector<SourceItem> items;
  for (auto& one : root.objects("items", 1, most_items)) {
    items.push_back(read_source_item(one, today));
    const auto* item = std::get_if<HandOver>(&items.back());
    const auto run_month = item != nullptr ? item->run_month : std::get<RunEnd>(items.back()).month;
    if (run_month.as_of_day() > today) one.wrong(service::IssueType::out_of_range, "runMonth", "a month that is over");
    if (item != nullptr && item->message.month > run_month)
      one.wrong(service::IssueType::out_of_range, "month", "not after the run's month");
  }
  if (auto bad = call.bad_request()) return std::move(*bad);

  // In their order: an item may replace what came right before it.
  for (std::size_t i = 0; i < items.size();) {
    const auto* first = std::get_if<HandOver>(&items[i]);
    const auto& name = first != nullptr ? first->message.authorisation.name : std::get<RunEnd>(items[i]).authorisation.name;
    const auto* law = law_named(name, call.caller.institution);
    if (law == nullptr) return never(problems::not_authorised);
    if (first == nullptr) {
      const auto begun = parts_.with_record([&](transit::HubRecord& record) {
        return record.begin_review({call.caller.institution, name, std::get<RunEnd>(items[i]).month, std::nullopt});
      });
      if (!begun) return later(consultation::log_unavailable, begun.error());
      ++i;
      continue;
    }
    Group group{.law = *law, .source = call.caller.institution, .run_month = first->run_month, .items = {}};
    for (; i < items.size(); ++i) {
      const auto* item = std::get_if<HandOver>(&items[i]);
      if (item == nullptr || item->run_month != group.run_month || item->message.authorisation.name != name) break;
      group.items.push_back(item);
    }
    if (auto refused = take_up(group, call.trace, call.waiting)) return std::move(*refused);
  }
  return service::Answer::about_nobody("application/json", "{\"accepted\":" + std::to_string(items.size()) + "}");
}

std::optional<HubPush::Refused> HubPush::take_up(const Group& group, const service::Trace& trace, Waiting& waiting) const {
  for (int attempt = 0; attempt < attempts; ++attempt) {
    auto prepared = prepare(group, trace, waiting);
    if (!prepared) return std::move(prepared.error());
    if (prepared->nothing_new) return std::nullopt;
    const auto written = write(std::move(prepared->step), waiting);
    if (!written) return later(consultation::log_unavailable, written.error());
    if (*written == Written::done) return std::nullopt;
  }
  return later(service::problems::unavailable, {.what = "the record moved on again and again while items were taken up"});
}

std::expected<HubPush::Prepared, HubPush::Refused> HubPush::prepare(const Group& group, const service::Trace& trace,
                                                                    Waiting& waiting) const {
  transit::HubChange change{.source = group.source, .authorisation = group.law.version.name};
  std::vector<MessageNumber> numbers;
  for (const auto* item : group.items) numbers.push_back(item->number);
  std::vector<std::optional<transit::KeyedDigest>> known;
  const auto read = parts_.with_record([&](transit::HubRecord& record) -> Result<void> {
    change.decided_on = CROSSROADS_TRY(record.revision(group.source, change.authorisation));
    known = CROSSROADS_TRY(record.taken_up(group.source, numbers));
    return {};
  });
  if (!read) return std::unexpected(later(consultation::log_unavailable, read.error()));

  std::vector<const HandOver*> fresh;
  std::vector<Niss> persons;
  for (std::size_t i = 0; i < group.items.size(); ++i) {
    const auto& item = *group.items[i];
    const auto text = parts_.keyed(to_json(SourceItem(item)));
    if (known[i]) {
      if (*known[i] != text) return std::unexpected(never(problems::number_taken));
      continue;
    }
    if (!group.law.category_named(item.message.category)) return std::unexpected(never(problems::not_authorised));
    const bool withdraws = item.message.kind == run::MessageKind::withdrawal;
    change.taken_up.push_back({.number = item.number,
                               .text = text,
                               .held = withdraws ? std::nullopt : std::optional(held_of(item)),
                               .replaces = item.message.replaces});
    fresh.push_back(&item);
    persons.push_back(item.message.person);
  }
  if (fresh.empty()) return Prepared{.step = {}, .nothing_new = true};
  std::ranges::sort(persons);
  persons.erase(std::ranges::unique(persons).begin(), persons.end());

  Cases cases;
  const auto found = look_up(cases, group.law, group.source, group.run_month, persons, trace, waiting);
  if (!found) return std::unexpected(later(consultation::register_unavailable, found.error()));
  for (const auto* item : fresh) {
    if (!take_in(*item, cases.by_newest.at(cases.newest.at(item->message.person))))
      return std::unexpected(never(problems::replaced_unknown));
  }
  const auto trace_id = ledger::TraceId::parse(trace.trace_id);
  if (!trace_id) return std::unexpected(later(service::problems::internal_error, trace_id.error()));
  HubStepComposer composer(group.law, *trace_id, group.run_month, waiting.now(), parts_.randomness, std::move(change));
  const auto decided = decide(cases, group.law, group.source, group.run_month, composer, trace, waiting);
  if (!decided) return std::unexpected(later(consultation::source_unavailable, decided.error()));
  auto step = composer.finish(fresh);
  if (!step) return std::unexpected(later(service::problems::internal_error, step.error()));
  return Prepared{.step = std::move(*step)};
}

Result<void> HubPush::look_up(Cases& cases, const PushLaw& law, domain::EnterpriseNumber source, domain::Month up_to,
                              std::span<const Niss> persons, const service::Trace& trace, Waiting& waiting) const {
  const auto answer = CROSSROADS_TRY(parts_.the_register.consult({{persons.begin(), persons.end()}, {.nationalities = true, .stays = true}},
                                                                 trace.onward_headers(), waiting));
  cases.population = to_population(answer);
  return parts_.with_record([&](transit::HubRecord& record) -> Result<void> {
    for (const auto& person : answer.items) {
      cases.newest.emplace(person.niss, person.newest);
      if (cases.by_newest.contains(person.newest)) continue;
      auto numbers = person.numbers;
      if (numbers.empty()) numbers.push_back(person.niss);
      HubCase one{.person = {}, .newest = person.newest, .record = {}, .words = {}};
      if (const auto index = cases.population.find(person.newest))
        one.person.emplace(law::Subject{{cases.population, parts_.members}, *index});
      one.record = CROSSROADS_TRY(record.about(source, law.version.name, numbers, up_to));
      sort(one.record);
      cases.by_newest.emplace(person.newest, std::move(one));
    }
    return {};
  });
}

Result<void> HubPush::read_words(Cases& cases, std::span<const DecidedCase> decided, const PushLaw& law, domain::EnterpriseNumber source,
                                 Waiting& waiting) const {
  const auto today = parts_.house.day(waiting.now());
  return parts_.with_record([&](transit::HubRecord& record) -> Result<void> {
    for (const auto& one : decided) {
      const auto needed = words_needed(one);
      if (needed.empty()) continue;
      const auto texts = CROSSROADS_TRY(record.texts(source, law.version.name, needed));
      for (std::size_t i = 0; i < needed.size(); ++i) {
        if (texts[i].empty()) continue;
        auto item = CROSSROADS_TRY(read_source_item(std::string_view(texts[i]), today));
        cases.by_newest.at(one.of->newest).words.emplace(needed[i], std::move(std::get<HandOver>(item).message));
      }
    }
    return {};
  });
}

Result<void> HubPush::decide(Cases& cases, const PushLaw& law, domain::EnterpriseNumber source, domain::Month run_month,
                             HubStepComposer& composer, const service::Trace& trace, Waiting& waiting) const {
  const HubRules rules{*law.law, law.fields, parts_.keyed};
  std::vector<DecidedCase> decided;
  for (const auto& [newest, one] : cases.by_newest) decided.push_back(push::decide(rules, one));
  CROSSROADS_CHECK(read_words(cases, decided, law, source, waiting));
  std::vector<Settlement> settled;
  std::vector<MessageNumber> wanted;
  for (const auto& one : decided) {
    const auto& settlement = settled.emplace_back(settle(rules, one, run_month));
    wanted.insert(wanted.end(), settlement.wanted.begin(), settlement.wanted.end());
  }
  if (!wanted.empty() && parts_.ask_again) {
    const auto again = CROSSROADS_TRY(parts_.ask_again(wanted, trace, waiting));
    for (std::size_t i = 0; i < decided.size(); ++i) {
      if (settled[i].wanted.empty()) continue;
      auto& words = cases.by_newest.at(decided[i].of->newest).words;
      for (const auto& item : again) {
        if (std::ranges::find(settled[i].wanted, item.number) != settled[i].wanted.end()) words.emplace(item.number, item.message);
      }
      settled[i] = settle(rules, decided[i], run_month);
    }
  }
  for (std::size_t i = 0; i < decided.size(); ++i) CROSSROADS_CHECK(composer.add(*decided[i].of, settled[i]));
  return {};
}

Result<HubPush::Written> HubPush::write(HubStep step, Waiting& waiting) const {
  // What the effect found out, where the log's writer ran it last.
  const auto moved_on = std::make_shared<bool>(false);
  const auto shared = std::make_shared<const HubStep>(std::move(step));
  const auto now = waiting.now();
  const auto logged = parts_.log.append(shared->entries, waiting, [this, shared, moved_on, now]() -> Result<void> {
    *moved_on = CROSSROADS_TRY(parts_.record.apply(shared->change)) == transit::HubRecord::Applied::moved_on;
    if (*moved_on) return failure({.what = "the record has moved on", .hint = "decide anew"});
    return parts_.queue.add(shared->outgoing, now);
  });
  if (*moved_on) return Written::moved_on;
  if (!logged) return std::unexpected(logged.error());
  if (parts_.added && !shared->outgoing.empty()) parts_.added();
  return Written::done;
}

Result<bool> HubPush::review(Waiting& waiting) {
  std::vector<transit::Review> reviews;
  CROSSROADS_CHECK(parts_.with_record([&](transit::HubRecord& record) -> Result<void> {
    reviews = CROSSROADS_TRY(record.reviews());
    return {};
  }));
  for (const auto& one : reviews) {
    const auto* law = law_named(one.authorisation, one.source);
    if (law == nullptr) continue;  // until the law is back
    CROSSROADS_CHECK(review(one, *law, waiting));
    return true;
  }
  return false;
}

Result<void> HubPush::review(const transit::Review& review, const PushLaw& law, Waiting& waiting) const {
  const auto trace = own_trace(parts_.randomness);
  for (int attempt = 0; attempt < attempts; ++attempt) {
    transit::HubChange change{.source = review.source, .authorisation = review.authorisation};
    std::vector<Niss> persons;
    CROSSROADS_CHECK(parts_.with_record([&](transit::HubRecord& record) -> Result<void> {
      change.decided_on = CROSSROADS_TRY(record.revision(review.source, review.authorisation));
      persons = CROSSROADS_TRY(record.persons(review.source, review.authorisation, review.done_to, page));
      return {};
    }));
    auto progress = review;
    progress.done_to = persons.empty() ? std::nullopt : std::optional(persons.back());
    if (!persons.empty()) {
      Cases cases;
      CROSSROADS_CHECK(look_up(cases, law, review.source, review.month, persons, trace, waiting));
      HubStepComposer composer(law, CROSSROADS_TRY(ledger::TraceId::parse(trace.trace_id)), review.month, waiting.now(), parts_.randomness,
                               std::move(change));
      CROSSROADS_CHECK(decide(cases, law, review.source, review.month, composer, trace, waiting));
      auto step = CROSSROADS_TRY(composer.finish({}));
      if (!step.entries.empty() && CROSSROADS_TRY(write(std::move(step), waiting)) == Written::moved_on) continue;
    }
    return parts_.with_record([&](transit::HubRecord& record) { return record.reviewed(progress); });
  }
  return failure({.what = "the record moved on again and again while it was reviewed", .kept = "the review goes on later"});
}

}  // namespace crossroads::exchange::push
