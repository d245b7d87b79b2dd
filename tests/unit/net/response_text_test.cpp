// Answers as bytes: exactly what HTTP says, and nothing that a caller could read as two answers.
#include "net/response_text.hpp"

#include <gtest/gtest.h>

namespace crossroads::net {
namespace {

struct WriteCase {
  const char* name;
  Response response;
  Framing framing;
  const char* text;  // null where it can't be written
};
const WriteCase cases[] = {
    {"a text",
     {.content_type = "text/plain", .body = "abc"},
     {},
     "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nCache-Control: no-store\r\nContent-Length: 3\r\n\r\nabc"},
    {"nothing", {.status = 202}, {}, "HTTP/1.1 202 Accepted\r\nCache-Control: no-store\r\nContent-Length: 0\r\n\r\n"},
    {"no content", {.status = 204}, {}, "HTTP/1.1 204 No Content\r\nCache-Control: no-store\r\n\r\n"},
    {"no content with some", {.status = 204, .body = "abc"}, {}, nullptr},
    {"the last",
     {.body = "a"},
     {.keep = false},
     "HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nConnection: close\r\nContent-Length: 1\r\n\r\na"},
    {"of HEAD", {.body = "abc"}, {.head_only = true}, "HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nContent-Length: 3\r\n\r\n"},
    {"known headers and others",
     {.status = 503, .headers = {{"retry-after", "1"}, {"x-other", "2"}, {"content-length", "3"}, {"content-type", "4"}}},
     {},
     "HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\nCache-Control: no-store\r\nContent-Length: 0\r\n\r\n"},
    {"a header that ends early", {.headers = {{"retry-after", "1\r\nX: y"}}}, {}, nullptr},
    {"a header with a line feed alone", {.headers = {{"retry-after", "1\nX: y"}}}, {}, nullptr},
    {"a header with a zero", {.headers = {{"allow", std::string("a\0b", 3)}}}, {}, nullptr},
    {"a type that ends early", {.content_type = "a\r\n\r\nb"}, {}, nullptr},
    {"a status that is no answer's", {.status = 100}, {}, nullptr},
    {"no status", {.status = 0}, {}, nullptr},
    {"a status too high", {.status = 600}, {}, nullptr},
};

TEST(ResponseText, IsWrittenOrRefused) {
  for (const auto& [name, response, framing, text] : cases) {
    SCOPED_TRACE(name);
    const auto written = to_text(response, framing);
    ASSERT_EQ(written.has_value(), text != nullptr);
    EXPECT_EQ(written.value_or(""), text == nullptr ? "" : text);
  }
}

}  // namespace
}  // namespace crossroads::net
