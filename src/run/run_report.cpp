#include "run/run_report.hpp"

namespace crossroads::run {

std::uint64_t RunReport::messages_of(law::Stage stage, std::optional<MessageKind> kind) const {
  std::uint64_t n = 0;
  for (const auto& count : messages) {
    if (count.stage == stage && (!kind || count.kind == *kind)) n += count.n;
  }
  return n;
}

}  // namespace crossroads::run
