// What stands behind an Evaluator: one implementation a number of machine words and a kind of processor. Private to this folder.
#pragma once

#include "law/evaluate/fast.hpp"
#include "timeline/month_set.hpp"

namespace crossroads::law::fast {

struct Evaluator::Implementation {
  virtual ~Implementation() = default;
  virtual void count(const domain::Population&, std::size_t, std::size_t, domain::Month, std::span<std::uint64_t>) = 0;
  virtual void each(const domain::Population&, std::size_t, std::size_t, const Visit&) = 0;
  virtual Finding decide(const Subject&, const Subject&, domain::Month) = 0;
  virtual Course course(const Subject&, const Subject&) = 0;
  virtual Speakable speakable(const Subject&, const Subject&) = 0;
  domain::Month origin;
};

/// The implementation for any processor, and the one for those with AVX2, bit counting and the like.
[[nodiscard]] std::unique_ptr<Evaluator::Implementation> make_for_any(const Plan& plan, const domain::UnionMembers& members,
                                                                      timeline::Window window);
[[nodiscard]] std::unique_ptr<Evaluator::Implementation> make_for_v3(const Plan& plan, const domain::UnionMembers& members,
                                                                     timeline::Window window);

}  // namespace crossroads::law::fast
