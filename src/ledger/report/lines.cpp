#include "ledger/report/lines.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace crossroads::ledger::report {
namespace {

/// Events that bring data, or take them back: of these a line without fields says so.
bool holds_fields(Event event) {
  return event == Event::sent || event == Event::received || event == Event::answered || event == Event::corrected ||
         event == Event::withdrawn;
}

/// The names of the authorisations in the report, each once.
std::vector<std::string> authorisations_of(const Report& report) {
  std::set<std::string> names;
  for (const auto& tally : report.summary) {
    if (!tally.authorisation.empty()) names.insert(tally.authorisation);
  }
  return {names.begin(), names.end()};
}

/// Where the authorisations of the report serve a feature; empty where none does.
std::string served_in_all(const Words& words, const Report& report, std::string_view feature) {
  std::string text;
  for (const auto& name : authorisations_of(report)) {
    const auto where = words.served_in(name, feature);
    if (where.empty()) continue;
    text = text.empty() ? where : words.apart(text, where);
  }
  return text;
}

Said said_of_purpose(const Words& words, const Group& group, const std::optional<Purpose>& purpose) {
  Said said{words.say(Phrase::term_purpose), words.say(Phrase::purpose_none)};
  if (!purpose) return said;
  said.value = words.purpose(group.authorisation, purpose->text());
  if (words.language() != law::Language::en && said.value.find(purpose->text()) != std::string::npos) said.english = purpose->text();
  return said;
}

}  // namespace

std::string heading_of(const Words& words, const Group& group) {
  return words.say(Phrase::with_authorisation, words.institution(group.recipient), words.authorisation(group.authorisation));
}

std::vector<Said> said_of_all(const Words& words, const Group& group) {
  const auto& usual = group.usual;
  std::vector<Said> said;
  if (!group.category.empty()) said.push_back({words.say(Phrase::term_category), words.category(group.authorisation, group.category)});
  if (usual.role) said.push_back({words.say(Phrase::term_role), words.role(*usual.role)});
  if (usual.sender) said.push_back({words.say(Phrase::term_sender), words.institution(*usual.sender)});
  if (usual.purpose) said.push_back(said_of_purpose(words, group, usual.purpose));
  if (!usual.fields.empty()) said.push_back({words.say(Phrase::term_fields), words.fields(usual.fields, usual.withheld)});
  if (!usual.paragraphs.empty()) said.push_back({words.say(Phrase::term_paragraphs), words.paragraphs(usual.paragraphs)});
  return said;
}

std::vector<Said> said_of_one(const Words& words, const Group& group, const Communication& one) {
  const auto& usual = group.usual;
  std::vector<Said> said;
  const auto say = [&](Phrase term, std::string value) { said.push_back({words.say(term), std::move(value)}); };
  if (one.rule) say(Phrase::term_rule, words.rule(group.authorisation, one.rule->text()));
  if (one.outcome) say(Phrase::term_outcome, words.outcome(one.outcome->text()));
  if (one.problem) say(Phrase::term_problem, words.code(one.problem->text()));
  if (one.ground)
    say(Phrase::term_ground,
        one.doubt_stated ? words.apart(words.ground(*one.ground), words.say(Phrase::doubt_stated)) : words.ground(*one.ground));
  else if (one.doubt_stated) say(Phrase::term_ground, words.say(Phrase::doubt_stated));
  if (one.role && one.role != usual.role) say(Phrase::term_role, words.role(*one.role));
  if (one.sender && one.sender != usual.sender) say(Phrase::term_sender, words.institution(*one.sender));
  if (one.purpose != usual.purpose) said.push_back(said_of_purpose(words, group, one.purpose));
  const bool other_fields = one.fields != usual.fields || (!one.fields.empty() && one.withheld != usual.withheld);
  if (other_fields && (!one.fields.empty() || holds_fields(one.event))) say(Phrase::term_fields, words.fields(one.fields, one.withheld));
  if (one.paragraphs != usual.paragraphs) say(Phrase::term_paragraphs, words.paragraphs(one.paragraphs));
  return said;
}

std::vector<Said> said_of_tally(const Words& words, const Tally& tally) {
  std::vector<Said> said;
  for (const auto& [column, n] : {std::pair(Phrase::column_received, tally.received), std::pair(Phrase::column_withdrawn, tally.withdrawn),
                                  std::pair(Phrase::column_without, tally.without), std::pair(Phrase::column_read, tally.read)}) {
    if (n != 0) said.push_back({words.say(column), fmt::to_string(n)});
  }
  return said;
}

std::string entries_of(const Report& report, const Communication& communication) {
  std::string text;
  for (const auto& [log, id] : communication.sources) {
    if (!text.empty()) text += ", ";
    text += fmt::format("{} {}", report.logs[log].name.text(), to_string(id));
  }
  return text;
}

std::vector<std::string> said_of_completeness(const Words& words, const Report& report, const Report::Log& log) {
  std::vector<std::string> said;
  if (!log.proven.empty()) said.push_back(words.say(Phrase::complete_proven, words.days(log.proven)));
  if (!log.unproven.empty()) said.push_back(words.say(Phrase::complete_unproven, words.days(log.unproven)));
  const auto in_period = [&](domain::Date day) { return day >= report.asked.first && day <= report.asked.last; };
  const auto known = std::ranges::count_if(log.proven, in_period) + std::ranges::count_if(log.unproven, in_period);
  if (known < report.asked.last.days() - report.asked.first.days() + 1) said.push_back(words.say(Phrase::complete_rest));
  said.push_back(words.say(Phrase::complete_erased));
  return said;
}

std::vector<std::string> said_of_rights(const Words& words, const Report& report) {
  std::vector<std::string> said;
  // What the deliberations themselves say, as their documents find it there.
  if (const auto where = served_in_all(words, report, "clue-notice"); !where.empty())
    said.push_back(fmt::format("{} ({})", words.clue_notice(), where));
  if (const auto where = served_in_all(words, report, "access-log"); !where.empty()) said.push_back(words.say(Phrase::rights_log, where));
  said.push_back(words.say(Phrase::rights_rectify));
  said.push_back(words.say(Phrase::rights_complain));
  return said;
}

std::vector<std::string> said_of_texts(const Words& words, const Report& report) {
  std::set<std::pair<std::string, std::string>> texts;
  for (const auto& group : report.groups) {
    for (const auto& one : group.communications) {
      if (one.authorisation) texts.emplace(one.authorisation->name, to_string(one.authorisation->text));
    }
  }
  std::vector<std::string> said;
  for (const auto& [name, digest] : texts) said.push_back(words.say(Phrase::check_text, words.authorisation(name), digest));
  return said;
}

}  // namespace crossroads::ledger::report
