// Measures the access log: what it costs beside plain inserts of the same bytes, many callers at once, latency, verification, search. A
// line a figure: `name value`. Called by bench/ledger/run.sh, which judges.
//
//   ledger_bench FOLDER ENTRIES ROUNDS SECONDS SEARCH_ENTRIES
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <thread>

#include "ledger/log/committer.hpp"
#include "ledger/log/ledger.hpp"
#include "ledger/log/verify.hpp"
#include "ledger_log/support/derived_keys.hpp"
#include "plain_inserts.hpp"
#include "sample_entries.hpp"
#include "store/sqlite/store.hpp"

namespace {

using namespace crossroads;
using namespace crossroads::ledger;
using namespace crossroads::bench;
using store::sqlite::Access;
using store::sqlite::Store;
using Clock = std::chrono::steady_clock;
using Path = std::filesystem::path;

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(one_line(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}
double since(Clock::time_point began) { return std::chrono::duration<double>(Clock::now() - began).count(); }
double percentile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, at);
  return *at;
}
void figure(std::string_view name, double value) {
  fmt::print("{} {:.6g}\n", name, value);
  std::fflush(stdout);
}

LogName hub() { return must(LogName::parse("hub")); }

struct Fresh {
  explicit Fresh(const Path& folder) : file(folder / "log.db") {
    for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
    store = must(Store::open(file, {.access = Access::create}));
  }
  LedgerSetting setting() {
    return {.institution = test::test_institution(), .log = hub(), .keys = keys, .signing_key = test::test_signing_key, .now = [this] {
              return now.load();
            }};
  }
  Path file;
  test::DerivedKeys keys;
  // A clock that stands: a day of the year cannot end in the middle of a measurement.
  std::atomic<Instant> now{std::chrono::sys_days(std::chrono::year(2026) / 5 / 4)};
  std::unique_ptr<Store> store;
};

/// Entries a second, appended in groups of that size, the next one sealed while the last is written.
double append(Fresh& fresh, std::size_t entries, std::size_t group) {
  std::vector<std::vector<LogEntry>> groups;
  for (std::size_t n = 0; n < entries; n += group) {
    auto& one = groups.emplace_back();
    for (std::size_t i = n; i < std::min(n + group, entries); ++i) one.push_back(sample_entry(i, 100'000));
  }
  std::string refused;  // written by the committer's one thread, read after it ended
  const auto began = Clock::now();
  {
    Committer committer(fresh.store->ledger(), fresh.setting(), {.queued = 4 * group, .group = group});
    for (auto& one : groups) {
      committer.submit(std::move(one), {}, [&](const Result<Receipt>& receipt) {
        if (!receipt) refused = one_line(receipt.error());
      });
    }
  }
  if (!refused.empty()) throw std::runtime_error(refused);
  return static_cast<double>(entries) / since(began);
}

void against_plain_inserts(const Path& folder, std::size_t entries, int rounds) {
  for (const std::size_t group : {64U, 256U, 1024U}) {
    double ours = 0, plain = 0;
    for (int round = 0; round < rounds; ++round) {
      Fresh fresh(folder);
      ours = std::max(ours, append(fresh, entries, group));
      const PlainRows rows = read_rows(fresh.store->ledger(), hub());
      for (const std::size_t a_statement : {std::size_t{1}, std::size_t{16}, std::min<std::size_t>(group, 256)}) {
        const Path file = folder / "plain.db";
        for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
        const double rate = static_cast<double>(entries) / insert_plainly(rows, file, group, a_statement);
        if (round == 0) figure(fmt::format("plain_{}_rows_{}", group, a_statement), rate);
        plain = std::max(plain, rate);
      }
    }
    figure(fmt::format("ours_{}", group), ours);
    figure(fmt::format("plain_{}", group), plain);
    figure(fmt::format("ratio_{}", group), ours / plain);
  }
}

void many_callers(const Path& folder, double seconds) {
  constexpr int callers = 256;
  Fresh fresh(folder);
  std::atomic<bool> stop = false;
  std::vector<std::vector<double>> waited(callers);
  const auto began = Clock::now();
  {
    Committer committer(fresh.store->ledger(), fresh.setting());
    std::vector<std::thread> threads;
    for (int caller = 0; caller < callers; ++caller) {
      threads.emplace_back([&, caller] {
        for (std::uint64_t n = static_cast<std::uint64_t>(caller); !stop; n += callers) {
          const auto asked = Clock::now();
          must(committer.append({sample_entry(n, 100'000)}));
          waited[static_cast<std::size_t>(caller)].push_back(since(asked));
        }
      });
    }
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    stop = true;
    for (auto& thread : threads) thread.join();
  }
  std::vector<double> all;
  for (const auto& one : waited) all.insert(all.end(), one.begin(), one.end());
  figure("callers_rate", static_cast<double>(all.size()) / since(began));
  figure("callers_p50_ms", percentile(all, 0.5) * 1000);
  figure("callers_p99_ms", percentile(all, 0.99) * 1000);
}

/// Arrivals by the clock, whatever the log does; each latency counts from when the entry was due.
void open_loop(const Path& folder, double seconds) {
  constexpr double rate = 1000;
  Fresh fresh(folder);
  const auto count = static_cast<std::size_t>(rate * seconds);
  std::vector<double> waited(count);
  {
    Committer committer(fresh.store->ledger(), fresh.setting());
    const auto began = Clock::now();
    for (std::size_t n = 0; n < count; ++n) {
      const auto due = began + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(static_cast<double>(n) / rate));
      std::this_thread::sleep_until(due);
      committer.submit({sample_entry(n, 100'000)}, {},
                       [&waited, n, due](const Result<Receipt>& receipt) { waited[n] = receipt ? since(due) : 1e9; });
    }
  }
  figure("open_p50_ms", percentile(waited, 0.5) * 1000);
  figure("open_p99_ms", percentile(waited, 0.99) * 1000);
  figure("open_max_ms", percentile(waited, 1.0) * 1000);
}

/// A year of entries, about so many persons that each has twenty; then verification and search.
void year_of_entries(const Path& folder, std::uint64_t entries) {
  Fresh fresh(folder);
  const std::uint64_t persons = std::max<std::uint64_t>(1, entries / 20);
  constexpr std::uint64_t group = 4096;
  {
    Ledger ledger(fresh.store->ledger(), fresh.setting());
    const Instant first = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
    constexpr std::chrono::milliseconds year = std::chrono::days(364);
    for (std::uint64_t n = 0; n < entries; n += group) {
      std::vector<LogEntry> some;
      for (std::uint64_t i = n; i < std::min(n + group, entries); ++i) some.push_back(sample_entry(i, persons));
      fresh.now = first + std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(year.count()) * static_cast<double>(n) /
                                                                              static_cast<double>(entries)));
      must(ledger.append(some));
    }
  }
  LedgerStore& store = fresh.store->ledger();
  const VerifyOptions leaves{.institution = test::test_institution(), .keys = test::test_verifier_keys, .everything = false};
  auto began = Clock::now();
  auto found = verify(store, hub(), leaves);
  if (found.verdict != Verdict::intact) throw std::runtime_error(one_line(*found.problem));
  figure("verify_leaves", static_cast<double>(found.leaves) / since(began));
  VerifyOptions everything = leaves;
  everything.everything = true;
  began = Clock::now();
  found = verify(store, hub(), everything);
  if (found.verdict != Verdict::intact) throw std::runtime_error(one_line(*found.problem));
  figure("verify_everything", static_cast<double>(found.leaves) / since(began));

  Searcher searcher(store, fresh.keys, hub());
  std::mt19937_64 chance(1);
  std::vector<double> waited;
  std::uint64_t hits = 0;
  for (int n = 0; n < 2000; ++n) {
    const Search search{.term = SearchTerm::subject(sample_person(chance() % persons)),
                        .first = domain::Date(2026, 1, 1),
                        .last = domain::Date(2026, 12, 31)};
    began = Clock::now();
    hits += must(searcher.find(search)).size();
    waited.push_back(since(began));
  }
  figure("search_entries", static_cast<double>(entries));
  figure("search_hits", static_cast<double>(hits) / 2000);
  figure("search_p50_ms", percentile(waited, 0.5) * 1000);
  figure("search_p95_ms", percentile(waited, 0.95) * 1000);
  fresh.store.reset();  // the write-ahead log goes into the file
  figure("bytes_an_entry", static_cast<double>(std::filesystem::file_size(fresh.file)) / static_cast<double>(entries));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    fmt::print(stderr, "usage: ledger_bench FOLDER ENTRIES ROUNDS SECONDS SEARCH_ENTRIES\n");
    return 64;
  }
  try {
    const Path folder = argv[1];
    against_plain_inserts(folder, std::stoul(argv[2]), std::stoi(argv[3]));
    many_callers(folder, std::stod(argv[4]));
    open_loop(folder, std::stod(argv[4]));
    year_of_entries(folder, std::stoull(argv[5]));
  } catch (const std::exception& failed) {
    fmt::print(stderr, "ledger_bench: {}\n", failed.what());
    return 1;
  }
  return 0;
}
