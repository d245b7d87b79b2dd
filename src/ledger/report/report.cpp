#include "ledger/report/report.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace crossroads::ledger::report {
namespace {

law::Citations in_order(law::Citations paragraphs) {
  std::ranges::sort(paragraphs);
  paragraphs.erase(std::ranges::unique(paragraphs).begin(), paragraphs.end());
  return paragraphs;
}

Communication told_by(const Entry& entry, Instant time, domain::EnterpriseNumber keeper, Source source) {
  return {.event = entry.event,
          .time = time,
          .sources = {source},
          .sender = entry.sender,
          .recipient = entry.recipient.value_or(keeper),
          .message = entry.message,
          .ticket = entry.ticket,
          .role = entry.role,
          .authorisation = entry.authorisation,
          .category = entry.category,
          .paragraphs = in_order(entry.paragraphs),
          .rule = entry.rule,
          .purpose = entry.purpose,
          .ground = entry.ground,
          .doubt_stated = entry.doubt_stated,
          .fields = entry.fields,
          .withheld = entry.withheld,
          .outcome = entry.outcome,
          .problem = entry.problem};
}

Result<void> check(const Asked& asked, const LogExcerpt& log, const LoggedEntry& logged) {
  const auto& subject = logged.entry.subject;
  const auto refused = [&](const char* what, std::string value) {
    return failure(
        {.what = fmt::format("entry {} of the log {} {}", to_string(logged.id), log.log.text(), what), .value = std::move(value)});
  };
  // The number itself is not repeated: it is somebody else's.
  if (!subject || (*subject != asked.person && std::ranges::find(asked.numbers, *subject) == asked.numbers.end()))
    return refused("is not about the person of the report", {});
  const auto day = day_of(logged.time);
  if (day < asked.first || day > asked.last) return refused("is outside the period of the report", domain::to_string(day));
  // Of days that are in neither list the report says that nothing can be found there.
  if (std::ranges::find(log.proven, day) == log.proven.end() && std::ranges::find(log.unproven, day) == log.unproven.end())
    return refused("is of a day that is given neither as proved nor as unproved", domain::to_string(day));
  return {};
}

/// Whether the event is one end of a communication between two institutions.
bool passes_between_institutions(Event event) {
  switch (event) {
    case Event::sent:
    case Event::received:
    case Event::answered:
    case Event::no_data:
    case Event::refused:
    case Event::corrected:
    case Event::withdrawn: return true;
    default: return false;
  }
}

/// By what the two sides know a communication again; nothing where an entry has nothing of the kind.
using Mark = std::tuple<std::uint64_t, std::uint64_t, std::string>;
std::optional<Mark> mark_of(const Entry& entry) {
  if (!passes_between_institutions(entry.event) || !entry.sender || !entry.recipient) return std::nullopt;
  std::string named;
  if (entry.ticket) named = "ticket " + crossroads::to_string(entry.ticket->uuid);
  else if (entry.message) named = fmt::format("message {}", static_cast<std::uint64_t>(*entry.message));
  else if (entry.trace) named = "trace " + ledger::to_string(*entry.trace);
  else return std::nullopt;
  return Mark(entry.sender->digits(), entry.recipient->digits(), std::move(named));
}

/// The other side's entry of a communication that is there already. What the recipient adds is only what the sender does not say.
void join(Communication& there, Communication&& other) {
  if (there.event == Event::received && other.event != Event::received) std::swap(there, other);
  there.sources.push_back(other.sources.front());
  const auto complete = [](auto& value, auto& from) {
    if (!value) value = std::move(from);
  };
  complete(there.message, other.message);
  complete(there.role, other.role);
  complete(there.authorisation, other.authorisation);
  complete(there.category, other.category);
  complete(there.rule, other.rule);
  complete(there.purpose, other.purpose);
  complete(there.ground, other.ground);
  complete(there.outcome, other.outcome);
  complete(there.problem, other.problem);
  there.doubt_stated = there.doubt_stated || other.doubt_stated;
  if (there.paragraphs.empty()) there.paragraphs = std::move(other.paragraphs);
  if (there.fields.empty()) {
    there.fields = std::move(other.fields);
    there.withheld = other.withheld;
  }
}

/// The same event at both ends, or sent here and received there.
bool are_two_ends(Event a, Event b) { return a == b || a == Event::received || b == Event::received; }

void add_all(std::vector<Communication>& to, const LogExcerpt& log, std::size_t number, std::map<Mark, std::size_t>& known) {
  for (const auto& logged : log.entries) {
    auto told = told_by(logged.entry, logged.time, log.keeper, {number, logged.id});
    if (auto mark = mark_of(logged.entry)) {
      const auto [at, is_new] = known.try_emplace(std::move(*mark), to.size());
      if (!is_new) {
        auto& there = to[at->second];
        if (there.sources.size() == 1 && there.sources.front().log != number && are_two_ends(there.event, told.event)) {
          join(there, std::move(told));
          continue;
        }
      }
    }
    to.push_back(std::move(told));
  }
}

/// Of values that can be compared the one that occurs most often; of two, the newer.
template <class Value, class Each>
Value most_frequent(const std::vector<Communication>& communications, Each&& each) {
  std::vector<std::pair<Value, std::size_t>> counted;
  for (const auto& communication : communications) {
    const std::optional<Value> value = each(communication);
    if (!value) continue;
    const auto at = std::ranges::find(counted, *value, &std::pair<Value, std::size_t>::first);
    if (at == counted.end()) counted.emplace_back(*value, 1);
    else ++at->second;
  }
  const auto most = std::ranges::max_element(counted, {}, &std::pair<Value, std::size_t>::second);
  return most == counted.end() ? Value{} : most->first;
}

Group::Usual usual_of(const std::vector<Communication>& all) {
  using Fields = std::pair<std::vector<FieldName>, std::optional<std::uint32_t>>;
  // Values that are absent do not count; the first maximum is the newest.
  const auto set = [](const auto& value) -> std::optional<std::remove_cvref_t<decltype(value)>> {
    return value ? std::optional(value) : std::nullopt;
  };
  auto [fields, withheld] = most_frequent<Fields>(
      all, [](const Communication& one) { return one.fields.empty() ? std::nullopt : std::optional(Fields(one.fields, one.withheld)); });
  return {.sender = most_frequent<std::optional<domain::EnterpriseNumber>>(all, [&](const auto& one) { return set(one.sender); }),
          .role = most_frequent<std::optional<SubjectRole>>(all, [&](const auto& one) { return set(one.role); }),
          .purpose = most_frequent<std::optional<Purpose>>(all, [&](const auto& one) { return set(one.purpose); }),
          .fields = std::move(fields),
          .withheld = withheld,
          .paragraphs = most_frequent<law::Citations>(
              all, [](const auto& one) { return one.paragraphs.empty() ? std::nullopt : std::optional(one.paragraphs); })};
}

/// What was logged later in the same millisecond of the same log is newer.
bool newer(const Communication& a, const Communication& b) {
  if (a.time != b.time) return a.time > b.time;
  const auto &x = a.sources.front(), &y = b.sources.front();
  return x.log != y.log ? x.log < y.log : x.id > y.id;
}

std::string name_of(const std::optional<domain::AuthorisationVersion>& authorisation) {
  return authorisation ? authorisation->name : std::string();
}

std::vector<Group> grouped(std::vector<Communication> newest_first) {
  std::vector<Group> groups;
  for (auto& one : newest_first) {
    const auto authorisation = name_of(one.authorisation);
    const auto category = one.category ? one.category->text() : std::string();
    auto at = std::ranges::find_if(groups, [&](const Group& group) {
      return group.recipient == one.recipient && group.authorisation == authorisation && group.category == category;
    });
    if (at == groups.end())
      at = groups.insert(at, {.recipient = one.recipient, .authorisation = authorisation, .category = category, .communications = {}});
    at->communications.push_back(std::move(one));
  }
  for (auto& group : groups) group.usual = usual_of(group.communications);
  return groups;
}

void count(Tally& tally, Event event) {
  switch (event) {
    case Event::sent:
    case Event::received:
    case Event::corrected:
    case Event::answered: ++tally.received; break;
    case Event::withdrawn: ++tally.withdrawn; break;
    case Event::no_data:
    case Event::refused:
    case Event::struck: ++tally.without; break;
    default: ++tally.read; break;
  }
}

std::vector<Tally> summed_up(const std::vector<Communication>& newest_first) {
  std::vector<Tally> summary;
  for (const auto& one : newest_first) {
    const auto authorisation = name_of(one.authorisation);
    auto at = std::ranges::find_if(
        summary, [&](const Tally& tally) { return tally.recipient == one.recipient && tally.authorisation == authorisation; });
    if (at == summary.end())
      at = summary.insert(at, {.recipient = one.recipient, .authorisation = authorisation, .first = one.time, .last = one.time});
    at->first = one.time;
    count(*at, one.event);
  }
  return summary;
}

}  // namespace

Result<Report> make_report(const Asked& asked, std::span<const LogExcerpt> logs) {
  Report report{.asked = asked, .logs = {}, .summary = {}, .groups = {}};
  std::vector<Communication> all;
  std::map<Mark, std::size_t> known;
  for (std::size_t n = 0; n < logs.size(); ++n) {
    auto log = logs[n];
    std::erase_if(log.entries, [](const LoggedEntry& logged) { return !concerns_person(logged.entry.event); });
    for (const auto& logged : log.entries) CROSSROADS_CHECK(check(asked, log, logged));
    add_all(all, log, n, known);
    report.logs.push_back({.name = log.log,
                           .keeper = log.keeper,
                           .erased = std::move(log.erased),
                           .proven = std::move(log.proven),
                           .unproven = std::move(log.unproven),
                           .heads = std::move(log.heads)});
    std::ranges::sort(report.logs.back().proven);
    std::ranges::sort(report.logs.back().unproven);
  }
  std::ranges::stable_sort(all, newer);
  report.summary = summed_up(all);
  report.groups = grouped(std::move(all));
  return report;
}

}  // namespace crossroads::ledger::report
