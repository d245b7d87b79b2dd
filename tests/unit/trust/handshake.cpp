#include "handshake.hpp"

#include <openssl/ssl.h>

#include "trust/openssl.hpp"

namespace crossroads::trust::test {
namespace {

using Setting = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;
using Side = std::unique_ptr<SSL, Freed<SSL_free>>;

Setting setting(const Chain& chain, const PrivateKey& key) {
  Setting made(SSL_CTX_new(TLS_method()));
  must(made && SSL_CTX_set_min_proto_version(made.get(), TLS1_3_VERSION) == 1);
  SSL_CTX_set_security_level(made.get(), 0);  // what a side presents of itself; the verifier sets its own
  must(SSL_CTX_use_certificate(made.get(), to_x509(chain.leaf).get()) == 1 && SSL_CTX_use_PrivateKey(made.get(), key.native()) == 1);
  for (const auto& one : chain.between) must(SSL_CTX_add1_chain_cert(made.get(), to_x509(one).get()) == 1);
  return made;
}

}  // namespace

long handshake(const Chain& presented, const PrivateKey& key, const Authorities& authorities, Instant at, Use use) {
  const auto shown = setting(presented, key), judging = setting(presented, key);
  SSL_CTX_set_security_level(judging.get(), 2);
  must(SSL_CTX_set1_verify_cert_store(judging.get(), authorities.native()) == 1);
  const bool client_judges = use == Use::server;
  const Side client(SSL_new(client_judges ? judging.get() : shown.get())), server(SSL_new(client_judges ? shown.get() : judging.get()));
  SSL* judge = client_judges ? client.get() : server.get();
  SSL_set_verify(judge, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  X509_VERIFY_PARAM_set_time(SSL_get0_param(judge), std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count());
  BIO* one = nullptr;
  BIO* other = nullptr;
  must(BIO_new_bio_pair(&one, 0, &other, 0) == 1);
  SSL_set_bio(client.get(), one, one);
  SSL_set_bio(server.get(), other, other);
  SSL_set_connect_state(client.get());
  SSL_set_accept_state(server.get());
  for (int turn = 0; turn < 20; ++turn) {
    SSL_do_handshake(client.get());
    SSL_do_handshake(server.get());
  }
  const bool done = SSL_is_init_finished(client.get()) == 1 && SSL_is_init_finished(server.get()) == 1;
  const long result = SSL_get_verify_result(judge);
  return result == X509_V_OK && !done ? X509_V_ERR_UNSPECIFIED : result;
}

}  // namespace crossroads::trust::test
