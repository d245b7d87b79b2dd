// What a client makes of servers that break off, lie, or are others than they were.
#include "net/secure_client.hpp"

#include <gmock/gmock.h>

#include <future>

#include "secure_fixture.hpp"

namespace crossroads::net::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class Client : public BothSides {
 protected:
  const std::string good = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";
  const Request request{.method = "GET", .target = "/x"};
};

struct BrokenCase {
  const char* name;
  const char* said;  // before the connection ends
  bool reset;        // as a killed process ends it
  const char* what;  // the problem's beginning
};
constexpr BrokenCase broken_cases[] = {
    {"closes at once", "", false, "no answer"},
    {"is killed at once", "", true, "no answer"},
    {"in its header", "HTTP/1.1 200 O", false, "no answer"},
    {"in its body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", false, "the answer broke off"},
    {"killed in its body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", true, "the answer broke off"},
    {"in a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", false, "the answer broke off"},
    {"two lengths", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", false, "no answer"},
    {"no length", "HTTP/1.1 200 OK\r\n\r\nabc", false, "its answer does not say how long it is"},
    {"a length twice", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc", false,
     "its answer does not say how long it is"},
    {"another coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nabc", false, "its answer does not say how long it is"},
    {"no HTTP", "220 welcome to mail\r\n", false, "no answer"},
};

TEST_F(Client, SaysWhereAnAnswerBrokeOff) {
  for (const auto& [name, said, reset, what] : broken_cases) {
    SCOPED_TRACE(name);
    const RawServer server(server_files, [&](const RawServer::Line& line, int) {
      line.hear_until("\r\n\r\n");
      line.say(said);
      if (reset) line.reset();
    });
    ClientThreads threads;
    SecureClient client(threads, *client_side, to(server.port()));
    const auto response = client.send(request, waiting);
    ASSERT_FALSE(response);
    EXPECT_THAT(response.error().what, StartsWith(what));
    EXPECT_EQ(response.error().field, "hub");
    EXPECT_EQ(response.error().value, "127.0.0.1:" + std::to_string(server.port()));
    EXPECT_FALSE(response.error().hint.empty());
    EXPECT_EQ(server.connections(), 1) << "a request on a new connection is not repeated";
  }
}

/// Answers the first request of the first connection, and closes when it has heard another one; answers all of the others.
void close_after_hearing_the_second(const RawServer::Line& line, int number, std::string_view good, std::string_view before_the_end) {
  line.hear_until("\r\n\r\n");
  line.say(good);
  line.hear_until("\r\n\r\n");
  line.say(number == 0 ? before_the_end : good);
}

TEST_F(Client, RepeatsOnlyWhatMayBeRepeatedAndWasNotAnswered) {
  struct Case {
    const char* name;
    Repeat repeat;
    const char* before_the_end;
    bool answered;
  };
  for (const auto& [name, repeat, before_the_end, answered] :
       {Case{"may be repeated", Repeat::may, "", true}, Case{"may not", Repeat::never, "", false},
        Case{"answered in part", Repeat::may, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", false},
        Case{"a byte of an answer", Repeat::may, "H", false}}) {
    SCOPED_TRACE(name);
    const RawServer server(
        server_files, [&](const RawServer::Line& line, int number) { close_after_hearing_the_second(line, number, good, before_the_end); });
    ClientThreads threads;
    SecureClient client(threads, *client_side, to(server.port()), {.connections = 1});
    EXPECT_EQ(must(client.send(request, waiting)).body, "good");
    const auto second = client.send(request, waiting, repeat);
    EXPECT_EQ(second.has_value(), answered);
    EXPECT_EQ(server.connections(), answered ? 2 : 1);
  }
}

TEST_F(Client, DoesNotSendOnAConnectionThatWasClosedMeanwhile) {
  const RawServer server(server_files, [&](const RawServer::Line& line, int) {
    line.hear_until("\r\n\r\n");
    line.say(good);
  });
  ClientThreads threads;
  SecureClient client(threads, *client_side, to(server.port()), {.connections = 1});
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(must(client.send(request, waiting, Repeat::never)).body, "good");
    std::this_thread::sleep_for(50ms);  // it has heard of the end
  }
  EXPECT_EQ(server.connections(), 3);
}

TEST_F(Client, BelievesNothingThatNobodyAskedFor) {
  const RawServer server(server_files, [&](const RawServer::Line& line, int) {
    line.hear_until("\r\n\r\n");
    line.say(good + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
    line.hear_until("\r\n\r\n");
  });
  ClientThreads threads;
  SecureClient client(threads, *client_side, to(server.port()), {.connections = 1});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(must(client.send(request, waiting)).body, "good");
}

TEST_F(Client, TakesAnAnswerInPieces) {
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const auto& [name, said, body] :
       {std::tuple("a length", good, "good"), std::tuple("chunks", chunked + "2\r\ngo\r\n2\r\nod\r\n0\r\nX: y\r\n\r\n", "good"),
        std::tuple("the last chunk alone", chunked + "0\r\n\r\n", "")}) {
    SCOPED_TRACE(name);
    const RawServer server(server_files, [&](const RawServer::Line& line, int) {
      line.hear_until("\r\n\r\n");
      for (const char c : said) {
        line.say({&c, 1});
        std::this_thread::sleep_for(200us);
      }
      line.hear_until("\r\n\r\n");
    });
    ClientThreads threads;
    SecureClient client(threads, *client_side, to(server.port()));
    EXPECT_EQ(must(client.send(request, waiting)).body, body);
  }
}

TEST_F(Client, WritesNoRequestThatCouldBeReadAsTwo) {
  const Served served(*server_side, echo);
  ClientThreads threads;
  SecureClient client(threads, *client_side, to(served));
  struct Case {
    const char* name;
    Request request;
  };
  for (const auto& [name, split] :
       {Case{"header", {.method = "GET", .target = "/x", .headers = {{"authorization", "a\r\nX: y"}}}},
        Case{"target", {.method = "GET", .target = "/x HTTP/1.1\r\nX: y"}}, Case{"no target", {.method = "GET", .target = ""}},
        Case{"method", {.method = "GET /\r\n", .target = "/x"}}}) {
    SCOPED_TRACE(name);
    const auto response = client.send(split, waiting);
    ASSERT_FALSE(response);
    EXPECT_THAT(response.error().what, HasSubstr("can't be written"));
  }
}

TEST_F(Client, LeavesAServerWhoseCertificateWasRevokedMeanwhile) {
  const Served served(*server_side, echo);
  ClientThreads threads;
  SecureClient client(threads, *client_side, to(served), {.connections = 1});
  ASSERT_TRUE(client.send(request, waiting));
  pki.revoke(server_files);
  ASSERT_TRUE(must(client_side->reload()));
  const auto response = client.send(request, waiting);
  ASSERT_FALSE(response);
  EXPECT_THAT(response.error().what, HasSubstr("revoked"));
}

TEST_F(Client, LeavesAServerWhoseCertificateExpiredMeanwhile) {
  pki.publish(std::chrono::days(400));
  const auto brief_files = pki.issue("brief", serving, std::chrono::days(1));
  const auto brief_side = load(brief_files);
  ASSERT_TRUE(must(client_side->reload()));
  const Served served(*brief_side, echo);
  ClientThreads threads;
  SecureClient client(threads, *client_side, to(served), {.connections = 1});
  ASSERT_TRUE(client.send(request, waiting));
  clock.pass(std::chrono::days(2));
  const auto response = client.send(request, waiting);
  ASSERT_FALSE(response);
  EXPECT_THAT(response.error().what, HasSubstr("expired"));
}

TEST_F(Client, BreaksOffWhatIsUnderWayWhenItEnds) {
  const Served served(*server_side, [](const Request& asked_for, Waiting& asked) {
    asked.sleep(500ms);
    return echo(asked_for, asked);
  });
  std::promise<Result<Response>> under_way, waits;
  const auto begin = std::chrono::steady_clock::now();
  {
    ClientThreads threads;
    SecureClient client(threads, *client_side, to(served), {.connections = 1});
    client.start(request, [&](Result<Response> response) { under_way.set_value(std::move(response)); });
    std::this_thread::sleep_for(100ms);
    client.start(request, [&](Result<Response> response) { waits.set_value(std::move(response)); });
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 450ms);
  for (auto* one : {&under_way, &waits}) {
    const auto response = one->get_future().get();
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().what, "this client is stopping");
  }
}

TEST_F(Client, UsesNoMoreConnectionsThanItMay) {
  std::atomic<int> at_once = 0, most = 0;
  const Served served(*server_side, [&](const Request& asked_for, Waiting& asked) {
    const int now = ++at_once;
    for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {}
    asked.sleep(5ms);
    --at_once;
    return echo(asked_for, asked);
  });
  ClientThreads threads;
  SecureClient client(threads, *client_side, to(served), {.connections = 3});
  std::promise<void> all;
  std::atomic<int> left = 60, good_ones = 0;
  for (int i = 0; i < 60; ++i) {
    client.start(request, [&](Result<Response> response) {
      if (response) ++good_ones;
      if (--left == 0) all.set_value();
    });
  }
  all.get_future().wait();
  EXPECT_EQ(good_ones, 60);
  EXPECT_EQ(most, 3);
}

}  // namespace
}  // namespace crossroads::net::test
