#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "law/check/rules.hpp"
#include "law/syntax/words.hpp"

namespace crossroads::law::checks {
namespace {

struct Cited {
  std::string what;
  const Declared* by;
  bool needs_paragraph = true;
};

void disclosures(const std::vector<Disclosure>& fields, std::vector<Cited>& all) {
  for (const auto& field : fields)
    all.push_back({fmt::format("the disclosure of `{}`", field_words[static_cast<std::size_t>(field.field)]), &field});
}

/// Everything that a paragraph can give rise to.
std::vector<Cited> rules(const Authorisation& law) {
  std::vector<Cited> all{{"the parties", &law.parties}};
  for (const auto& purpose : law.purposes) all.push_back({"the purpose", &purpose});
  for (const auto& basis : law.bases) all.push_back({"the basis", &basis});
  if (law.keep_log) all.push_back({"`keep log`", &*law.keep_log});
  if (law.keep_data) all.push_back({"`keep data`", &*law.keep_data});
  all.push_back({"the text", &law.text, false});
  for (const auto& term : law.terms) all.push_back({fmt::format("the term `{}`", term.name.text), &term});
  for (const auto& category : law.categories) all.push_back({fmt::format("the category `{}`", category.name.text), &category});
  for (const auto& exclusion : law.exclusions) all.push_back({fmt::format("the exclusion `{}`", exclusion.name.text), &exclusion});
  for (const auto& parameter : law.parameters) all.push_back({fmt::format("the parameter `{}`", parameter.name.text), &parameter});
  for (const auto& indicator : law.indicators) {
    all.push_back({fmt::format("the indicator `{}`", indicator.name.text), &indicator});
    for (const auto& value : indicator.values) all.push_back({"a value", &value, false});  // its indicator names the paragraphs
    for (const auto& state : indicator.states) all.push_back({"a state", &state, false});
  }
  for (const auto& examination : law.examinations) {
    all.push_back({fmt::format("the examination `{}`", examination.name.text), &examination});
    for (const auto& point : examination.points) all.push_back({"a point", &point, false});
  }
  if (law.consultation) {
    const auto& consultation = *law.consultation;
    all.push_back({"`consult`", &consultation, false});
    if (consultation.period) all.push_back({"`period`", &*consultation.period});
    for (const auto& answer : consultation.answers) {
      all.push_back(
          {fmt::format("the answer about `{}`", answer.category < law.categories.size() ? law.categories[answer.category].name.text : ""),
           &answer});
    }
    for (const auto& refusal : consultation.refusals) all.push_back({"the refusal", &refusal});
    disclosures(consultation.disclosures, all);
  }
  if (!law.push) return all;
  const auto& push = *law.push;
  all.push_back({"`push`", &push, false});
  if (push.starts_at_once) all.push_back({"`start at once`", &push.at_once});
  for (const auto& rule : push.starts) all.push_back({fmt::format("the start rule `{}`", rule.name.text), &rule});
  all.push_back({"`pause`", &push.pause, push.pause.span.length != 0});     // a push that does not say them at all
  all.push_back({"`resume`", &push.resume, push.resume.span.length != 0});  // has that reported by itself
  disclosures(push.disclosures, all);
  return all;
}

bool in_text(const LegalText& text, Paragraph paragraph) {
  return paragraph.number() >= 1 && paragraph.number() <= (paragraph.is_note() ? text.notes : text.last_paragraph);
}

std::string range_of(const LegalText& text) {
  std::string range = fmt::format("§1 to §{}", text.last_paragraph);
  if (text.notes == 1) range += " or §note-1";
  if (text.notes > 1) range += fmt::format(" or §note-1 to §note-{}", text.notes);
  return range;
}

}  // namespace

void citations(const Authorisation& law, const CheckOptions& options, Findings& findings) {
  std::map<Paragraph, Span> cited;
  const auto outside = [&](Paragraph paragraph, Span span) {
    if (in_text(law.text, paragraph)) return false;
    findings.push_back(
        {.code = "L121", .message = fmt::format("the text has no {}", to_string(paragraph)), .span = span, .expected = range_of(law.text)});
    return true;
  };
  for (const auto& rule : rules(law)) {
    if (rule.needs_paragraph && rule.by->citations.empty()) {
      findings.push_back({.code = "L120",
                          .message = fmt::format("{} names no paragraph", rule.what),
                          .span = rule.by->span,
                          .expected = "the paragraphs that say so, in brackets at the end: [§12]",
                          .hint = rule.by->interpretations.empty() ? "" : "an interpretation reads a paragraph; it does not replace one"});
    }
    for (const auto paragraph : rule.by->citations) {
      if (!outside(paragraph, rule.by->span)) cited.emplace(paragraph.whole(), rule.by->span);
    }
  }

  std::map<Paragraph, const ParagraphNote*> context, served;
  for (const auto& note : law.notes) {
    if (outside(note.paragraph, note.span)) continue;
    const auto whole = note.paragraph.whole();
    const auto report = [&](std::string message, Span other, std::string seen, std::string hint) {
      findings.push_back({.code = "L123",
                          .message = std::move(message),
                          .span = note.span,
                          .hint = std::move(hint),
                          .note = Note{other, std::move(seen)}});
    };
    const auto same = [&](const ParagraphNote& other) {
      return &other < &note && other.paragraph == note.paragraph && other.feature == note.feature;
    };
    if (const auto first = std::ranges::find_if(law.notes, same); first != law.notes.end()) {
      findings.push_back({.code = "L124",
                          .message = fmt::format("{} is accounted for twice in the same way", to_string(note.paragraph)),
                          .span = note.span,
                          .note = Note{first->span, "here already"}});
      continue;
    }
    if (note.feature) {
      served.emplace(whole, &note);
      if (const auto other = context.find(whole); other != context.end())
        report(fmt::format("{} is context and has a feature", to_string(whole)), other->second->span, "context here",
               "context has no rule and no feature");
    } else {
      context.emplace(whole, &note);
      const auto other = served.find(whole);
      if (const auto rule = cited.find(whole); rule != cited.end())
        report(fmt::format("{} is context, and a rule cites it", to_string(whole)), rule->second, "this rule",
               "leave the `context` line out");
      else if (other != served.end())
        report(fmt::format("{} is context and has a feature", to_string(whole)), other->second->span, "the feature",
               "context has no rule and no feature");
    }
  }

  if (!options.paragraphs) return;
  std::vector<Paragraph> all;
  for (std::uint16_t n = 1; n <= law.text.last_paragraph; ++n) all.push_back(Paragraph::numbered(n));
  for (std::uint16_t n = 1; n <= law.text.notes; ++n) all.push_back(Paragraph::note(n));
  for (const auto paragraph : all) {
    if (cited.contains(paragraph) || context.contains(paragraph) || served.contains(paragraph)) continue;
    findings.push_back(
        {.code = "L122",
         .message = fmt::format("nothing accounts for {}", to_string(paragraph)),
         .span = law.text.span,
         .expected = fmt::format("a rule that cites it, or `paragraph {} feature …`, or `paragraph {} context \"why it has no rule\"`",
                                 to_string(paragraph), to_string(paragraph))});
  }
}

}  // namespace crossroads::law::checks
