// Whether two documents say the same, wherever it stands in their texts.
#pragma once

#include "law/syntax/authorisation.hpp"

namespace crossroads::law {

enum class Comments : std::uint8_t { compared, ignored };

/// Spans never count. Terms are compared by their place, so both conditions must belong to the same terms.
[[nodiscard]] bool same(const ConditionPtr& a, const ConditionPtr& b);
[[nodiscard]] bool same(const Authorisation& a, const Authorisation& b, Comments comments = Comments::compared);

}  // namespace crossroads::law
