#include "law/syntax/parts.hpp"

namespace crossroads::law {

std::span<const ConditionPtr> parts_of(const Condition& condition) {
  if (const auto* all = std::get_if<All>(&condition.node)) return all->parts;
  if (const auto* any = std::get_if<Any>(&condition.node)) return any->parts;
  if (const auto* no = std::get_if<Not>(&condition.node)) return {&no->part, 1};
  if (const auto* sponsor = std::get_if<OfSponsor>(&condition.node)) return {&sponsor->part, 1};
  if (const auto* so_far = std::get_if<SoFar>(&condition.node)) return {&so_far->aid, 1};
  if (const auto* lasting = std::get_if<For>(&condition.node)) return {&lasting->aid, 1};
  return {};
}

}  // namespace crossroads::law
