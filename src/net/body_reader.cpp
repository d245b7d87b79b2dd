#include "net/body_reader.hpp"

#include <algorithm>
#include <charconv>

#include "net/known_headers.hpp"

namespace crossroads::net {

std::optional<std::size_t> parse_length(std::string_view text) {
  // `+3`, `3, 3` or a length that overflows is one thing to some and another to others.
  if (text.empty() || text.size() > 18 || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::size_t length = 0;
  std::from_chars(text.data(), text.data() + text.size(), length);
  return length;
}

void BodyReader::begin_plain(std::size_t length) {
  part_ = Part::plain;
  left_ = length;
  body_.clear();
  state_ = length == 0 ? State::whole : length > body_limit_ ? State::too_long : State::reading;
}
void BodyReader::begin_chunked() {
  part_ = Part::size;
  left_ = trailing_ = 0;
  body_.clear();
  state_ = State::reading;
}

std::size_t BodyReader::take(std::string_view bytes) {
  std::size_t used = 0;
  while (state_ == State::reading) {
    const auto before = used;
    const auto part = part_;
    used += take_part(bytes.substr(used));
    if (used == before && part == part_) break;
  }
  return used;
}

std::size_t BodyReader::take_part(std::string_view bytes) {
  if (part_ == Part::plain || part_ == Part::data) return take_data(bytes);
  if (part_ == Part::end_of_data) return take_end_of_data(bytes);
  const auto text = first_line(bytes);
  if (!text) return 0;
  if (part_ == Part::size) take_size(*text);
  else take_trailer(*text);
  return text->size() + 2;
}

std::size_t BodyReader::take_data(std::string_view bytes) {
  const auto count = std::min(left_, bytes.size());
  body_ += bytes.substr(0, count);
  left_ -= count;
  if (left_ > 0) return count;
  if (part_ == Part::plain) state_ = State::whole;
  else part_ = Part::end_of_data;
  return count;
}

std::size_t BodyReader::take_end_of_data(std::string_view bytes) {
  if (!std::string_view("\r\n").starts_with(bytes.substr(0, 2))) state_ = State::malformed;
  if (state_ == State::malformed || bytes.size() < 2) return 0;
  part_ = Part::size;
  return 2;
}

/// Without its end; nothing as long as that is not there, or where it is not as it must be. What is wrong with it does not depend on how much of it is
/// there already.
std::optional<std::string_view> BodyReader::first_line(std::string_view bytes) {
  const auto end = bytes.find('\r');
  const bool ends = end != std::string_view::npos && end + 1 < bytes.size();
  const auto text = bytes.substr(0, end);
  const bool fits = text.size() <= line_limit_;
  if (text.substr(0, line_limit_ + 1).contains('\n') || (fits && ends && bytes[end + 1] != '\n')) state_ = State::malformed;
  else if (!fits) state_ = State::line_too_long;
  else if (ends) return text;
  return std::nullopt;
}

void BodyReader::take_size(std::string_view text) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), left_, 16);
  const auto rest = text.substr(static_cast<std::size_t>(end - text.data()));
  if (error != std::errc() || (!rest.empty() && rest.front() != ';') || !is_header_value(rest)) state_ = State::malformed;
  else if (left_ > body_limit_ - body_.size()) state_ = State::too_long;
  else part_ = left_ == 0 ? Part::trailers : Part::data;
}

void BodyReader::take_trailer(std::string_view text) {
  trailing_ += text.size();
  if (text.empty()) state_ = State::whole;
  else if (text.find_first_of(": \t") == 0 || !text.contains(':') || !is_header_value(text)) state_ = State::malformed;
  else if (trailing_ > line_limit_) state_ = State::line_too_long;
}

}  // namespace crossroads::net
