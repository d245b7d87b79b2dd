#include "exchange/push/queue_operations.hpp"

#include <algorithm>
#include <charconv>

#include "base/json_writer.hpp"

namespace crossroads::exchange::push {
namespace {

using transit::Position;

/// The position in a path: ten digits are more messages than will ever be sent, and fewer than any number of a person has.
std::optional<Position> read_position(std::string_view text) {
  constexpr std::size_t longest = 10;
  std::uint64_t position = 0;
  if (text.size() > longest || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  std::from_chars(text.data(), text.data() + text.size(), position);
  return Position{position};
}

std::int64_t count(std::uint64_t number) { return static_cast<std::int64_t>(number); }

service::Answer later(Problem cause) {
  return service::Answer::refused({.type = &service::problems::unavailable, .retry_after = std::chrono::seconds(5)})
      .because(std::move(cause));
}

}  // namespace

std::vector<service::Operation> QueueOperations::operations() {
  const auto own = [this](domain::EnterpriseNumber caller) { return caller == parts_.house.self; };
  return {{.id = "getQueue",
           .method = "GET",
           .path = "/queue",
           .has_body = false,
           .allowed = own,
           .answer = [this](service::Call&) { return tell(Position{}); }},
          {.id = "getQueuePage",
           .method = "GET",
           .path = "/queue/pages/{after}",
           .has_body = false,
           .allowed = own,
           .answer =
               [this](service::Call& call) {
                 const auto after = read_position(call.segments.front());
                 return after ? tell(*after) : service::Answer::refused({.type = &service::problems::not_found});
               }},
          {.id = "releaseQueue",
           .method = "POST",
           .path = "/queue/release",
           .has_body = false,
           .allowed = own,
           .answer = [this](service::Call&) { return release(); }}};
}

service::Answer QueueOperations::tell(Position after) const {
  transit::QueueState state;
  std::vector<transit::Parked> parked;
  const auto read = parts_.with_queue([&](transit::Queue& queue) -> Result<void> {
    state = CROSSROADS_TRY(queue.state());
    parked = CROSSROADS_TRY(queue.parked(after, page_size + 1));
    return {};
  });
  if (!read) return later(read.error());
  const bool more = parked.size() > page_size;
  if (more) parked.pop_back();

  JsonWriter json;
  json.open_object().member("waiting", count(state.waiting)).member("parked", count(state.parked));
  if (state.oldest) json.member("oldest", to_rfc3339(*state.oldest));
  json.name("items").open_array();
  for (const auto& one : parked) {
    json.open_object().member("name", one.name).member("since", to_rfc3339(one.since)).member("problem", one.problem).close_object();
  }
  json.close_array().member("pageSize", count(page_size));
  if (more) json.member("next", fmt::format("{}/queue/pages/{}", parts_.prefix, static_cast<std::uint64_t>(parked.back().position)));
  return service::Answer::about_nobody("application/json", json.close_object().take());
}

service::Answer QueueOperations::release() const {
  std::uint64_t released = 0;
  const auto done = parts_.with_queue([&](transit::Queue& queue) -> Result<void> {
    released = CROSSROADS_TRY(queue.release());
    return {};
  });
  if (!done) return later(done.error());
  if (released != 0 && parts_.released) parts_.released();
  return service::Answer::about_nobody("application/json", fmt::format("{{\"released\":{}}}", released));
}

}  // namespace crossroads::exchange::push
