// What of a caller's bytes is a request, and what is refused: the same whether the bytes come at once or one by one.
#include "net/request_reader.hpp"

#include <gtest/gtest.h>

namespace crossroads::net {
namespace {

constexpr ServerLimits small{.header = 300, .target = 40, .body = 20};

/// Every request that the bytes hold, or what is wrong with the first that is refused; `…` where one is not whole.
std::string read_in_steps(std::string_view bytes, std::size_t step) {
  RequestReader reader(small);
  std::string told, held;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    held += bytes.substr(at, step);
    while (true) {
      held.erase(0, reader.take(held));
      if (reader.state() == RequestReader::State::refused) return told + std::string(word(reader.fault()));
      if (reader.state() != RequestReader::State::whole) break;
      const bool keeps = reader.keeps(), head = reader.is_head();
      const auto request = reader.release({});
      told += request.method + " " + request.target + " [";
      for (const auto& [name, value] : request.headers) told += name + "=" + value + ";";
      told += "] " + request.body + (keeps ? "" : " (last)") + (head ? " (head)" : "") + "|";
      if (held.empty()) break;
    }
  }
  return told + (held.empty() && reader.state() == RequestReader::State::header ? "" : "…");
}

struct ReadCase {
  const char* name;
  std::string bytes;
  const char* told;
};
const std::string get = "GET /x HTTP/1.1\r\nHost: a\r\n", post = "POST /x HTTP/1.1\r\nHost: a\r\n";
const std::string chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
const ReadCase cases[] = {
    {"nothing", "", ""},
    {"a request", get + "\r\n", "GET /x [] |"},
    {"a query", "GET /x?a=b HTTP/1.1\r\nHost: a\r\n\r\n", "GET /x?a=b [] |"},
    {"a body", post + "Content-Length: 3\r\n\r\nabc", "POST /x [] abc|"},
    {"an empty body", post + "Content-Length: 0\r\n\r\n", "POST /x [] |"},
    {"chunks", chunked + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "POST /x [] abcde|"},
    {"chunks with trailers", chunked + "1\r\na\r\n0\r\nAuthorization: later\r\nX: y\r\n\r\n", "POST /x [] a|"},
    {"chunks with extensions", chunked + "1;a=b\r\na\r\n0;c\r\n\r\n", "POST /x [] a|"},
    {"several", get + "\r\n" + post + "Content-Length: 2\r\n\r\nab" + get + "\r\n", "GET /x [] |POST /x [] ab|GET /x [] |"},
    {"known headers and others", get + "Authorization: t\r\nX-Other: u\r\nTraceparent: v\r\nCookie: w\r\n\r\n",
     "GET /x [authorization=t;traceparent=v;] |"},
    {"a list in several headers", get + "Accept: a\r\nAccept: b\r\n\r\n", "GET /x [accept=a, b;] |"},
    {"the last", get + "Connection: close\r\n\r\n", "GET /x []  (last)|"},
    {"HTTP/1.0 is always the last", "GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "GET /x []  (last)|"},
    {"HEAD", "HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n", "HEAD /x []  (head)|"},
    {"a method of one's own", "BREW /x HTTP/1.1\r\nHost: a\r\n\r\n", "BREW /x [] |"},
    {"half a header", "GET /x HTT", "…"},
    {"half a body", post + "Content-Length: 3\r\n\r\nab", "…"},
    {"half a chunk", chunked + "3\r\nab", "…"},
    // What limits forbid.
    {"the longest header", get + "X: " + std::string(300 - get.size() - 7, 'x') + "\r\n\r\n", "GET /x [] |"},
    {"a header too long", get + "X: " + std::string(300, 'x') + "\r\n\r\n", "header-too-long"},
    {"a header that never ends", get + "X: " + std::string(1000, 'x'), "header-too-long"},
    {"the longest target", "GET /" + std::string(39, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n",
     "GET /xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx [] |"},
    {"a target too long", "GET /" + std::string(40, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n", "target-too-long"},
    {"a target that never ends", "GET /" + std::string(1000, 'x'), "target-too-long"},
    {"the longest body", post + "Content-Length: 20\r\n\r\n01234567890123456789", "POST /x [] 01234567890123456789|"},
    {"a body too long", post + "Content-Length: 21\r\n\r\n", "body-too-long"},
    {"a body far too long", post + "Content-Length: 999999999999999999\r\n\r\n", "body-too-long"},
    {"chunks too long", chunked + "14\r\n01234567890123456789\r\n1\r\nx\r\n0\r\n\r\n", "body-too-long"},
    {"a chunk's extension that never ends", chunked + "1;" + std::string(1000, 'x'), "header-too-long"},
    {"trailers that never end", chunked + "0\r\nX: " + std::string(1000, 'x'), "header-too-long"},
    // What two readers could take for different requests.
    {"a length and a coding", post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "malformed"},
    {"a coding and a length", post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", "malformed"},
    {"two lengths", post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "malformed"},
    {"one length twice", post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", "malformed"},
    {"a list of lengths", post + "Content-Length: 3, 3\r\n\r\nabc", "malformed"},
    {"a length with a sign", post + "Content-Length: +3\r\n\r\nabc", "malformed"},
    {"a length below zero", post + "Content-Length: -1\r\n\r\n", "malformed"},
    {"a length in hexadecimal", post + "Content-Length: 0x3\r\n\r\nabc", "malformed"},
    {"a length of nothing", post + "Content-Length:\r\n\r\n", "malformed"},
    {"a length that overflows", post + "Content-Length: 18446744073709551619\r\n\r\nabc", "malformed"},
    {"another coding", post + "Transfer-Encoding: gzip\r\n\r\n", "malformed"},
    {"two codings", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "malformed"},
    {"a coding twice", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "malformed"},
    {"a coding that only looks like it", post + "Transfer-Encoding: xchunked\r\n\r\n", "malformed"},
    {"a coding of HTTP/1.0", "POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "malformed"},
    {"a chunk's length in words", chunked + "zz\r\n", "malformed"},
    {"a chunk's length with a sign", chunked + "+1\r\na\r\n0\r\n\r\n", "malformed"},
    {"a chunk's length that overflows", chunked + "10000000000000001\r\na\r\n0\r\n\r\n", "malformed"},
    {"a chunk longer than it says", chunked + "1\r\nab\r\n0\r\n\r\n", "malformed"},
    {"a chunk's line without a return", chunked + "1\na\r\n0\r\n\r\n", "malformed"},
    {"a blank before the colon", post + "Content-Length : 3\r\n\r\nabc", "malformed"},
    {"lines without a return", "GET /x HTTP/1.1\nHost: a\n\n", "malformed"},
    {"one line without a return", get + "X: y\n\r\n", "malformed"},
    {"a return without a line", get + "X: y\rZ: v\r\n\r\n", "malformed"},
    {"an end without a return", get + "\n", "malformed"},
    {"a folded line", get + "X: y\r\n z\r\n\r\n", "malformed"},
    {"a folded first line", "GET /x HTTP/1.1\r\n Host: a\r\n\r\n", "malformed"},
    {"a zero in a header", get + "X: a" + std::string(1, '\0') + "b\r\n\r\n", "malformed"},
    {"a header without a name", get + ": y\r\n\r\n", "malformed"},
    {"a header without a colon", get + "X\r\n\r\n", "malformed"},
    {"two hosts", get + "Host: b\r\n\r\n", "malformed"},
    {"no host", "GET /x HTTP/1.1\r\n\r\n", "malformed"},
    {"who is it", get + "Authorization: a\r\nAuthorization: b\r\n\r\n", "malformed"},
    {"two types", post + "Content-Type: a\r\nContent-Type: b\r\nContent-Length: 0\r\n\r\n", "malformed"},
    // What is no request.
    {"no HTTP", "hello\r\n\r\n", "malformed"},
    {"no version", "GET /x\r\nHost: a\r\n\r\n", "malformed"},
    {"another version", "GET /x HTTP/2.0\r\nHost: a\r\n\r\n", "malformed"},
    {"HTTP/2's first words", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "malformed"},
    {"two blanks", "GET  /x HTTP/1.1\r\nHost: a\r\n\r\n", "malformed"},
    {"no target", "GET  HTTP/1.1\r\nHost: a\r\n\r\n", "malformed"},
    {"a letter that is none in a target", "GET /\xC3\xA9 HTTP/1.1\r\nHost: a\r\n\r\n", "malformed"},
    {"an empty line before", "\r\n" + get + "\r\n", "malformed"},
    {"a good one, then a bad one", get + "\r\nhello\r\n\r\n", "GET /x [] |malformed"},
};

TEST(RequestReader, TakesOrRefuses) {
  for (const auto& [name, bytes, told] : cases) {
    SCOPED_TRACE(name);
    EXPECT_EQ(read_in_steps(bytes, std::max<std::size_t>(1, bytes.size())), told);
    for (const std::size_t step : {1U, 2U, 3U, 7U, 64U}) EXPECT_EQ(read_in_steps(bytes, step), told) << "in steps of " << step;
  }
}

TEST(RequestReader, KnowsThatACallerWaitsToBeToldToGoOn) {
  RequestReader reader(small);
  const auto header = post + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n";
  EXPECT_EQ(reader.take(header), header.size());
  EXPECT_EQ(reader.state(), RequestReader::State::body);
  EXPECT_TRUE(reader.waits_to_go_on());
  EXPECT_EQ(reader.take("abcGET"), 3U);
  EXPECT_EQ(reader.state(), RequestReader::State::whole);
  EXPECT_EQ(reader.take("GET"), 0U) << "as long as the request was not released";
  EXPECT_EQ(reader.release({.institution = domain::EnterpriseNumber::from_stored(216380274)}).peer.institution.digits(), 216380274U);
}

}  // namespace
}  // namespace crossroads::net
