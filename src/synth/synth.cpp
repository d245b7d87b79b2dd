#include "synth/synth.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "synth/rows.hpp"

namespace crossroads::synth {
namespace {

constexpr std::size_t numbers_a_piece = 4096;
constexpr std::size_t pieces_a_thread = 6;

Result<void> check(const Options& options) {
  if (options.persons == 0 || options.persons > most_persons) {
    return failure({.what = "so many persons can't be made",
                    .field = "persons",
                    .value = std::to_string(options.persons),
                    .expected = "1 to " + std::to_string(most_persons),
                    .kept = "nothing was written"});
  }
  const bool in_range = options.months.from >= domain::Month(1990, 1) && options.months.to <= domain::Month(2090, 12);
  if (!in_range || options.months.to - options.months.from < 5 * 12) {
    return failure({.what = "the history has to cover five years at least, between 1990 and 2090",
                    .field = "months",
                    .value = to_string(options.months.from) + " to " + to_string(options.months.to),
                    .kept = "nothing was written"});
  }
  if (calendar_of(options).today <= options.months.to.last_day()) {
    return failure({.what = "the day of the export lies before the end of the history",
                    .field = "today",
                    .value = to_string(options.today),
                    .expected = "a day after " + to_string(options.months.to.last_day()),
                    .kept = "nothing was written"});
  }
  if (options.out.empty()) return failure({.what = "no folder to write to was named", .field = "out"});
  return {};
}

/// Pieces of the folder, made by several threads and kept in the order of the numbers.
class Batch {
 public:
  Batch(const World& world, std::size_t threads, bool with_later)
      : numbers_(world.numbers.by_niss), pieces_(threads * pieces_a_thread), later_(pieces_.size()) {
    for (std::size_t i = 0; i < threads; ++i) writers_.emplace_back(world, with_later);
  }
  [[nodiscard]] std::size_t numbers() const { return pieces_.size() * numbers_a_piece; }

  /// Fills the pieces with the numbers from `begin` on; returns how many pieces have something.
  std::size_t fill(std::size_t begin) {
    const std::size_t left = numbers_.size() - begin;
    const std::size_t wanted = std::min(pieces_.size(), (left + numbers_a_piece - 1) / numbers_a_piece);
    std::atomic<std::size_t> next{0};
    const auto work = [&](RowWriter& writer) {
      for (std::size_t i = next++; i < wanted; i = next++) {
        pieces_[i].clear();
        later_[i].clear();
        const std::size_t first = begin + i * numbers_a_piece;
        const std::size_t end = std::min(first + numbers_a_piece, numbers_.size());
        for (std::size_t number = first; number < end; ++number) writer.write(numbers_[number], pieces_[i], later_[i]);
      }
    };
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < writers_.size(); ++i) others.emplace_back([&, i] { work(writers_[i]); });
    work(writers_[0]);
    return wanted;  // the threads are joined before: see the destructor of jthread
  }
  [[nodiscard]] const Piece& piece(std::size_t i) const { return pieces_[i]; }
  [[nodiscard]] const Piece& later(std::size_t i) const { return later_[i]; }

 private:
  const std::vector<NumberRecord>& numbers_;
  std::vector<Piece> pieces_;
  std::vector<Piece> later_;
  std::vector<RowWriter> writers_;
};

Summary summary_of(const Folder& folder, const std::optional<Folder>& later) {
  return {.persons = folder.rows(File::persons),
          .nationalities = folder.rows(File::nationalities),
          .stays = folder.rows(File::stays),
          .grants = folder.rows(File::aid),
          .reimbursements = folder.rows(File::reimbursements),
          .replacements = folder.rows(File::replacements),
          .later_grants = later ? later->rows(File::aid) : 0,
          .bytes = folder.bytes() + (later ? later->bytes() : 0)};
}

}  // namespace

Result<Summary> generate(const Options& options) {
  CROSSROADS_CHECK(check(options));
  Folder folder = CROSSROADS_TRY(Folder::create(options.out));
  std::optional<Folder> later;
  if (!options.later.empty()) later = CROSSROADS_TRY(Folder::create(options.later));

  const std::vector<Draft> drafts = draft_population(options);
  const Numbers numbers = number_population(drafts, options);
  const World world{.seed = options.seed, .calendar = calendar_of(options), .drafts = drafts, .numbers = numbers};

  const std::size_t threads = options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  Batch batch(world, threads, later.has_value());
  const std::size_t all = numbers.by_niss.size();
  for (std::size_t begin = 0; begin < all; begin += batch.numbers()) {
    const std::size_t filled = batch.fill(begin);
    for (std::size_t i = 0; i < filled; ++i) {
      CROSSROADS_CHECK(folder.append(batch.piece(i)));
      if (later) CROSSROADS_CHECK(later->append(batch.later(i)));
    }
    if (options.progress) options.progress({.done = std::min(begin + batch.numbers(), all), .all = all});
  }
  CROSSROADS_CHECK(folder.finish());
  if (later) CROSSROADS_CHECK(later->finish());
  return summary_of(folder, later);
}

}  // namespace crossroads::synth
