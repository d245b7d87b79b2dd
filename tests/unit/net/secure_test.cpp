// Two institutions over TLS: who is believed, what is answered, and what happens when one of them is slow, greedy or gone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <future>

#include "net/http.hpp"
#include "secure_fixture.hpp"

namespace crossroads::net::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class Secure : public BothSides {};

TEST_F(Secure, BothSidesKnowEachOther) {
  const Served served(*server_side, echo);
  const auto response =
      ask(served, *client_side, {.method = "POST", .target = "/a?b", .headers = {{"content-type", "text/plain"}}, .body = "hello"});
  ASSERT_TRUE(response) << one_line(response.error());
  EXPECT_EQ(response->status, 200U);
  EXPECT_EQ(response->body, "POST /a?b 0216380274 hello");
  EXPECT_EQ(header(response->headers, "belgov-trace-id"), "t1");
  EXPECT_EQ(header(response->headers, "x-other"), "");
  EXPECT_TRUE(served.refused().empty());
}

TEST_F(Secure, RefusesToStartWithoutCredentialsThatOthersWouldBelieve) {
  clock.pass(std::chrono::days(91));
  const auto loaded = Credentials::load(client_files, [this] { return clock.now(); });
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().what, HasSubstr("expired"));
}

TEST_F(Secure, RefusesCallersWhomItDoesNotBelieve) {
  Pki stranger(clock);
  auto unknown = stranger.issue("client", calling);
  auto expired = pki.issue("expired", calling, std::chrono::days(1)), revoked = pki.issue("revoked", calling);
  auto unknown_side = load(unknown), expired_side = load(expired), revoked_side = load(revoked);
  // They believe the server, so that it is the server that refuses.
  unknown.authorities = client_files.authorities;
  unknown.revocation_lists = client_files.revocation_lists;
  pki.revoke(revoked);
  clock.pass(std::chrono::days(2));
  ASSERT_TRUE(must(server_side->reload()));
  const Served served(*server_side, echo);

  struct Case {
    const char* name;
    const CredentialFiles& files;
    std::string reason;
  };
  std::size_t refusals = 0;
  for (const auto& [name, files, reason] : {Case{"another authority's", unknown, "unknown-authority"}, Case{"expired", expired, "expired"},
                                            Case{"revoked", revoked, "revoked"}}) {
    SCOPED_TRACE(name);
    RawCaller caller(served.port(), files);
    caller.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(caller.hear(), "");
    served.wait_for_refusals(++refusals);
    EXPECT_EQ(served.refused().count(reason), 1U);
  }
  EXPECT_EQ(served.refused().size(), refusals);
  EXPECT_TRUE(ask(served, *client_side)) << "whom it believes is answered all the while";
}

TEST_F(Secure, TheCallerIsToldThatItWasRefused) {
  const auto revoked = pki.issue("revoked", calling);
  const auto revoked_side = load(revoked);
  pki.revoke(revoked);
  ASSERT_TRUE(must(server_side->reload()));
  const Served served(*server_side, echo);
  const auto response = ask(served, *revoked_side);
  ASSERT_FALSE(response);
  EXPECT_THAT(response.error().what, StartsWith("it refused us: "));
  EXPECT_THAT(response.error().what, HasSubstr("revoked"));
  EXPECT_EQ(response.error().field, "hub");
}

TEST_F(Secure, RefusesServersWhomItDoesNotBelieve) {
  const auto other_files = pki.issue("other", calling), named_files = pki.issue("named", serving, std::chrono::days(90), "hub.test");
  const auto other_side = load(other_files), named_side = load(named_files);
  {
    const Served served(*other_side, echo);
    const auto response = ask(served, *client_side);
    ASSERT_FALSE(response);
    EXPECT_THAT(response.error().what, HasSubstr("we don't believe its certificate"));
    EXPECT_THAT(response.error().what, HasSubstr("institution"));
  }
  {
    const Served served(*named_side, echo);
    const auto response = ask(served, *client_side);
    ASSERT_FALSE(response);
    EXPECT_THAT(response.error().what, HasSubstr("we don't believe its certificate"));
  }
}

TEST_F(Secure, FailsClosedWhenItsListIsOutOfDate) {
  const Served served(*server_side, echo);
  ASSERT_TRUE(ask(served, *client_side));
  clock.pass(std::chrono::days(8));  // the list was for seven
  const RawCaller caller(served.port(), client_files);
  served.wait_for_refusals(1);
  EXPECT_EQ(served.refused(), (std::multiset<std::string>{"list-out-of-date"}));
  pki.publish();
  ASSERT_TRUE(must(server_side->reload()));
  ASSERT_TRUE(must(client_side->reload()));
  EXPECT_TRUE(ask(served, *client_side)) << "and opens again with a new one";
}

TEST_F(Secure, ClosesConnectionsOfACertificateThatWasRevokedMeanwhile) {
  const Served served(*server_side, echo);
  RawCaller caller(served.port(), client_files);
  caller.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(caller.hear_until("GET /1 "), HasSubstr("200 OK"));
  pki.revoke(client_files);
  ASSERT_TRUE(must(server_side->reload()));
  EXPECT_FALSE(must(server_side->reload())) << "nothing changed since";
  caller.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(caller.hear(), ::testing::Not(HasSubstr("GET /2")));
  EXPECT_EQ(served.refused(), (std::multiset<std::string>{"revoked"}));
}

TEST_F(Secure, KeepsWhatItHadWhereTheNewFilesCannotBeRead) {
  const Served served(*server_side, echo);
  std::filesystem::remove(server_files.key);
  const auto reloaded = server_side->reload();
  ASSERT_FALSE(reloaded);
  EXPECT_EQ(reloaded.error().place.file, server_files.key.string());
  EXPECT_FALSE(must(server_side->reload())) << "said once";
  EXPECT_TRUE(ask(served, *client_side));
}

struct RawCase {
  const char* name;
  std::string request;
  std::string answer;  // its beginning; empty: closed without one
};

const std::string post = "POST /x HTTP/1.1\r\nHost: a\r\n";
const RawCase raw_cases[] = {
    {"a request", "GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "HTTP/1.1 200 "},
    {"a chunked body", post + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", "HTTP/1.1 200 "},
    {"of HTTP/1.0", "GET /x HTTP/1.0\r\n\r\n", "HTTP/1.1 200 "},
    {"no HTTP", "hello\r\n\r\n", "HTTP/1.1 400 "},
    {"no version", "GET /x\r\nHost: a\r\n\r\n", "HTTP/1.1 400 "},
    {"another version", "GET /x HTTP/2.0\r\nHost: a\r\n\r\n", "HTTP/1.1 400 "},
    {"a length and a coding", post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "HTTP/1.1 400 "},
    {"a coding and a length", post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", "HTTP/1.1 400 "},
    {"two lengths", post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "HTTP/1.1 400 "},
    {"one length twice", post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", "HTTP/1.1 400 "},
    {"a list of lengths", post + "Content-Length: 3, 3\r\n\r\nabc", "HTTP/1.1 400 "},
    {"a negative length", post + "Content-Length: -1\r\n\r\n", "HTTP/1.1 400 "},
    {"a length that overflows", post + "Content-Length: 99999999999999999999\r\n\r\n", "HTTP/1.1 400 "},
    {"a bad chunk", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", "HTTP/1.1 400 "},
    {"a blank before the colon", post + "Content-Length : 3\r\n\r\nabc", "HTTP/1.1 400 "},
    {"a bare line feed", "GET /x HTTP/1.1\nHost: a\n\n", "HTTP/1.1 400 "},
    {"a folded line", post + "X: a\r\n b\r\nContent-Length : 3\r\n\r\nabc", "HTTP/1.1 400 "},
    {"a zero in a header", "GET /x HTTP/1.1\r\nHost: a" + std::string(1, '\0') + "b\r\n\r\n", "HTTP/1.1 400 "},
    {"two hosts", "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "HTTP/1.1 400 "},
    {"a header too long", post + "X: " + std::string(20'000, 'x') + "\r\n\r\n", "HTTP/1.1 431 "},
    {"a target too long", "GET /" + std::string(2'000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 414 "},
    {"a body too long, announced", post + "Content-Length: 5000\r\n\r\n", "HTTP/1.1 413 "},
    {"a body too long, in chunks", post + "Transfer-Encoding: chunked\r\n\r\n1388\r\n" + std::string(5'000, 'x') + "\r\n0\r\n\r\n",
     "HTTP/1.1 413 "},
    {"a slow header", "GET /x HTT", "HTTP/1.1 408 "},
    {"a slow body", post + "Content-Length: 10\r\n\r\nabc", "HTTP/1.1 408 "},
    {"silence", "", ""},
};

TEST_F(Secure, AnswersEveryBadRequestClearly) {
  const Served served(*server_side, echo, {.body = 4'000, .header_time = 300ms, .body_time = 300ms, .idle = 300ms});
  std::size_t faults = 0;
  for (const auto& [name, request, answer] : raw_cases) {
    SCOPED_TRACE(name);
    RawCaller caller(served.port(), client_files);
    if (!request.empty()) caller.send(request);
    const auto heard = caller.hear();
    EXPECT_EQ(heard.substr(0, answer.size()), answer);
    EXPECT_EQ(heard.empty(), answer.empty());
    EXPECT_EQ(heard.find("Cache-Control: no-store") == std::string::npos, answer.empty());
    if (answer.find(" 200 ") == std::string::npos && !answer.empty()) ++faults;
  }
  EXPECT_EQ(served.faults().size(), faults);
}

TEST_F(Secure, AnswersRequestsInTheirOrderOnOneConnection) {
  const Served served(*server_side, [](const Request& request, Waiting& asked) {
    if (request.target == "/1") asked.sleep(100ms);
    return echo(request, asked);
  });
  RawCaller caller(served.port(), client_files);
  caller.send(
      "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const auto heard = caller.hear();
  const auto first = heard.find("GET /1 "), second = heard.find("GET /2 "), third = heard.find("GET /3 ");
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
  EXPECT_NE(third, std::string::npos);
}

TEST_F(Secure, GoesOnWithABodyThatWaitsToBeAskedFor) {
  const Served served(*server_side, echo);
  RawCaller caller(served.port(), client_files);
  caller.send(post + "Expect: 100-continue\r\nContent-Length: 3\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(caller.hear_until("\r\n\r\n"), StartsWith("HTTP/1.1 100 Continue"));
  caller.send("abc");
  EXPECT_THAT(caller.hear(), HasSubstr("POST /x 0216380274 abc"));
}

TEST_F(Secure, ManyRequestsWaitWithoutThreads) {
  // Nobody is answered before all have come: with a thread each, two threads would never get there.
#ifdef __SANITIZE_THREAD__
  constexpr std::size_t many = 100;  // each coroutine costs as much as a thread where races are looked for
#else
  constexpr std::size_t many = 1000;
#endif
  std::mutex mutex;
  std::condition_variable more;
  std::vector<Waiting::Resume> resumes;
  const Served served(*server_side,
                      [&](const Request& request, Waiting& asked) {
                        asked.until([&](Waiting::Resume resume) {
                          const std::scoped_lock lock(mutex);
                          resumes.push_back(std::move(resume));
                          more.notify_one();
                        });
                        return echo(request, asked);
                      },
                      {.connections = many, .of_one_institution = many, .requests = many, .handshake = 120s});
  std::jthread resumer([&] {
    std::unique_lock lock(mutex);
    // So long, for 1,000 handshakes under a sanitizer; where they don't come all the same those that did are let go.
    more.wait_for(lock, 100s, [&] { return resumes.size() == many; });
    for (const auto& one : resumes) one();
  });
  ClientThreads threads;
  SecureClient client(threads, *client_side, to(served), {.connections = many, .connecting = 120s, .exchange = 120s});
  std::promise<void> all;
  std::atomic<std::size_t> answered = 0, good = 0;
  for (std::size_t i = 0; i < many; ++i) {
    client.start({.method = "GET", .target = "/" + std::to_string(i)}, [&, i](Result<Response> response) {
      if (response && response->body.starts_with("GET /" + std::to_string(i) + " ")) ++good;
      if (++answered == many) all.set_value();
    });
  }
  all.get_future().wait();
  EXPECT_EQ(good, many);
}

TEST_F(Secure, TellsWhoComesTooMuchToTryAgain) {
  std::promise<void> go_on;
  auto may_go_on = go_on.get_future().share();
  const Served served(*server_side,
                      [&](const Request& request, Waiting& asked) {
                        if (request.target == "/slow")
                          asked.until([&](Waiting::Resume resume) {
                            std::thread([=] {
                              may_go_on.wait();
                              resume();
                            }).detach();
                          });
                        return echo(request, asked);
                      },
                      {.requests = 1});
  ClientThreads threads;
  SecureClient client(threads, *client_side, to(served));
  std::promise<Result<Response>> slow;
  client.start({.method = "GET", .target = "/slow"}, [&](Result<Response> response) { slow.set_value(std::move(response)); });
  Result<Response> other;
  for (int i = 0; i < 100; ++i) {  // until the slow one is under way
    other = client.send({.method = "GET", .target = "/x"}, waiting);
    if (other && other->status == 503) break;
    std::this_thread::sleep_for(10ms);
  }
  ASSERT_TRUE(other);
  EXPECT_EQ(other->status, 503U);
  go_on.set_value();
  EXPECT_EQ(must(slow.get_future().get()).status, 200U);
  EXPECT_EQ(must(client.send({.method = "GET", .target = "/x"}, waiting)).status, 200U);
}

TEST_F(Secure, TakesNoMoreConnectionsThanItMay) {
  const Served served(*server_side, echo, {.connections = 3, .of_one_institution = 2});
  RawCaller one(served.port(), client_files), two(served.port(), client_files), three(served.port(), client_files);
  for (auto* caller : {&one, &two, &three}) caller->send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
  served.wait_for_refusals(1);
  EXPECT_EQ(served.refused(), (std::multiset<std::string>{"too-many-connections"}));
}

TEST_F(Secure, AnswersWhatIsUnderWayWhenItStops) {
  std::atomic<int> begun = 0, ended = 0;
  auto served = std::make_unique<Served>(*server_side, [&](const Request& request, Waiting& asked) {
    ++begun;
    asked.sleep(200ms);
    ++ended;
    return echo(request, asked);
  });
  ClientThreads threads;
  SecureClient client(threads, *client_side, to(*served));
  std::vector<std::promise<Result<Response>>> answers(20);
  for (auto& answer : answers) {
    client.start({.method = "GET", .target = "/x"}, [&](Result<Response> response) { answer.set_value(std::move(response)); });
  }
  while (begun < 20) std::this_thread::sleep_for(5ms);
  const auto port = served->port();
  served.reset();  // stops, and waits for the end
  EXPECT_EQ(ended, 20);
  for (auto& answer : answers) EXPECT_TRUE(answer.get_future().get());
  const auto late = client.send({.method = "GET", .target = "/x"}, waiting);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().value, "127.0.0.1:" + std::to_string(port));
  EXPECT_THAT(late.error().what, HasSubstr("no connection"));
}

TEST_F(Secure, SendsOnceMoreWhereAKeptConnectionWasClosed) {
  const Served served(*server_side, echo, {.idle = 100ms});
  ClientThreads threads;
  SecureClient client(threads, *client_side, to(served), {.connections = 1});
  for (int i = 0; i < 3; ++i) {
    const auto response = client.send({.method = "GET", .target = "/x"}, waiting);
    EXPECT_TRUE(response) << one_line(response.error());
    std::this_thread::sleep_for(250ms);
  }
}

TEST_F(Secure, GivesUpInTime) {
  const Served served(*server_side, [](const Request& request, Waiting& asked) {
    asked.sleep(1s);
    return echo(request, asked);
  });
  ClientThreads threads;
  SecureClient client(threads, *client_side, to(served), {.connections = 1, .waiting = 1, .exchange = 100ms});
  std::promise<Result<Response>> first, second;
  client.start({.method = "GET", .target = "/1"}, [&](Result<Response> response) { first.set_value(std::move(response)); });
  std::this_thread::sleep_for(20ms);  // the one connection has taken it
  client.start({.method = "GET", .target = "/2"}, [&](Result<Response> response) { second.set_value(std::move(response)); });
  const auto third = client.send({.method = "GET", .target = "/3"}, waiting);
  ASSERT_FALSE(third);
  EXPECT_THAT(third.error().what, HasSubstr("too many requests wait"));
  for (auto* answer : {&first, &second}) {
    const auto response = answer->get_future().get();
    ASSERT_FALSE(response);
    EXPECT_THAT(response.error().what, HasSubstr("no answer in time"));
  }
}

TEST_F(Secure, RefusesAnAnswerThatIsTooLong) {
  const Served served(*server_side,
                      [](const Request&, Waiting&) { return Response{.content_type = "text/plain", .body = std::string(2'000, 'x')}; });
  ClientThreads threads;
  SecureClient client(threads, *client_side, to(served), {.body = 1'000});
  const auto response = client.send({.method = "GET", .target = "/x"}, waiting);
  ASSERT_FALSE(response);
  EXPECT_THAT(response.error().what, HasSubstr("longer than 1000 bytes"));
}

TEST_F(Secure, SaysWhatIsThereInsteadOfAService) {
  const auto plain = must(Server::listen("127.0.0.1", 0, [](const Message&) {
    Message none;
    none.status = 200;
    return none;
  }));
  std::thread thread([&] { plain->run(); });
  ClientThreads threads;
  {
    SecureClient client(threads, *client_side, {"hub", "127.0.0.1", plain->port(), serving});
    const auto response = client.send({.method = "GET", .target = "/x"}, waiting);
    ASSERT_FALSE(response);
    EXPECT_THAT(response.error().what, StartsWith("the handshake failed"));
  }
  plain->stop();
  thread.join();
  SecureClient client(threads, *client_side, {"hub", "no-such-host.invalid", 1, serving});
  const auto response = client.send({.method = "GET", .target = "/x"}, waiting);
  ASSERT_FALSE(response);
  EXPECT_THAT(response.error().what, StartsWith("the name can't be resolved"));
}

}  // namespace
}  // namespace crossroads::net::test
