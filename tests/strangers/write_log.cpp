// Writes a log as the access log publishes it, for software of others to verify. Not shipped.
//
//     write_log FOLDER LEAVES [PROOFS]
//
// FOLDER gets checkpoint (signed by the log, cosigned by a witness), tile/…, log.vkey, witness.vkey, older (the checkpoint of two thirds of the
// leaves), add-checkpoint (what a log sends its witness to get from there to here) and proofs/<index>.tlog-proof. With PROOFS, all-proofs holds
// every root and every inclusion and consistency proof of each tree of up to so many of the leaves.
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>

#include "base/sha256_stream.hpp"
#include "ledger/note/proof_file.hpp"
#include "ledger/note/witness.hpp"
#include "ledger/tree/frontier.hpp"
#include "ledger/tree/tile_reader.hpp"
#include "ledger/tree/tile_writer.hpp"

namespace {

using namespace crossroads::ledger;
using crossroads::Result;

namespace fs = std::filesystem;

/// Leaves of all lengths, the empty one among them; nothing in them means anything.
std::string leaf(std::uint64_t index) {
  std::string text;
  while (text.size() < index * 7 % 161) text += to_string(crossroads::sha256_of(std::to_string(index)));
  return text.substr(0, index * 7 % 161);
}

void write(const fs::path& path, std::span<const std::uint8_t> bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

void write(const fs::path& path, std::string_view text) {
  write(path, std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

SigningKey key_of(const std::string& name, SignatureType type) {
  return SigningKey::from_seed(KeyName::parse(name).value(), type, crossroads::sha256_of("seed of " + name).bytes());
}

/// Every head, node and file of the tree.
class Log {
 public:
  Log(fs::path folder, std::uint64_t leaves) : folder_(std::move(folder)) {
    TileWriter writer([this](const Tile& tile, std::span<const Hash> hashes) -> Result<void> {
      write(folder_ / to_path(tile), tile_bytes(hashes));
      return {};
    });
    for (std::uint64_t i = 0; i < leaves; ++i) {
      const Hash hash = leaf_hash(leaf(i));
      frontier_.append(hash, [this](NodePosition at, const Hash& node) { nodes_[at] = node; });
      heads_.push_back(frontier_.head());
      writer.append(hash).value();
    }
    writer.write_partial().value();
    for (const EntryBundle& bundle : bundles_of(TreeSize{leaves})) {
      std::vector<std::string> texts;
      for (std::uint64_t i = 0; i < bundle.width; ++i) texts.push_back(leaf(bundle.index * tile_width + i));
      std::vector<std::span<const std::uint8_t>> parts;
      for (const std::string& text : texts) parts.emplace_back(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
      write(folder_ / to_path(bundle), bundle_bytes(parts).value());
    }
  }

  [[nodiscard]] const Head& head(std::uint64_t size) const { return heads_.at(size); }
  [[nodiscard]] NodeReader stored() const {
    return [this](NodePosition at) -> Result<Hash> { return nodes_.at(at); };
  }
  [[nodiscard]] TileSource tiles() const {
    return [this](const Tile& tile) -> Result<std::vector<std::uint8_t>> {
      std::ifstream in(folder_ / to_path(tile), std::ios::binary);
      return std::vector<std::uint8_t>(std::istreambuf_iterator<char>(in), {});
    };
  }
  [[nodiscard]] std::string all_proofs(std::uint64_t most) const {
    std::string text;
    const auto append = [&](const char* kind, std::uint64_t first, std::uint64_t size, const Proof& proof) {
      text += std::string(kind) + ' ' + std::to_string(first) + ' ' + std::to_string(size);
      for (const Hash& hash : proof) text += ' ' + to_base64(hash);
      text += '\n';
    };
    for (std::uint64_t i = 0; i < most; ++i) append("leaf", i, most, {nodes_.at({0, i})});
    for (std::uint64_t size = 1; size <= most; ++size) {
      append("root", size, size, {head(size).root});
      for (std::uint64_t i = 0; i < size; ++i)
        append("inclusion", i, size, prove_inclusion(LeafIndex{i}, TreeSize{size}, stored()).value());
      for (std::uint64_t from = 1; from <= size; ++from)
        append("consistency", from, size, prove_consistency(TreeSize{from}, TreeSize{size}, stored()).value());
    }
    return text;
  }

 private:
  fs::path folder_;
  Frontier frontier_;
  std::map<NodePosition, Hash> nodes_;
  std::vector<Head> heads_ = {empty_head()};
};

void write_all(const fs::path& folder, std::uint64_t leaves, std::uint64_t proofs) {
  const Origin origin = Origin::parse("crossroads.invalid/0308357159/hub/2026").value();
  const SigningKey log_key = key_of(origin.text(), SignatureType::note);
  const SigningKey witness = key_of("crossroads.invalid/0316380841/witness", SignatureType::cosignature);
  const CosignedAt now{std::chrono::seconds(1'767'225'600)};
  const Log log(folder, leaves);

  const std::uint64_t older_size = leaves * 2 / 3;
  const Checkpoint older{.origin = origin, .head = log.head(older_size)};
  const Checkpoint newest{.origin = origin, .head = log.head(leaves)};
  Note older_note = sign(older, log_key).value();
  older_note.signatures.push_back(cosign(older_note.text, witness, now).value());
  // The proofs come from the tiles as written, so that what others verify has gone through the files.
  auto reader = TileReader::open(newest.head, log.tiles()).value();
  const AddCheckpoint request{.old = TreeSize{older_size},
                              .consistency = prove_consistency(TreeSize{older_size}, TreeSize{leaves}, reader.nodes()).value(),
                              .checkpoint = sign(newest, log_key).value()};
  const WatchedLog watched{.origin = origin, .keys = {log_key.verifier()}, .latest = older.head};
  const WitnessAnswer answer = decide(request, &watched, witness, now + std::chrono::seconds(1));
  const Note checkpoint = with_cosignatures(request.checkpoint, answer.body, witness.verifier()).value();

  write(folder / "log.vkey", to_vkey(log_key.verifier()) + "\n");
  write(folder / "witness.vkey", to_vkey(witness.verifier()) + "\n");
  write(folder / "older", to_text(older_note));
  write(folder / "add-checkpoint", to_text(request));
  write(folder / "checkpoint", to_text(checkpoint));
  for (std::uint64_t i = 0; i < leaves; i += 1 + leaves / 40) {
    const ProofFile proof{.index = LeafIndex{i},
                          .inclusion = prove_inclusion(LeafIndex{i}, TreeSize{leaves}, reader.nodes()).value(),
                          .checkpoint = checkpoint};
    write(folder / "proofs" / (std::to_string(i) + ".tlog-proof"), to_text(proof));
  }
  if (proofs > 0) write(folder / "all-proofs", log.all_proofs(proofs));
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string_view> arguments(words + 1, words + count);
  std::uint64_t numbers[2] = {};
  bool understood = arguments.size() == 2 || arguments.size() == 3;
  for (std::size_t i = 1; understood && i < arguments.size(); ++i) {
    const std::string_view text = arguments[i];
    understood = std::from_chars(text.data(), text.data() + text.size(), numbers[i - 1]).ec == std::errc{};
  }
  if (!understood || numbers[0] < 3 || numbers[1] > numbers[0]) {
    std::cerr << "write_log FOLDER LEAVES [PROOFS], with at least 3 leaves and proofs of no more than these\n";
    return 2;
  }
  write_all(arguments[0], numbers[0], numbers[1]);
  return 0;
}
