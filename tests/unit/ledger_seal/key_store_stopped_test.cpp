// A key store that is stopped: at every call that changes a file, by a kill and by an error of the disk. Old or new, never neither.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <map>

#include "bytes.hpp"
#include "keepers.hpp"
#include "stop_at.hpp"

namespace crossroads::ledger {
namespace {

std::unique_ptr<KeyStore> open_store(const std::filesystem::path& folder) {
  auto store = KeyStore::open(folder / "keys", passphrase_keeper(folder));
  EXPECT_TRUE(store) << (store ? "" : one_line(store.error()));
  return store ? std::move(*store) : nullptr;
}

struct Act {
  std::string_view name;
  /// What is done; false: it said that it failed.
  std::function<bool(const std::filesystem::path&)> run;
  /// Whether the store in the folder is that after the act; the others' keys must be there either way.
  std::function<bool(KeyStore&)> is_new;
};

const EntryPlace erased_entry{.day = exchange_day(), .sequence = {5}};

const Act acts[] = {
    {"erase an entry",
     [](const auto& folder) {
       const auto store = KeyStore::open(folder / "keys", passphrase_keeper(folder));
       return store && (*store)->erase({&erased_entry, 1}, {});
     },
     [](KeyStore& store) { return !store.for_opening(key_id()).value()->wrapping.key_of({5}); }},
    {"erase a day",
     [](const auto& folder) {
       const auto store = KeyStore::open(folder / "keys", passphrase_keeper(folder));
       const auto day = exchange_day();
       return store && (*store)->erase({}, {&day, 1});
     },
     [](KeyStore& store) { return store.for_opening(key_id()).value() == nullptr; }},
    {"make a day's keys",
     [](const auto& folder) {
       const auto store = KeyStore::open(folder / "keys", passphrase_keeper(folder));
       return store && (*store)->for_sealing(key_id(2));
     },
     [](KeyStore& store) { return store.for_opening(key_id(2)).has_value(); }},
    {"change the root",
     [](const auto& folder) {
       const auto store = KeyStore::open(folder / "keys", passphrase_keeper(folder));
       return store && (*store)->rotate();
     },
     [](KeyStore& store) { return store.generation().value() > Generation{1}; }},
};

/// Runs the act in a process of its own; true where it ended by itself and said that it was done.
bool ended_well(const Act& act, const std::filesystem::path& folder, int stop_before) {
  const auto child = ::fork();
  if (child == 0) {
    stop_at::arm(stop_before, stop_at::How::killed);
    ::_exit(act.run(folder) ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) || (WIFEXITED(status) && WEXITSTATUS(status) == 0));
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// A store with keys of today and tomorrow. Returns tomorrow's.
DayKey prepare(const std::filesystem::path& folder) {
  const auto store = KeyStore::create(folder / "keys", passphrase_keeper(folder)).value();
  EXPECT_TRUE(store->for_sealing(key_id()));
  return *store->for_sealing(key_id(1)).value();
}

/// Whether what is there now is the new state; whatever it is, it must be whole.
bool look(const Act& act, const std::filesystem::path& folder, const DayKey& tomorrow) {
  const auto store = open_store(folder);
  if (store == nullptr) return false;
  EXPECT_EQ(*store->for_opening(key_id(1)).value(), tomorrow);
  EXPECT_EQ(passphrase_keeper(folder)->generations().value(), std::vector{store->generation().value()})
      << "one generation's key is left once the store was opened";
  const bool is_new = act.is_new(*store);
  // It must work on, whatever was left beside it.
  EXPECT_TRUE(act.run(folder));
  EXPECT_TRUE(act.is_new(*store));
  return is_new;
}

TEST(KeyStoreStopped, KilledAnywhereItIsOldOrNew) {
  for (const auto& act : acts) {
    SCOPED_TRACE(act.name);
    int old_ones = 0;
    int new_ones = 0;
    bool ended = false;
    for (int n = 1; !ended && n < 1000; ++n) {
      SCOPED_TRACE(n);
      const TemporaryFolder folder;
      const auto tomorrow = prepare(folder.path());
      ended = ended_well(act, folder.path(), n);
      const bool is_new = look(act, folder.path(), tomorrow);
      if (ended) { EXPECT_TRUE(is_new) << "it said that it was done"; }
      (is_new ? new_ones : old_ones) += 1;
      if (HasFailure()) return;
    }
    EXPECT_TRUE(ended);
    EXPECT_GT(old_ones, 3);
    EXPECT_GT(new_ones, 1) << "a kill after the replacement was among them";
  }
}

TEST(KeyStoreStopped, WithAnyCallFailingItIsOldOrNewAndSaysSo) {
  for (const auto& act : acts) {
    SCOPED_TRACE(act.name);
    bool reached = true;
    int refused = 0;
    for (int n = 1; reached && n < 1000; ++n) {
      SCOPED_TRACE(n);
      const TemporaryFolder folder;
      const auto tomorrow = prepare(folder.path());
      stop_at::arm(n, stop_at::How::io_error);
      const bool done = act.run(folder.path());
      reached = stop_at::disarm() >= n;
      const bool is_new = look(act, folder.path(), tomorrow);
      if (done) { EXPECT_TRUE(is_new) << "it said that it was done"; }
      if (!done) ++refused;
      if (HasFailure()) return;
    }
    EXPECT_GT(refused, 5);
  }
}

TEST(KeyStoreStopped, MakingOneCanBeDoneAgain) {
  for (int n = 1; n < 1000; ++n) {
    SCOPED_TRACE(n);
    const TemporaryFolder folder;
    const Act make{.name = "make",
                   .run = [](const auto& in) { return KeyStore::create(in / "keys", passphrase_keeper(in)).has_value(); },
                   .is_new = {}};
    const bool ended = ended_well(make, folder.path(), n);
    if (!std::filesystem::exists(folder.path() / "keys")) { ASSERT_TRUE(make.run(folder.path())); }
    ASSERT_NE(open_store(folder.path()), nullptr);
    if (ended) return;
  }
}

TEST(KeyStoreShared, WhatIsOverwrittenWhileItIsReadIsReadAgain) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "vault";
  const std::vector<std::uint8_t> old(100, 1), now(100, 2);
  ASSERT_TRUE(replace_file(path, old));
  stop_at::before_next_read([&] { EXPECT_TRUE(replace_file(path, now, OldBytes::overwrite)); });
  EXPECT_EQ(read_file(path).value(), now);
}

TEST(KeyStoreShared, AnErasureWhileTheFileIsReadIsReadAgain) {
  const TemporaryFolder folder;
  const auto erasing = KeyStore::create(folder.path() / "keys", passphrase_keeper(folder.path())).value();
  ASSERT_TRUE(erasing->for_sealing(key_id()));
  const auto reading = open_store(folder.path());
  // Another file than the one it knows, so that it reads; once it has the bytes, and before it has their key, they are of an old generation.
  ASSERT_TRUE(erasing->for_sealing(key_id(1)));
  stop_at::before_next_read([&] { stop_at::before_next_read([&] { EXPECT_TRUE(erasing->erase({&erased_entry, 1}, {})); }); });
  const auto keys = reading->for_opening(key_id());
  ASSERT_TRUE(keys) << one_line(keys.error());
  EXPECT_FALSE((*keys)->wrapping.key_of(erased_entry.sequence));
  EXPECT_EQ(reading->generation().value(), Generation{2});
}

TEST(KeyStoreShared, NobodyIsDisturbedByAnErasure) {
  const TemporaryFolder folder;
  const auto store = KeyStore::create(folder.path() / "keys", passphrase_keeper(folder.path())).value();
  for (int day = 0; day < 3; ++day) ASSERT_TRUE(store->for_sealing(key_id(day)));
  const auto eraser = ::fork();
  if (eraser == 0) {
    const auto erasing = KeyStore::open(folder.path() / "keys", passphrase_keeper(folder.path()));
    bool right = erasing.has_value();
    for (std::uint64_t i = 0; right && i < 200; ++i) {
      const EntryPlace place{.day = exchange_day(), .sequence = {i}};
      right = (*erasing)->erase({&place, 1}, {}).has_value();
    }
    ::_exit(right ? 0 : 1);
  }
  int status = 0;
  std::uint64_t questions = 0;
  while (::waitpid(eraser, &status, WNOHANG) == 0) {
    const auto keys = store->for_opening(key_id(1));
    ASSERT_TRUE(keys) << one_line(keys.error());
    ASSERT_NE(*keys, nullptr);
    ++questions;
  }
  EXPECT_EQ(status, 0);
  EXPECT_GT(questions, 100U);
  EXPECT_EQ(store->generation().value(), Generation{201});
  const auto keys = store->for_opening(key_id()).value();
  for (std::uint64_t i = 0; i < 200; ++i) EXPECT_FALSE(keys->wrapping.key_of({i}));
  EXPECT_TRUE(keys->wrapping.key_of({200}));
}

TEST(KeyStoreShared, ProcessesMakeTheSameKeysAtOnce) {
  const TemporaryFolder folder;
  ASSERT_TRUE(KeyStore::create(folder.path() / "keys", passphrase_keeper(folder.path())));
  constexpr int processes = 5, days = 8;
  int start[2] = {};
  int answers[2] = {};
  ASSERT_EQ(::pipe(start), 0);
  ASSERT_EQ(::pipe(answers), 0);
  for (int i = 0; i < processes; ++i) {
    if (::fork() != 0) continue;
    auto store = KeyStore::open(folder.path() / "keys", passphrase_keeper(folder.path()));
    char go = 0;
    bool right = store && ::read(start[0], &go, 1) == 1;
    for (int later = 0; right && later < days; ++later) {
      // Not in the same order, so that they meet in different states.
      const int day = (later * (2 * i + 1)) % days;
      const auto keys = (*store)->for_sealing(key_id(day));
      if (!keys) ::_exit(1);
      const auto line = std::to_string(day) + to_hex((*keys)->tags.bytes());
      right = ::write(answers[1], line.data(), line.size()) == static_cast<ssize_t>(line.size());
    }
    ::_exit(right ? 0 : 1);
  }
  ASSERT_EQ(::write(start[1], "12345", processes), processes);
  for (int i = 0; i < processes; ++i) {
    int status = 0;
    ASSERT_GT(::wait(&status), 0);
    EXPECT_EQ(status, 0);
  }
  ::close(answers[1]);
  std::map<char, std::string> of_day;
  std::array<char, 65> line = {};
  int lines = 0;
  while (::read(answers[0], line.data(), line.size()) == static_cast<ssize_t>(line.size())) {
    const std::string keys(line.begin() + 1, line.end());
    EXPECT_EQ(of_day.emplace(line[0], keys).first->second, keys) << "day " << line[0];
    ++lines;
  }
  EXPECT_EQ(lines, processes * days);
  EXPECT_EQ(of_day.size(), static_cast<std::size_t>(days));
  for (const int end : {start[0], start[1], answers[0]}) ::close(end);
}

}  // namespace
}  // namespace crossroads::ledger
