// The port over what a network might bring back.
#include "register/client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "register_under_test.hpp"
#include "store/support/numbers.hpp"

namespace crossroads::national_register::test {
namespace {

using namespace crossroads::test;
using ::testing::HasSubstr;

struct OutcomeCase {
  const char* name;
  Result<net::Response> response;
  std::string_view what;
};

net::Response problem(unsigned status, const std::string& body) {
  return {.status = status, .content_type = "application/problem+json", .body = body};
}

TEST(RegisterClient, SaysWhyThereIsNoAnswer) {
  const OutcomeCase cases[] = {
      {"nobody there", failure({.what = "register: nobody answers"}), "register: nobody answers"},
      {"not allowed", problem(403, R"({"type":"urn:problem-type:belgif:missingPermission"})"),
       R"("403 urn:problem-type:belgif:missingPermission", expected 200; the register's operator must name this institution)"},
      {"down", problem(503, R"({"type":"urn:problem-type:belgif:serviceUnavailable"})"), "try again later"},
      {"a bad request", problem(400, R"({"type":"urn:problem-type:belgif:badRequest","issues":[]})"),
       "400 urn:problem-type:belgif:badRequest"},
      {"a type that could be anything", problem(500, R"({"type":"urn:problem-type:85073003328"})"), R"("500", expected)"},
      {"a problem that is none", problem(500, "<html>"), R"("500", expected)"},
      {"a page", {{.status = 200, .content_type = "text/html", .body = "<html>"}}, R"("200", expected)"},
      {"an answer to something else", {{.status = 200, .content_type = "application/json", .body = "{}"}}, "breaks its contract"},
  };
  net::BlockingWaiting now([] { return Instant(std::chrono::milliseconds(1'790'000'000'000)); });
  for (const auto& [name, response, what] : cases) {
    SCOPED_TRACE(name);
    RemoteRegister remote([&response](net::Request, Waiting&) { return response; });
    const auto answer = remote.consult({.persons = {person(1)}, .elements = Elements::all()}, {}, now);
    ASSERT_FALSE(answer);
    EXPECT_THAT(one_line(answer.error()), HasSubstr(std::string(what)));
    EXPECT_THAT(one_line(answer.error()), ::testing::Not(HasSubstr("85073003328")));
  }
}

TEST(RegisterClient, SendsTheTraceAndPutsNobodyIntoTheTarget) {
  RegisterUnderTest under_test;
  under_test.import({.persons = {person_row(person(1))}});
  net::Request sent;
  RemoteRegister remote([&](net::Request request, Waiting&) -> Result<net::Response> {
    sent = request;
    return under_test.ask(std::move(request));
  });
  must(remote.consult({.persons = {person(1)}, .elements = {.identity = true}}, {{"belgov-trace-id", "abc"}}, under_test.now));
  EXPECT_EQ(sent.method + " " + sent.target, "POST /register/v1/persons/search");
  EXPECT_EQ(net::header(sent.headers, "belgov-trace-id"), "abc");
  for (const auto& [name, value] : sent.headers) EXPECT_THAT(value, ::testing::Not(HasSubstr(to_string(person(1)))));
}

TEST(RegisterClient, AsksInPartsAndGivesOneAnswer) {
  RegisterUnderTest under_test;
  DataFolder data;
  Question question{.persons = {}, .elements = Elements::all()};
  for (std::uint64_t i = 1; i <= 7; ++i) {
    data.persons.push_back(person_row(person(i)));
    data.stays.push_back(stay_row(person(i), "2011-01-01", "", "family_member", person(i % 2 + 20)));
    question.persons.push_back(person(i));
  }
  under_test.import(data);
  std::size_t requests = 0;
  RemoteRegister in_parts(
      [&](net::Request request, Waiting&) -> Result<net::Response> {
        ++requests;
        return under_test.ask(std::move(request));
      },
      3);
  RemoteRegister at_once(under_test.send());
  EXPECT_EQ(must(in_parts.consult(question, {}, under_test.now)), must(at_once.consult(question, {}, under_test.now)));
  EXPECT_EQ(requests, 3U);
  EXPECT_EQ(must(in_parts.consult({}, {}, under_test.now)), RegisterAnswer());
  EXPECT_EQ(requests, 3U) << "nobody to ask about";
}

}  // namespace
}  // namespace crossroads::national_register::test
