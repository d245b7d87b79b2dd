// Whether texts are what they claim to be, checked without the code that wrote them.
#pragma once

#include <string>
#include <string_view>

namespace crossroads::test {

/// What is wrong with a page as XML: tags that do not match, attributes without quotes or twice, bare `&` or `<`. Empty if nothing is.
[[nodiscard]] std::string fault_in_page(std::string_view page);

/// What is wrong with a line of JSON. Empty if nothing is.
[[nodiscard]] std::string fault_in_json(std::string_view line);

}  // namespace crossroads::test
