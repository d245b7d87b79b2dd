#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/spelling.hpp"
#include "law/check/rules.hpp"
#include "law/syntax/names.hpp"

namespace crossroads::law::checks {
namespace {

/// Kinds of which several may share a name: what the document says in parts, or once for each indicator.
bool recurs(NameKind kind) {
  return kind == NameKind::exclusion || kind == NameKind::feature || kind == NameKind::value || kind == NameKind::state ||
         kind == NameKind::point;
}

template <class T>
void twice_in(const std::vector<T>& all, std::string_view what, Findings& findings) {
  for (auto one = all.begin(); one != all.end(); ++one) {
    const auto first = std::find_if(all.begin(), one, [&](const T& other) { return other.name == one->name; });
    if (first == one) continue;
    findings.push_back({.code = "L101",
                        .message = fmt::format("`{}` is already {} here", one->name.text, what),
                        .span = one->name.span,
                        .expected = "another name",
                        .note = Note{first->name.span, "given here"}});
  }
}

void twice(const std::vector<GivenName>& given, Findings& findings) {
  std::map<std::string_view, GivenName> first;
  for (const auto& one : given) {
    const auto [earlier, fresh] = first.emplace(one.name->text, one);
    const bool may_recur = one.kind == earlier->second.kind && recurs(one.kind);
    if (fresh || may_recur) continue;
    const bool party = one.kind == NameKind::hub || one.kind == NameKind::recipient;
    findings.push_back({.code = "L101",
                        .message = fmt::format("`{}` is already {}", one.name->text, with_article(earlier->second.kind)),
                        .span = one.name->span,
                        .expected = party ? "three parties, each with its own name" : "another name",
                        .note = Note{earlier->second.name->span, "given here"}});
  }
}

/// Exclusions share a name only where they concern different categories.
void shared_exclusions(const Authorisation& law, Findings& findings) {
  for (std::size_t later = 1; later < law.exclusions.size(); ++later) {
    const auto& b = law.exclusions[later];
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const auto& a = law.exclusions[earlier];
      if (a.name != b.name) continue;
      std::string both;
      for (CategoryIndex c = 0; c < law.categories.size(); ++c) {
        if (a.applies_to(c) && b.applies_to(c)) both += fmt::format("{}`{}`", both.empty() ? "" : ", ", law.categories[c].name.text);
      }
      if (both.empty()) continue;
      findings.push_back({.code = "L102",
                          .message = fmt::format("two exclusions `{}` for {}", b.name.text, both),
                          .span = b.name.span,
                          .expected = "exclusions of one name for different categories",
                          .hint = "join their conditions by `or`, or give one another name",
                          .note = Note{a.name.span, "the other one"}});
      break;
    }
  }
}

void labels(const Authorisation& law, const std::vector<GivenName>& given, Findings& findings) {
  std::vector<std::string_view> known;
  for (const auto& one : given) {
    if (std::ranges::find(known, one.name->text) != known.end()) continue;
    known.push_back(one.name->text);
    const auto label = law.labels.find(one.name->text);
    std::string missing;
    for (std::size_t language = 0; language < language_count; ++language) {
      if (label == law.labels.end() || label->second.text[language].empty())
        missing += fmt::format("{}{}", missing.empty() ? "" : ", ", language_codes[language]);
    }
    if (missing.empty()) continue;
    findings.push_back({.code = "L130",
                        .message = fmt::format("`{}` has no label in {}", one.name->text, missing),
                        .span = one.name->span,
                        .expected = fmt::format("`{} \"…\"` under `labels {}`", one.name->text, missing.substr(0, 2))});
  }
  for (const auto& [name, label] : law.labels) {
    if (std::ranges::find(known, std::string_view(name)) != known.end()) continue;
    const auto near = nearest(name, known);
    for (std::size_t language = 0; language < language_count; ++language) {
      if (label.text[language].empty()) continue;
      findings.push_back({.code = "L131",
                          .message = fmt::format("nothing in the document is called `{}`", name),
                          .span = label.spans[language],
                          .expected = "a name that the document gives",
                          .hint = near ? fmt::format("did you mean `{}`?", *near) : ""});
    }
  }
}

}  // namespace

void names(const Authorisation& law, const CheckOptions& options, Findings& findings) {
  const auto given = given_names(law);
  twice(given, findings);
  for (const auto& indicator : law.indicators) {
    twice_in(indicator.values, "a value", findings);
    twice_in(indicator.states, "a state", findings);
  }
  for (const auto& examination : law.examinations) twice_in(examination.points, "a point", findings);
  shared_exclusions(law, findings);
  if (options.labels) labels(law, given, findings);
}

}  // namespace crossroads::law::checks
