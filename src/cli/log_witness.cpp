// crossroads log witness: cosigns the heads of other institutions' logs, and never two that contradict each other (C2SP tlog-witness).
#include <fmt/format.h>
#include <openssl/evp.h>  // SHA-256

#include <chrono>

#include "base/sha256.hpp"
#include "cli/house.hpp"
#include "cli/keys.hpp"
#include "cli/verifier_keys.hpp"
#include "ledger/note/witness.hpp"
#include "ledger/seal/atomic_file.hpp"
#include "library/library.hpp"
#include "net/http.hpp"

namespace crossroads::cli {
namespace {

using ledger::Head;
using ledger::WatchedLog;

/// What the witness keeps of each log: its newest head, in a file named after the SHA-256 of the origin; each line of it ends.
class Watched {
 public:
  Watched(fs::path folder, std::vector<ledger::VerifierKey> keys) : folder_(std::move(folder)), keys_(std::move(keys)) {}

  [[nodiscard]] Result<std::optional<WatchedLog>> look_up(const ledger::Origin& origin) const {
    WatchedLog log{.origin = origin, .keys = {}};
    std::ranges::copy_if(keys_, std::back_inserter(log.keys), [&](const auto& key) { return key.name().text() == origin.text(); });
    if (log.keys.empty()) return std::nullopt;
    if (fs::exists(file(origin))) log.latest = CROSSROADS_TRY(read(origin));
    return log;
  }
  [[nodiscard]] Result<void> keep(const ledger::Origin& origin, const Head& head) const {
    const auto text = to_text(ledger::Checkpoint{.origin = origin, .head = head});
    return ledger::replace_file(file(origin), std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
  }

 private:
  [[nodiscard]] fs::path file(const ledger::Origin& origin) const {
    Sha256::Bytes digest = {};
    EVP_Digest(origin.text().data(), origin.text().size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    return folder_ / (to_string(Sha256(digest)) + ".head");
  }
  [[nodiscard]] Result<Head> read(const ledger::Origin& origin) const {
    const auto text = CROSSROADS_TRY(library::read_text(file(origin)));
    const auto checkpoint = ledger::parse_checkpoint(text);
    if (!checkpoint || checkpoint->origin != origin)
      return failure({.what = "the witness can't read what it knows of a log",
                      .place = {.file = file(origin).string()},
                      .kept = "nothing is cosigned"});
    return checkpoint->head;
  }

  fs::path folder_;
  std::vector<ledger::VerifierKey> keys_;
};

Result<void> serve(const LogWitness& action) {
  std::error_code error;
  fs::create_directories(action.state, error);
  auto keys = CROSSROADS_TRY(open_keys(action.keys, action.state / "witness.db", WithoutKeys::make));
  const auto key = CROSSROADS_TRY(own_signing_key(*keys, action.name, ledger::SignatureType::cosignature));
  const Watched watched(action.state, CROSSROADS_TRY(verifier_keys(action.log_keys)));

  // Requests come one after the other: nothing is decided about a log between reading its head and keeping the new one.
  const auto handle = [&](const net::Message& request) -> net::Message {
    const auto says = [](unsigned status, std::string body) {
      return net::Message{
          .status = status, .method = {}, .target = {}, .content_type = "text/plain; charset=utf-8", .body = std::move(body)};
    };
    if (request.target != "/add-checkpoint" || request.method != "POST") return says(404, "POST /add-checkpoint\n");
    std::optional<ledger::Origin> asked;
    const auto look_up = [&](const ledger::Origin& origin) {
      asked = origin;
      return watched.look_up(origin);
    };
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto answer = ledger::decide(request.body, look_up, key, now);
    if (!answer) {
      static_cast<void>(refuse(answer.error()));
      return says(500, "the witness can't read its own state\n");
    }
    if (answer->to_keep) {
      if (const auto kept = watched.keep(*asked, *answer->to_keep); !kept) {
        static_cast<void>(refuse(kept.error()));
        return says(500, "the witness can't keep the head\n");
      }
    }
    fmt::print(stderr, "{} {}\n", answer->status, asked ? asked->text() : "-");
    return {.status = static_cast<unsigned>(answer->status),
            .method = {},
            .target = {},
            .content_type = answer->content_type,
            .body = answer->body};
  };
  const auto server = CROSSROADS_TRY(net::Server::listen(action.address, action.port, handle));
  fmt::print("http://{}:{}\n{}\n", action.address, server->port(), to_vkey(key.verifier()));
  std::fflush(stdout);
  server->run();
  return {};
}

}  // namespace

Exit perform(const LogWitness& action, const Common&) {
  const auto served = serve(action);
  return served ? Exit::done : refuse(served.error());
}

}  // namespace crossroads::cli
