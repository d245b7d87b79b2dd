// crossroads keys check: could this institution talk to others with this certificate, until when, and what ends first.
#include <fmt/format.h>

#include "cli/house.hpp"
#include "cli/keys_answer.hpp"
#include "trust/outlook.hpp"
#include "trust/utc.hpp"

namespace crossroads::cli {
namespace {

/// Not part of the verdict: the key works, and so would another's copy of it.
std::optional<Problem> shown_to_others(const fs::path& key) {
  std::error_code error;
  const auto mode = fs::status(key, error).permissions();
  if (error || (mode & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none) return std::nullopt;
  return Problem{.what = "others than its owner may use this key's file",
                 .place = {.file = key.string()},
                 .expected = "mode 0600",
                 .hint = "chmod 600 " + key.string()};
}

KeysAnswer::Table rows_of(const trust::Outlook& all) {
  KeysAnswer::Table rows;
  for (const auto& one : all.deadlines) {
    rows.push_back({{"until", one.until ? trust::to_utc(*one.until) : ""},
                    {"state", std::string(word(one.state))},
                    {"kind", std::string(word(one.kind))},
                    {"name", one.name},
                    {"file", one.file}});
  }
  return rows;
}

/// What stands in the way now: the certificate itself, its institution, or one of the hosts.
std::optional<trust::Distrust> refused(const KeysCheck& action, const trust::Identity& own, const trust::Authorities& authorities,
                                       const trust::Outlook& all, Instant at) {
  if (all.now) return all.now;
  std::vector<std::string> hosts = action.hosts;
  if (hosts.empty()) hosts.emplace_back();  // any
  for (const auto& host : hosts) {
    auto checked = trust::check(own.chain, authorities, at, {.use = trust::Use::server, .institution = action.institution, .host = host});
    if (!checked) return std::move(checked).error();
  }
  return std::nullopt;
}

/// What both answers begin with. Text has the whole problem on standard error.
void add_verdict(KeysAnswer& answer, const std::optional<trust::Distrust>& why, Format format) {
  answer.truth("usable", !why);
  if (why) answer.add("reason", std::string(word(why->reason)));
  if (why && format == Format::json) answer.add("problem", one_line(why->problem));
}

std::string sentence(const trust::Identity& own, const std::optional<trust::Distrust>& why, const trust::Outlook& all) {
  if (why) return fmt::format("{} can't talk to others with this certificate: {}.", to_string(own.institution), why->problem.what);
  if (!all.first_end) return fmt::format("{} can talk to others with this certificate.", to_string(own.institution));
  return fmt::format("{} can talk to others with this certificate until {}. From then on: {}.", to_string(own.institution),
                     trust::to_utc(all.first_end->at), all.first_end->why.problem.what);
}

trust::Checked<Exit> check(const KeysCheck& action) {
  const auto at = action.at.value_or(system_now());
  const auto own = CROSSROADS_TRY(trust::Identity::load(action.certificate, action.key));
  const auto authorities = CROSSROADS_TRY(trust::Authorities::load(action.authorities, action.lists));
  const auto all = outlook(own.chain, authorities, at);
  const auto why = refused(action, own, authorities, all, at);

  std::vector<Problem> warnings = all.warnings;
  if (auto shown = shown_to_others(action.key)) warnings.push_back(std::move(*shown));
  for (const auto& one : warnings) fmt::print(stderr, "warning: {}\n", one_line(one));
  if (why) static_cast<void>(refuse(why->problem));

  KeysAnswer answer;
  answer.summary(sentence(own, why, all));
  add_verdict(answer, why, action.format);
  answer.add("at", trust::to_utc(at))
      .add("usable until", !why && all.first_end ? trust::to_utc(all.first_end->at) : "")
      .add("then", !why && all.first_end ? std::string(word(all.first_end->why.reason)) : "")
      .add("institution", to_string(own.institution))
      .add("certificate", action.certificate.string())
      .add(own.chain.leaf)
      .add("key", std::string(word(own.chain.leaf.key)))
      .add("hosts", own.chain.leaf.hosts)
      .add("addresses", own.chain.leaf.addresses)
      .add("deadlines", rows_of(all));
  return answer.print(action.format, why ? Exit::failed : Exit::done);
}

}  // namespace

Exit perform(const KeysCheck& action, const Common&) {
  const auto checked = check(action);
  if (checked) return *checked;
  static_cast<void>(refuse(checked.error().problem));
  if (action.format != Format::json) return Exit::failed;
  KeysAnswer answer;
  answer.summary("Nobody can talk to others with these files.");
  add_verdict(answer, checked.error(), action.format);
  return answer.print(action.format, Exit::failed);
}

}  // namespace crossroads::cli
