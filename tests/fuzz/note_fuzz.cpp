// Every text that the access log exchanges with strangers: whatever is taken is written the same again, and no changed signature holds. The first byte
// chooses the format.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <set>

#include "ledger/note/policy.hpp"
#include "ledger/note/proof_file.hpp"
#include "ledger/note/witness.hpp"
#include "ledger/tree/tile.hpp"

namespace {

using namespace crossroads::ledger;

void must(bool holds, const char* what, std::string_view text) {
  if (holds) return;
  std::cerr << what << ": " << text << '\n';
  std::abort();
}

/// The keys of the seeds, and every text that they ever signed.
const std::vector<VerifierKey>& known_keys() {
  static const std::vector<VerifierKey> keys = {
      VerifierKey::parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k").value(),
      VerifierKey::parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").value(),
      VerifierKey::parse("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8").value()};
  return keys;
}
bool was_signed(std::string_view text) {
  static const std::set<std::string_view> texts = {
      "This is an example message.\n",
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
      "go.sum database tree\n35225469\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=\n"};
  return texts.contains(text);
}

const SigningKey& own_key(SignatureType type) {
  static const SigningKey note = SigningKey::from_seed(KeyName::parse("own").value(), SignatureType::note, PrivateSeed{1});
  static const SigningKey witness = SigningKey::from_seed(KeyName::parse("own").value(), SignatureType::cosignature, PrivateSeed{2});
  return type == SignatureType::note ? note : witness;
}

void fuzz_note(std::string_view text) {
  const auto note = parse_note(text);
  if (!note) return;
  must(to_text(*note) == text, "a note is written otherwise", text);
  if (verify(*note, known_keys())) must(was_signed(note->text), "a text that nobody signed is accepted", text);
}

void fuzz_signature_lines(std::string_view text) {
  if (const auto lines = parse_signature_lines(text)) must(to_text(*lines) == text, "signature lines are written otherwise", text);
}

void fuzz_checkpoint(std::string_view text) {
  if (const auto checkpoint = parse_checkpoint(text)) must(to_text(*checkpoint) == text, "a checkpoint is written otherwise", text);
}

void fuzz_proof_file(std::string_view text) {
  const auto proof = parse_proof_file(text);
  if (!proof) return;
  must(to_text(*proof) == text, "a proof is written otherwise", text);
  const auto checkpoint = parse_checkpoint(proof->checkpoint.text);
  if (checkpoint) must(!verify_inclusion(*proof, leaf_hash("in no tree"), *checkpoint), "a leaf in no tree is proven", text);
}

void fuzz_add_checkpoint(std::string_view text) {
  const auto request = parse_add_checkpoint(text);
  if (!request) return;
  must(to_text(*request) == text, "a request is written otherwise", text);
  const auto origin = origin_of(*request);
  if (!origin) return;
  // The log's own latest head, so that nothing but signature and proof stand between the request and a cosignature.
  const auto checkpoint = parse_checkpoint(request->checkpoint.text).value();
  const WatchedLog log{.origin = *origin, .keys = known_keys(), .latest = {request->old, checkpoint.head.root}};
  const WitnessAnswer answer = decide(*request, &log, own_key(SignatureType::cosignature), CosignedAt{});
  must((answer.status == 200) == answer.to_keep.has_value(), "something is kept without a cosignature, or the other way round", text);
  if (answer.status == 200) must(was_signed(request->checkpoint.text), "a checkpoint that nobody signed is cosigned", text);
}

void fuzz_tile_path(std::string_view text) {
  const auto parsed = parse_tile_path(text);
  if (parsed) must(std::visit([](const auto& one) { return to_path(one); }, *parsed) == text, "a path is written otherwise", text);
}

void fuzz_policy(std::string_view text) {
  const auto policy = parse_policy(text);
  if (!policy) return;
  must(parse_policy(to_text(*policy)) == policy, "a policy is read otherwise when written", text);
  const std::vector<bool> all(policy->witnesses.size(), true);
  const std::vector<bool> none(policy->witnesses.size(), false);
  must(policy->is_quorum(all), "all witnesses are no quorum", text);
  must(policy->is_quorum(none) == !policy->quorum.has_value(), "nobody is a quorum", text);
}

void fuzz_key(std::string_view text) {
  if (const auto key = VerifierKey::parse(text)) must(to_vkey(*key) == text, "a key is written otherwise", text);
}

void fuzz_bundle(std::string_view text) {
  if (text.empty()) return;
  const EntryBundle bundle{.index = 0, .width = 1U + static_cast<std::uint8_t>(text.front())};
  text.remove_prefix(1);
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  const auto leaves = parse_bundle(bundle, bytes);
  if (leaves) must(std::ranges::equal(bundle_bytes(*leaves).value(), bytes), "a bundle is written otherwise", text);
}

/// Signs the text and changes one bit of the note: two bytes say which.
void fuzz_mutant(std::string_view text) {
  if (text.size() < 3) return;
  const std::size_t chance = static_cast<std::size_t>(static_cast<std::uint8_t>(text[0])) << 8U | static_cast<std::uint8_t>(text[1]);
  const auto type = (chance & 1U) != 0 ? SignatureType::note : SignatureType::cosignature;
  const SigningKey& key = own_key(type);
  text.remove_prefix(2);
  const auto line = type == SignatureType::note ? sign(text, key) : cosign(text, key, CosignedAt{std::chrono::seconds(1'700'000'000)});
  if (!line) return;
  std::string note = to_text(Note{.text = std::string(text), .signatures = {*line}});
  const auto verified = [&] {
    const auto parsed = parse_note(note);
    return parsed && verify(*parsed, std::span(&key.verifier(), 1)).has_value();
  };
  must(verified(), "a signed note is refused", text);
  const std::size_t bit = chance * 7919 % (8 * note.size());
  note[bit / 8] = static_cast<char>(static_cast<std::uint8_t>(note[bit / 8]) ^ (1U << bit % 8));
  must(!verified(), "a changed note is accepted", note);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The order of make_seeds.py.
  constexpr void (*formats[])(std::string_view) = {fuzz_note,           fuzz_signature_lines, fuzz_checkpoint, fuzz_proof_file,
                                                   fuzz_add_checkpoint, fuzz_tile_path,       fuzz_policy,     fuzz_key,
                                                   fuzz_bundle,         fuzz_mutant};
  if (size == 0) return 0;
  formats[data[0] % std::size(formats)](std::string_view(reinterpret_cast<const char*>(data) + 1, size - 1));
  return 0;
}
