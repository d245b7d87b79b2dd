// One decision at a time, from the rows of one person, with the state of every condition: alone, and among a thousand other laws.
// usage: decide LAWS DIR LAST [google benchmark's own options]
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>

#include "decide/cases.hpp"
#include "law/check/checker.hpp"

namespace {

using namespace crossroads;

/// The laws that an installation has loaded, found by name for each decision as a consultation finds them.
class Laws {
 public:
  Laws(const bench::Bench& bench, domain::Month last, std::size_t others) {
    add(bench, law::Authorisation(bench.document.authorisation), last);
    for (std::size_t i = 0; i < others; ++i) {
      // Other deliberations: the same words, other durations and another name.
      std::string text(bench.document.source.text());
      replace_all(text, "11/031", fmt::format("{:02}/{:03}", 40 + i / 900, 100 + i % 900));
      replace_all(text, ">= 3 years", fmt::format(">= {} months", 2 + i % 300));
      replace_all(text, "for 3 months", fmt::format("for {} months", 2 + i % 11));
      const law::Source source("other.law", text);
      auto parsed = law::parse_authorisation(source);
      if (!parsed.authorisation) throw std::runtime_error("a law of the bench cannot be read");
      add(bench, std::move(*parsed.authorisation), last);
    }
  }
  [[nodiscard]] law::fast::Evaluator& named(std::string_view name) { return laws_.find(name)->second.evaluator; }
  [[nodiscard]] std::size_t size() const { return laws_.size(); }

 private:
  struct Law {
    Law(law::Authorisation read, const domain::UnionMembers& members, domain::Month last)
        : authorisation(std::move(read)), plan(authorisation), evaluator(plan, members, last) {}
    law::Authorisation authorisation;
    law::fast::Plan plan;
    law::fast::Evaluator evaluator;
  };
  void add(const bench::Bench& bench, law::Authorisation authorisation, domain::Month last) {
    const std::string name = authorisation.name.text;
    laws_.try_emplace(name, std::move(authorisation), bench.members, last);
  }
  static void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
      text.replace(at, what.size(), with);
  }
  std::map<std::string, Law, std::less<>> laws_;
};

const bench::Bench* opened = nullptr;
domain::Month last_month;

void decide(benchmark::State& state) {
  Laws laws(*opened, last_month, static_cast<std::size_t>(state.range(0)));
  const law::View view{opened->population, opened->members};
  const law::fast::Plan plan(opened->document.authorisation);
  const auto cases = bench::pick_cases(*opened, plan, last_month, static_cast<std::size_t>(state.range(1)));
  for (const auto& one : cases) {
    const law::Subject subject{view, one.person};
    if (laws.named("11/031").decide(subject, subject, one.expected.month).decision != one.expected) {
      state.SkipWithError("a decision differs from that of the replay");
      return;
    }
  }
  std::size_t next = 0;
  for (auto _ : state) {
    const auto& one = cases[next];
    const law::Subject subject{view, one.person};
    benchmark::DoNotOptimize(laws.named("11/031").decide(subject, subject, one.expected.month));
    if (++next == cases.size()) next = 0;
  }
  state.SetItemsProcessed(state.iterations());
  state.SetLabel(fmt::format("{} laws loaded, {} persons in turn", laws.size(), cases.size()));
}
// Other laws; persons in turn: so few that their facts stay in the processor's cache, and so many that each comes from memory.
BENCHMARK(decide)->ArgsProduct({{0, 1000}, {1'000, 100'000}})->UseRealTime();

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    fmt::print(stderr, "usage: decide LAWS DIR LAST [--benchmark_…]\n");
    return 2;
  }
  const auto last = domain::Month::parse(argv[3]);
  if (!last) {
    fmt::print(stderr, "decide: {}\n", one_line(last.error()));
    return 2;
  }
  last_month = *last;
  const auto bench = bench::open_bench(argv[1], argv[2], last_month);
  if (!bench) {
    fmt::print(stderr, "decide: {}\n", one_line(bench.error()));
    return 1;
  }
  opened = &*bench;
  int rest = argc - 3;
  argv[3] = argv[0];
  benchmark::Initialize(&rest, argv + 3);
  benchmark::RunSpecifiedBenchmarks();
}
