// One decision at a time, from the rows of one person, with the state of every condition: alone, and among a thousand other laws;
// with what earlier months left behind given, as the engines of others get it, and with the person's whole history worked out again.
// usage: decide LAWS DIR LAST [google benchmark's own options]
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <optional>
#include <string>
#include <unordered_map>

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
  struct Law {
    Law(law::Authorisation read, const domain::UnionMembers& members, domain::Month last)
        : authorisation(std::move(read)), plan(authorisation), single(plan), whole(plan, members, last) {}
    law::Authorisation authorisation;
    law::fast::Plan plan;
    law::fast::MonthEvaluator single;
    law::fast::Evaluator whole;
  };
  [[nodiscard]] Law& named(std::string_view name) { return laws_.find(name)->second; }
  [[nodiscard]] std::size_t size() const { return laws_.size(); }

 private:
  void add(const bench::Bench& bench, law::Authorisation authorisation, domain::Month last) {
    const std::string name = authorisation.name.text;
    laws_.try_emplace(name, std::move(authorisation), bench.members, last);
  }
  static void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
      text.replace(at, what.size(), with);
  }
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, Law, Hash, std::equal_to<>> laws_;
};

const bench::Bench* opened = nullptr;
domain::Month last_month;

/// `one`: decides on a case under a law.
template <class One>
void decide_with(benchmark::State& state, const One& one) {
  Laws laws(*opened, last_month, static_cast<std::size_t>(state.range(0)));
  const law::fast::Plan plan(opened->document.authorisation);
  const auto cases = bench::pick_cases(*opened, plan, last_month, static_cast<std::size_t>(state.range(1)));
  const law::View view{opened->population, opened->members};
  for (const auto& asked : cases) {
    const law::Subject subject{view, asked.person};
    auto& law = laws.named("11/031");
    const auto whole = law.whole.decide(subject, subject, asked.expected.month);
    const auto found = one(law, subject, asked);
    if (found.decision != asked.expected || found.source != whole.source || found.hub != whole.hub) {
      state.SkipWithError("a decision differs from that of the replay");
      return;
    }
  }
  std::size_t next = 0;
  for (auto _ : state) {
    const auto& asked = cases[next];
    benchmark::DoNotOptimize(one(laws.named("11/031"), law::Subject{view, asked.person}, asked));
    if (++next == cases.size()) next = 0;
  }
  state.SetItemsProcessed(state.iterations());
  state.SetLabel(fmt::format("{} laws loaded, {} persons in turn", laws.size(), cases.size()));
}

void decide(benchmark::State& state) {
  decide_with(state, [](Laws::Law& law, const law::Subject& subject, const bench::Case& asked) {
    return law.single.decide(subject, subject, asked.expected.month, asked.before);
  });
}
void decide_with_history(benchmark::State& state) {
  decide_with(state, [](Laws::Law& law, const law::Subject& subject, const bench::Case& asked) {
    return law.whole.decide(subject, subject, asked.expected.month);
  });
}
// Other laws; persons in turn: so few that their facts stay in the processor's cache, and so many that each comes from memory.
BENCHMARK(decide)->ArgsProduct({{0, 1000}, {1'000, 100'000}})->UseRealTime();
BENCHMARK(decide_with_history)->Args({0, 1'000})->UseRealTime();

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
