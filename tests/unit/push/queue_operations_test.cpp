// What operators see of a queue and how they put back what is parked, over the real store.
#include "exchange/push/queue_operations.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "../run/support/world.hpp"
#include "../store/support/must.hpp"
#include "../store/support/scratch.hpp"
#include "net/blocking_waiting.hpp"
#include "store/sqlite/store.hpp"

namespace crossroads::exchange::push {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const auto own = domain::EnterpriseNumber::from_stored(244640631);
const auto stranger = domain::EnterpriseNumber::from_stored(308356862);
constexpr std::string_view problem = "urn:problem-type:crossroads:messageNumberTaken";

/// A hub whose queue can be asked over the API, and put out of order.
struct Asked {
  Asked() = default;
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;

  void put(int n, unsigned person) {
    const transit::NewConsignment one{.name = fmt::format("ticket-{}", n), .line = run::test::number(person), .text = "{\"n\":1}"};
    test::must(store->queue().add({&one, 1}, now));
  }
  void park(std::uint64_t position) { test::must(store->queue().park(transit::Position{position}, problem, now)); }
  net::Response ask(const std::string& method, const std::string& path, domain::EnterpriseNumber caller = own,
                    const std::string& body = {}) {
    return api.answer({.method = method, .target = "/hub/v1" + path, .headers = {}, .body = body, .peer = {.institution = caller}},
                      waiting);
  }

  Instant now{std::chrono::milliseconds(1'790'000'000'000)};
  net::BlockingWaiting waiting{[this] { return now; }};
  test::Scratch scratch;
  std::unique_ptr<store::sqlite::Store> store =
      test::must(store::sqlite::Store::open(scratch.path() / "hub.db", {.access = store::sqlite::Access::create}));
  bool readable = true;
  int woken = 0;
  std::string lines;

  consultation::House house{.self = own, .institutions = {}, .laws = {}, .day = {}};
  service::Health health;
  service::Metrics metrics{"hub"};
  service::TechnicalLog log{"hub", [this] { return now; }, [this](std::string_view line) { lines += line; }};
  QueueOperations operations{{.house = house,
                              .prefix = "/hub/v1",
                              .with_queue = [this](const auto& act) -> Result<void> {
                                if (!readable) return failure({.what = "the disk is gone"});
                                return act(store->queue());
                              },
                              .released = [this] { ++woken; }}};
  service::Api api{"/hub/v1",
                   "",
                   operations.operations(),
                   {.health = health, .metrics = metrics, .log = log, .randomness = [](std::span<std::uint8_t> bytes) {
                      std::ranges::fill(bytes, std::uint8_t{7});
                    }}};
};

/// The names that stand in a page, and the link to the next.
struct Page {
  std::vector<std::string> names;
  std::string next;
};
Page page_of(const net::Response& response) {
  service::Body body(response.body);
  auto root = body.root();
  Page page;
  for (auto& one : root.objects("items", 0, 1000)) page.names.push_back(one.text("name", 100));
  if (root.has("next")) page.next = root.text("next", 100);
  return page;
}

TEST(QueueOperations, TellWhatWaitsAndWhatIsParked) {
  struct Case {
    const char* name;
    std::vector<unsigned> put;  // the person of each, in order
    std::vector<std::uint64_t> parked;
    const char* said;
  };
  const Case cases[] = {
      {"nothing", {}, {}, R"({"waiting":0,"parked":0,"items":[],"pageSize":100})"},
      {"two wait", {1, 2}, {}, R"({"waiting":2,"parked":0,"oldest":"2026-09-21T14:13:20.000Z","items":[],"pageSize":100})"},
      {"one is parked",
       {1},
       {1},
       R"({"waiting":0,"parked":1,"oldest":"2026-09-21T14:13:20.000Z","items":[{"name":"ticket-1","since":"2026-09-21T14:13:20.000Z",)"
       R"("problem":"urn:problem-type:crossroads:messageNumberTaken"}],"pageSize":100})"},
      {"what stands behind a parked one waits",
       {1, 1, 2},
       {1},
       R"({"waiting":2,"parked":1,"oldest":"2026-09-21T14:13:20.000Z","items":[{"name":"ticket-1","since":"2026-09-21T14:13:20.000Z",)"
       R"("problem":"urn:problem-type:crossroads:messageNumberTaken"}],"pageSize":100})"},
  };
  for (const auto& [name, put, parked, said] : cases) {
    SCOPED_TRACE(name);
    Asked asked;
    for (std::size_t i = 0; i < put.size(); ++i) asked.put(static_cast<int>(i) + 1, put[i]);
    for (const auto position : parked) asked.park(position);
    const auto response = asked.ask("GET", "/queue");
    EXPECT_EQ(response.status, 200U);
    EXPECT_EQ(response.body, said);
    for (const auto person : put) EXPECT_THAT(response.body + asked.lines, Not(HasSubstr(to_string(run::test::number(person)))));
  }
}

TEST(QueueOperations, PutBackWhatIsParked) {
  Asked asked;
  EXPECT_EQ(asked.ask("POST", "/queue/release").body, R"({"released":0})");
  EXPECT_EQ(asked.woken, 0) << "there was nothing to do";
  for (int n = 1; n <= 4; ++n) asked.put(n, n <= 2 ? 1U : static_cast<unsigned>(n));
  asked.park(1);
  asked.park(4);
  ASSERT_EQ(test::must(asked.store->queue().next(10, 1000)).size(), 1U);
  EXPECT_EQ(asked.ask("POST", "/queue/release").body, R"({"released":2})");
  EXPECT_EQ(asked.woken, 1);
  EXPECT_EQ(test::must(asked.store->queue().next(10, 1000)).size(), 4U);
  EXPECT_THAT(asked.ask("GET", "/queue").body, HasSubstr(R"("waiting":4,"parked":0,)"));
}

struct RefusedCase {
  const char* name;
  const char* method;
  const char* path;
  domain::EnterpriseNumber caller = own;
  const char* body = "";
  unsigned status;
};

TEST(QueueOperations, RefuseWhatIsNotTheirs) {
  const RefusedCase cases[] = {
      {"another's queue", "GET", "/queue", stranger, "", 403},
      {"another's page", "GET", "/queue/pages/1", stranger, "", 403},
      {"another's release", "POST", "/queue/release", stranger, "", 403},
      {"a query", "GET", "/queue?after=1", own, "", 400},
      {"a body", "POST", "/queue/release", own, "{}", 400},
      {"no position", "GET", "/queue/pages/", own, "", 404},
      {"words", "GET", "/queue/pages/first", own, "", 404},
      {"a sign", "GET", "/queue/pages/-1", own, "", 404},
      {"as long as a person's number", "GET", "/queue/pages/85073003328", own, "", 404},
      {"released by reading", "GET", "/queue/release", own, "", 405},
      {"emptied", "DELETE", "/queue", own, "", 405},
  };
  for (const auto& [name, method, path, caller, body, status] : cases) {
    SCOPED_TRACE(name);
    Asked asked;
    asked.put(1, 1);
    asked.park(1);
    const auto response = asked.ask(method, path, caller, body);
    EXPECT_EQ(response.status, status) << response.body;
    EXPECT_THAT(response.body, Not(HasSubstr("ticket-1")));
    EXPECT_EQ(test::must(asked.store->queue().state()).parked, 1U);
  }
}

TEST(QueueOperations, SayWhenTheQueueCannotBeRead) {
  for (const auto& [method, path] : {std::pair{"GET", "/queue"}, std::pair{"GET", "/queue/pages/1"}, std::pair{"POST", "/queue/release"}}) {
    SCOPED_TRACE(path);
    Asked asked;
    asked.readable = false;
    const auto response = asked.ask(method, path);
    EXPECT_EQ(response.status, 503U);
    EXPECT_EQ(net::header(response.headers, "retry-after"), "5");
    EXPECT_THAT(response.body, Not(HasSubstr("disk")));
    EXPECT_THAT(asked.lines, HasSubstr("the disk is gone"));
    EXPECT_EQ(asked.woken, 0);
  }
}

RC_GTEST_PROP(QueueOperations, PagesNameEveryParkedOneOnceInOrder, ()) {
  Asked asked;
  const int count = *rc::gen::inRange(0, 330);
  std::vector<std::string> parked;
  for (int n = 1; n <= count; ++n) {
    asked.put(n, static_cast<unsigned>(n));
    if (*rc::gen::weightedElement<bool>({{9, true}, {1, false}})) {
      asked.park(static_cast<std::uint64_t>(n));
      parked.push_back(fmt::format("ticket-{}", n));
    }
  }
  std::vector<std::string> told;
  std::string path = "/hub/v1/queue";
  for (std::size_t pages = 0; !path.empty(); ++pages) {
    RC_ASSERT(pages <= parked.size() / QueueOperations::page_size);
    const auto response = asked.ask("GET", path.substr(std::string_view("/hub/v1").size()));
    RC_ASSERT(response.status == 200U);
    const auto page = page_of(response);
    RC_ASSERT(page.names.size() <= QueueOperations::page_size);
    RC_ASSERT(page.next.empty() || page.names.size() == QueueOperations::page_size);
    told.insert(told.end(), page.names.begin(), page.names.end());
    path = page.next;
  }
  RC_ASSERT(told == parked);
}

}  // namespace
}  // namespace crossroads::exchange::push
