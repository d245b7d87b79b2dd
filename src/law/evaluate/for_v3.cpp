// The evaluator for processors of level x86-64-v3 (AVX2, bit counting and the like): compiled with that level's flags.
namespace crossroads::law::fast {
namespace {
struct Build {};
}  // namespace
}  // namespace crossroads::law::fast

#include <stdexcept>

#include "law/evaluate/sized.hpp"

namespace crossroads::law::fast {

std::unique_ptr<Evaluator::Implementation> make_for_v3(const Plan& plan, const domain::UnionMembers& members, Window window) {
  return make_sized(plan, members, window);
}

}  // namespace crossroads::law::fast
