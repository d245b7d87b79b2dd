// HTTP: addresses, one exchange, and what happens when the other side is silent, long-winded or gone.
#include "net/http.hpp"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

namespace crossroads::net {
namespace {

using namespace std::chrono_literals;

struct UrlCase {
  const char* name;
  const char* text;
  const char* read;  // host|port|path, or null where it is refused
};
constexpr UrlCase urls[] = {
    {"host", "http://witness.invalid", "witness.invalid|80|/"},
    {"port and path", "http://127.0.0.1:8080/add-checkpoint", "127.0.0.1|8080|/add-checkpoint"},
    {"last port", "http://a:65535/", "a|65535|/"},
    {"another scheme", "https://a/", nullptr},
    {"no scheme", "a/", nullptr},
    {"no host", "http:///x", nullptr},
    {"port 0", "http://a:0/", nullptr},
    {"port too high", "http://a:65536/", nullptr},
    {"port in letters", "http://a:b/", nullptr},
    {"empty port", "http://a:/", nullptr},
    {"user", "http://u@a/", nullptr},
    {"query", "http://a/?x", nullptr},
    {"blank", "http://a/ b", nullptr},
    {"line end", "http://a/\r\nX: y", nullptr},
};

TEST(Url, IsReadOrRefused) {
  for (const auto& one : urls) {
    SCOPED_TRACE(one.name);
    const auto url = Url::parse(one.text);
    ASSERT_EQ(url.has_value(), one.read != nullptr);
    if (url) EXPECT_EQ(url->host + "|" + url->port + "|" + url->path, one.read);
    else EXPECT_EQ(url.error().value, one.text);
  }
}

/// A server on a free port, for as long as the test.
class Running {
 public:
  explicit Running(Server::Handler handler, Limits limits = {}) {
    auto listening = Server::listen("127.0.0.1", 0, std::move(handler), limits);
    if (!listening) throw std::runtime_error(listening.error().what);
    server_ = std::move(*listening);
    thread_ = std::thread([this] { server_->run(); });
  }
  ~Running() {
    server_->stop();
    thread_.join();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  [[nodiscard]] Url url(std::string path = "/") const { return {"127.0.0.1", std::to_string(server_->port()), std::move(path)}; }

 private:
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

Message echo(const Message& request) {
  return {.status = 200,
          .method = {},
          .target = {},
          .content_type = request.content_type,
          .body = request.method + " " + request.target + " " + request.body};
}

TEST(Http, AnswersWhatItIsAsked) {
  const Running server(echo);
  const auto answer = post(server.url("/add"), "text/x", std::string("a\0b", 3));
  ASSERT_TRUE(answer.has_value()) << answer.error().what;
  EXPECT_EQ(answer->status, 200U);
  EXPECT_EQ(answer->content_type, "text/x");
  EXPECT_EQ(answer->body, "POST /add " + std::string("a\0b", 3));
  const auto got = get(server.url("/x"));
  ASSERT_TRUE(got.has_value());
  EXPECT_EQ(got->body, "GET /x ");
}

TEST(Http, RefusesABodyThatIsTooLong) {
  const Running server(echo, {.time = 5s, .body = 1000});
  const auto answer = post(server.url(), "text/x", std::string(2000, 'x'));
  ASSERT_TRUE(answer.has_value()) << answer.error().what;
  EXPECT_EQ(answer->status, 413U);
}

TEST(Http, TakesNoLongerAnswerThanAsked) {
  const Running server([](const Message&) {
    return Message{.status = 200, .method = {}, .target = {}, .content_type = "text/x", .body = std::string(2000, 'x')};
  });
  const auto answer = get(server.url(), {.time = 5s, .body = 1000});
  ASSERT_FALSE(answer.has_value());
  EXPECT_NE(answer.error().what.find("longer than it may be"), std::string::npos) << answer.error().what;
}

TEST(Http, SaysThatNobodyListens) {
  Url gone;
  {
    const Running server(echo);
    gone = server.url();
  }
  const auto answer = get(gone);
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().value, gone.text());
}

TEST(Http, DoesNotWaitForOneWhoIsSilent) {
  const int silent = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT_EQ(::bind(silent, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(silent, 1), 0);
  socklen_t size = sizeof address;
  ASSERT_EQ(::getsockname(silent, reinterpret_cast<sockaddr*>(&address), &size), 0);
  const auto answer = get({"127.0.0.1", std::to_string(ntohs(address.sin_port)), "/"}, {.time = 200ms, .body = 1000});
  ::close(silent);
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().what, "no answer in time");
}

TEST(Http, GivesAClearErrorWhereItCannotListen) {
  const auto nowhere = Server::listen("no address", 0, echo);
  ASSERT_FALSE(nowhere.has_value());
  EXPECT_EQ(nowhere.error().value, "no address:0");
}

}  // namespace
}  // namespace crossroads::net
