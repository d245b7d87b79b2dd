// The desk's record against a plain list, under random batches of which some can't be.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <tuple>

#include "../support/must.hpp"
#include "../support/numbers.hpp"
#include "adapters.hpp"

namespace crossroads::test {
namespace {

using namespace transit;
using domain::Month;
using domain::Niss;
using domain::Ticket;
using run::MessageKind;

constexpr std::uint64_t tickets = 60;

Ticket ticket(std::uint64_t n) { return {Uuid::version_7(n, std::array<std::uint8_t, Uuid::random_size>{})}; }
Ticket any_ticket() { return ticket(*rc::gen::inRange<std::uint64_t>(1, tickets)); }
Niss any_person() { return person(*rc::gen::inRange<std::uint64_t>(0, 5)); }

/// In the order in which it came.
struct Row {
  Received received;
  bool stands = false;
};
using Rows = std::vector<Row>;

bool take(const std::vector<Received>& batch, Rows& rows) {
  for (const auto& one : batch) {
    const auto has = [](const Ticket& ticket) { return [&ticket](const Row& row) { return row.received.ticket == ticket; }; };
    if (one.replaces) {
      const auto replaced = std::ranges::find_if(rows, has(*one.replaces));
      if (replaced == rows.end() || !replaced->stands) return false;
      replaced->stands = false;
    }
    if (std::ranges::any_of(rows, has(one.ticket))) return false;
    rows.push_back({one, one.message.kind != MessageKind::withdrawal});
  }
  return true;
}

Received any_message(const Rows& rows) {
  Sha256::Bytes text = {};
  text.fill(*rc::gen::element<std::uint8_t>(1, 2));
  Received one{
      .ticket = any_ticket(),
      .message = {.authorisation = {*rc::gen::element<std::string>("18/055", "11/031"), Sha256(text)},
                  .category = *rc::gen::element<std::string>("eu-long", "student"),
                  .purpose = "examine a stay right",
                  .kind = *rc::gen::element(MessageKind::first, MessageKind::first, MessageKind::correction, MessageKind::withdrawal),
                  .person = any_person(),
                  .month = Month(2018, *rc::gen::inRange(1U, 5U))},
      .at = Instant(std::chrono::milliseconds(*rc::gen::inRange(0, 1000)))};
  if (one.message.kind == MessageKind::first) return one;
  one.replaces =
      rows.empty() || *rc::gen::inRange(0, 5) == 0 ? any_ticket() : rows[*rc::gen::inRange<std::size_t>(0, rows.size())].received.ticket;
  return one;
}

template <class Order>
std::vector<Received> standing(const Rows& rows, const std::vector<Niss>* numbers, Order order) {
  std::vector<Received> all;
  for (const Row& row : rows) {
    if (row.stands && (numbers == nullptr || std::ranges::find(*numbers, row.received.message.person) != numbers->end()))
      all.push_back(row.received);
  }
  std::ranges::stable_sort(all, {}, order);
  return all;
}

void check(DeskRecord& record, const Rows& rows) {
  std::vector<Received> found;
  const auto visit = [&](Received&& one) -> Result<void> {
    found.push_back(std::move(one));
    return {};
  };
  must(record.every(visit));
  RC_ASSERT(found == standing(rows, nullptr, [](const Received& one) {
              return std::tuple(one.message.authorisation.name, one.message.person, one.message.month);
            }));
  found.clear();
  std::vector<Niss> asked;
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) asked.push_back(any_person());
  must(record.about(asked, visit));
  RC_ASSERT(found ==
            standing(rows, &asked, [](const Received& one) { return std::pair(one.message.authorisation.name, one.message.month); }));

  std::vector<Ticket> all;
  std::vector<bool> known;
  for (std::uint64_t n = 1; n < tickets; ++n) {
    all.push_back(ticket(n));
    const auto row = std::ranges::find_if(rows, [&](const Row& one) { return one.received.ticket == all.back(); });
    known.push_back(row != rows.end());
    RC_ASSERT(must(record.standing(all.back())) == (known.back() && row->stands ? std::optional(row->received) : std::nullopt));
  }
  RC_ASSERT(must(record.received(all)) == known);
}

RC_GTEST_PROP(DeskRecordModel, IsAListOfWhatStands, ()) {
  for (const Adapter& adapter : adapters()) {
    const auto under_test = adapter.make();
    Rows rows;
    for (int step = *rc::gen::inRange(0, 25); step > 0; --step) {
      std::vector<Received> batch;
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) batch.push_back(any_message(rows));
      Rows after = rows;
      const bool can_be = take(batch, after), undone = *rc::gen::inRange(0, 6) == 0;
      {
        const auto open = undone ? must(under_test->facts().begin()) : nullptr;
        RC_ASSERT(under_test->desk_record().add(batch).has_value() == can_be);
      }
      if (can_be && !undone) rows = std::move(after);
    }
    check(under_test->desk_record(), rows);
  }
}

}  // namespace
}  // namespace crossroads::test
