// A server for peers that are not ours, with small limits: answers what it was asked, and says on standard output what it counted.
//
//   answer_securely FOLDER      certificate.pem, key.pem, authority.pem, list.pem; prints its port, and serves until SIGTERM
#include <iostream>
#include <mutex>

#include "net/secure_server.hpp"

namespace {

using namespace crossroads;
using namespace std::chrono_literals;

/// Whole lines, from several threads.
void say(const std::string& line) {
  static std::mutex mutex;
  const std::scoped_lock lock(mutex);
  std::cout << line << std::endl;  // NOLINT(performance-avoid-endl): is read at once
}

net::Response answer(const net::Request& request, Waiting& waiting) {
  if (request.target == "/wait") waiting.sleep(700ms);
  if (request.target == "/throw") throw std::runtime_error("a secret");
  return {.content_type = "text/plain",
          .body = request.method + " " + request.target + " " + to_string(request.peer.institution) + " " + request.body};
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  const std::filesystem::path folder = words[1];
  const auto credentials =
      net::Credentials::load({.certificate = folder / "certificate.pem",
                              .key = folder / "key.pem",
                              .authorities = {folder / "authority.pem"},
                              .revocation_lists = {folder / "list.pem"}},
                             [] { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); });
  if (!credentials) {
    std::cerr << one_line(credentials.error()) << '\n';
    return 1;
  }
  net::ServerObserver observer;
  observer.refused = [](const std::string&, std::string_view reason) { say("refused " + std::string(reason)); };
  observer.faulty_request = [](net::RequestFault fault) { say("faulty " + std::string(word(fault))); };
  observer.closed = [](std::string_view reason) { say("closed " + std::string(reason)); };
  observer.reloaded = [](const Result<bool>& reloaded) { say(reloaded ? "reloaded" : "not reloaded: " + reloaded.error().what); };
  const auto server = net::SecureServer::listen(
      "127.0.0.1", 0, **credentials,
      {.handler = answer,
       .faults =
           [](net::RequestFault fault) {
             return net::Response{.status = net::http_status(fault), .content_type = "text/plain", .body = std::string(word(fault))};
           }},
      {.header = 2'000,
       .target = 200,
       .body = 5'000,
       .handshake = 2s,
       .header_time = 1s,
       .body_time = 1s,
       .idle = 2s,
       .reload_every = 100ms},
      observer);
  if (!server) {
    std::cerr << one_line(server.error()) << '\n';
    return 1;
  }
  say(std::to_string((*server)->port()));
  (*server)->run(2, true);
  return 0;
}
