// A condition in the words of a language, as lists within lists. Private to law/prove.
#pragma once

#include "base/html.hpp"
#include "law/explain/wording.hpp"

namespace crossroads::law::prove::page {

/// Terms are said by their labels: what they mean stands on their own card.
void write_in_words(html::Writer& page, const explain::Wording& say, const Condition& condition);

}  // namespace crossroads::law::prove::page
