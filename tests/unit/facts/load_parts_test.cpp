// The pieces of loading: who is who, which aid_ids are the same, memory.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "facts/load/aid_shares.hpp"
#include "facts/load/gather.hpp"
#include "facts/load/person_finder.hpp"

namespace crossroads::facts {
namespace {

domain::Niss number(std::uint64_t i) { return domain::Niss::from_stored(i); }

RC_GTEST_PROP(PersonFinder, FindsEveryNumberOfKnownChains, ()) {
  // Numbers in or out of order, once or more, in pieces; chains among them and to others.
  std::vector<std::uint64_t> in_file;
  for (int i = *rc::gen::inRange(0, 60); i > 0; --i) in_file.push_back(*rc::gen::inRange<std::uint64_t>(1, 100) * 1'000'000'007);
  if (*rc::gen::arbitrary<bool>()) std::ranges::sort(in_file);
  Chains chains;
  for (int i = *rc::gen::element(0, 0, 5, 20); i > 0; --i) {
    (void)chains.add(number(*rc::gen::inRange<std::uint64_t>(1, 100) * 1'000'000'007),
                     number(*rc::gen::inRange<std::uint64_t>(1, 100) * 1'000'000'007));
  }
  std::vector<domain::Niss> numbers;
  for (const auto i : in_file) numbers.push_back(number(i));
  const auto cut = *rc::gen::inRange<std::size_t>(0, numbers.size() + 1);
  const std::vector<std::span<const domain::Niss>> pieces{std::span(numbers).first(cut), std::span(numbers).subspan(cut)};
  const PersonFinder finder(pieces, chains, *rc::gen::inRange(1U, 4U));

  std::set<domain::Niss> persons;
  for (const auto niss : numbers) persons.insert(chains.newest(niss));
  RC_ASSERT(finder.persons() == std::vector<domain::Niss>(persons.begin(), persons.end()));
  PersonFinder::Cursor cursor;
  for (std::uint64_t i = 1; i < 100; ++i) {
    const auto niss = number((i * 37 % 100) * 1'000'000'007);
    const auto person = std::ranges::lower_bound(finder.persons(), chains.newest(niss));
    const bool known = person != finder.persons().end() && *person == chains.newest(niss);
    const auto found = finder.find(niss, cursor);
    RC_ASSERT(found.has_value() == known);
    RC_ASSERT(finder.find_anywhere(niss) == found);
    if (known) { RC_ASSERT(position(*found) == static_cast<std::size_t>(person - finder.persons().begin())); }
  }
}

TEST(PersonFinder, KnowsNobodyWhereNobodyIs) {
  const PersonFinder empty({}, {}, 1);
  PersonFinder::Cursor cursor;
  EXPECT_FALSE(empty.find(number(71020410123), cursor));
  EXPECT_FALSE(PersonFinder().find(number(71020410123), cursor));
}

TEST(PersonFinder, LongChainsOfAFewPersonsFit) {
  const std::vector<domain::Niss> one{number(1)};
  const std::vector<std::span<const domain::Niss>> pieces{one};
  Chains chains;
  for (std::uint64_t i = 1; i < 500; ++i) EXPECT_EQ(chains.add(number(i), number(i + 1)), Chains::Verdict::added);
  const PersonFinder finder(pieces, chains, 2);
  ASSERT_EQ(finder.persons(), std::vector<domain::Niss>{number(500)});
  for (std::uint64_t i = 1; i <= 500; ++i) EXPECT_EQ(finder.find_anywhere(number(i)), domain::PersonIndex{0}) << i;
}

std::string any_aid_id() {
  const std::string start = *rc::gen::element<std::string>("", "a", "abcdefg", "abcdefgh", "abcdefghijklmn", "abcdefghijklmno",
                                                           "abcdefghijklmnop", "abcdefghijklmnopqrstuvwxyz");
  return start + std::to_string(*rc::gen::inRange(0, 30));
}

RC_GTEST_PROP(AidKeys, AreTheSameExactlyWhereTheTextsAre, ()) {
  AidKeys a(std::pmr::get_default_resource()), b(std::pmr::get_default_resource());
  std::vector<std::string> a_texts, b_texts;
  for (int i = *rc::gen::inRange(1, 20); i > 0; --i) a.add(a_texts.emplace_back(any_aid_id()));
  for (int i = *rc::gen::inRange(1, 20); i > 0; --i) b.add(b_texts.emplace_back(any_aid_id()));
  for (std::size_t i = 0; i < a_texts.size(); ++i) {
    RC_ASSERT(a.text(i) == a_texts[i]);
    for (std::size_t j = 0; j < b_texts.size(); ++j) {
      const bool same = a_texts[i] == b_texts[j];
      RC_ASSERT(AidKeys::same(a, i, b, j) == same);
      if (same) { RC_ASSERT(a.hash(i) == b.hash(j)); }
    }
  }
}

RC_GTEST_PROP(AidShares, HoldEveryRowOnceInOrder, ()) {
  std::vector<AidKeys> parts;
  std::vector<const AidKeys*> pointers;
  std::vector<std::string> texts;
  for (int part = *rc::gen::inRange(0, 5); part > 0; --part) parts.emplace_back(std::pmr::get_default_resource());
  for (auto& part : parts) {
    for (int i = *rc::gen::inRange(0, 12); i > 0; --i) part.add(texts.emplace_back(any_aid_id()));
    pointers.push_back(&part);
  }
  const AidRows rows(pointers);
  RC_ASSERT(rows.size() == texts.size());
  const auto share_bits = *rc::gen::inRange(0U, 6U);
  const AidShares shares(rows, share_bits, *rc::gen::inRange(1U, 5U));
  std::map<std::string, std::size_t> share_of;
  std::set<std::size_t> seen;
  for (std::size_t share = 0; share < std::size_t{1} << share_bits; ++share) {
    std::size_t last = 0;
    for (const auto entry : shares.share(share)) {
      const auto row = shares.row_of(entry);
      RC_ASSERT(row >= last);
      last = row;
      RC_ASSERT(seen.insert(row).second);
      RC_ASSERT(share_of.try_emplace(texts[row], share).first->second == share);
      const auto at = rows.at(row);
      RC_ASSERT(rows.part(at.part).text(at.row) == texts[row]);
    }
  }
  RC_ASSERT(seen.size() == texts.size());
}

TEST(Arena, GivesApartAlignedMemoryAndItsBlocksBack) {
  BlockPool pool;
  for (int times = 0; times < 2; ++times) {
    Arena arena(pool);
    std::vector<std::pair<char*, std::size_t>> pieces;
    for (std::size_t i = 0; i < 400; ++i) {
      const std::size_t bytes = i % 50 == 0 ? std::size_t{9} << 20 : 1 + i * 977 % 200'000;
      const std::size_t alignment = std::size_t{1} << (i % 5);
      auto* const memory = static_cast<char*>(arena.allocate(bytes, alignment));
      ASSERT_EQ(reinterpret_cast<std::uintptr_t>(memory) % alignment, 0);
      memory[0] = static_cast<char>(i);
      memory[bytes - 1] = static_cast<char>(i);
      pieces.emplace_back(memory, bytes);
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      ASSERT_EQ(pieces[i].first[0], static_cast<char>(i));
      ASSERT_EQ(pieces[i].first[pieces[i].second - 1], static_cast<char>(i));
    }
  }
}

TEST(InParallel, PiecesMeetWithoutGap) {
  for (const std::size_t size : {0U, 1U, 7U, 1000U}) {
    for (const unsigned parts : {1U, 3U, 16U}) {
      EXPECT_EQ(piece_begin(size, parts, 0), 0);
      EXPECT_EQ(piece_begin(size, parts, parts), size);
      for (unsigned i = 0; i < parts; ++i) EXPECT_LE(piece_begin(size, parts, i), piece_begin(size, parts, i + 1));
    }
  }
}

}  // namespace
}  // namespace crossroads::facts
