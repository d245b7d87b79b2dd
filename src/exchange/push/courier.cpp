#include "exchange/push/courier.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "exchange/push/wire.hpp"
#include "service/body.hpp"

namespace crossroads::exchange::push {
namespace {

/// The type that a problem document names; a text that could be anything else is not repeated.
std::string type_of(const net::Response& response) {
  constexpr std::string_view start = "urn:problem-type:";
  if (response.content_type != "application/problem+json") return fmt::format("status {}", response.status);
  service::Body body(response.body);
  auto root = body.root();
  const auto type = root.text("type", 100);
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == ':'; };
  return type.starts_with(start) && std::ranges::all_of(type, fits) ? type : fmt::format("status {}", response.status);
}

}  // namespace

Courier::Verdict Courier::verdict(const Result<net::Response>& response, std::string& problem) {
  if (!response) {
    problem = one_line(response.error());
    return Verdict::not_now;
  }
  if (response->status == 200) return Verdict::taken;
  problem = type_of(*response);
  switch (response->status) {
    // What was brought is at fault; of any other status it is whoever stands on either side.
    case 400:
    case 409:
    case 413:
    case 422: return Verdict::refused;
    default: return Verdict::not_now;
  }
}

std::chrono::milliseconds Courier::step(Waiting& waiting) {
  const auto now = waiting.now();
  auto next = attempt(waiting);
  if (next) return *next;
  const std::scoped_lock lock(mutex_);
  if (!report_.failing_since) report_.failing_since = now;
  report_.problem = one_line(next.error());
  return rest();
}

Result<std::chrono::milliseconds> Courier::attempt(Waiting& waiting) {
  const auto brought = CROSSROADS_TRY(parts_.queue.next(most_, parts_.limits.bytes));
  if (brought.empty()) {
    CROSSROADS_CHECK(note_state(waiting.now()));
    return parts_.limits.idle;
  }
  std::vector<std::string_view> texts;
  std::vector<transit::Position> positions;
  for (const auto& one : brought) {
    texts.push_back(one.text);
    positions.push_back(one.position);
  }
  net::Request request{.method = "POST",
                       .target = parts_.target,
                       .headers = service::Trace::of({}, parts_.randomness).onward_headers(),
                       .body = batch_of(texts),
                       .peer = {}};
  request.headers.emplace_back("content-type", "application/json");
  request.headers.emplace_back("accept", "application/json, application/problem+json");
  std::string problem;
  const auto said = verdict(parts_.send(std::move(request), waiting), problem);
  if (said == Verdict::not_now) {
    CROSSROADS_CHECK(note_state(waiting.now()));
    return failure({.what = std::move(problem)});
  }
  if (said == Verdict::refused) return refused(brought, problem, waiting.now());

  CROSSROADS_CHECK(parts_.queue.delivered(positions));
  failures_ = 0;
  most_ = std::min(parts_.limits.items, most_ * 2);
  CROSSROADS_CHECK(note_state(waiting.now()));
  const std::scoped_lock lock(mutex_);
  report_.failing_since.reset();
  report_.problem.clear();
  return std::chrono::milliseconds(0);
}

Result<std::chrono::milliseconds> Courier::refused(std::span<const transit::Consignment> brought, const std::string& problem, Instant now) {
  if (brought.size() > 1) {
    most_ = (brought.size() + 1) / 2;
  } else {
    CROSSROADS_CHECK(parts_.queue.park(brought.front().position, problem, now));
    counted_.reset();
    CROSSROADS_CHECK(note_state(now));
  }
  return std::chrono::milliseconds(0);
}

/// Twice as long each time, and never at the same moment as others who wait for the same.
std::chrono::milliseconds Courier::rest() {
  auto longest = parts_.limits.first_rest * (std::int64_t{1} << std::min(failures_, 20U));
  longest = std::min<std::chrono::milliseconds>(longest, parts_.limits.longest_rest);
  ++failures_;
  std::array<std::uint8_t, 2> chance = {};
  parts_.randomness(chance);
  const auto part = (chance[0] * 256 + chance[1]) % 1000;
  return longest / 2 + longest * part / 2000;
}

Result<void> Courier::note_state(Instant now) {
  // Counting what waits takes longer the more it is; between two counts little changes.
  if (counted_ && now >= *counted_ && now - *counted_ < std::chrono::seconds(1)) return {};
  counted_ = now;
  auto state = CROSSROADS_TRY(parts_.queue.state());
  const std::scoped_lock lock(mutex_);
  report_.queue = state;
  return {};
}

CourierReport Courier::report() const {
  const std::scoped_lock lock(mutex_);
  return report_;
}

service::Component health_of(const CourierReport& report, std::string_view name) {
  const auto& queue = report.queue;
  std::string what = fmt::format("{} waiting, {} parked", queue.waiting, queue.parked);
  if (report.failing_since) what += fmt::format("; not taken since {}: {}", to_rfc3339(*report.failing_since), report.problem);
  const bool well = !report.failing_since && queue.parked == 0;
  return {fmt::format("to-{}", name), well ? service::State::up : service::State::degraded, std::move(what)};
}

}  // namespace crossroads::exchange::push
