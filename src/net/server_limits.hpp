// Bounds of what the callers of a service may take.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace crossroads::net {

/// Whoever breaks one gets a clear answer where HTTP has one, and holds no thread meanwhile. Times are kept to within a quarter of the shortest
/// of them, or a quarter of a second.
struct ServerLimits {
  std::size_t header = 16 * 1024;                        ///< bytes: else 431
  std::size_t target = 1024;                             ///< bytes: else 414
  std::size_t body = 4 * 1024 * 1024;                    ///< bytes: else 413
  std::uint32_t connections = 1024;                      ///< at once: others are closed before they shake hands
  std::uint32_t of_one_institution = 512;                ///< at once: else 503, and closed
  std::uint32_t requests = 512;                          ///< worked on at once: else 503
  std::uint32_t requests_of_one_connection = 1'000'000;  ///< then it is closed, after the last answer
  std::chrono::milliseconds handshake{5'000};            ///< else closed
  std::chrono::milliseconds header_time{10'000};         ///< from the first byte: else 408
  std::chrono::milliseconds body_time{30'000};           ///< else 408
  std::chrono::milliseconds answer_time{30'000};         ///< for the caller to take the answer: else closed
  std::chrono::milliseconds idle{60'000};                ///< between two requests: closed
  std::chrono::milliseconds stopping{10'000};            ///< for what is under way when the server is stopped: else closed
  std::chrono::milliseconds reload_every{2'000};         ///< how often the credentials' files are looked at
};

/// Why a request got an answer that is not the handler's.
enum class RequestFault : std::uint8_t {
  malformed,
  header_too_long,
  target_too_long,
  body_too_long,
  too_slow,
  too_many,  ///< requests at once, or connections of one institution
  failed,    ///< the handler threw, or its answer can't be written
};
[[nodiscard]] constexpr unsigned http_status(RequestFault fault) {
  constexpr std::array<unsigned, 7> statuses{400, 431, 414, 413, 408, 503, 500};
  return statuses.at(static_cast<std::size_t>(fault));
}
/// For metrics and technical logs.
[[nodiscard]] constexpr std::string_view word(RequestFault fault) {
  constexpr std::array<std::string_view, 7> words{"malformed", "header-too-long", "target-too-long", "body-too-long",
                                                  "too-slow",  "too-many",        "failed"};
  return words.at(static_cast<std::size_t>(fault));
}

}  // namespace crossroads::net
