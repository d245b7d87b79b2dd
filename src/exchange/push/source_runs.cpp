#include "exchange/push/source_runs.hpp"

#include <algorithm>
#include <map>

#include "base/json_writer.hpp"
#include "exchange/consultation/refusals.hpp"

namespace crossroads::exchange::push {
namespace {

constexpr service::ProblemType under_way{"urn:problem-type:crossroads:runUnderWay", 409, "Run Under Way",
                                         "Wait until the run of this authorisation has finished."};
constexpr service::ProblemType unknown_authorisation{
    "urn:problem-type:crossroads:unknownPushAuthorisation", 409, "Unknown Push Authorisation",
    "Name an authorisation of this installation that orders a push from this institution."};

void write(JsonWriter& json, run::RunId id, std::string_view authorisation, domain::Month month) {
  json.member("run", static_cast<std::int64_t>(id)).member("authorisation", authorisation).member("month", to_string(month));
}

service::Answer later(const Problem& cause) {
  return service::Answer::refused({.type = &service::problems::unavailable, .retry_after = std::chrono::seconds(5)}).because(cause);
}

}  // namespace

Result<void> SourceRuns::take_up_unfinished() {
  std::map<std::string, run::RunRecord> last;
  CROSSROADS_CHECK(parts_.with_records([&](run::MessageStore& records) -> Result<void> {
    for (auto& one : CROSSROADS_TRY(records.runs())) last.insert_or_assign(one.authorisation.name, one);
    return {};
  }));
  const std::scoped_lock lock(mutex_);
  for (const auto& [name, one] : last) {
    const auto law = std::ranges::find(laws_, name, [](const PushLaw& l) { return l.version.name; });
    if (!one.finished && law != laws_.end()) asked_.push_back({one.id, &*law, one.month});
  }
  return {};
}

std::vector<service::Operation> SourceRuns::operations() {
  const auto own = [this](domain::EnterpriseNumber caller) { return caller == parts_.house.self; };
  return {{.id = "startRun",
           .method = "POST",
           .path = "/runs",
           .has_body = true,
           .allowed = own,
           .answer = [this](service::Call& call) { return start(call); }},
          {.id = "listRuns", .method = "GET", .path = "/runs", .has_body = false, .allowed = own, .answer = [this](service::Call&) {
             return list();
           }}};
}

service::Answer SourceRuns::start(service::Call& call) {
  const auto now = call.waiting.now();
  auto root = call.body.root();
  const auto name = root.text("authorisation", 64);
  const auto month = root.required("month", domain::Month::parse);
  const auto law =
      std::ranges::find_if(laws_, [&](const PushLaw& one) { return one.version.name == name && one.parties.source == parts_.house.self; });
  if (root.has("month") && month.as_of_day() > parts_.house.day(now))
    root.wrong(service::IssueType::out_of_range, "month", "a month that is over");
  if (law != laws_.end() && month < law->law->first_month())
    root.wrong(service::IssueType::out_of_range, "month", "not before the authorisation came into force");
  if (auto bad = call.bad_request()) return std::move(*bad);
  if (law == laws_.end()) return service::Answer::refused({.type = &unknown_authorisation});

  Asked asked{.id = {}, .law = &*law, .month = month};
  {
    const std::scoped_lock lock(mutex_);
    if (std::ranges::find(asked_, asked.law, &Asked::law) != asked_.end()) return service::Answer::refused({.type = &under_way});
    const auto begun = parts_.with_records([&](run::MessageStore& records) -> Result<void> {
      asked.id = CROSSROADS_TRY(records.begin_run(law->version, month, now));
      return {};
    });
    if (!begun) return later(begun.error());
    asked_.push_back(asked);
  }
  if (parts_.asked) parts_.asked();
  JsonWriter json;
  json.open_object();
  write(json, asked.id, law->version.name, month);
  return service::Answer::about_nobody("application/json", json.close_object().take(), 202);
}

service::Answer SourceRuns::list() {
  std::vector<run::RunRecord> runs;
  const auto read = parts_.with_records([&](run::MessageStore& records) -> Result<void> {
    runs = CROSSROADS_TRY(records.runs());
    return {};
  });
  if (!read) return later(read.error());
  JsonWriter json;
  json.open_object().name("items").open_array();
  for (const auto& one : runs) {
    json.open_object();
    write(json, one.id, one.authorisation.name, one.month);
    json.member("started", to_rfc3339(one.started));
    if (one.finished) json.member("finished", to_rfc3339(*one.finished));
    json.close_object();
  }
  return service::Answer::about_nobody("application/json", json.close_array().close_object().take());
}

Result<std::optional<run::RunReport>> SourceRuns::perform_next(Waiting& waiting) {
  std::optional<Asked> next;
  {
    const std::scoped_lock lock(mutex_);
    if (asked_.empty()) return std::optional<run::RunReport>();
    next = asked_.front();
  }
  auto report = CROSSROADS_TRY(parts_.perform(*next->law, next->month, next->id, waiting));
  const std::scoped_lock lock(mutex_);
  asked_.pop_front();
  return std::optional(std::move(report));
}

std::size_t SourceRuns::waiting() const {
  const std::scoped_lock lock(mutex_);
  return asked_.size();
}

}  // namespace crossroads::exchange::push
