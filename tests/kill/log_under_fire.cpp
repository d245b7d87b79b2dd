// Appends to an access log as fast as several callers can, and says of each entry that it was acknowledged; or reads the log and says
// what is in it. Driven by test_kill_log.py, which kills it, lets its system calls fail, and compares.
//
//   log_under_fire write STORE NAME CALLERS ENTRIES [--early]   acknowledgements on stdout, a line each: `ack <name> <year> <sequence>`
//   log_under_fire read STORE                                   `entry <name> <year> <sequence>` for each, then `size` and `root`
//
// `--early` acknowledges before the commit: the control that the test must catch.
#include <unistd.h>

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "ledger/log/committer.hpp"
#include "ledger/log/search.hpp"
#include "ledger/log/verify.hpp"
#include "ledger_log/support/derived_keys.hpp"
#include "store/sqlite/store.hpp"
#include "store/support/numbers.hpp"

namespace {

using namespace crossroads;
using namespace crossroads::ledger;
using store::sqlite::Access;
using store::sqlite::Store;

/// Deeds end with one of these.
enum Status : int { done = 0, not_intact = 1, cannot_tell = 2, some_refused = 3, no_store = 4, wrong_use = 64 };

/// One system call a line, so that no line is torn by a kill.
bool say(const std::string& line) { return ::write(STDOUT_FILENO, line.data(), line.size()) == static_cast<ssize_t>(line.size()); }

LogName hub() { return *LogName::parse("hub"); }

LedgerSetting setting(test::DerivedKeys& keys) {
  return {.institution = test::test_institution(), .log = hub(), .keys = keys, .signing_key = test::test_signing_key, .now = [] {
            return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
          }};
}

LogEntry entry(const std::string& name) {
  LogEntry made{.entry = {.event = Event::sent}};
  made.entry.batch = *Batch::parse(name);
  made.entry.subject = test::person(1);
  return made;
}

int complain(const Problem& problem, int status) {
  fmt::print(stderr, "{}\n", one_line(problem));
  return status;
}

int write_log(const std::string& file, const std::string& name, int callers, int entries, bool early) {
  auto store = Store::open(file, {.access = Access::create, .patience = std::chrono::seconds(5)});
  if (!store) return complain(store.error(), no_store);
  test::DerivedKeys keys;
  std::atomic<int> refused = 0;
  {
    Committer committer((*store)->ledger(), setting(keys), {.queued = 64, .group = 16});
    std::vector<std::thread> threads;
    for (int caller = 0; caller < callers; ++caller) {
      threads.emplace_back([&, caller] {
        for (int n = 0; n < entries; ++n) {
          const std::string id = fmt::format("{}-{}-{}", name, caller, n);
          if (early) say(fmt::format("ack {} 0 0\n", id));
          const auto receipt = committer.append({entry(id)});
          if (!receipt) {
            ++refused;
            static_cast<void>(complain(receipt.error(), some_refused));
          } else if (!early) {
            say(fmt::format("ack {} {} {}\n", id, receipt->shard.year, receipt->first.value));
          }
        }
      });
    }
    for (auto& thread : threads) thread.join();
  }
  return refused > 0 ? some_refused : done;
}

int read_log(const std::string& file) {
  const auto store = Store::open(file, {.access = Access::read_write, .patience = std::chrono::seconds(5)});
  if (!store) return complain(store.error(), no_store);
  LedgerStore& ledger = (*store)->ledger();
  test::DerivedKeys keys;
  VerifyOptions options{.institution = test::test_institution(), .keys = test::test_verifier_keys};
  options.day_keys = &keys;  // so that every entry is opened and every search tag held against it
  const auto found = verify(ledger, hub(), options);
  if (found.verdict != Verdict::intact) return complain(*found.problem, static_cast<int>(found.verdict));
  Searcher searcher(ledger, keys, hub());
  for (const ShardHead& head : found.heads) {
    for (std::uint64_t n = 0; n < head.frontier.size().value; ++n) {
      const auto opened = searcher.open({head.shard, {n}}, false);
      if (!opened) return complain(opened.error(), not_intact);
      const auto& batch = opened->entry->value.batch;
      if (batch && !say(fmt::format("entry {} {} {}\n", batch->text(), head.shard.year, n))) return cannot_tell;
    }
    say(fmt::format("shard {} {} {}\n", head.shard.year, head.frontier.size().value, to_base64(head.frontier.root())));
  }
  return done;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() >= 5 && arguments[0] == "write") {
    const bool early = arguments.size() == 6 && arguments[5] == "--early";
    return write_log(arguments[1], arguments[2], std::stoi(arguments[3]), std::stoi(arguments[4]), early);
  }
  if (arguments.size() == 2 && arguments[0] == "read") return read_log(arguments[1]);
  fmt::print(stderr, "usage: log_under_fire write STORE NAME CALLERS ENTRIES [--early] | read STORE\n");
  return wrong_use;
}
