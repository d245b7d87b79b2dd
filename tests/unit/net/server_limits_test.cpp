// Callers that are greedy, slow or no callers at all, and handlers that fail: each gets its answer and is counted, and nobody else notices.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>

#include "secure_fixture.hpp"

namespace crossroads::net::test {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Words = std::multiset<std::string>;

const std::string get = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

class Limited : public BothSides {};

/// Bytes without TLS.
class PlainCaller {
 public:
  explicit PlainCaller(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket_, static_cast<const sockaddr*>(static_cast<const void*>(&address)), sizeof(address)), 0);
  }
  ~PlainCaller() { ::close(socket_); }
  PlainCaller(const PlainCaller&) = delete;
  PlainCaller& operator=(const PlainCaller&) = delete;
  [[nodiscard]] int socket() const { return socket_; }
  void send(std::string_view bytes) const {
    EXPECT_EQ(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
  }
  [[nodiscard]] std::string hear() const {
    std::string heard;
    std::array<char, 4096> buffer = {};
    while (true) {
      const auto count = ::recv(socket_, buffer.data(), buffer.size(), 0);
      if (count <= 0) return heard;
      heard.append(buffer.data(), static_cast<std::size_t>(count));
    }
  }

 private:
  int socket_;
};

/// Shakes hands as the setting says, and tells whether that held until a first answer could be read.
bool shakes_hands(std::uint16_t port, const std::function<void(SSL_CTX*)>& setting) {
  const PlainCaller caller(port);
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  setting(context.get());
  const std::unique_ptr<SSL, decltype(&SSL_free)> tls(SSL_new(context.get()), SSL_free);
  SSL_set_fd(tls.get(), caller.socket());
  char one = 0;
  return SSL_connect(tls.get()) == 1 && SSL_write(tls.get(), get.data(), static_cast<int>(get.size())) > 0 &&
         SSL_read(tls.get(), &one, 1) == 1;
}
void take_files(SSL_CTX* context, const CredentialFiles& files) {
  EXPECT_EQ(SSL_CTX_use_certificate_file(context, files.certificate.c_str(), SSL_FILETYPE_PEM), 1);
  EXPECT_EQ(SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM), 1);
}

TEST_F(Limited, CallersThatCannotBeKnownAreToldApart) {
  const Served served(*server_side, echo, {.handshake = 200ms});
  EXPECT_TRUE(shakes_hands(served.port(), [&](SSL_CTX* context) { take_files(context, client_files); }));
  EXPECT_EQ(served.refused(), Words{});

  EXPECT_FALSE(shakes_hands(served.port(), [](SSL_CTX*) {}));
  served.wait_for_refusals(1);
  EXPECT_EQ(served.refused(), (Words{"no-certificate"}));

  EXPECT_FALSE(shakes_hands(served.port(), [&](SSL_CTX* context) {
    take_files(context, client_files);
    SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
  }));
  served.wait_for_refusals(2);
  EXPECT_EQ(served.refused(), (Words{"no-certificate", "wrong-protocol"}));

  const PlainCaller plain(served.port());
  plain.send(get);
  const auto told = plain.hear();
  EXPECT_THAT(told, StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(told, EndsWith("This port speaks TLS 1.3, with certificates on both sides\n"));
  EXPECT_EQ(served.refused(), (Words{"no-certificate", "plain-http", "wrong-protocol"}));

  const PlainCaller noise(served.port());
  noise.send(
      std::string_view("\x16\x03\x01\x00\x05"
                       "hello",
                       10));
  static_cast<void>(noise.hear());
  EXPECT_EQ(served.refused().count("handshake"), 1U);

  const PlainCaller silent(served.port());
  EXPECT_EQ(silent.hear(), "");
  EXPECT_EQ(served.refused().count("handshake-time"), 1U);
}

TEST_F(Limited, AHandlerThatThrowsSaysNothingOfWhy) {
  const Served served(*server_side, [](const Request& request, Waiting& asked) -> Response {
    asked.sleep(1ms);
    if (request.target == "/throws") throw std::runtime_error("a secret");
    if (request.target == "/odd") throw 7;
    if (request.target == "/splits") return {.headers = {{"retry-after", "1\r\nX: a secret"}}};
    return {.body = "good"};
  });
  ClientThreads threads;
  SecureClient client(threads, *client_side, to(served), {.connections = 1});
  for (const auto* target : {"/throws", "/odd", "/splits"}) {
    SCOPED_TRACE(target);
    const auto response = client.send({.method = "GET", .target = target}, waiting);
    ASSERT_TRUE(response) << one_line(response.error());
    EXPECT_EQ(response->status, 500U);
    EXPECT_EQ(response->body, "fault");
    EXPECT_EQ(must(client.send({.method = "GET", .target = "/x"}, waiting)).body, "good") << "the next one on the same connection";
  }
  EXPECT_THAT(served.faults(), ElementsAre(RequestFault::failed, RequestFault::failed, RequestFault::failed));
}

TEST_F(Limited, HeadHasNoBodyAndTheConnectionGoesOn) {
  const Served served(*server_side, echo);
  RawCaller caller(served.port(), client_files);
  caller.send("HEAD /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const auto heard = caller.hear();
  EXPECT_THAT(heard, Not(HasSubstr("HEAD /1 ")));
  EXPECT_THAT(heard, HasSubstr("GET /2 "));
}

TEST_F(Limited, AConnectionEndsAfterItsLastRequest) {
  const Served served(*server_side, echo, {.requests_of_one_connection = 2});
  RawCaller caller(served.port(), client_files);
  caller.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto heard = caller.hear();
  EXPECT_THAT(heard, HasSubstr("GET /2 "));
  EXPECT_THAT(heard, Not(HasSubstr("GET /3 ")));
  EXPECT_THAT(heard, HasSubstr("Connection: close"));
  EXPECT_EQ(served.closed(), (Words{"requests-of-one-connection"}));
  ClientThreads threads;
  SecureClient client(threads, *client_side, to(served), {.connections = 1});
  for (int i = 0; i < 7; ++i) EXPECT_EQ(must(client.send({.method = "GET", .target = "/x"}, waiting)).status, 200U);
}

TEST_F(Limited, OneInstitutionCannotTakeAllConnections) {
  const auto other_files = pki.issue("other", domain::EnterpriseNumber::from_stored(308356862));
  const Served served(*server_side, echo, {.connections = 10, .of_one_institution = 2});
  RawCaller one(served.port(), client_files), two(served.port(), client_files);
  for (auto* caller : {&one, &two}) {
    caller->send(get);
    EXPECT_THAT(caller->hear_until("GET /x "), StartsWith("HTTP/1.1 200 "));
  }
  RawCaller three(served.port(), client_files);
  three.send(get);
  const auto refused = three.hear();
  EXPECT_THAT(refused, StartsWith("HTTP/1.1 503 "));
  EXPECT_THAT(refused, HasSubstr("retry-after: 1\r\n"));
  EXPECT_EQ(served.refused(), (Words{"too-many-connections"}));
  EXPECT_THAT(served.faults(), ElementsAre(RequestFault::too_many));
  RawCaller other(served.port(), other_files);
  other.send(get);
  EXPECT_THAT(other.hear_until("GET /x "), StartsWith("HTTP/1.1 200 ")) << "another institution is answered";
  one.vanish();
  for (int i = 0; i < 100; ++i) {  // until the server has noticed
    RawCaller again(served.port(), client_files);
    again.send(get);
    if (again.hear_until("\r\n\r\n").starts_with("HTTP/1.1 200 ")) return;
    std::this_thread::sleep_for(10ms);
  }
  FAIL() << "the place of a connection that ended is not free again";
}

TEST_F(Limited, IdleCallersAndThoseThatDoNotListenAreLeft) {
  const Served served(
      *server_side,
      [](const Request& request, Waiting&) { return Response{.body = std::string(request.target == "/much" ? 32U << 20U : 1U, 'x')}; },
      {.answer_time = 200ms, .idle = 100ms});
  {
    RawCaller idle(served.port(), client_files);
    idle.send(get);
    EXPECT_THAT(idle.hear(), EndsWith("\r\n\r\nx"));
    EXPECT_EQ(served.closed(), (Words{"idle-time"}));
  }
  RawCaller deaf(served.port(), client_files);
  deaf.send("GET /much HTTP/1.1\r\nHost: a\r\n\r\n");
  for (int i = 0; i < 300 && served.closed().size() < 2; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(served.closed(), (Words{"answer-time", "idle-time"}));
}

TEST_F(Limited, WhoSendsFarTooMuchStillHearsWhy) {
  const Served served(*server_side, echo, {.body = 1'000});
  RawCaller caller(served.port(), client_files);
  caller.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" + std::string(100'000, 'x'));
  EXPECT_THAT(caller.hear(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(Limited, SlowCallersHoldNoThread) {
  const Served served(*server_side, echo, {.header_time = 5s, .body_time = 5s}, 1);
  std::vector<std::unique_ptr<RawCaller>> slow;
  for (int i = 0; i < 50; ++i) {
    slow.push_back(std::make_unique<RawCaller>(served.port(), client_files));
    slow.back()->send(i % 2 == 0 ? "GET /x HT" : "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  }
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_TRUE(ask(served, *client_side));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 4s);
}

TEST_F(Limited, StoppingWaitsNoLongerThanItMay) {
  std::promise<void> begun;
  auto served = std::make_unique<Served>(
      *server_side,
      [&](const Request& request, Waiting& asked) {
        begun.set_value();
        asked.sleep(60s);
        asked.sleep(60s);
        return echo(request, asked);
      },
      ServerLimits{.stopping = 200ms});
  RawCaller caller(served->port(), client_files), half(served->port(), client_files);
  caller.send(get);
  half.send("GET /x HT");
  begun.get_future().wait();
  const auto begin = std::chrono::steady_clock::now();
  served.reset();
  const auto took = std::chrono::steady_clock::now() - begin;
  EXPECT_GE(took, 200ms);
  EXPECT_LT(took, 5s);
  EXPECT_EQ(caller.hear(), "");
}

TEST_F(Limited, StoppedUnderLoadEveryRequestIsAnsweredOrNeverHeard) {
  std::atomic<int> heard = 0, answered = 0, refused = 0;
  auto served = std::make_unique<Served>(*server_side, [&](const Request& request, Waiting& asked) {
    ++heard;
    asked.sleep(3ms);
    return echo(request, asked);
  });
  const auto destination = to(*served);
  std::atomic<bool> enough = false;
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&] {
      ClientThreads threads;
      SecureClient client(threads, *client_side, destination, {.connections = 8});
      BlockingWaiting own{[this] { return clock.now(); }};
      while (!enough) {
        const auto response = client.send({.method = "GET", .target = "/x"}, own);
        if (response) ++answered;
        else ++refused;
      }
    });
  }
  while (answered < 50) std::this_thread::sleep_for(1ms);
  served.reset();
  enough = true;
  for (auto& caller : callers) caller.join();
  EXPECT_GE(heard, 50);
  EXPECT_EQ(heard, answered) << "what was begun was also answered";
}

}  // namespace
}  // namespace crossroads::net::test
