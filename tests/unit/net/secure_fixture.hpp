// What tests of both sides begin with.
#pragma once

#include "two_sides.hpp"

namespace crossroads::net::test {

inline Response echo(const Request& request, Waiting&) {
  return {.content_type = "text/plain",
          .headers = {{"belgov-trace-id", "t1"}, {"x-other", "passed over"}},
          .body = request.method + " " + request.target + " " + to_string(request.peer.institution) + " " + request.body};
}

class BothSides : public ::testing::Test {
 protected:
  std::unique_ptr<Credentials> load(const CredentialFiles& files) {
    return must(Credentials::load(files, [this] { return clock.now(); }));
  }
  Destination to(std::uint16_t port) const { return {"hub", "127.0.0.1", port, serving}; }
  Destination to(const Served& served) const { return to(served.port()); }
  /// One request on a connection of its own.
  Result<Response> ask(const Served& served, Credentials& credentials, Request request = {.method = "GET", .target = "/x"}) {
    ClientThreads threads;
    SecureClient client(threads, credentials, to(served));
    return client.send(std::move(request), waiting);
  }

  Clock clock;
  Pki pki{clock};
  CredentialFiles server_files = pki.issue("server", serving), client_files = pki.issue("client", calling);
  std::unique_ptr<Credentials> server_side = load(server_files), client_side = load(client_files);
  BlockingWaiting waiting{[this] { return clock.now(); }};
};

}  // namespace crossroads::net::test
