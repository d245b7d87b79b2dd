#include "law/prove/page/in_words.hpp"

#include "law/syntax/parts.hpp"

namespace crossroads::law::prove::page {
namespace {

bool is_list(const Condition& condition) {
  return std::holds_alternative<All>(condition.node) || std::holds_alternative<Any>(condition.node) ||
         std::holds_alternative<OfSponsor>(condition.node);
}

void item(html::Writer& page, const explain::Wording& say, const Condition& condition) {
  page.open("li").text(say.condition(condition));
  // The words for `not` hold the words for what is denied.
  const auto* denied = std::get_if<Not>(&condition.node);
  const auto& whole = denied != nullptr ? *denied->part : condition;
  if (is_list(whole)) {
    page.open("ul");
    for (const auto& part : parts_of(whole)) item(page, say, *part);
    page.close();
  }
  page.close();
}

}  // namespace

void write_in_words(html::Writer& page, const explain::Wording& say, const Condition& condition) {
  page.open("ul", {{"class", "in-words"}});
  item(page, say, condition);
  page.close();
}

}  // namespace crossroads::law::prove::page
