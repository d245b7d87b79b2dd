#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "ledger/note/key.hpp"

namespace crossroads::ledger {

namespace {

/// Every character with the property White_Space of Unicode 15, from U+0080 on, in UTF-8; those below are the blank and control characters.
constexpr std::array<std::string_view, 19> wide_spaces = {"\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003",
                                                          "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200a",
                                                          "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"};

bool is_plain(char c) { return static_cast<unsigned char>(c) > ' ' && c != '+'; }

}  // namespace

Result<KeyName> KeyName::parse(std::string_view text) {
  // No character of UTF-8 begins within another, so that a search in the bytes finds characters.
  const bool good = !text.empty() && is_utf8(text) && std::ranges::all_of(text, is_plain) &&
                    std::ranges::none_of(wide_spaces, [&](std::string_view space) { return text.find(space) != std::string_view::npos; });
  if (!good)
    return failure({.what = "not the name of a key", .value = std::string(text), .expected = "UTF-8 without spaces and plus signs"});
  KeyName name;
  name.text_ = text;
  return name;
}

}  // namespace crossroads::ledger
