// Requests out of the bytes of a connection: what is taken, and what is refused before anybody sees it. Driven by the server, and by tests
// and fuzzers without a socket.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "net/exchange.hpp"
#include "net/server_limits.hpp"

namespace crossroads::net {

/// One request after the other. Whatever two readers could take for different requests is refused (RFC 9112 §11.2): two lengths, a length and a
/// coding, a coding other than `chunked`, line ends without a carriage return, folded lines, blanks before a colon, two hosts or none.
class RequestReader {
 public:
  enum class State : std::uint8_t { header, body, whole, refused };

  explicit RequestReader(const ServerLimits& limits);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  /// Takes what it can and says how many bytes that was; the rest has to come again, with what follows it. Takes nothing more once the request is
  /// whole or refused.
  [[nodiscard]] std::size_t take(std::string_view bytes);
  [[nodiscard]] State state() const;
  /// Of a request that is refused. What follows it can't be told from it: the connection has to end.
  [[nodiscard]] RequestFault fault() const;

  // From the end of the header on:
  /// Whether the caller keeps its body back until it is told to go on (RFC 9110 §10.1.1).
  [[nodiscard]] bool waits_to_go_on() const;
  /// Whether the caller means to ask more on this connection.
  [[nodiscard]] bool keeps() const;
  /// Whether an answer must come without its body.
  [[nodiscard]] bool is_head() const;

  /// The request, once it is whole; then the next one begins.
  [[nodiscard]] Request release(const Peer& peer);

 private:
  struct Parsing;
  std::unique_ptr<Parsing> parsing_;
};

}  // namespace crossroads::net
