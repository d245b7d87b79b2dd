// The port over the real client and the real server, with certificates.
#include <gtest/gtest.h>

#include "net/two_sides.hpp"
#include "register_under_test.hpp"
#include "store/support/numbers.hpp"

namespace crossroads::national_register::test {
namespace {

using namespace crossroads::test;

TEST(RegisterOverTls, AnswersAsItDoesInProcess) {
  RegisterUnderTest under_test;
  DataFolder data;
  Question question{.persons = {}, .elements = Elements::all()};
  for (std::uint64_t i = 1; i <= 40; ++i) {
    data.persons.push_back(person_row(person(i)));
    data.stays.push_back(stay_row(person(i), "2011-01-01", "", "family_member", person(i % 5 + 1)));
    question.persons.push_back(person(i));
  }
  under_test.import(data);

  const net::test::Clock clock;
  net::test::Pki pki(clock);
  const auto now = [&clock] { return clock.now(); };
  const auto at_register = must(net::Credentials::load(pki.issue("register", stranger), now));
  const auto at_hub = must(net::Credentials::load(pki.issue("hub", reader), now));
  const net::test::Served served(*at_register,
                                 [&](const net::Request& request, Waiting& waiting) { return under_test.api.answer(request, waiting); });
  net::ClientThreads threads;
  net::SecureClient client(threads, *at_hub, {.name = "register", .host = "127.0.0.1", .port = served.port(), .institution = stranger});
  RemoteRegister remote([&](net::Request request, Waiting& waiting) { return client.send(std::move(request), waiting); }, 7);
  RemoteRegister in_process(under_test.send());

  net::BlockingWaiting waiting(now);
  EXPECT_EQ(must(remote.consult(question, {}, waiting)), must(in_process.consult(question, {}, waiting)));
}

}  // namespace
}  // namespace crossroads::national_register::test
