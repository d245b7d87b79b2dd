// Whether a service can do its work (Belgif `hlth-res`), in a word for everybody and in detail for its own operators.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace crossroads::service {

/// From best to worst.
enum class State : std::uint8_t { up, degraded, down };
inline constexpr std::array<std::string_view, 3> state_names{"UP", "DEGRADED", "DOWN"};

/// One thing that the service needs.
struct Component {
  std::string name;  ///< `store`, `certificate`
  State state = State::up;
  std::string what;  ///< a sentence: what it is, or what is wrong and what to do
};

class Health {
 public:
  using Look = std::function<Component()>;
  /// `look` is asked each time, by any thread.
  void add(Look look) { looks_.push_back(std::move(look)); }

  struct Report {
    State state;
    std::vector<Component> components;
  };
  [[nodiscard]] Report report() const;

 private:
  std::vector<Look> looks_;
};

/// `{"status":"UP"}`; with what it stands on for operators alone.
[[nodiscard]] std::string to_json(const Health::Report& report, bool components);
/// 503 where the service can't work.
[[nodiscard]] constexpr std::uint16_t http_status(State state) { return state == State::down ? 503 : 200; }

}  // namespace crossroads::service
