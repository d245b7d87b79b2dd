// What the access log reads back from its database and its key store: whatever is taken is written the same again, and no changed bit of what was
// sealed opens. The first byte chooses the format.
#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "ledger/seal/big_endian.hpp"
#include "ledger/seal/entry_text.hpp"
#include "ledger/seal/key_contents.hpp"
#include "ledger/seal/seal.hpp"

namespace {

using namespace crossroads::ledger;
using Bytes = std::span<const std::uint8_t>;

void must(bool holds, const char* what) {
  if (holds) return;
  std::cerr << what << '\n';
  std::abort();
}

std::string_view as_text(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

/// One key for ever, so that nothing but the contents differs from one run to the next.
class OneKey final : public GenerationKeeper {
 public:
  crossroads::Result<std::vector<Generation>> generations() override { return std::vector<Generation>{{1}}; }
  crossroads::Result<void> make(Generation /*generation*/) override { return {}; }
  crossroads::Result<void> destroy(Generation /*generation*/) override { return {}; }
  crossroads::Result<std::vector<std::uint8_t>> wrap(Generation /*generation*/, const Secret32& key) override {
    const auto wrapped = wrap_key(under_, key);
    return std::vector<std::uint8_t>(wrapped.begin(), wrapped.end());
  }
  crossroads::Result<Secret32> unwrap(Generation /*generation*/, Bytes bytes) override {
    WrappedKey wrapped = {};
    if (bytes.size() != wrapped.size()) return crossroads::failure({.what = "another length"});
    std::ranges::copy(bytes, wrapped.begin());
    const auto key = unwrap_key(under_, wrapped);
    if (!key) return crossroads::failure({.what = "another key"});
    return *key;
  }

 private:
  Secret32 under_;
};

class OneDay final : public DayKeys {
 public:
  crossroads::Result<DayKeyPtr> for_sealing(const DayKeyId& /*id*/) override { return keys_; }
  crossroads::Result<DayKeyPtr> for_opening(const DayKeyId& /*id*/) override { return keys_; }
  crossroads::Result<std::vector<Day>> days(const KeyClass& /*key_class*/, crossroads::domain::Date /*first*/,
                                            crossroads::domain::Date /*last*/) override {
    return std::vector<Day>();
  }

 private:
  DayKeyPtr keys_ = std::make_shared<DayKey>(DayKey::from_root(Secret32()));
};

void flip(std::span<std::uint8_t> bytes, std::size_t bit) { bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8); }

void fuzz_entry(Bytes bytes) {
  const auto entry = parse_entry(as_text(bytes));
  if (!entry) return;
  must(to_text(*entry) == as_text(bytes), "an entry is written otherwise");
  must(can_be_read_back(*entry).has_value(), "an entry that was read could not be sealed");
}

void fuzz_agent(Bytes bytes) {
  if (const auto part = parse_agent_part(as_text(bytes))) must(to_text(*part) == as_text(bytes), "an agent part is written otherwise");
}

void fuzz_leaf(Bytes bytes) {
  if (const auto leaf = Leaf::decode(bytes)) must(std::ranges::equal(leaf->encode(), bytes), "a leaf is written otherwise");
}

void fuzz_contents(Bytes bytes) {
  const auto contents = read_contents(bytes);
  if (!contents) return;
  must(std::ranges::equal(to_bytes(*contents), bytes), "contents of a key store are written otherwise");
  for (const auto& [id, keys] : contents->days) {
    KeyTree tree = keys->wrapping;
    const Sequence sequence{id.day.days() >= 0 ? static_cast<std::uint64_t>(id.day.days()) : 0};
    must(tree.puncture(sequence) == keys->wrapping.key_of(sequence).has_value(), "a key that is there cannot be taken out");
    must(!tree.key_of(sequence), "a key that was taken out is there");
  }
}

/// A file as it comes, and the file of the contents with one bit changed: two bytes say which.
void fuzz_key_file(Bytes bytes) {
  OneKey keeper;
  must(!open_key_file(bytes, keeper) || read_key_file_header(bytes), "a file without a header opens");
  if (bytes.size() < 2) return;
  const auto contents = read_contents(bytes.subspan(2));
  if (!contents) return;
  auto file = seal_key_file({.generation = {1}, .revision = 1}, *contents, keeper).value();
  must(std::ranges::equal(to_bytes(open_key_file(file, keeper).value()), bytes.subspan(2)), "a key store's file opens to something else");
  flip(file, read_big_endian<std::uint16_t>(bytes.first<2>()) * std::size_t{7919} % (8 * file.size()));
  must(!open_key_file(file, keeper), "a changed file of a key store opens");
}

/// Seals the entry and changes one bit of body, key or leaf: three bytes say where.
void fuzz_mutant(Bytes bytes) {
  if (bytes.size() < 3) return;
  const auto entry = parse_entry(as_text(bytes.subspan(3)));
  if (!entry) return;
  OneDay keys;
  const LogName log = LogName::parse("hub").value();
  auto sealed = Sealer(keys, log).seal({bytes[1]}, crossroads::Instant(), *entry).value();
  Opener opener(keys, log);
  must(opener.open_entry(sealed.leaf, sealed.entry).value()->value == *entry, "an entry opens to another one");
  const std::size_t chance = read_big_endian<std::uint16_t>(bytes.subspan<1, 2>());
  auto leaf_bytes = sealed.leaf.encode();
  // The agent's digests stand at the end, and this entry has no agent.
  const auto of_entry = std::span(leaf_bytes).first(LeafHeader::size + 2 * crossroads::Sha256::size);
  const std::span<std::uint8_t> places[] = {sealed.entry.body, sealed.entry.key, of_entry};
  const auto place = places[bytes[0] % std::size(places)];
  flip(place, chance * 7919 % (8 * place.size()));
  const auto leaf = Leaf::decode(leaf_bytes);
  must(!leaf || !opener.open_entry(*leaf, sealed.entry), "a changed entry opens");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The order of make_seeds.py.
  constexpr void (*formats[])(Bytes) = {fuzz_entry, fuzz_agent, fuzz_leaf, fuzz_contents, fuzz_key_file, fuzz_mutant};
  if (size == 0) return 0;
  formats[data[0] % std::size(formats)](Bytes(data + 1, size - 1));
  return 0;
}
