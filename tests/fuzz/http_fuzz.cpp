// Bytes that callers send, without a socket: cut in pieces wherever the input says, the same requests come out, or the same fault; and whatever is taken for
// a request is one for a second reader that knows only the plainest form of HTTP. The first byte says how long the pieces are.
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <optional>

#include "net/request_reader.hpp"
#include "net/response_text.hpp"

namespace {

using namespace crossroads::net;

constexpr ServerLimits limits{.header = 512, .target = 64, .body = 200};

void must(bool holds, const char* what, std::string_view bytes) {
  if (holds) return;
  std::cerr << what << ": " << bytes << '\n';
  std::abort();
}

struct Taken {
  Request request;
  std::size_t begin, end;  // of its bytes
};
struct Outcome {
  std::vector<Taken> requests;
  std::optional<RequestFault> fault;
};

Outcome read(std::string_view bytes, std::size_t step) {
  RequestReader reader(limits);
  Outcome outcome;
  std::size_t begin = 0, used = 0;  // where the request began, and what was taken
  for (std::size_t shown = 0; shown < bytes.size();) {
    shown = std::min(bytes.size(), shown + step);
    while (true) {
      const auto count = reader.take(bytes.substr(used, shown - used));
      must(count <= shown - used, "more is taken than there is", bytes);
      used += count;
      if (reader.state() == RequestReader::State::refused) {
        outcome.fault = reader.fault();
        return outcome;
      }
      if (reader.state() != RequestReader::State::whole) break;
      static_cast<void>(reader.waits_to_go_on());
      static_cast<void>(reader.keeps());
      outcome.requests.push_back({reader.release({}), begin, used});
      begin = used;
      if (used == shown) break;
    }
  }
  return outcome;
}

bool alike(const Outcome& one, const Outcome& other) {
  return one.fault == other.fault && std::ranges::equal(one.requests, other.requests, [](const Taken& a, const Taken& b) {
           return a.request.method == b.request.method && a.request.target == b.request.target && a.request.headers == b.request.headers &&
                  a.request.body == b.request.body && a.end == b.end;
         });
}

bool same_letters(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, [](char a, char b) { return (a | 0x20) == (b | 0x20); });
}

/// One request in the plainest form: lines that end as they must, one length or chunks. Its body, if it takes up all bytes.
std::optional<std::string> plain_body(std::string_view bytes) {
  const auto line = [&]() -> std::optional<std::string_view> {
    const auto end = bytes.find("\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    const auto text = bytes.substr(0, end);
    bytes.remove_prefix(end + 2);
    return text.find_first_of("\r\n") == std::string_view::npos ? std::optional(text) : std::nullopt;
  };
  if (!line()) return std::nullopt;
  std::optional<std::size_t> length;
  bool chunked = false;
  while (true) {
    const auto header = line();
    if (!header) return std::nullopt;
    if (header->empty()) break;
    const auto colon = header->find(':');
    if (colon == std::string_view::npos || header->substr(0, colon).find_first_of(" \t") != std::string_view::npos) return std::nullopt;
    auto value = header->substr(colon + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
    while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
    if (same_letters(header->substr(0, colon), "content-length")) {
      std::size_t number = 0;
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
      if (length || chunked || error != std::errc() || end != value.data() + value.size()) return std::nullopt;
      length = number;
    }
    if (same_letters(header->substr(0, colon), "transfer-encoding")) {
      if (length || chunked || !same_letters(value, "chunked")) return std::nullopt;
      chunked = true;
    }
  }
  if (!chunked) return bytes.size() == length.value_or(0) ? std::optional(std::string(bytes)) : std::nullopt;
  std::string body;
  while (true) {
    const auto size = line();
    if (!size) return std::nullopt;
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(size->data(), size->data() + size->size(), number, 16);
    if (error != std::errc() || (end != size->data() + size->size() && *end != ';')) return std::nullopt;
    if (number == 0) break;
    if (bytes.size() < number + 2 || bytes.substr(number, 2) != "\r\n") return std::nullopt;
    body += bytes.substr(0, number);
    bytes.remove_prefix(number + 2);
  }
  while (true) {
    const auto trailer = line();
    if (!trailer) return std::nullopt;
    if (trailer->empty()) return bytes.empty() ? std::optional(body) : std::nullopt;
  }
}

/// A text that a handler gives back in a header can't end it.
void fuzz_answer(std::string_view text) {
  const auto written = to_text({.headers = {{"retry-after", std::string(text)}}}, {});
  if (!written) return;
  std::size_t lines = 0;
  for (const char c : *written) lines += c == '\n' || c == '\0' ? 1U : 0U;
  must(lines == 5, "an answer has another number of lines", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto whole = read(bytes, std::max<std::size_t>(1, bytes.size())), pieces = read(bytes, 1U + data[0] % 32U);
  must(alike(whole, pieces), "in pieces it is another request", bytes);
  for (const auto& [request, begin, end] : whole.requests) {
    must(request.body.size() <= limits.body && request.target.size() <= limits.target, "a limit is broken", bytes);
    must(plain_body(bytes.substr(begin, end - begin)) == request.body, "a second reader takes it for another request", bytes);
    for (const auto& [name, value] : request.headers)
      must(value.find_first_of("\r\n") == std::string::npos, "a header has several lines", bytes);
  }
  fuzz_answer(bytes);
  return 0;
}
