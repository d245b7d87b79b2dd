#include <algorithm>

#include <fmt/format.h>

#include "law/check/rules.hpp"
#include "law/syntax/words.hpp"

namespace crossroads::law::checks {
namespace {

std::string_view word(Field field) { return field_words[static_cast<std::size_t>(field)]; }

void disclosures(const Authorisation& law, const Push& push, Findings& findings) {
  const auto& all = push.disclosures;
  if (all.empty())
    findings.push_back({.code = "L145",
                        .message = "the push discloses nothing",
                        .span = push.span,
                        .expected = "`disclose niss [§…]` under `push monthly`"});
  for (const auto& one : all) {
    if (one.field > Field::quality)
      findings.push_back({.code = "L147", .message = fmt::format("`{}` is no field of a push", word(one.field)), .span = one.span});
  }
  disclosed_twice(law, all, findings);
  // Amounts apart by nature tell which natures there were.
  for (CategoryIndex c = 0; c < law.categories.size(); ++c) {
    const auto discloses = [&](Field field) {
      return std::ranges::any_of(all, [&](const Disclosure& d) { return d.field == field && d.applies_to(c); });
    };
    const auto amount = std::ranges::find_if(
        all, [&](const Disclosure& d) { return d.field == Field::amount && d.amount == AmountMode::by_nature && d.applies_to(c); });
    if (amount == all.end() || discloses(Field::nature)) continue;
    findings.push_back({.code = "L148",
                        .message = fmt::format("`amount by nature` tells the nature of the aid, which is not disclosed for `{}`",
                                               law.categories[c].name.text),
                        .span = amount->span,
                        .expected = "`amount of all aid`, or `nature` among the disclosed fields"});
  }
}

}  // namespace

void disclosed_twice(const Authorisation& law, const std::vector<Disclosure>& disclosures, Findings& findings) {
  for (const auto& one : disclosures) {
    for (const auto& other : disclosures) {
      if (&other == &one) break;
      if (other.field != one.field) continue;
      std::string both;
      for (CategoryIndex c = 0; c < law.categories.size(); ++c) {
        if (one.applies_to(c) && other.applies_to(c)) both += fmt::format("{}`{}`", both.empty() ? "" : ", ", law.categories[c].name.text);
      }
      if (both.empty()) continue;
      findings.push_back({.code = "L146",
                          .message = fmt::format("`{}` is disclosed twice for {}", word(one.field), both),
                          .span = one.span,
                          .hint = "one line a field and category",
                          .note = Note{other.span, "here already"}});
      break;
    }
  }
}

void push(const Authorisation& law, Findings& findings) {
  if (!law.push) return;
  const auto& push = *law.push;
  const auto lacks = [&](std::string_view what, std::string_view expected) {
    findings.push_back({.code = "L140",
                        .message = fmt::format("the push does not say when to {}", what),
                        .span = push.span,
                        .expected = std::string(expected)});
  };
  const auto silent = [](const Declared& part) { return part.span.length == 0 && part.citations.empty(); };
  if (!push.starts_at_once && push.starts.empty()) lacks("start", "`start NAME when …`, or `start at once`");
  if (push.starts_at_once && !push.starts.empty()) {
    findings.push_back({.code = "L141",
                        .message = "`start at once` leaves nothing to the start rules",
                        .span = push.at_once.span,
                        .hint = "leave out one or the others",
                        .note = Note{push.starts.front().span, "a start rule"}});
  }
  if (silent(push.pause)) lacks("pause", "`pause after 1 month without aid [§…]`");
  if (silent(push.resume)) lacks("resume", "`resume at once [§…]`");
  if (push.pause_after_months != 1) {
    findings.push_back({.code = "L142",
                        .message = fmt::format("a pause after {} months has no meaning yet", push.pause_after_months),
                        .span = push.pause.span,
                        .expected = "`pause after 1 month without aid`",
                        .hint = "only aided months are sent, so the first month without aid is a pause"});
  }
  disclosures(law, push, findings);
}

}  // namespace crossroads::law::checks
