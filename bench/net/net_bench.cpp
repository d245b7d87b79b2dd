// What run.sh measures with: certificates, our server with a fixed answer, and a caller that is the same for every server.
//
//   net_bench certificates FOLDER            an authority, a certificate for 127.0.0.1, its list
//   net_bench serve FOLDER BYTES             serves so many bytes on a free port, which it prints, on one thread until SIGTERM
//   net_bench call FOLDER PORT CONNECTIONS SECONDS [REQUEST]   requests over so many connections, each with one under way; prints how many a second
//   net_bench pace FOLDER PORT RATE SECONDS REQUEST  so many requests a second, each at its time, whether the others were answered or not; prints how many
//                                                    there were and how long they took from that time on, in milliseconds: median, p99, longest
//
// REQUEST: a file with a whole HTTP request, of which every answer must have status 200.
#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <span>
#include <thread>

#include "net/secure_server.hpp"
#include "trust/test_authority.hpp"

namespace {

using namespace crossroads;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

Instant now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

[[noreturn]] void fail(const std::string& what) {
  std::cerr << "net_bench: " << what << '\n';
  std::exit(1);  // NOLINT(concurrency-mt-unsafe): one thread
}
template <class T>
T must(Result<T> result) {
  if (!result) fail(one_line(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

int make_certificates(const fs::path& folder) {
  const trust::Randomness chance = [device = std::make_shared<std::random_device>()](std::span<std::uint8_t> bytes) {
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>((*device)());
  };
  auto authority = must(trust::TestAuthority::create(folder / "authority", {}, std::chrono::days(7), now(), chance));
  const auto identity = must(authority.issue({.institution = domain::EnterpriseNumber::from_stored(308356862),
                                              .common_name = "Test bench",
                                              .hosts = {},
                                              .addresses = {"127.0.0.1"},
                                              .days = std::chrono::days(1)},
                                             now(), chance));
  must(trust::write_shown(folder / "certificate.pem", trust::to_pem(identity.chain.leaf)));
  must(trust::write_secret(folder / "key.pem", identity.key.to_pem()));
  return 0;
}

int serve(const fs::path& folder, std::size_t bytes) {
  const auto credentials = must(net::Credentials::load({.certificate = folder / "certificate.pem",
                                                        .key = folder / "key.pem",
                                                        .authorities = {folder / "authority" / "authority.pem"},
                                                        .revocation_lists = {folder / "authority" / "list.pem"}},
                                                       now));
  const std::string body(bytes, 'x');
  const auto server = must(net::SecureServer::listen(
      "127.0.0.1", 0, *credentials,
      {.handler = [&](const net::Request&, Waiting&) { return net::Response{.content_type = "application/json", .body = body}; },
       .faults = [](net::RequestFault fault) { return net::Response{.status = net::http_status(fault)}; }},
      {.requests_of_one_connection = 2'000'000'000}));
  std::cout << server->port() << std::endl;  // NOLINT(performance-avoid-endl): is read at once
  server->run(1, true);
  return 0;
}

/// One kept-alive connection.
class Caller {
 public:
  Caller(SSL_CTX* context, std::uint16_t port, std::string request)
      : request_(std::move(request)), socket_(::socket(AF_INET, SOCK_STREAM, 0)), tls_(SSL_new(context)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, static_cast<const sockaddr*>(static_cast<const void*>(&address)), sizeof(address)) != 0) fail("nobody listens");
    SSL_set_fd(tls_, socket_);
    if (SSL_connect(tls_) != 1) fail("no handshake");
  }
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;
  ~Caller() {
    SSL_free(tls_);
    ::close(socket_);
  }
  void ask() {
    if (SSL_write(tls_, request_.data(), static_cast<int>(request_.size())) != static_cast<int>(request_.size()))
      fail("the connection is gone");
  }
  /// Reads a whole answer; the bytes of its body.
  std::size_t hear() {
    std::size_t have = 0, end = 0, length = 0;
    while (end == 0 || have < end + length) {
      const int count = SSL_read(tls_, buffer_.data() + have, static_cast<int>(buffer_.size() - have));
      if (count <= 0) fail("the answer broke off");
      have += static_cast<std::size_t>(count);
      const std::string_view text(buffer_.data(), have);
      if (end == 0 && text.find("\r\n\r\n") != std::string_view::npos) {
        end = text.find("\r\n\r\n") + 4;
        if (!text.starts_with("HTTP/1.1 200 ")) fail("another answer: " + std::string(text.substr(0, 40)));
        const auto at = text.find("Content-Length: ");
        if (at == std::string_view::npos) fail("no length");
        length = std::strtoul(text.data() + at + 16, nullptr, 10);
      }
    }
    return length;
  }

 private:
  std::string request_;
  int socket_;
  SSL* tls_;
  std::vector<char> buffer_ = std::vector<char>(1 << 20);
};

SSL_CTX* context_of(const fs::path& folder) {
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
  SSL_CTX_use_certificate_file(context, (folder / "certificate.pem").c_str(), SSL_FILETYPE_PEM);
  SSL_CTX_use_PrivateKey_file(context, (folder / "key.pem").c_str(), SSL_FILETYPE_PEM);
  return context;
}

std::string whole_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) fail("no file " + file.string());
  return {std::istreambuf_iterator<char>(stream), {}};
}

int call(const fs::path& folder, std::uint16_t port, std::size_t connections, double seconds, const std::string& request) {
  SSL_CTX* context = context_of(folder);
  std::vector<std::unique_ptr<Caller>> callers;
  for (std::size_t i = 0; i < connections; ++i) callers.push_back(std::make_unique<Caller>(context, port, request));
  std::size_t answers = 0, bytes = 0;
  const auto begin = Clock::now();
  const std::chrono::duration<double> long_enough(seconds);
  // Each connection is asked again as soon as its answer was heard: the server has always something to do.
  for (auto& one : callers) one->ask();
  while (Clock::now() - begin < long_enough) {
    for (auto& one : callers) {
      bytes += one->hear();
      one->ask();
      ++answers;
    }
  }
  const std::chrono::duration<double> took = Clock::now() - begin;
  for (auto& one : callers) bytes += one->hear();
  std::cout << static_cast<double>(answers) / took.count() << ' ' << answers << ' ' << bytes / (answers + callers.size()) << '\n';
  callers.clear();
  SSL_CTX_free(context);
  return 0;
}

/// Each thread has a connection and its own times; a request that comes late because the one before took long is late all the same.
int pace(const fs::path& folder, std::uint16_t port, std::size_t rate, double seconds, const std::string& request) {
  constexpr std::size_t threads = 64;
  SSL_CTX* context = context_of(folder);
  std::vector<std::vector<double>> took(threads);
  std::vector<std::thread> at_work;
  const auto begin = Clock::now() + std::chrono::milliseconds(500);
  for (std::size_t t = 0; t < threads; ++t) {
    at_work.emplace_back([&, t] {
      Caller caller(context, port, request);
      for (std::size_t n = t; static_cast<double>(n) < static_cast<double>(rate) * seconds; n += threads) {
        const auto due = begin + std::chrono::microseconds(n * 1'000'000 / rate);
        std::this_thread::sleep_until(due);
        caller.ask();
        static_cast<void>(caller.hear());
        took[t].push_back(std::chrono::duration<double, std::milli>(Clock::now() - due).count());
      }
    });
  }
  for (auto& one : at_work) one.join();
  std::vector<double> all;
  for (const auto& of_thread : took) all.insert(all.end(), of_thread.begin(), of_thread.end());
  std::ranges::sort(all);
  const auto at = [&](double part) { return all[static_cast<std::size_t>(static_cast<double>(all.size() - 1) * part)]; };
  std::cout << all.size() << ' ' << at(0.5) << ' ' << at(0.99) << ' ' << all.back() << '\n';
  SSL_CTX_free(context);
  return 0;
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string> given(words, words + count);
  if (count == 3 && given[1] == "certificates") return make_certificates(given[2]);
  if (count == 4 && given[1] == "serve") return serve(given[2], std::stoul(given[3]));
  const std::string plain = "GET /x HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n\r\n";
  if ((count == 6 || count == 7) && given[1] == "call")
    return call(given[2], static_cast<std::uint16_t>(std::stoul(given[3])), std::stoul(given[4]), std::stod(given[5]),
                count == 7 ? whole_file(given[6]) : plain);
  if (count == 7 && given[1] == "pace")
    return pace(given[2], static_cast<std::uint16_t>(std::stoul(given[3])), std::stoul(given[4]), std::stod(given[5]),
                whole_file(given[6]));
  fail("certificates FOLDER | serve FOLDER BYTES | call FOLDER PORT CONNECTIONS SECONDS [REQUEST] | pace FOLDER PORT RATE SECONDS REQUEST");
}
