#include "service/api.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace crossroads::service {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// Never waits.
class Now final : public Waiting {
 public:
  void until(const std::function<void(Resume)>& start) override {
    start([] {});
  }
  void sleep(std::chrono::milliseconds) override {}
  [[nodiscard]] Instant now() const override { return Instant(std::chrono::milliseconds(1'790'000'000'000)); }
};

const auto friendly = domain::EnterpriseNumber::from_stored(216380274);
const auto stranger = domain::EnterpriseNumber::from_stored(123456749);
constexpr std::string_view someone = "85073003328";

class ServiceApi : public ::testing::Test {
 protected:
  net::Response ask(net::Request request) {
    if (request.peer.institution == domain::EnterpriseNumber()) request.peer.institution = friendly;
    return api.answer(request, now);
  }
  static net::Request post(const std::string& target, const std::string& body) {
    return {.method = "POST", .target = target, .headers = {{"content-type", "application/json"}}, .body = body};
  }

  Now now;
  std::string lines;
  Health health;
  Metrics metrics{"test"};
  TechnicalLog log{"test", [] { return Instant(std::chrono::milliseconds(1'790'000'000'123)); },
                   [this](std::string_view line) { lines += line; }};
  std::uint8_t chance = 0;
  Api api{
      "/test/v1",
      "openapi: 3.0.3\n",
      {{.id = "searchThings",
        .method = "POST",
        .path = "/things/search",
        .has_body = true,
        .allowed = [](domain::EnterpriseNumber caller) { return caller == friendly; },
        .answer =
            [](Call& call) {
              auto root = call.body.root();
              const auto name = root.text("name", 20);
              if (auto bad = call.bad_request()) return *bad;
              if (name == "throw") throw std::logic_error("85073003328");
              return Answer::about_nobody("application/json", "{}");
            }},
       {.id = "getThing",
        .method = "GET",
        .path = "/things/{number}",
        .allowed = {},
        .answer =
            [](Call& call) { return Answer::about_nobody("application/json", "{\"number\":\"" + std::string(call.segments[0]) + "\"}"); }},
       {.id = "endThing",
        .method = "DELETE",
        .path = "/things/{number}",
        .allowed = {},
        .answer = [](Call&) { return Answer::about_nobody("application/json", "{}", 202); }}},
      {.health = health, .metrics = metrics, .log = log, .randomness = [this](std::span<std::uint8_t> bytes) {
         for (auto& byte : bytes) byte = ++chance;
       }}};
};

struct AskCase {
  const char* name;
  net::Request request;
  unsigned status;
  std::string_view operation, part;  // part of the answer's body
};

TEST_F(ServiceApi, AnswersOrSaysWhyNot) {
  const net::Headers json{{"content-type", "application/json"}};
  const AskCase cases[] = {
      {"an operation", post("/test/v1/things/search", R"({"name":"a"})"), 200, "searchThings", "{}"},
      {"with a charset",
       {"POST", "/test/v1/things/search", {{"content-type", "Application/JSON; charset=utf-8"}}, R"({"name":"a"})"},
       200,
       "searchThings",
       "{}"},
      {"a segment", {"GET", "/test/v1/things/17"}, 200, "getThing", R"({"number":"17"})"},
      {"another method of the same path", {"DELETE", "/test/v1/things/17"}, 202, "endThing", "{}"},
      {"accepted by family", {"GET", "/test/v1/things/17", {{"accept", "text/html, application/*;q=0.5"}}}, 200, "getThing", "17"},
      {"health", {"GET", "/test/v1/health"}, 200, "getHealth", R"({"status":"UP"})"},
      {"the document", {"GET", "/test/v1/doc/openapi.yaml"}, 200, "getDocument", "openapi: 3.0.3"},
      {"no such path", {"GET", "/test/v1/nothing"}, 404, "unknown", "urn:problem-type:belgif:resourceNotFound"},
      {"another prefix", {"GET", "/other/v1/health"}, 404, "unknown", "resourceNotFound"},
      {"an empty segment", {"GET", "/test/v1/things/"}, 404, "unknown", "resourceNotFound"},
      {"a segment too many", {"GET", "/test/v1/things/1/2"}, 404, "unknown", "resourceNotFound"},
      {"an empty target", {"GET", ""}, 404, "unknown", "resourceNotFound"},
      {"another method", {"PUT", "/test/v1/things/17"}, 405, "unknown", "methodNotAllowed"},
      {"a query", {"GET", "/test/v1/things/17?niss=85073003328"}, 400, "getThing", R"("in":"query")"},
      {"a body for nothing", {"GET", "/test/v1/things/17", json, "{}"}, 400, "getThing", "no body"},
      {"not acceptable", {"GET", "/test/v1/things/17", {{"accept", "text/html"}}}, 406, "getThing", "notAcceptable"},
      {"another type",
       {"POST", "/test/v1/things/search", {{"content-type", "text/plain"}}, "{}"},
       415,
       "searchThings",
       "unsupportedMediaType"},
      {"no type", {"POST", "/test/v1/things/search", {}, "{}"}, 415, "searchThings", "unsupportedMediaType"},
      {"another institution",
       {"POST", "/test/v1/things/search", json, R"({"name":"a"})", {stranger}},
       403,
       "searchThings",
       "missingPermission"},
      {"no JSON", post("/test/v1/things/search", "name=a"), 400, "searchThings", "schemaViolation"},
      {"a member missing", post("/test/v1/things/search", "{}"), 400, "searchThings", R"("name":"name")"},
      {"an exception", post("/test/v1/things/search", R"({"name":"throw"})"), 500, "searchThings", "internalServerError"},
  };
  for (const auto& [name, request, status, operation, part] : cases) {
    SCOPED_TRACE(name);
    lines.clear();
    const auto response = ask(request);
    EXPECT_EQ(response.status, status);
    EXPECT_THAT(response.body, HasSubstr(std::string(part)));
    EXPECT_THAT(lines, HasSubstr("\"operation\":\"" + std::string(operation) + "\",\"status\":" + std::to_string(status)));
    EXPECT_EQ(net::header(response.headers, "belgov-trace-id").size(), 36U);
    if (status >= 400) {
      EXPECT_EQ(response.content_type, "application/problem+json");
      EXPECT_THAT(response.body, HasSubstr("\"instance\":\"urn:uuid:"));
      EXPECT_THAT(response.body, HasSubstr("\"advice\":\""));
    }
    // Whoever writes a number of a person where none belongs finds it neither in the answer nor in the technical log.
    EXPECT_THAT(response.body, Not(HasSubstr(std::string(someone))));
    EXPECT_THAT(lines, Not(HasSubstr(std::string(someone))));
  }
}

TEST_F(ServiceApi, NamesTheMethodsOfAPath) { EXPECT_EQ(net::header(ask({"PUT", "/test/v1/things/17"}).headers, "allow"), "GET, DELETE"); }

TEST_F(ServiceApi, JoinsTheTraces) {
  const std::string parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const auto response = ask({"GET", "/test/v1/things/1", {{"belgov-trace-id", "theirs-1"}, {"traceparent", parent}}});
  EXPECT_EQ(net::header(response.headers, "belgov-related-trace-id"), "theirs-1");
  EXPECT_NE(net::header(response.headers, "belgov-trace-id"), "theirs-1");
  EXPECT_THAT(lines, HasSubstr("\"w3cTraceId\":\"0af7651916cd43dd8448eb211c80319c\""));
  EXPECT_THAT(lines, HasSubstr("\"relatedTraceId\":\"theirs-1\""));
  EXPECT_THAT(lines, HasSubstr("\"time\":\"2026-09-21T14:13:20.123Z\""));

  const auto other = ask({"GET", "/test/v1/things/1", {{"belgov-trace-id", std::string(37, 'a')}}});
  EXPECT_EQ(net::header(other.headers, "belgov-related-trace-id"), "");
}

TEST_F(ServiceApi, CountsWhatItAnswers) {
  ask({"GET", "/test/v1/things/1"});
  ask({"GET", "/test/v1/things/2"});
  ask({"GET", "/test/v1/nothing"});
  metrics.connection_refused("expired");
  EXPECT_THAT(metrics.text(), HasSubstr(R"(crossroads_requests_total{service="test",operation="getThing",status="200"} 2)"));
  EXPECT_THAT(metrics.text(), HasSubstr(R"(crossroads_requests_total{service="test",operation="unknown",status="404"} 1)"));
  EXPECT_THAT(metrics.text(), HasSubstr(R"(crossroads_requests_under_way{service="test"} 0)"));
  EXPECT_THAT(metrics.text(), HasSubstr(R"(crossroads_connections_refused_total{service="test",reason="expired"} 1)"));
}

TEST_F(ServiceApi, ItsHealthIsThatOfItsWorstPart) {
  State store = State::degraded;
  health.add([] { return Component{"certificate", State::up, "valid until 2027-01-01"}; });
  health.add([&] { return Component{"store", store, "can't be read"}; });
  auto response = ask({"GET", "/test/v1/health"});
  EXPECT_EQ(response.status, 200U);
  EXPECT_EQ(response.body, R"({"status":"DEGRADED"})");
  store = State::down;
  response = ask({"GET", "/test/v1/health"});
  EXPECT_EQ(response.status, 503U);
  EXPECT_EQ(response.body, R"({"status":"DOWN"})");
  EXPECT_EQ(to_json(health.report(), true),
            R"({"status":"DOWN","components":[{"name":"certificate","status":"UP","what":"valid until 2027-01-01"},)"
            R"({"name":"store","status":"DOWN","what":"can't be read"}]})");
}

struct TraceParentCase {
  const char* name;
  std::string_view text;
  bool good;
};
constexpr TraceParentCase trace_parents[] = {
    {"as the standard's example", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true},
    {"another version", "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", false},
    {"capital letters", "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", false},
    {"a trace of zeros", "00-00000000000000000000000000000000-b7ad6b7169203331-01", false},
    {"a parent of zeros", "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", false},
    {"too long", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-011", false},
    {"no hyphen", "00-0af7651916cd43dd8448eb211c80319cxb7ad6b7169203331-01", false},
    {"empty", "", false},
};
TEST(TraceParentHeader, IsReadAsTheStandardSays) {
  for (const auto& [name, text, good] : trace_parents) {
    SCOPED_TRACE(name);
    EXPECT_EQ(parse_traceparent(text).has_value(), good);
  }
}

TEST(ProblemDocuments, CiteWhatTheyRestOn) {
  const ProblemDocument problem{.type = &problems::bad_request,
                                .detail = "Two things.",
                                .issues = {{IssueType::invalid_period, "period", "an end after the beginning"}},
                                .basis = CitedBasis{"18/055", {"§8", "§10"}, {}}};
  EXPECT_EQ(
      to_json(problem, Uuid()),
      R"({"type":"urn:problem-type:belgif:badRequest","href":"https://www.belgif.be/specification/rest/api-guide/problems/badRequest.html",)"
      R"("title":"Bad Request","status":400,"detail":"Two things.","instance":"urn:uuid:00000000-0000-0000-0000-000000000000",)"
      R"("advice":"Correct what the issues name; the same request will get the same answer.",)"
      R"("legalBasis":{"authorisation":"18/055","paragraphs":["§8","§10"]},)"
      R"("issues":[{"type":"urn:problem-type:belgif-ext:input-validation:invalidPeriod","title":"Period is invalid","in":"body",)"
      R"("name":"period","detail":"an end after the beginning"}]})");
}

}  // namespace
}  // namespace crossroads::service
