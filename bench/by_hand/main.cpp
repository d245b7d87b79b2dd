// The hand-written law over a data folder: the same lines as `crossroads replay --summary`, and how long it took.
// usage: by_hand DIR FROM TO [THREADS] [REPETITIONS]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include "by_hand/law_11_031.hpp"
#include "facts/folder.hpp"

namespace {

using namespace crossroads;
using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

struct LineText {
  by_hand::Line line;
  const char* outcome;
  const char* rule;
  const char* stage;
};
// In the order in which a summary is sorted: outcome, then category, rule, stage.
constexpr LineText excluded[] = {{by_hand::Line::exclude_belgian, "exclude", "\"belgian\"", "\"source\""},
                                 {by_hand::Line::exclude_permanent_register, "exclude", "\"permanent-register\"", "\"source\""},
                                 {by_hand::Line::exclude_permanent_stay, "exclude", "\"permanent-stay\"", "\"hub\""}};
constexpr LineText transmitted[] = {{by_hand::Line::transmit_aid_before_recognition, "transmit", "\"aid-before-recognition\"", "null"},
                                    {by_hand::Line::transmit_continue, "transmit", "\"continue\"", "null"},
                                    {by_hand::Line::transmit_living_wage_after_aid, "transmit", "\"living-wage-after-aid\"", "null"},
                                    {by_hand::Line::transmit_resume, "transmit", "\"resume\"", "null"},
                                    {by_hand::Line::transmit_three_months_living_wage, "transmit", "\"three-months-living-wage\"", "null"}};
constexpr LineText waiting[] = {{by_hand::Line::wait, "wait", "null", "null"}};
constexpr LineText withheld[] = {{by_hand::Line::withhold_belgian, "withhold", "\"belgian\"", "\"source\""},
                                 {by_hand::Line::withhold, "withhold", "null", "null"}};

void print_line(const char* outcome, const char* category, const char* rule, const char* stage, std::uint64_t n) {
  if (n != 0) fmt::print("{{\"outcome\":\"{}\",\"category\":{},\"rule\":{},\"stage\":{},\"n\":{}}}\n", outcome, category, rule, stage, n);
}

template <std::size_t n>
void print_lines(const LineText (&lines)[n], const by_hand::Counts& counts) {
  constexpr const char* categories[] = {"\"eu-worker\"", "\"family\""};
  for (std::size_t c = 0; c < 2; ++c) {
    for (const auto& text : lines) {
      print_line(text.outcome, categories[c], text.rule, text.stage, counts.by_category[c][static_cast<std::size_t>(text.line)]);
    }
  }
}

by_hand::Counts count_all(const domain::Population& population, domain::Month from, domain::Month to, std::size_t threads) {
  std::vector<by_hand::Counts> counts(threads);
  {
    std::vector<std::jthread> others;
    const auto part = [&](std::size_t i) { return population.size() * i / threads; };
    for (std::size_t i = 1; i < threads; ++i) {
      others.emplace_back([&, i] { by_hand::count(population, part(i), part(i + 1), from, to, counts[i]); });
    }
    by_hand::count(population, 0, part(1), from, to, counts[0]);
  }
  for (std::size_t i = 1; i < threads; ++i) counts[0] += counts[i];
  return counts[0];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    fmt::print(stderr, "usage: by_hand DIR FROM TO [THREADS] [REPETITIONS]\n");
    return 2;
  }
  const auto from = domain::Month::parse(argv[2]);
  const auto to = domain::Month::parse(argv[3]);
  if (!from || !to || *to > by_hand::last_possible || *from < by_hand::first_decision) {
    fmt::print(stderr, "by_hand: months from {} to {}\n", to_string(by_hand::first_decision), to_string(by_hand::last_possible));
    return 2;
  }
  const std::size_t threads = argc > 4 ? static_cast<std::size_t>(std::max(1, std::atoi(argv[4]))) : 1;
  const int repetitions = argc > 5 ? std::max(1, std::atoi(argv[5])) : 1;

  const auto start = Clock::now();
  const auto loaded = facts::load_population(argv[1], {.today = to->as_of_day(), .threads = static_cast<unsigned>(threads)});
  if (!loaded) {
    fmt::print(stderr, "by_hand: {}\n", one_line(loaded.error()));
    return 1;
  }
  const double load = seconds_since(start);
  by_hand::Counts counts;
  double best = 1e9;
  for (int i = 0; i < repetitions; ++i) {
    const auto evaluation = Clock::now();
    counts = count_all(loaded->population, *from, *to, threads);
    best = std::min(best, seconds_since(evaluation));
  }
  print_lines(excluded, counts);
  print_line("outside", "null", "null", "null", counts.outside);
  print_line("pause", "null", "null", "null", counts.pause);
  print_lines(transmitted, counts);
  print_lines(waiting, counts);
  print_lines(withheld, counts);
  const double months = static_cast<double>(loaded->population.size()) * (*to - *from + 1);
  fmt::print(stderr, "load {:.3f} s, evaluate {:.4f} s, {:.3e} person-months a second a thread\n", load, best,
             months / best / static_cast<double>(threads));
}
