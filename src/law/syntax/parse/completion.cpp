// The end of the document: what its head lacks, and which categories its lists mean.
#include <algorithm>

#include <fmt/format.h>

#include "law/syntax/parse/draft.hpp"

namespace crossroads::law::parse {
namespace {

/// The indices that a list means; empty for all.
std::vector<CategoryIndex> resolved(Reader& reader, const Authorisation& law, const CategoryList& list, bool report = true,
                                    bool may_be_all = false) {
  std::vector<std::string_view> names;
  for (const auto& category : law.categories) names.push_back(category.name.text);
  std::vector<CategoryIndex> named;
  for (const auto& name : list.names) {
    const auto found = std::ranges::find(names, name.text);
    if (found != names.end()) {
      named.push_back(static_cast<CategoryIndex>(found - names.begin()));
    } else if (report) {
      reader.report({.code = "L040",
                     .message = fmt::format("there is no category `{}`", name.text),
                     .span = name.span,
                     .expected = names.empty() ? "a category that the document declares" : listed(names),
                     .hint = suggestion(name.text, names)});
    }
  }
  std::ranges::sort(named);
  if (list.names.empty()) return {};
  if (report && !may_be_all && named.size() == names.size()) {
    reader.report({.code = "L041",
                   .message = list.except ? "this leaves no category" : "every category is named",
                   .span = joined(list.names.front().span, list.names.back().span),
                   .hint = list.except ? "leave the line out" : "without `for` it is for every category"});
  }
  if (!list.except) return named;
  std::vector<CategoryIndex> others;
  for (CategoryIndex index = 0; index < names.size(); ++index) {
    if (std::ranges::find(named, index) == named.end()) others.push_back(index);
  }
  return others;
}

/// The fields of one line share their list: its mistakes are reported once.
void resolve(Reader& reader, const Authorisation& law, std::vector<Disclosure>& disclosed, const std::vector<CategoryList>& lists) {
  for (std::size_t i = 0; i < disclosed.size(); ++i) {
    const bool same_line =
        i > 0 && !lists[i].names.empty() && !lists[i - 1].names.empty() && lists[i].names.front().span == lists[i - 1].names.front().span;
    disclosed[i].categories = resolved(reader, law, lists[i], !same_line);
  }
}

}  // namespace

void complete(Reader& reader, Draft& draft) {
  auto& law = draft.law;
  const auto missing = [&](std::string_view word, std::string_view whole, std::string_view example) {
    if (draft.once.contains(word)) return;
    reader.report({.code = "L026",
                   .message = fmt::format("the head of the document lacks `{}`", whole),
                   .span = draft.once["authorisation"],
                   .expected = std::string(example)});
  };
  if (!law.name.text.empty()) {
    missing("adopted", "adopted", "`adopted 2011-04-05` below `authorisation`");
    missing("in", "in force", "`in force from 2011-04-05` below `authorisation`");
    missing("from", "from … via … to …", "`from SPP-IS via BCSS to OE` below `authorisation`");
    missing("text", "text", "`text \"texts/11-031.fr.txt\" with §1 to §28` below `authorisation`");
  }
  for (std::size_t i = 0; i < law.exclusions.size(); ++i)
    law.exclusions[i].categories = resolved(reader, law, draft.exclusion_categories[i]);
  if (law.push) resolve(reader, law, law.push->disclosures, draft.disclosure_categories);
  if (law.consultation) {
    auto& consultation = *law.consultation;
    resolve(reader, law, consultation.disclosures, draft.consulted_categories);
    for (std::size_t i = 0; i < consultation.answers.size(); ++i) {
      const auto category = resolved(reader, law, draft.answer_categories[i], true, true);
      if (!category.empty()) consultation.answers[i].category = category.front();
    }
    for (std::size_t i = 0; i < consultation.refusals.size(); ++i) {
      consultation.refusals[i].categories = resolved(reader, law, draft.refusal_categories[i], true, true);
    }
  }
  for (std::size_t i = 0; i < law.indicators.size(); ++i)
    law.indicators[i].categories = resolved(reader, law, draft.indicator_categories[i]);
  for (std::size_t i = 0; i < law.examinations.size(); ++i)
    law.examinations[i].categories = resolved(reader, law, draft.examination_categories[i]);
}

}  // namespace crossroads::law::parse
