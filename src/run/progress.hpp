// How far long work has come. Whoever calls decides how, and whether, it is shown.
#pragma once

#include <cstdint>
#include <functional>

namespace crossroads::run {

/// Called now and then, on the thread that happens to be there but never twice at once, with what is done of what there is to do.
/// May be empty.
using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

}  // namespace crossroads::run
