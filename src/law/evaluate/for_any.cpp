// The evaluator for every processor.
namespace crossroads::law::fast {
namespace {
struct Build {};
}  // namespace
}  // namespace crossroads::law::fast

#include <stdexcept>

#include "law/evaluate/sized.hpp"

namespace crossroads::law::fast {

std::unique_ptr<Evaluator::Implementation> make_for_any(const Plan& plan, const domain::UnionMembers& members, Window window) {
  return make_sized(plan, members, window);
}

}  // namespace crossroads::law::fast
