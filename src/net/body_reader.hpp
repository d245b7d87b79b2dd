// The body of a request or an answer, out of the bytes of a connection (RFC 9112 §6, §7.1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace crossroads::net {

class BodyReader {
 public:
  enum class State : std::uint8_t { reading, whole, malformed, too_long, line_too_long };
  /// Bytes of the body; of a line that introduces a chunk, or of all that trails the last one.
  BodyReader(std::size_t body_limit, std::size_t line_limit) : body_limit_(body_limit), line_limit_(line_limit) {}

  void begin_plain(std::size_t length);
  /// What extends or trails chunks is passed over.
  void begin_chunked();
  /// Takes what it can and says how many bytes that was; the rest has to come again, with what follows it.
  [[nodiscard]] std::size_t take(std::string_view bytes);
  [[nodiscard]] State state() const { return state_; }
  /// As far as it was taken.
  [[nodiscard]] std::string release() { return std::move(body_); }

 private:
  enum class Part : std::uint8_t { plain, size, data, end_of_data, trailers };
  std::size_t take_part(std::string_view bytes);
  std::size_t take_data(std::string_view bytes);
  std::size_t take_end_of_data(std::string_view bytes);
  std::optional<std::string_view> first_line(std::string_view bytes);
  void take_size(std::string_view text);
  void take_trailer(std::string_view text);

  std::size_t body_limit_, line_limit_;
  State state_ = State::whole;
  Part part_ = Part::plain;
  std::size_t left_ = 0;      // of the body, or of the chunk
  std::size_t trailing_ = 0;  // bytes
  std::string body_;
};

/// What a Content-Length says: digits and nothing else, few enough not to overflow.
[[nodiscard]] std::optional<std::size_t> parse_length(std::string_view text);

}  // namespace crossroads::net
