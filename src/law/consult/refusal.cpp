#include "law/consult/refusal.hpp"

namespace crossroads::law::consult {

std::string to_string(const LegalBasis& basis) {
  auto text = basis.paragraphs.empty() ? basis.section : law::to_string(basis.paragraphs);
  for (const auto& interpretation : basis.interpretations) text.append(" ").append(interpretation);
  return text;
}

}  // namespace crossroads::law::consult
