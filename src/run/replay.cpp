#include "run/replay.hpp"

#include <tbb/parallel_pipeline.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include <fmt/format.h>

#include "run/replay_range.hpp"
#include "run/workers.hpp"

namespace crossroads::run {
namespace {

using law::fast::KeyIndex;

constexpr KeyIndex nothing = 0xffff;  // no decision
constexpr std::size_t niss_digits = 11;
// Small enough that a block's part of every month stays in the nearest cache, and whole cache lines of each month's row.
constexpr std::size_t evaluated_block = 256;
constexpr std::size_t written_block = 16'384;

/// How many months are evaluated at a time: one cell a person and month must fit into the memory.
std::int32_t slab_length(std::size_t persons, std::int32_t months, std::size_t memory) {
  const std::size_t budget = memory != 0 ? memory : std::max(std::size_t{32} << 20, persons * 128);
  const std::size_t row = std::max<std::size_t>(1, persons) * sizeof(KeyIndex);
  return static_cast<std::int32_t>(std::clamp<std::size_t>(budget / row, 1, static_cast<std::size_t>(months)));
}

/// The decisions of everybody in some consecutive months: a row a month, a cell a person.
class Slab {
 public:
  Slab(std::size_t persons, std::int32_t most_months)
      : persons_(persons), cells_(std::make_unique_for_overwrite<KeyIndex[]>(persons * static_cast<std::size_t>(most_months))) {}

  void fill(Workers& workers, const domain::Population& population, domain::Month first, std::int32_t months) {
    workers.each_block(persons_, evaluated_block, [&](law::fast::Evaluator& evaluator, std::size_t begin, std::size_t end) {
      for (std::int32_t m = 0; m < months; ++m) std::fill(row(m) + begin, row(m) + end, nothing);
      const std::int32_t offset = first - evaluator.origin();
      evaluator.each(population, begin, end, [&](domain::PersonIndex person, std::span<const law::fast::KeyedMonths> keyed) {
        for (const auto& [key, words] : keyed) write(position(person), key, words, offset, months);
      });
    });
  }

  [[nodiscard]] const KeyIndex* row(std::int32_t month) const { return cells_.get() + static_cast<std::size_t>(month) * persons_; }

 private:
  [[nodiscard]] KeyIndex* row(std::int32_t month) { return cells_.get() + static_cast<std::size_t>(month) * persons_; }

  void write(std::size_t person, KeyIndex key, std::span<const std::uint64_t> words, std::int32_t offset, std::int32_t months) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      for (std::uint64_t word = words[i]; word != 0; word &= word - 1) {
        const std::int32_t month = static_cast<std::int32_t>(i) * 64 + std::countr_zero(word) - offset;
        if (month >= 0 && month < months) row(month)[person] = key;
      }
    }
  }

  std::size_t persons_;
  std::unique_ptr<KeyIndex[]> cells_;
};

std::string quoted_or_null(std::string_view text) { return text.empty() ? "null" : fmt::format("\"{}\"", text); }

/// The end of a line for each key. Names of the law are words and hyphens: nothing in them has to be escaped.
std::vector<std::string> line_ends(const law::fast::Plan& plan) {
  std::vector<std::string> ends;
  for (const auto& key : plan.keys) {
    const auto& authorisation = *plan.authorisation;
    ends.push_back(fmt::format("\",\"outcome\":\"{}\",\"category\":{},\"rule\":{},\"stage\":{}}}\n",
                               law::outcome_names[static_cast<std::size_t>(key.outcome)],
                               quoted_or_null(key.category == law::no_category ? "" : authorisation.categories[key.category].name.text),
                               quoted_or_null(law::rule_name(authorisation, key.rule)),
                               quoted_or_null(key.stage == law::Stage::none     ? ""
                                              : key.stage == law::Stage::source ? "source"
                                                                                : "hub")));
  }
  return ends;
}

void write_digits(std::uint64_t digits, char* to) {
  for (std::size_t i = niss_digits; i-- > 0; digits /= 10) to[i] = static_cast<char>('0' + digits % 10);
}

/// Writes the lines of a slab: blocks of persons are put into words in parallel, and handed to the sink in order.
class LineWriter {
 public:
  LineWriter(const law::fast::Plan& plan, const domain::Population& population, Workers& workers, const Sink& sink)
      : population_(population),
        ends_(line_ends(plan)),
        workers_(workers),
        sink_(sink),
        buffers_(2 * static_cast<std::size_t>(std::max(1, workers.arena().max_concurrency()))) {
    std::size_t longest = 0;
    for (const auto& end : ends_) longest = std::max(longest, end.size());
    const std::size_t line = begin_of_line(domain::Month(2000, 1)).size() + niss_digits + longest;
    for (auto& buffer : buffers_) buffer.text = std::make_unique_for_overwrite<char[]>(line * std::min(written_block, population.size()));
  }

  Result<void> write(const Slab& slab, domain::Month first, std::int32_t months) {
    const std::size_t blocks = (population_.size() + written_block - 1) / written_block;
    const std::size_t chunks = blocks * static_cast<std::size_t>(months);
    Result<void> result;
    std::size_t next = 0;
    const auto take = [&](tbb::flow_control& control) -> std::size_t {
      if (next == chunks || !result) control.stop();
      return next++;
    };
    const auto put_into_words = [&](std::size_t chunk) {
      const auto month = static_cast<std::int32_t>(chunk / blocks);
      const std::size_t begin = chunk % blocks * written_block;
      // At most as many chunks as buffers are under way, and they leave in order: this one's buffer is free.
      auto& buffer = buffers_[chunk % buffers_.size()];
      fill(buffer, begin_of_line(first.plus(month)), slab.row(month), begin, std::min(population_.size(), begin + written_block));
      return &buffer;
    };
    const auto hand_on = [&](Buffer* buffer) {
      if (!result || buffer->size == 0) return;
      result = sink_({buffer->text.get(), buffer->size});
      lines_ += buffer->lines;
    };
    workers_.arena().execute([&] {
      tbb::parallel_pipeline(buffers_.size(), tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order, take) &
                                                  tbb::make_filter<std::size_t, Buffer*>(tbb::filter_mode::parallel, put_into_words) &
                                                  tbb::make_filter<Buffer*, void>(tbb::filter_mode::serial_in_order, hand_on));
    });
    return result;
  }

  [[nodiscard]] std::uint64_t lines() const { return lines_; }

 private:
  struct Buffer {
    std::unique_ptr<char[]> text;
    std::size_t size = 0;
    std::uint64_t lines = 0;
  };

  [[nodiscard]] static std::string begin_of_line(domain::Month month) {
    return fmt::format("{{\"month\":\"{}\",\"niss\":\"", to_string(month));
  }

  void fill(Buffer& buffer, const std::string& begin_of_line, const KeyIndex* row, std::size_t begin, std::size_t end) const {
    char* to = buffer.text.get();
    buffer.lines = 0;
    for (std::size_t person = begin; person < end; ++person) {
      if (row[person] == nothing) continue;
      std::memcpy(to, begin_of_line.data(), begin_of_line.size());
      to += begin_of_line.size();
      write_digits(population_.niss(domain::PersonIndex{static_cast<std::uint32_t>(person)}).digits(), to);
      to += niss_digits;
      const auto& rest = ends_[row[person]];
      std::memcpy(to, rest.data(), rest.size());
      to += rest.size();
      ++buffer.lines;
    }
    buffer.size = static_cast<std::size_t>(to - buffer.text.get());
  }

  const domain::Population& population_;
  std::vector<std::string> ends_;
  Workers& workers_;
  const Sink& sink_;
  std::vector<Buffer> buffers_;
  std::uint64_t lines_ = 0;
};

}  // namespace

Result<std::uint64_t> replay(const Replay& replay, const Sink& sink) {
  const auto months = CROSSROADS_TRY(decided_months(replay.plan, replay.months));
  if (!months) return 0;
  Workers workers(replay.plan, replay.members, months->to, replay.threads);
  const std::int32_t all = months->to - months->from + 1;
  const std::int32_t length = slab_length(replay.population.size(), all, replay.memory);
  Slab slab(replay.population.size(), length);
  LineWriter writer(replay.plan, replay.population, workers, sink);
  for (std::int32_t done = 0; done < all; done += length) {
    if (replay.progress) replay.progress(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(all));
    const std::int32_t now = std::min(length, all - done);
    slab.fill(workers, replay.population, months->from.plus(done), now);
    CROSSROADS_CHECK(writer.write(slab, months->from.plus(done), now));
  }
  if (replay.progress) replay.progress(static_cast<std::uint64_t>(all), static_cast<std::uint64_t>(all));
  return writer.lines();
}

}  // namespace crossroads::run
