// An import killed at any point leaves the store as it was, and can be done again.
#include <gtest/gtest.h>
#include <signal.h>    // raise, SIGKILL
#include <sys/wait.h>  // fork, waitpid
#include <unistd.h>

#include <fmt/format.h>

#include "../support/data_folder.hpp"
#include "../support/known_facts.hpp"
#include "../support/must.hpp"
#include "../support/numbers.hpp"
#include "../support/scratch.hpp"
#include "facts/import.hpp"
#include "store/sqlite/store.hpp"

namespace crossroads::test {
namespace {

using store::sqlite::Access;
using store::sqlite::Store;

DataFolder many_rows(int cents) {
  DataFolder data;
  for (std::uint64_t n = 1; n <= 400; ++n) {
    data.persons.push_back(person_row(person(n), fmt::format("Person-{}", cents)));
    data.nationalities.push_back(nationality_row(person(n), "FR"));
    data.stays.push_back(stay_row(person(n), "2011-01-01", "", cents == 1 ? "student" : "employee"));
    data.aid.push_back(aid_row(fmt::format("G{}", n), person(n), "2011-05-01", "", std::to_string(cents)));
    data.reimbursements.push_back(reimbursement_row(fmt::format("G{}", n), "2012-01-01", std::to_string(cents)));
  }
  return data;
}

Result<facts::ImportReport> import(const std::filesystem::path& file, const std::filesystem::path& folder,
                                   const facts::ReportProgress& progress) {
  const auto store = must(Store::open(file, {.access = Access::create}));
  return facts::import_folder(store->facts(), folder, {.today = domain::Date(2020, 1, 1), .now = Instant()}, progress);
}

/// Imports in a process of its own, which kills itself at the n-th report of progress; false if it came to its end first.
bool killed_at(int n, const std::filesystem::path& file, const std::filesystem::path& folder) {
  const pid_t child = fork();
  if (child == 0) {
    int seen = 0;
    const auto done = import(file, folder, [&](const facts::ImportProgress&) {
      if (++seen == n) raise(SIGKILL);
    });
    _exit(done ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) || (WIFEXITED(status) && WEXITSTATUS(status) == 0));
  return WIFSIGNALED(status);
}

TEST(KilledImport, LeavesTheStoreAsItWasAndCanBeDoneAgain) {
  const Scratch scratch;
  const auto first = scratch.path() / "first", second = scratch.path() / "second", file = scratch.path() / "crossroads.db";
  many_rows(1).write(first);
  many_rows(2).write(second);
  must(import(file, first, {}));
  const auto known = [&] { return known_with_imports(must(Store::open(file))->facts()); };
  const auto before = known();

  int points = 0;
  while (killed_at(points + 1, file, second)) {
    ++points;
    ASSERT_EQ(known(), before) << "killed at report " << points;
    ASSERT_EQ(must(must(Store::open(file))->facts().imports()).size(), 1U);
  }
  EXPECT_GE(points, 10) << "reports of progress at which it was killed";

  const auto uninterrupted = scratch.path() / "uninterrupted.db";
  must(import(uninterrupted, first, {}));
  must(import(uninterrupted, second, {}));
  EXPECT_EQ(known(), known_with_imports(must(Store::open(uninterrupted))->facts()));
}

}  // namespace
}  // namespace crossroads::test
