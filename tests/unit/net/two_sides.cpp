#include "two_sides.hpp"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace crossroads::net::test {

namespace {
void done(const Result<void>& result) {
  if (!result) throw std::runtime_error(one_line(result.error()));
}
}  // namespace

Pki::Pki(const Clock& clock) : clock_(clock) {
  std::string pattern = (fs::temp_directory_path() / "crossroads-net-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder");
  folder_ = pattern;
  randomness_ = [drawn = std::hash<std::string>()(folder_.string())](std::span<std::uint8_t> bytes) mutable {
    for (auto& byte : bytes) {
      drawn = drawn * 6364136223846793005U + 1442695040888963407U;
      byte = static_cast<std::uint8_t>(drawn >> 56U);
    }
  };
  authority_.emplace(must(trust::TestAuthority::create(folder_ / "authority", {}, std::chrono::days(7), clock.now(), randomness_)));
}
Pki::~Pki() { fs::remove_all(folder_); }

CredentialFiles Pki::issue(const std::string& name, domain::EnterpriseNumber institution, std::chrono::days days, const std::string& host) {
  const bool is_address = host.find_first_not_of("0123456789.") == std::string::npos;
  const trust::TestAuthority::Request request{.institution = institution,
                                              .common_name = "Test " + name,
                                              .hosts = is_address ? std::vector<std::string>{} : std::vector{host},
                                              .addresses = is_address ? std::vector{host} : std::vector<std::string>{},
                                              .days = days};
  const auto identity = must(authority_->issue(request, clock_.now(), randomness_));
  fs::create_directory(folder_ / name);
  const CredentialFiles files{
      folder_ / name / "certificate.pem", folder_ / name / "key.pem", {authority_->certificate_file()}, {authority_->list_file()}};
  done(trust::write_shown(files.certificate, trust::to_pem(identity.chain.leaf)));
  done(trust::write_secret(files.key, identity.key.to_pem()));
  return files;
}

void Pki::revoke(const CredentialFiles& files) {
  const auto identity = trust::Identity::load(files.certificate, files.key);
  if (!identity) throw std::runtime_error(one_line(identity.error().problem));
  static_cast<void>(must(authority_->revoke(identity->chain.leaf, "keyCompromise", clock_.now())));
  publish();
}
void Pki::publish(std::chrono::days valid) { static_cast<void>(must(authority_->publish(clock_.now(), valid))); }

Served::Served(Credentials& credentials, Handler handler, ServerLimits limits, unsigned threads) {
  Answering answering{std::move(handler), [](RequestFault fault) {
                        return Response{.status = http_status(fault), .content_type = "text/plain", .body = "fault"};
                      }};
  ServerObserver observer;
  observer.refused = [this](const std::string& address, std::string_view reason) {
    const std::scoped_lock lock(mutex_);
    EXPECT_EQ(address, "127.0.0.1");
    refused_.emplace(reason);
  };
  observer.faulty_request = [this](RequestFault fault) {
    const std::scoped_lock lock(mutex_);
    faults_.push_back(fault);
  };
  observer.closed = [this](std::string_view reason) {
    const std::scoped_lock lock(mutex_);
    closed_.emplace(reason);
  };
  server_ = must(SecureServer::listen("127.0.0.1", 0, credentials, std::move(answering), limits, std::move(observer)));
  thread_ = std::thread([this, threads] { server_->run(threads, false); });
}
Served::~Served() {
  server_->stop();
  thread_.join();
}
std::multiset<std::string> Served::refused() const {
  const std::scoped_lock lock(mutex_);
  return refused_;
}
std::vector<RequestFault> Served::faults() const {
  const std::scoped_lock lock(mutex_);
  return faults_;
}
std::multiset<std::string> Served::closed() const {
  const std::scoped_lock lock(mutex_);
  return closed_;
}
void Served::wait_for_refusals(std::size_t count) const {
  for (int i = 0; i < 500 && refused().size() < count; ++i) std::this_thread::sleep_for(10ms);
}

struct RawCaller::State {
  SSL_CTX* context = nullptr;
  SSL* tls = nullptr;
  int socket = -1;
};

RawCaller::RawCaller(std::uint16_t port, const CredentialFiles& files) : state_(std::make_unique<State>()) {
  state_->context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_use_certificate_file(state_->context, files.certificate.c_str(), SSL_FILETYPE_PEM);
  SSL_CTX_use_PrivateKey_file(state_->context, files.key.c_str(), SSL_FILETYPE_PEM);
  state_->socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(state_->socket, static_cast<const sockaddr*>(static_cast<const void*>(&address)), sizeof(address)), 0);
  state_->tls = SSL_new(state_->context);
  SSL_set_fd(state_->tls, state_->socket);
  EXPECT_EQ(SSL_connect(state_->tls), 1);
}
RawCaller::~RawCaller() {
  SSL_free(state_->tls);
  SSL_CTX_free(state_->context);
  ::close(state_->socket);
}
bool RawCaller::send(std::string_view bytes) {
  return SSL_write(state_->tls, bytes.data(), static_cast<int>(bytes.size())) == static_cast<int>(bytes.size());
}

void RawCaller::vanish() { ::shutdown(state_->socket, SHUT_RDWR); }

namespace {
void set_patience(int socket, std::chrono::milliseconds patience) {
  const timeval time{patience.count() / 1000, patience.count() % 1000 * 1000};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof(time));
}
}  // namespace

std::string RawCaller::hear(std::chrono::milliseconds patience) {
  set_patience(state_->socket, patience);
  std::string heard;
  std::array<char, 4096> buffer = {};
  while (true) {
    const int count = SSL_read(state_->tls, buffer.data(), static_cast<int>(buffer.size()));
    if (count <= 0) return heard;
    heard.append(buffer.data(), static_cast<std::size_t>(count));
  }
}
std::string RawCaller::hear_until(std::string_view text) {
  set_patience(state_->socket, std::chrono::seconds(5));
  std::string heard;
  char one = 0;
  while (heard.find(text) == std::string::npos && SSL_read(state_->tls, &one, 1) == 1) heard += one;
  return heard;
}

std::string RawServer::Line::hear_until(std::string_view text) const {
  std::string heard;
  char one = 0;
  while (heard.find(text) == std::string::npos && SSL_read(tls, &one, 1) == 1) heard += one;
  return heard;
}
void RawServer::Line::say(std::string_view bytes) const { SSL_write(tls, bytes.data(), static_cast<int>(bytes.size())); }
void RawServer::Line::reset() const {
  const linger none{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
}

RawServer::RawServer(const CredentialFiles& files, Script script) : listening_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* plain = static_cast<sockaddr*>(static_cast<void*>(&address));
  if (::bind(listening_, plain, size) != 0 || ::listen(listening_, 16) != 0 || ::getsockname(listening_, plain, &size) != 0) {
    throw std::runtime_error("no port");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this, files, script = std::move(script)] {
    auto* context = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_num_tickets(context, 0);
    SSL_CTX_use_certificate_file(context, files.certificate.c_str(), SSL_FILETYPE_PEM);
    SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM);
    while (true) {
      const int socket = ::accept(listening_, nullptr, nullptr);
      if (socket < 0 || ending_) break;
      auto* tls = SSL_new(context);
      SSL_set_fd(tls, socket);
      if (SSL_accept(tls) == 1) script({tls, socket}, connections_++);
      SSL_free(tls);
      ::close(socket);
    }
    SSL_CTX_free(context);
  });
}
RawServer::~RawServer() {
  ending_ = true;
  ::shutdown(listening_, SHUT_RDWR);
  thread_.join();
  ::close(listening_);
}

}  // namespace crossroads::net::test
