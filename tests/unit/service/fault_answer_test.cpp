#include "service/fault_answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crossroads::service {
namespace {

using net::RequestFault;
using ::testing::HasSubstr;

struct FaultCase {
  const char* name;
  RequestFault fault;
  std::string_view urn;
};

constexpr FaultCase faults[] = {
    {"malformed", RequestFault::malformed, "urn:problem-type:belgif:badRequest"},
    {"header too long", RequestFault::header_too_long, "urn:problem-type:crossroads:requestHeaderFieldsTooLarge"},
    {"target too long", RequestFault::target_too_long, "urn:problem-type:crossroads:uriTooLong"},
    {"body too long", RequestFault::body_too_long, "urn:problem-type:belgif:payloadTooLarge"},
    {"too slow", RequestFault::too_slow, "urn:problem-type:crossroads:requestTimeout"},
    {"too many", RequestFault::too_many, "urn:problem-type:belgif:serviceUnavailable"},
    {"failed", RequestFault::failed, "urn:problem-type:belgif:internalServerError"},
};

TEST(FaultAnswer, IsAProblemOfTheSameStatus) {
  std::uint8_t chance = 0;
  const Randomness randomness = [&](std::span<std::uint8_t> bytes) {
    for (auto& byte : bytes) byte = ++chance;
  };
  for (const auto& [name, fault, urn] : faults) {
    SCOPED_TRACE(name);
    const auto response = answer_to(fault, randomness, Instant(std::chrono::milliseconds(1'790'000'000'000)));
    EXPECT_EQ(response.status, net::http_status(fault));
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_THAT(response.body, HasSubstr("\"type\":\"" + std::string(urn) + "\""));
    EXPECT_THAT(response.body, HasSubstr("\"status\":" + std::to_string(net::http_status(fault)) + ","));
    EXPECT_EQ(net::header(response.headers, "belgov-trace-id").size(), 36U);
    EXPECT_EQ(net::header(response.headers, "retry-after"), fault == RequestFault::too_many ? "1" : "");
  }
}

}  // namespace
}  // namespace crossroads::service
