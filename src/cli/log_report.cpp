// crossroads log report: what a person may ask for: who received which data on me, when, why (SPEC §11).
#include <fmt/format.h>

#include <algorithm>

#include "cli/house.hpp"
#include "cli/log_words.hpp"
#include "cli/output.hpp"
#include "facts/stored_population.hpp"
#include "ledger/report/report.hpp"

namespace crossroads::cli {
namespace {

namespace report = ledger::report;

/// Every number of the person: as the store's facts know them, and those given.
Result<std::vector<domain::Niss>> numbers_of(const LogReport& action, facts::FactStore& facts, domain::Date today) {
  const auto person = CROSSROADS_TRY(domain::Niss::parse(action.person, today));
  const auto chains = CROSSROADS_TRY(facts::load_chains(facts));
  auto numbers = chains.numbers(person);
  for (const auto& older : action.also) numbers.push_back(CROSSROADS_TRY(domain::Niss::parse(older, today)));
  std::ranges::sort(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  // The newest first.
  std::ranges::iter_swap(numbers.begin(), std::ranges::find(numbers, chains.newest(person)));
  return numbers;
}

Result<std::vector<std::string>> logs_of(const LogReport& action, ledger::LedgerStore& store) {
  if (!action.logs.empty()) return action.logs;
  std::vector<std::string> present;
  for (const char* name : {"source", "hub", "desk"}) {
    const auto log = CROSSROADS_TRY(ledger::LogName::parse(name));
    if (CROSSROADS_TRY(store.head(log))) present.emplace_back(name);
  }
  if (present.empty()) return failure({.what = "the store holds no access log", .hint = "a run begins them"});
  return present;
}

/// The first day that any of the logs can speak of.
Result<domain::Date> first_day(ledger::LedgerStore& store, const std::vector<std::string>& logs) {
  std::optional<int> year;
  for (const auto& name : logs) {
    const auto log = CROSSROADS_TRY(ledger::LogName::parse(name));
    for (const auto& head : CROSSROADS_TRY(store.shards(log))) year = std::min(year.value_or(head.shard.year), head.shard.year);
  }
  return domain::Date(year.value_or(1970), 1, 1);
}

class Excerpts {
 public:
  Excerpts(const LogReport& action, const report::Asked& asked, const std::vector<domain::Niss>& numbers)
      : action_(action), asked_(asked), numbers_(numbers) {}

  Result<report::LogExcerpt> of(const std::string& name) const {
    auto log = CROSSROADS_TRY(open_log({.store = action_.store, .log = name, .keys = action_.keys}));
    ledger::Ledger ledger(log.entries(), log.setting);
    report::LogExcerpt excerpt{.log = log.setting.log, .keeper = log.setting.institution};
    for (const auto number : numbers_) CROSSROADS_CHECK(add(excerpt, ledger, number));
    std::ranges::sort(excerpt.entries, {}, &report::LoggedEntry::id);
    std::ranges::sort(excerpt.erased, {}, &report::FoundErased::id);
    ascending_once(excerpt.unproven);
    ascending_once(excerpt.proven);
    std::erase_if(excerpt.proven, [&](domain::Date day) { return std::ranges::binary_search(excerpt.unproven, day); });
    for (const auto& head : CROSSROADS_TRY(log.entries().shards(log.setting.log))) excerpt.heads.push_back({head.checkpoint});
    return excerpt;
  }

 private:
  static void ascending_once(std::vector<domain::Date>& days) {
    std::ranges::sort(days);
    days.erase(std::unique(days.begin(), days.end()), days.end());
  }

  Result<void> add(report::LogExcerpt& excerpt, ledger::Ledger& ledger, domain::Niss number) const {
    auto reading = CROSSROADS_TRY(act(ledger::Event::log_read, action_.reader));
    reading.entry.subject = number;
    reading.entry.detail = CROSSROADS_TRY(ledger::Detail::parse("report for the person"));
    const ledger::Search search{.term = ledger::SearchTerm::subject(number), .first = asked_.first, .last = asked_.last, .agents = false};
    auto answer = CROSSROADS_TRY(ledger.search_with_proof(search, reading));
    auto found = std::move(answer).payload();
    for (auto& one : found.entries) {
      if (one.entry) excerpt.entries.push_back({one.id, one.leaf.header.time, std::move(one.entry->value)});
      else excerpt.erased.push_back({one.id, one.leaf.header.time});
    }
    for (const auto& day : found.days) excerpt.proven.push_back(day.index.commitment.day);
    excerpt.unproven.insert(excerpt.unproven.end(), found.unproven.begin(), found.unproven.end());
    return {};
  }

  const LogReport& action_;
  const report::Asked& asked_;
  const std::vector<domain::Niss>& numbers_;
};

Result<std::string> written(const LogReport& action, const Common& common, const report::Report& made) {
  if (action.format == Format::json) return to_json(made);
  const auto library = CROSSROADS_TRY(open_library(common));
  const auto institutions = CROSSROADS_TRY(library.institutions());
  std::vector<library::Document> documents;
  for (const auto& file : library.files()) documents.push_back(CROSSROADS_TRY(library::read_document(file)));
  report::Names names{.laws = {}, .party = [&](domain::EnterpriseNumber number) { return institutions.name_of(number); }};
  for (const auto& document : documents) names.laws.push_back(&document.authorisation);
  return action.format == Format::html ? to_html(made, names, action.language) : to_text(made, names, action.language);
}

Result<std::string> report_of(const LogReport& action, const Common& common) {
  const auto store = CROSSROADS_TRY(store::sqlite::Store::open(action.store, {.access = store::sqlite::Access::read_only}));
  const auto numbers = CROSSROADS_TRY(numbers_of(action, store->facts(), common.today));
  const auto logs = CROSSROADS_TRY(logs_of(action, store->ledger()));
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  report::Asked asked{.person = numbers.front(), .numbers = {numbers.begin() + 1, numbers.end()}, .made = now};
  asked.first = action.first ? *action.first : CROSSROADS_TRY(first_day(store->ledger(), logs));
  asked.last = action.last.value_or(domain::Date(std::chrono::floor<std::chrono::days>(now)));
  const Excerpts excerpts(action, asked, numbers);
  std::vector<report::LogExcerpt> all;
  for (const auto& name : logs) all.push_back(CROSSROADS_TRY(excerpts.of(name)));
  return written(action, common, CROSSROADS_TRY(make_report(asked, all)));
}

}  // namespace

Exit perform(const LogReport& action, const Common& common) {
  const auto text = report_of(action, common);
  if (!text) return refuse(text.error());
  const auto put = action.output ? to_file(*action.output, *text) : to_standard_output(*text);
  return put ? Exit::done : refuse(put.error());
}

}  // namespace crossroads::cli
