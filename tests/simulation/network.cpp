#include "network.hpp"

namespace crossroads::simulation {

namespace {
constexpr std::chrono::milliseconds patience{30'000};
}

/// Shared by whoever asked and whatever still carries it.
struct Network::Call {
  Place from, to;
  net::Request request;
  std::optional<Result<net::Response>> answered = {};
  std::function<void()> resume = {};

  void end(Result<net::Response> with) {
    if (answered) return;
    answered = std::move(with);
    resume();
  }
};

std::chrono::milliseconds Network::delay() {
  return std::chrono::milliseconds(1 + chance_.below(static_cast<std::uint64_t>(weather.longest.count())));
}

bool Network::gone(Place a, Place b) {
  const auto cut = cut_until_.find(std::minmax(a, b));
  return (cut != cut_until_.end() && scheduler_.now() < cut->second) || chance_.below(1000) < weather.lost;
}

void Network::cut(Place a, Place b, std::chrono::milliseconds time) {
  auto& until = cut_until_[std::minmax(a, b)];
  until = std::max(until, scheduler_.now() + time);
}

void Network::heal() {
  weather = {};
  cut_until_.clear();
}

Result<net::Response> Network::send(Place from, Place to, net::Request request, Waiting& waiting) {
  const auto call = std::make_shared<Call>(Call{.from = from, .to = to, .request = std::move(request)});
  net::Response none;
  look({from, to, false, call->request, none});
  ++carried;
  waiting.until([&](Waiting::Resume resume) {
    call->resume = std::move(resume);
    scheduler_.after(patience, [call] { call->end(failure({.what = "no answer in time", .hint = "try again later"})); });
    if (gone(from, to)) {
      ++lost;
      return;
    }
    scheduler_.after(delay(), [this, call] { deliver(call, true); });
    if (chance_.below(1000) < weather.doubled) scheduler_.after(delay() * 20, [this, call] { deliver(call, false); });
  });
  return std::move(*call->answered);
}

void Network::deliver(const std::shared_ptr<Call>& call, bool wanted) {
  const auto& node = nodes_[static_cast<std::size_t>(call->to)];
  if (!node) {
    if (wanted) scheduler_.after(delay(), [call] { call->end(failure({.what = "no connection", .hint = "see whether it is up"})); });
    return;
  }
  // Where the node is struck down on the way nobody answers, and the caller's patience ends.
  node->spawn([this, call, wanted, answer = node->answer](Waiting& waiting) {
    auto response = answer(call->request, waiting);
    look({call->to, call->from, true, call->request, response});
    if (!wanted) return;
    if (gone(call->from, call->to)) {
      ++lost;
      return;
    }
    scheduler_.after(delay(), [call, response = std::move(response)] { call->end(response); });
  });
}

}  // namespace crossroads::simulation
