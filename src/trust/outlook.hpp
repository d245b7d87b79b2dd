// What runs out, and when: for `health` and for whoever renews certificates.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trust/check.hpp"

namespace crossroads::trust {

/// Something that ends, or that should be there and is not.
struct Deadline {
  enum class Kind : std::uint8_t { certificate, authority, list };
  enum class State : std::uint8_t {
    good,
    soon,     ///< ends before long: see Notice
    past,     ///< has ended; of a list: its next one should be there
    not_yet,  ///< has not begun
    missing,  ///< an authority without a list, or a list that can't be read
  };
  Kind kind = Kind::certificate;
  State state = State::good;
  std::string name = {};              ///< the subject; of a list the issuer; of a list that can't be read nothing
  std::string file = {};              ///< where it was read, or should be
  std::optional<Instant> until = {};  ///< nothing for what is missing, and for a list that names no next one
};
[[nodiscard]] std::string_view word(Deadline::Kind kind);
[[nodiscard]] std::string_view word(Deadline::State state);

/// How long before it runs out something is said to end soon.
struct Notice {
  std::chrono::days certificate{30}, list{2};
};

struct Outlook {
  /// One's own certificate with those that lead to the authority, every authority, the newest list of each; what ends first stands first, what is
  /// missing before all.
  std::vector<Deadline> deadlines = {};
  /// Whatever is not good, in words.
  std::vector<Problem> warnings = {};
  /// Why one's own certificate is not believed as a client, or else as a server.
  std::optional<Distrust> now = {};
  /// When it will no longer be, and why then. Nothing where it is not believed now, or where nothing ends.
  struct End {
    Instant at;
    Distrust why;
  };
  std::optional<End> first_end = {};
};

[[nodiscard]] Outlook outlook(const Chain& own, const Authorities& authorities, Instant at, const Notice& notice = {});

}  // namespace crossroads::trust
