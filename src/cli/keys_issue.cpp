// crossroads keys issue: a test certificate for an institution.
#include <fmt/format.h>

#include "cli/house.hpp"
#include "cli/keys_answer.hpp"
#include "ledger/seal/secret.hpp"
#include "ledger/seal/secret_bytes.hpp"
#include "trust/test_authority.hpp"

namespace crossroads::cli {
namespace {

/// Neither may be there: a key that is replaced is lost, and whoever uses it would be left with a certificate that does not fit.
Result<void> nothing_there(const fs::path& file) {
  std::error_code error;
  if (fs::symlink_status(file, error).type() == fs::file_type::not_found) return {};
  return failure({.what = "this file is there already",
                  .place = {.file = file.string()},
                  .hint = "name another folder with --out",
                  .kept = "nothing was issued"});
}

Result<KeysAnswer> issue(const KeysIssue& action) {
  const fs::path certificate = action.out / "certificate.pem", key = action.out / "key.pem";
  CROSSROADS_CHECK(nothing_there(certificate));
  CROSSROADS_CHECK(nothing_there(key));
  std::error_code error;
  fs::create_directories(action.out, error);
  if (error)
    return failure(
        {.what = "this folder can't be made: " + error.message(), .place = {.file = action.out.string()}, .kept = "nothing was issued"});
  auto authority = CROSSROADS_TRY(trust::TestAuthority::open(action.authority));
  const auto issued = CROSSROADS_TRY(authority.issue({.institution = action.institution,
                                                      .common_name = action.name,
                                                      .hosts = action.hosts,
                                                      .addresses = action.addresses,
                                                      .days = std::chrono::days(action.days)},
                                                     system_now(), ledger::fill_random));
  const auto& leaf = issued.chain.leaf;
  const ledger::SecretText secret(issued.key.to_pem());
  auto written = trust::write_secret(key, secret.text());
  if (written) written = trust::write_shown(certificate, to_pem(leaf));
  if (!written) {
    auto problem = std::move(written).error();
    problem.kept = fmt::format("the authority's index names the certificate as {}, and nobody has its key", leaf.serial);
    return failure(std::move(problem));
  }
  KeysAnswer answer;
  answer.summary("A certificate for tests and demonstrations.")
      .add("institution", to_string(issued.institution))
      .add("certificate", certificate.string())
      .add("key", key.string())
      .add(leaf)
      .add("hosts", leaf.hosts)
      .add("addresses", leaf.addresses);
  return answer;
}

}  // namespace

Exit perform(const KeysIssue& action, const Common&) {
  const auto issued = issue(action);
  return issued ? issued->print(action.format) : refuse(issued.error());
}

}  // namespace crossroads::cli
