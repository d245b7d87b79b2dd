#include "net/credentials.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <map>
#include <mutex>

#include "net/handshake.hpp"
#include "trust/openssl.hpp"

namespace crossroads::net {
namespace {

int handshake_index() {
  static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

/// How long a certificate that was believed is believed again unasked, where neither files nor any of their dates say otherwise.
constexpr std::chrono::seconds belief{10};

/// OpenSSL asks whether to believe the certificate that the other side presents.
int verify(X509_STORE_CTX* context, void*) {
  const auto* connection = static_cast<SSL*>(X509_STORE_CTX_get_ex_data(context, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto* handshake = static_cast<Handshake*>(SSL_get_ex_data(connection, handshake_index()));
  const auto refuse = [&](trust::Distrust distrust) {
    X509_STORE_CTX_set_error(context, trust::openssl_error(distrust.reason));
    handshake->distrust = std::move(distrust);
    return 0;
  };
  auto chain = trust::presented_chain(context);
  if (!chain) return refuse(chain.error());
  const auto institution = trust::check(*chain, handshake->loaded->authorities(), handshake->credentials.now(), handshake->expected);
  if (!institution) return refuse(institution.error());
  handshake->chain = std::move(*chain);
  handshake->institution = *institution;
  X509_STORE_CTX_set_error(context, X509_V_OK);
  return 1;
}

std::shared_ptr<SSL_CTX> make_context(const trust::Identity& identity, const trust::Authorities& authorities, trust::Use use) {
  using trust::must;
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(use == trust::Use::server ? TLS_server_method() : TLS_client_method()), SSL_CTX_free);
  must(context != nullptr);
  auto* raw = context.get();
  must(SSL_CTX_set_min_proto_version(raw, TLS1_3_VERSION) == 1);
  must(SSL_CTX_set_max_proto_version(raw, TLS1_3_VERSION) == 1);
  must(SSL_CTX_set_num_tickets(raw, 0) == 1);
  must(SSL_CTX_set_max_early_data(raw, 0) == 1);
  must(SSL_CTX_set1_groups_list(raw, "X25519:P-256") == 1);
  SSL_CTX_set_options(raw, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_verify(raw, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  SSL_CTX_set_cert_verify_callback(raw, verify, nullptr);

  must(SSL_CTX_use_certificate(raw, trust::to_x509(identity.chain.leaf).get()) == 1);
  for (const auto& between : identity.chain.between) {
    auto certificate = trust::to_x509(between);
    must(SSL_CTX_add0_chain_cert(raw, certificate.get()) == 1);
    static_cast<void>(certificate.release());  // the context's now
  }
  must(SSL_CTX_use_PrivateKey(raw, identity.key.native()) == 1);
  if (use == trust::Use::server) {
    // So that a caller with several certificates knows which one to present.
    for (const auto& authority : authorities.certificates()) must(SSL_CTX_add_client_CA(raw, trust::to_x509(authority).get()) == 1);
  }
  return context;
}

/// By what it is noticed that a file was replaced.
struct Stamp {
  std::filesystem::file_time_type written;
  std::uintmax_t size = 0;
  bool operator==(const Stamp&) const = default;
};
using Stamps = std::map<std::filesystem::path, Stamp>;

Stamps stamps_of(const CredentialFiles& files) {
  Stamps stamps;
  const auto add = [&](const std::filesystem::path& file) {
    std::error_code missing;
    stamps[file] = {std::filesystem::last_write_time(file, missing), std::filesystem::file_size(file, missing)};
  };
  add(files.certificate);
  add(files.key);
  for (const auto& file : files.authorities) add(file);
  for (const auto& file : files.revocation_lists) add(file);
  return stamps;
}

/// One set of authorities from several files.
trust::Checked<trust::Authorities> load_authorities(const CredentialFiles& files) {
  std::vector<trust::Certificate> certificates;
  std::vector<trust::RevocationList> lists;
  std::vector<trust::Distrust> faults;
  for (const auto& file : files.authorities) {
    auto loaded = trust::Authorities::load(file, {});
    if (!loaded) return std::unexpected(loaded.error());
    certificates.insert(certificates.end(), loaded->certificates().begin(), loaded->certificates().end());
  }
  if (!files.authorities.empty()) {
    auto with_lists = trust::Authorities::load(files.authorities.front(), files.revocation_lists);
    if (!with_lists) return std::unexpected(with_lists.error());
    lists = with_lists->lists();
    faults = with_lists->list_faults();
  }
  return trust::Authorities::of(std::move(certificates), std::move(lists), std::move(faults));
}

}  // namespace

void attend(ssl_st* connection, Handshake& handshake) { trust::must(SSL_set_ex_data(connection, handshake_index(), &handshake) == 1); }

std::string_view refusal_word(const Handshake& handshake, unsigned long error) {
  if (handshake.distrust) return trust::word(handshake.distrust->reason);
  switch (ERR_GET_REASON(error)) {
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE: return "no-certificate";
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_VERSION_TOO_LOW: return "wrong-protocol";
    case SSL_R_HTTP_REQUEST:
    case SSL_R_HTTPS_PROXY_REQUEST: return "plain-http";
    default: return "handshake";
  }
}

Instant good_until(const trust::Chain& chain, const trust::Authorities& authorities, Instant now) {
  Instant until = now + belief;
  const auto at_most = [&](Instant moment) {
    if (moment > now) until = std::min(until, moment);
  };
  at_most(chain.leaf.not_after);
  for (const auto& one : chain.between) at_most(one.not_after);
  for (const auto& one : authorities.certificates()) at_most(one.not_after);
  for (const auto& list : authorities.lists()) {
    at_most(list.this_update);
    if (list.next_update) at_most(*list.next_update);
  }
  return until;
}

LoadedCredentials::LoadedCredentials(trust::Identity identity, trust::Authorities authorities)
    : identity_(std::move(identity)),
      authorities_(std::move(authorities)),
      server_(make_context(identity_, authorities_, trust::Use::server)),
      client_(make_context(identity_, authorities_, trust::Use::client)) {}

struct Credentials::State {
  CredentialFiles files;
  std::function<Instant()> now;

  mutable std::mutex mutex = {};
  std::shared_ptr<const LoadedCredentials> current = {};
  Stamps stamps = {};

  /// Never called with the mutex held: reading takes its time.
  Result<std::shared_ptr<const LoadedCredentials>> read() const {
    auto identity = CROSSROADS_TRY(trust::Identity::load(files.certificate, files.key));
    auto authorities = CROSSROADS_TRY(load_authorities(files));
    return std::shared_ptr<const LoadedCredentials>(new LoadedCredentials(std::move(identity), std::move(authorities)));
  }
};

Credentials::Credentials(std::unique_ptr<State> state) : state_(std::move(state)) {}
Credentials::~Credentials() = default;

Result<std::unique_ptr<Credentials>> Credentials::load(CredentialFiles files, std::function<Instant()> now) {
  std::unique_ptr<State> state(new State{.files = std::move(files), .now = std::move(now)});
  state->stamps = stamps_of(state->files);  // before: what changes while it is read is read again
  state->current = CROSSROADS_TRY(state->read());
  for (const auto use : {trust::Use::server, trust::Use::client}) {
    const auto checked = trust::check(state->current->identity().chain, state->current->authorities(), state->now(), {.use = use});
    if (!checked) return std::unexpected(Problem(checked.error()));
  }
  return std::unique_ptr<Credentials>(new Credentials(std::move(state)));
}

std::shared_ptr<const LoadedCredentials> Credentials::current() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->current;
}

Instant Credentials::now() const { return state_->now(); }

Result<bool> Credentials::reload() {
  auto stamps = stamps_of(state_->files);
  {
    const std::scoped_lock lock(state_->mutex);
    if (stamps == state_->stamps) return false;
    state_->stamps = std::move(stamps);
  }
  auto loaded = CROSSROADS_TRY(state_->read());
  const std::scoped_lock lock(state_->mutex);
  state_->current = std::move(loaded);
  return true;
}

}  // namespace crossroads::net
