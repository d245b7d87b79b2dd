#include "ledger/seal/seal.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "base/sha256_stream.hpp"
#include "entries.hpp"
#include "ledger/seal/entry_text.hpp"
#include "memory_keys.hpp"

namespace crossroads::ledger {
namespace {

const LogName hub = checked<LogName>("hub");

struct Seal : testing::Test {
  MemoryKeys keys;
  Sealer sealer{keys, hub};
  Opener opener{keys, hub};
  DayKeyId id{.key_class = {.log = hub, .retention = Retention::exchange, .part = Part::entry}, .day = day_of(moment())};
  DayKeyId agent_id{.key_class = {.log = hub, .retention = Retention::exchange, .part = Part::agent}, .day = day_of(moment())};
};

RC_GTEST_PROP(SealOfRandomEntries, OpensToWhatWasSealed, ()) {
  MemoryKeys keys;
  Sealer sealer(keys, hub);
  Opener opener(keys, hub);
  const auto entry = *generate::entry();
  const Sequence sequence{*rc::gen::inRange<std::uint64_t>(0, last_sequence.value + 1)};
  const auto agent = *rc::gen::arbitrary<bool>() ? std::optional(full_agent()) : std::nullopt;
  const auto sealed = sealer.seal(sequence, moment(5), entry, agent);
  RC_ASSERT(sealed.has_value());
  RC_ASSERT(Leaf::decode(sealed->leaf.encode()).value() == sealed->leaf);
  RC_ASSERT(sealed->leaf.header.sequence == sequence);
  RC_ASSERT(sealed->leaf.header.retention == retention_of(entry.event));
  const auto opened = opener.open_entry(sealed->leaf, sealed->entry);
  RC_ASSERT(opened.has_value() && opened->has_value());
  RC_ASSERT((*opened)->value == entry);
  RC_ASSERT((*opened)->text == to_text(entry));
  RC_ASSERT(commitment((*opened)->salt, (*opened)->text) == sealed->leaf.entry.commitment);
  RC_ASSERT(open_entry_with((*opened)->key, sealed->leaf, sealed->entry.body)->value == entry);
  RC_ASSERT(sealed->agent.has_value() == agent.has_value());
  if (agent) {
    const auto who = opener.open_agent(sealed->leaf, *sealed->agent);
    RC_ASSERT(who.has_value() && who->has_value());
    RC_ASSERT((*who)->value == *agent);
  }
}

TEST_F(Seal, HidesLengthsAndContents) {
  const auto small = sealer.seal({0}, moment(), {.event = Event::sent}).value();
  auto entry = full_entry();
  entry.detail.reset();
  entry.doubt.reset();
  entry.problem.reset();
  const auto usual = sealer.seal({1}, moment(), entry).value();
  EXPECT_EQ(small.entry.body.size(), 12 + 256 + 16);
  EXPECT_EQ((usual.entry.body.size() - 28) % 256, 0);
  const auto again = sealer.seal({0}, moment(), {.event = Event::sent}).value();
  EXPECT_NE(small.entry.body, again.entry.body);
  EXPECT_NE(small.entry.key, again.entry.key);
  EXPECT_NE(small.leaf.entry.commitment, again.leaf.entry.commitment) << "the salt is another one";
  const auto bytes = usual.leaf.encode();
  const std::string subject = to_string(*entry.subject);
  EXPECT_EQ(std::ranges::search(bytes, subject).size(), 0);
  EXPECT_EQ(std::ranges::search(usual.entry.body, subject).size(), 0);
}

TEST_F(Seal, TagsAreThoseOfTheSearch) {
  const auto sealed = sealer.seal({7}, moment(), full_entry(), full_agent()).value();
  const auto entry_keys = keys.for_opening(id).value();
  const auto agent_keys = keys.for_opening(agent_id).value();
  const auto holds = [&](const SearchTag& tag) { return std::ranges::find(sealed.tags, tag) != sealed.tags.end(); };
  const auto entry = full_entry();
  EXPECT_EQ(sealed.tags.size(), 8U);
  EXPECT_TRUE(holds(search_tag(*entry_keys, SearchTerm::subject(*entry.subject))));
  EXPECT_TRUE(holds(search_tag(*entry_keys, SearchTerm::message(domain::MessageNumber{12}))));
  EXPECT_TRUE(holds(search_tag(*entry_keys, SearchTerm::ticket(*entry.ticket))));
  EXPECT_TRUE(holds(search_tag(*entry_keys, SearchTerm::batch(*entry.batch))));
  EXPECT_TRUE(holds(search_tag(*entry_keys, SearchTerm::trace(*entry.trace))));
  EXPECT_TRUE(holds(search_tag(*entry_keys, SearchTerm::dossier(checked<Dossier>("oe8.123.456")))));
  EXPECT_TRUE(holds(search_tag(*entry_keys, SearchTerm::purpose(*entry.purpose))));
  EXPECT_FALSE(holds(search_tag(*agent_keys, SearchTerm::agent(checked<Agent>("agentén"))))) << "only ASCII is folded";
  EXPECT_TRUE(holds(search_tag(*agent_keys, SearchTerm::agent(checked<Agent>("AGENT Én")))));
  EXPECT_FALSE(holds(search_tag(*entry_keys, SearchTerm::agent(full_agent().agent)))) << "agents are found with the agents' keys only";
  EXPECT_FALSE(holds(search_tag(*entry_keys, SearchTerm::message(domain::MessageNumber{13}))));
}

TEST_F(Seal, EveryBitIsBound) {
  const auto sealed = sealer.seal({7}, moment(), full_entry(), full_agent()).value();
  for (std::size_t bit = 0; bit < 8 * sealed.entry.body.size(); ++bit) {
    auto part = sealed.entry;
    part.body[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    EXPECT_FALSE(opener.open_entry(sealed.leaf, part)) << "body, bit " << bit;
    auto leaf = sealed.leaf;
    leaf.entry.body = sha256_of(part.body);
    EXPECT_FALSE(opener.open_entry(leaf, part)) << "body and its digest, bit " << bit;
  }
  for (std::size_t bit = 0; bit < 8 * sealed.entry.key.size(); ++bit) {
    auto part = sealed.entry;
    part.key[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    EXPECT_FALSE(opener.open_entry(sealed.leaf, part)) << "key, bit " << bit;
  }
  const auto bytes = sealed.leaf.encode();
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    auto other = bytes;
    other[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    const auto leaf = Leaf::decode(other);
    if (!leaf) continue;
    const bool of_agent = bit / 8 >= LeafHeader::size + 2 * Sha256::size;
    EXPECT_EQ(opener.open_entry(*leaf, sealed.entry).has_value(), of_agent) << "leaf, bit " << bit;
    const bool of_entry = !of_agent && bit / 8 >= LeafHeader::size;
    EXPECT_EQ(opener.open_agent(*leaf, *sealed.agent).has_value(), of_entry) << "leaf, bit " << bit;
  }
}

TEST_F(Seal, PartsOpenInTheirOwnPlaceOnly) {
  const auto a = sealer.seal({7}, moment(), full_entry(), full_agent()).value();
  const auto b = sealer.seal({8}, moment(), full_entry(), full_agent()).value();
  EXPECT_FALSE(opener.open_entry(a.leaf, b.entry));
  EXPECT_FALSE(opener.open_entry(a.leaf, *a.agent));
  EXPECT_FALSE(opener.open_agent(a.leaf, a.entry));
  const auto key = opener.open_entry(a.leaf, a.entry).value()->key;
  EXPECT_TRUE(open_entry_with(key, a.leaf, a.entry.body));
  EXPECT_FALSE(open_agent_with(key, a.leaf, a.agent->body)) << "the entry's key is not the agent's";
  auto moved = b.leaf;
  moved.entry = a.leaf.entry;
  EXPECT_FALSE(open_entry_with(key, moved, a.entry.body));
  const auto none = sealer.seal({9}, moment(), full_entry()).value();
  EXPECT_FALSE(opener.open_agent(none.leaf, *a.agent)) << "its leaf knows of no agent";
  Opener elsewhere(keys, checked<LogName>("desk"));
  EXPECT_FALSE(elsewhere.open_entry(a.leaf, a.entry)) << "another log has other keys";
}

/// A body made by hand as the description says, around any plaintext.
struct ByHand {
  Secret32 key = random_secret();
  Leaf leaf;
  std::vector<std::uint8_t> body;

  ByHand(std::span<const std::uint8_t> clear, std::string_view text) {
    leaf.header = {.retention = Retention::exchange, .sequence = {7}, .time = moment()};
    std::string additional = "crossroads-log-entry-v1";
    for (const auto byte : leaf.header.encode()) additional += static_cast<char>(byte);
    body.resize(gcm_nonce_size + clear.size() + gcm_tag_size);
    fill_random(std::span(body).first(gcm_nonce_size));
    gcm_encrypt(key, std::span(body).first<gcm_nonce_size>(),
                std::span(reinterpret_cast<const std::uint8_t*>(additional.data()), additional.size()), clear,
                std::span(body).subspan(gcm_nonce_size));
    leaf.entry = {.body = sha256_of(body), .commitment = commitment(Salt(), text)};
  }
  [[nodiscard]] bool opens() const { return open_entry_with(key, leaf, body).has_value(); }
};

struct Filled {
  std::string_view name;
  std::size_t size;
  std::uint32_t length;
  std::size_t stray_at;  ///< where a byte is not zero
  bool opens;
};

TEST(SealByHand, OpensWithTheOneWayToFillUp) {
  const std::string text = R"({"event":"sent"})";
  const Filled table[] = {
      {"as it is written", 256, 16, 0, true},
      {"a block too many", 512, 16, 0, false},
      {"no block", 0, 0, 0, false},
      {"half a block", 128, 16, 0, false},
      {"a byte after the text", 256, 16, 36 + 16, false},
      {"a byte at the end", 256, 16, 255, false},
      {"a length into the zeros", 256, 17, 0, false},
      {"a length too short", 256, 15, 0, false},
      {"a length past the end", 256, 221, 0, false},
      {"a length of 32 bits", 256, 0xffffffff, 0, false},
  };
  for (const auto& row : table) {
    SCOPED_TRACE(row.name);
    std::vector<std::uint8_t> clear(row.size);
    if (row.size != 0) {
      for (unsigned i = 0; i < 4; ++i) clear[32 + i] = static_cast<std::uint8_t>(row.length >> (24 - 8 * i));
      std::ranges::copy(text, clear.begin() + 36);
    }
    if (row.stray_at != 0) clear[row.stray_at] = 1;
    EXPECT_EQ(ByHand(clear, text).opens(), row.opens);
  }
}

TEST_F(Seal, AnErasedEntryIsGoneAndNoOther) {
  std::vector<Sealed> all;
  for (std::uint64_t i = 0; i < 20; ++i) all.push_back(sealer.seal({i}, moment(), full_entry(), full_agent()).value());
  keys.erase_entry(id, {5});
  keys.erase_entry(agent_id, {5});
  for (const auto& sealed : all) {
    const bool erased = sealed.leaf.header.sequence == Sequence{5};
    EXPECT_EQ(opener.open_entry(sealed.leaf, sealed.entry).value().has_value(), !erased);
    EXPECT_EQ(opener.open_agent(sealed.leaf, *sealed.agent).value().has_value(), !erased);
  }
  EXPECT_FALSE(sealer.seal({5}, moment(), full_entry())) << "its key is gone for sealing too";
  EXPECT_TRUE(sealer.seal({20}, moment(), full_entry()));
}

TEST_F(Seal, AnErasedDayIsGoneWithItsTags) {
  const auto sealed = sealer.seal({1}, moment(), full_entry()).value();
  const auto next = sealer.seal({2}, moment(86'400'000), full_entry()).value();
  const auto kept = sealer.seal({3}, moment(), {.event = Event::erased}).value();
  keys.erase_day(id);
  EXPECT_FALSE(opener.open_entry(sealed.leaf, sealed.entry).value());
  EXPECT_TRUE(opener.open_entry(next.leaf, next.entry).value());
  EXPECT_TRUE(opener.open_entry(kept.leaf, kept.entry).value()) << "that something was erased stays known";
  EXPECT_EQ(keys.for_opening(id).value(), nullptr) << "so nothing is left to make its tags with";
  EXPECT_FALSE(sealer.seal({4}, moment(), full_entry()));
  EXPECT_EQ(keys.days(id.key_class, id.day, id.day.plus_days(3)).value().size(), 1U);
}

TEST_F(Seal, ValuesAreProvedByTheDaysKey) {
  const auto digest = sealer.values_digest(Event::viewed, moment(), "2011-08 834.14").value();
  EXPECT_EQ(sealer.values_digest(Event::viewed, moment(9), "2011-08 834.14").value(), digest);
  EXPECT_NE(sealer.values_digest(Event::viewed, moment(), "2011-08 834.15").value(), digest);
  EXPECT_NE(sealer.values_digest(Event::viewed, moment(86'400'000), "2011-08 834.14").value(), digest);
}

struct Unreadable {
  std::string_view name;
  Entry entry;
};

TEST_F(Seal, SealsNothingThatCouldNotBeReadBack) {
  const Unreadable table[] = {
      {"a message number past 2^53", {.message = domain::MessageNumber{std::uint64_t{1} << 53U}}},
      {"a sender with wrong check digits", {.sender = domain::EnterpriseNumber::from_stored(308'357'158)}},
      {"no recipient", {.recipient = domain::EnterpriseNumber()}},
      {"a subject with wrong check digits", {.subject = domain::Niss::from_stored(85'073'003'327)}},
      {"no subject", {.subject = domain::Niss()}},
      {"an authorisation without a name", {.authorisation = domain::AuthorisationVersion{.name = "", .text = Sha256(Sha256::Bytes{1})}}},
      {"a line feed in an authorisation",
       {.authorisation = domain::AuthorisationVersion{.name = "11\n031", .text = Sha256(Sha256::Bytes{1})}}},
      {"no paragraph", {.paragraphs = {law::Paragraph()}}},
      {"a paragraph of five digits", {.paragraphs = {law::Paragraph::numbered(10'000)}}},
      {"a dash of five digits", {.paragraphs = {law::Paragraph::numbered(1, 10'000)}}},
  };
  for (const auto& row : table) {
    SCOPED_TRACE(row.name);
    EXPECT_FALSE(parse_entry(to_text(row.entry)));
    const auto sealed = sealer.seal({7}, moment(), row.entry);
    ASSERT_FALSE(sealed);
    EXPECT_EQ(sealed.error().value, "") << "what an entry says must not get into a message";
  }
  EXPECT_FALSE(sealer.seal({7}, earliest_time - std::chrono::milliseconds(1), full_entry()));
  EXPECT_FALSE(sealer.seal({7}, latest_time + std::chrono::milliseconds(1), full_entry()));
  EXPECT_TRUE(Leaf::decode(sealer.seal({7}, earliest_time, full_entry()).value().leaf.encode()));
  EXPECT_TRUE(Leaf::decode(sealer.seal({8}, latest_time, full_entry()).value().leaf.encode()));
}

RC_GTEST_PROP(SealOfRandomEntries, NeverUsesAKeyOrANonceTwice, ()) {
  MemoryKeys keys;
  Sealer sealer(keys, hub);
  const auto entry = *generate::entry();
  std::set<std::vector<std::uint8_t>> nonces;
  std::set<WrappedKey> wrapped;
  // The same entry in the same place again and again, as when another process was faster.
  for (int i = 0; i < 20; ++i) {
    const auto sealed = sealer.seal({7}, moment(), entry, full_agent()).value();
    for (const auto* part : {&sealed.entry, &*sealed.agent}) {
      RC_ASSERT(nonces.emplace(part->body.begin(), part->body.begin() + gcm_nonce_size).second);
      RC_ASSERT(wrapped.insert(part->key).second);
    }
  }
}

TEST_F(Seal, RefusesAFullShard) { EXPECT_FALSE(sealer.seal({last_sequence.value + 1}, moment(), {})); }

}  // namespace
}  // namespace crossroads::ledger
