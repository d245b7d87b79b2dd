// One file read by several threads, part by part, to the same result as one thread reading it from begin to end.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "facts/load/huge_pages.hpp"
#include "facts/open_folder.hpp"
#include "facts/quarantine.hpp"
#include "facts/row/walk_rows.hpp"

namespace crossroads::facts {

/// The files that threads work on together, without the types of their rows.
class PartedFile {
 public:
  enum class Progress : std::uint8_t { worked, busy, done };

  PartedFile() = default;
  PartedFile(const PartedFile&) = delete;
  PartedFile& operator=(const PartedFile&) = delete;
  virtual ~PartedFile() = default;
  /// Reads one more part. `busy`: another thread has the (compressed) stream, and `wait` was false.
  [[nodiscard]] virtual Progress work(RowSpace& space, bool wait) = 0;
};

/// Lets the threads read all files to their end.
void read_all(std::span<PartedFile* const> files, unsigned threads, domain::Date today);

/// What a file's rows become: `Staging` takes the rows of one part, `take(row, report)`, and is made anew for each.
///
/// A plain file is cut at fixed places. A part can't know whether it begins inside a quoted field, so it supposes not, and
/// `settle` reads it again where the part before ended elsewhere. Compressed files are decompressed in order, under a lock, and
/// their rows read outside of it.
template <class Row, class Staging>
class FileParts final : public PartedFile {
 public:
  struct Part {
    std::uint64_t begin = 0, end = 0;
    std::uint32_t lines = 0;
    std::uint32_t lines_before = 0;  ///< known once settled
    RowReport report;
    std::optional<Problem> refusal;
    Staging staged;
    explicit Part(std::pmr::memory_resource* memory) : staged(memory) {}
  };
  using Context = typename Staging::Context;

  /// `open` may be null: a file without rows. It, the context and the pool outlive this.
  FileParts(OpenFile* open, const Context& context, std::size_t part_bytes, unsigned threads, BlockPool& pool)
      : open_(open), context_(context), part_bytes_(part_bytes) {
    for (unsigned i = 0; i < threads; ++i) arenas_.push_back(std::make_unique<Arena>(pool));
    if (open_ == nullptr || open_->file.form() != csv::InputFile::Form::plain) return;
    const std::uint64_t bytes = open_->file.size() - open_->header.end;
    parts_.resize(static_cast<std::size_t>((bytes + part_bytes_ - 1) / part_bytes_));
  }

  [[nodiscard]] Progress work(RowSpace& space, bool wait) override {
    if (open_ == nullptr) return Progress::done;
    if (open_->file.form() != csv::InputFile::Form::plain) return work_on_stream(space, wait);
    const std::size_t i = next_.fetch_add(1, std::memory_order_relaxed);
    if (i >= parts_.size()) return Progress::done;
    parts_[i] = new_part(space);
    read_plain(i, from_of(i), i == 0, space, *parts_[i]);
    return Progress::worked;
  }

  /// After all parts were read: makes them what one thread would have read. Bad rows go to the quarantine.
  [[nodiscard]] Result<void> settle(RowSpace& space, Quarantine& quarantine, RowCounts& counts) {
    if (open_ == nullptr) return {};
    const bool plain = open_->file.form() == csv::InputFile::Form::plain;
    const auto file = static_cast<std::size_t>(open_->file.file());
    std::uint32_t lines = open_->header.lines;
    std::uint64_t end = open_->header.end;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (plain && end >= limit_of(i)) {
        parts_[i] = new_part(space);  // a row of a part before goes on beyond this one
        continue;
      }
      if (plain && parts_[i]->begin != end) {
        parts_[i] = new_part(space);
        read_plain(i, end, true, space, *parts_[i]);
      }
      Part& part = *parts_[i];
      part.lines_before = lines;
      lines += part.lines;
      end = part.end;
      if (part.refusal) return failure(in_file(*part.refusal, part.lines_before));
      counts.accepted[file] += part.report.rows - part.report.bad.size();
      counts.bad[file] += part.report.bad.size();
      for (auto& problem : part.report.bad) quarantine.add(open_->file.file(), in_file(std::move(problem), part.lines_before));
      part.report = {};
    }
    if (!stream_failure_) return {};
    return failure(in_file(*stream_failure_, 0));
  }

  /// In the order of the file.
  [[nodiscard]] std::span<const std::unique_ptr<Part>> parts() const { return parts_; }
  [[nodiscard]] Place place(const Part& part, std::uint32_t line) const {
    return {.file = open_->file.name(), .line = part.lines_before + line};
  }
  /// Gives the rows' memory back.
  void forget() {
    parts_.clear();
    arenas_.clear();
  }

 private:
  [[nodiscard]] std::unique_ptr<Part> new_part(const RowSpace& space) { return std::make_unique<Part>(arenas_[space.thread].get()); }
  [[nodiscard]] std::uint64_t from_of(std::size_t i) const { return open_->header.end + i * part_bytes_; }
  [[nodiscard]] std::uint64_t limit_of(std::size_t i) const { return std::min(open_->file.size(), from_of(i + 1)); }

  Problem in_file(Problem problem, std::uint32_t lines_before) const {
    problem.place.file = open_->file.name();
    if (problem.place.line != 0) problem.place.line += lines_before;
    return problem;
  }

  void read_plain(std::size_t i, std::uint64_t from, bool row_begins, RowSpace& space, Part& part) {
    const auto read = csv::read_part(open_->file, from, limit_of(i), row_begins, space.block);
    if (!read) {
      part.begin = from;
      part.refusal = read.error();
      return;
    }
    read_rows(space, part);
  }

  void read_rows(RowSpace& space, Part& part) {
    part.begin = space.block.begin();
    part.end = space.block.end();
    part.lines = space.block.lines();
    part.refusal = space.block.refusal();
    part.staged.start(context_, space.block.rows());
    walk_rows<Row>(space.block, open_->header, space.memory, space.fields, part.report, part.staged);
    space.fields.unquoted.clear();
  }

  Progress work_on_stream(RowSpace& space, bool wait) {
    std::unique_lock lock(stream_mutex_, std::defer_lock);
    if (wait) lock.lock();
    else if (!lock.try_lock()) return Progress::busy;
    if (stream_ended_) return Progress::done;
    const auto more = open_->stream.next(space.block);
    stream_ended_ = !more || !*more || space.block.refusal();
    if (!more) stream_failure_ = more.error();
    if (!more || !*more) return Progress::done;
    parts_.push_back(new_part(space));
    Part& part = *parts_.back();
    lock.unlock();
    read_rows(space, part);
    return Progress::worked;
  }

  OpenFile* open_;
  const Context& context_;
  std::size_t part_bytes_;
  std::vector<std::unique_ptr<Arena>> arenas_;  // one a thread
  std::vector<std::unique_ptr<Part>> parts_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex stream_mutex_;  // guards the stream, what follows, and the growth of parts_
  bool stream_ended_ = false;
  std::optional<Problem> stream_failure_;
};

}  // namespace crossroads::facts
