// crossroads keys list, crossroads keys revoke: what a test authority no longer stands for.
#include "cli/house.hpp"
#include "cli/keys_answer.hpp"
#include "trust/test_authority.hpp"
#include "trust/utc.hpp"

namespace crossroads::cli {
namespace {

Result<trust::RevocationList> publish(trust::TestAuthority& authority, int days, const std::optional<fs::path>& copy) {
  auto list = CROSSROADS_TRY(authority.publish(system_now(), std::chrono::days(days)));
  if (copy) CROSSROADS_CHECK(trust::write_shown(*copy, to_pem(list)));
  return list;
}

Result<KeysAnswer> list(const KeysList& action) {
  auto authority = CROSSROADS_TRY(trust::TestAuthority::open(action.authority));
  const auto published = CROSSROADS_TRY(publish(authority, action.days, action.out));
  KeysAnswer::Table rows;
  for (const auto& one : published.revoked)
    rows.push_back({{"serial", one.serial}, {"since", trust::to_utc(one.since)}, {"reason", one.reason}});
  KeysAnswer answer;
  answer.summary("The authority's list, for tests and demonstrations: it goes to everybody who believes the authority.")
      .add(published)
      .add("revocations", std::move(rows));
  return answer;
}

Result<KeysAnswer> revoke(const KeysRevoke& action) {
  // Read first: a file that can't be read must not leave the authority locked or half way.
  std::optional<trust::Certificate> certificate;
  if (action.certificate) certificate = CROSSROADS_TRY(trust::load_certificate(*action.certificate));
  auto authority = CROSSROADS_TRY(trust::TestAuthority::open(action.authority));
  const auto since = action.since ? Instant(std::chrono::sys_days(action.since->calendar())) : system_now();
  const auto revoked = CROSSROADS_TRY(certificate ? authority.revoke(*certificate, action.reason, since)
                                                  : authority.revoke(action.serial, action.reason, since));
  auto published = publish(authority, action.list_days, action.list);
  if (!published) {
    auto problem = std::move(published).error();
    problem.kept = "it is revoked; `crossroads keys list` publishes the list that says so";
    return failure(std::move(problem));
  }
  KeysAnswer answer;
  answer.summary("Revoked. It counts for whoever has the new list.")
      .add("serial", revoked.serial)
      .add("since", trust::to_utc(revoked.since))
      .add("reason", revoked.reason)
      .add(*published);
  return answer;
}

}  // namespace

Exit perform(const KeysList& action, const Common&) {
  const auto published = list(action);
  return published ? published->print(action.format) : refuse(published.error());
}

Exit perform(const KeysRevoke& action, const Common&) {
  const auto revoked = revoke(action);
  return revoked ? revoked->print(action.format) : refuse(revoked.error());
}

}  // namespace crossroads::cli
