// crossroads keys authority: an authority for tests and demonstrations.
#include "cli/house.hpp"
#include "cli/keys_answer.hpp"
#include "ledger/seal/secret.hpp"
#include "trust/test_authority.hpp"

namespace crossroads::cli {

Exit perform(const KeysAuthority& action, const Common&) {
  const auto made =
      trust::TestAuthority::create(action.folder, {.name = action.name, .days = std::chrono::days(action.days), .domains = action.domains},
                                   std::chrono::days(action.list_days), system_now(), ledger::fill_random);
  if (!made) return refuse(made.error());
  const auto list = made->list();
  if (!list) return refuse(list.error());
  return KeysAnswer()
      .summary("An authority for tests and demonstrations; a production institution brings certificates of its own.")
      .add("authority", action.folder.string())
      .add("certificate", made->certificate_file().string())
      .add(made->certificate())
      .add(*list)
      .print(action.format);
}

}  // namespace crossroads::cli
