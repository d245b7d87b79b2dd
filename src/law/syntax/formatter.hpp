// The one way in which a document is written.
//
// Sections in a fixed order, names and citations in columns, comments above what they speak of. A tree may be formatted if its texts hold no quotation
// mark and no line end, its comments no line end, its sets are not empty, and its lists of categories name some, but not all; every tree that the parser makes is so.
#pragma once

#include <string>

#include "law/syntax/authorisation.hpp"

namespace crossroads::law {

[[nodiscard]] std::string format(const Authorisation& law);

/// A condition on one line; `law` names its terms.
[[nodiscard]] std::string format(const Condition& condition, const Authorisation& law);

/// `3 months`, `1 year`.
[[nodiscard]] std::string format(Duration duration);

/// A value of an indicator, or what a state asks of the values; `indicator` names the values, `law` the parameters.
[[nodiscard]] std::string format(const indicators::Expression& expression, const Indicator& indicator, const Authorisation& law);
[[nodiscard]] std::string format(const indicators::Finding& finding, const Indicator& indicator, const Authorisation& law);

/// `quality in {…}`, `amount by nature` … : one disclosed field with its mode.
[[nodiscard]] std::string format(const Disclosure& disclosure);

/// `on stay-application with doubt unless excluded by permanent-stay`: an answer between its role and its condition.
[[nodiscard]] std::string format_occasions(const ConsultationAnswer& answer);

/// `for a, b`, or `except c` where that is much shorter; empty for every category.
[[nodiscard]] std::string format_categories(const std::vector<CategoryIndex>& categories, const Authorisation& law);

}  // namespace crossroads::law
