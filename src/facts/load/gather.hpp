// From rows in file order to each person's rows together, in file order within the person.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "facts/load/huge_pages.hpp"
#include "facts/load/parallel.hpp"

namespace crossroads::facts {

/// The rows of all persons, and where each person's end.
template <class Row>
struct Gathered {
  std::vector<std::uint32_t> end;
  std::vector<Row> rows;
  [[nodiscard]] std::size_t begin_of(std::size_t person) const { return person == 0 ? 0 : end[person - 1]; }
};

/// `parts`: with `staged.rows`, each row with its `person`. `keep(row)`: whether the row counts. `make(row)`: the row as it
/// is gathered. Each thread does a range of persons, so that order never depends on threads.
template <class Row, class Parts, class Keep, class Make>
[[nodiscard]] Gathered<Row> gather(const Parts& parts, std::size_t persons, unsigned threads, Keep keep, Make make) {
  Gathered<Row> gathered;
  gathered.end = large_array<std::uint32_t>(persons);
  auto& end = gathered.end;
  const auto each_row_of = [&](unsigned thread, auto&& act) {
    const auto first = static_cast<std::uint32_t>(piece_begin(persons, threads, thread));
    const auto past = static_cast<std::uint32_t>(piece_begin(persons, threads, thread + 1));
    for (const auto& part : parts) {
      if (!part->staged.range.meets(first, past)) continue;
      for (const auto& row : part->staged.rows) {
        if (row.person >= first && row.person < past && keep(row)) act(row);
      }
    }
  };
  in_parallel(threads, [&](unsigned thread) { each_row_of(thread, [&](const auto& row) { ++end[row.person]; }); });
  std::uint32_t sum = 0;
  for (auto& count : end) sum += std::exchange(count, sum);
  gathered.rows = large_array<Row>(sum);
  // What is the begin of a person's rows moves on with each row, and is their end when all are there.
  in_parallel(threads,
              [&](unsigned thread) { each_row_of(thread, [&](const auto& row) { gathered.rows[end[row.person]++] = make(row); }); });
  return gathered;
}

/// Lets `settle(thread, person, rows of the person)` rearrange each person's rows and say how many are left, then closes the gaps.
template <class Row, class Settle>
void settle_persons(Gathered<Row>& gathered, unsigned threads, Settle settle) {
  const std::size_t persons = gathered.end.size();
  const auto row = [&](std::size_t i) { return gathered.rows.begin() + static_cast<std::ptrdiff_t>(i); };
  std::vector<std::size_t> begin_of_piece(threads), left_in_piece(threads);
  for (unsigned thread = 0; thread < threads; ++thread) begin_of_piece[thread] = gathered.begin_of(piece_begin(persons, threads, thread));
  in_parallel(threads, [&](unsigned thread) {
    const std::size_t past = piece_begin(persons, threads, thread + 1);
    std::size_t begin = begin_of_piece[thread], to = begin;
    for (std::size_t person = piece_begin(persons, threads, thread); person < past; ++person) {
      const std::size_t end = gathered.end[person];
      const std::size_t left = settle(thread, static_cast<std::uint32_t>(person), std::span(gathered.rows).subspan(begin, end - begin));
      if (to != begin) std::copy_n(row(begin), left, row(to));
      to += left;
      begin = end;
      gathered.end[person] = static_cast<std::uint32_t>(to);
    }
    left_in_piece[thread] = to - begin_of_piece[thread];
  });
  std::size_t to = 0;
  for (unsigned thread = 0; thread < threads; ++thread) {
    const std::size_t gap = begin_of_piece[thread] - to;
    if (gap != 0) {
      std::copy_n(row(begin_of_piece[thread]), left_in_piece[thread], row(to));
      const std::size_t past = piece_begin(persons, threads, thread + 1);
      for (std::size_t person = piece_begin(persons, threads, thread); person < past; ++person)
        gathered.end[person] -= static_cast<std::uint32_t>(gap);
    }
    to += left_in_piece[thread];
  }
  gathered.rows.resize(to);
}

}  // namespace crossroads::facts
