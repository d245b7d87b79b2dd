#include "law/prove/run_mutants.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "law/prove/counter_example.hpp"
#include "law/prove/proof_text.hpp"

namespace crossroads::law::prove {
namespace {

class MutantRun {
 public:
  MutantRun(const Authorisation& law, const std::vector<cases::Case>& cases, const domain::UnionMembers& members)
      : law_(bare(law)), members_(members) {
    for (const auto& one : cases) examinations_.emplace_back(one, members);
  }

  MutantReport run(const Authorisation& law) {
    each_mutant(law, [this](const Mutant& mutant) { report_.mutants.push_back(tried(mutant)); });
    return std::move(report_);
  }

 private:
  MutantResult tried(const Mutant& mutant) {
    MutantResult result{.change = mutant.change, .rule = mutant.rule, .description = mutant.description, .span = mutant.span};
    const auto killer =
        std::ranges::find_if(examinations_, [&](const cases::Examination& examination) { return examination.fails(mutant.law); });
    if (killer != examinations_.end()) {
      result.fate = Fate::killed;
      result.killed_by = killer->of().name.text;
      return result;
    }
    const Space space({&law_, &mutant.law});
    const auto comparison = compare(space, law_, mutant.law);
    if (comparison.equivalent()) {
      result.fate = Fate::equivalent;
      result.proof = proof_text(space, law_, mutant, comparison);
    } else if (comparison.difference) {
      result.difference = fmt::format("{} becomes {}", comparison.difference->original, comparison.difference->changed);
      result.missing = counter_example(space, *comparison.difference, law_, mutant.law, members_);
    } else {
      result.difference = comparison.not_comparable;
    }
    return result;
  }

  Authorisation law_;
  const domain::UnionMembers& members_;
  std::vector<cases::Examination> examinations_;
  MutantReport report_;
};

}  // namespace

std::size_t MutantReport::count(Fate fate) const {
  return static_cast<std::size_t>(std::ranges::count(mutants, fate, &MutantResult::fate));
}

MutantReport run_mutants(const Authorisation& law, const std::vector<cases::Case>& cases, const domain::UnionMembers& members) {
  return MutantRun(law, cases, members).run(law);
}

}  // namespace crossroads::law::prove
