// The network between the nodes: it delays, loses, doubles and reorders what it carries, and is cut for a while.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "net/exchange.hpp"
#include "scheduler.hpp"

namespace crossroads::simulation {

enum class Place : std::uint8_t { agent, source, hub, desk, national_register };
inline constexpr std::array<std::string_view, 5> place_names{"agent", "source", "hub", "desk", "register"};

/// What goes over one link, as it goes: invariants look at it, and planted bugs change it.
struct Passing {
  Place from, to;
  bool answer;  ///< of a request that went the other way
  net::Request& request;
  net::Response& response;  ///< of an answer
};

/// How bad it is. All of them are parts of a thousand.
struct Weather {
  std::uint64_t lost = 0, doubled = 0;
  std::chrono::milliseconds longest{50};
};

class Network {
 public:
  /// Who answers at a place, in a fiber of its own; nothing where nobody is there.
  using Answerer = std::function<net::Response(const net::Request&, Waiting&)>;

  Network(Scheduler& scheduler, Chance& chance) : scheduler_(scheduler), chance_(chance) {}

  /// Begins to answer: `spawn` begins a fiber of that node, `alive` says whether the node is still the one that was asked.
  struct Node {
    std::function<void(std::function<void(Waiting&)>)> spawn;
    Answerer answer;
  };
  void open(Place place, Node node) { nodes_[static_cast<std::size_t>(place)] = std::move(node); }
  void close(Place place) { nodes_[static_cast<std::size_t>(place)].reset(); }

  [[nodiscard]] Result<net::Response> send(Place from, Place to, net::Request request, Waiting& waiting);

  void cut(Place a, Place b, std::chrono::milliseconds time);
  /// From now on everything arrives, once, soon.
  void heal();

  Weather weather = {};
  std::function<void(const Passing&)> look = [](const Passing&) {};
  std::uint64_t carried = 0, lost = 0;

 private:
  struct Call;
  void deliver(const std::shared_ptr<Call>& call, bool wanted);
  [[nodiscard]] std::chrono::milliseconds delay();
  [[nodiscard]] bool gone(Place a, Place b);

  Scheduler& scheduler_;
  Chance& chance_;
  std::array<std::optional<Node>, place_names.size()> nodes_ = {};
  std::map<std::pair<Place, Place>, Instant> cut_until_;
};

}  // namespace crossroads::simulation
