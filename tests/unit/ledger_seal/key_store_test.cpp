// What a key store promises, under either keeper.
#include "ledger/seal/key_store.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "bytes.hpp"
#include "keepers.hpp"

namespace crossroads::ledger {
namespace {

enum class Kind { passphrase, token };

class KeyStoreUnder : public testing::TestWithParam<Kind> {
 protected:
  [[nodiscard]] std::unique_ptr<GenerationKeeper> keeper() const {
    if (GetParam() == Kind::passphrase) return passphrase_keeper(folder.path());
    const auto& token = SoftToken::instance();
    return TokenKeeper::open(token.address(folder.path().string()), token.pin()).value();
  }
  [[nodiscard]] std::filesystem::path file() const { return folder.path() / "keys"; }
  [[nodiscard]] std::unique_ptr<KeyStore> create() const { return KeyStore::create(file(), keeper()).value(); }
  [[nodiscard]] std::unique_ptr<KeyStore> open() const { return KeyStore::open(file(), keeper()).value(); }
  [[nodiscard]] std::vector<Generation> kept() const { return keeper()->generations().value(); }

  TemporaryFolder folder;
};

INSTANTIATE_TEST_SUITE_P(Keepers, KeyStoreUnder, testing::Values(Kind::passphrase, Kind::token),
                         [](const auto& kind) { return kind.param == Kind::passphrase ? "Passphrase" : "Token"; });

TEST_P(KeyStoreUnder, GivesADayTheSameKeysForEver) {
  const auto first = create();
  const auto keys = first->for_sealing(key_id()).value();
  EXPECT_EQ(first->for_sealing(key_id()).value(), keys) << "the same object, as long as nothing changed";
  EXPECT_EQ(first->for_opening(key_id()).value(), keys);
  EXPECT_FALSE(*first->for_sealing(key_id(1)).value() == *keys);
  EXPECT_FALSE(*first->for_sealing(key_id(0, Part::agent)).value() == *keys);
  EXPECT_EQ(first->for_sealing(key_id()).value(), keys) << "another day's keys did not touch it";
  EXPECT_EQ(*open()->for_opening(key_id()).value(), *keys);
}

TEST_P(KeyStoreUnder, IsSeenByOthersAtOnce) {
  const auto a = create();
  const auto b = open();
  const auto keys = a->for_sealing(key_id()).value();
  EXPECT_EQ(*b->for_sealing(key_id()).value(), *keys);
  ASSERT_TRUE(a->erase({{EntryPlace{.day = exchange_day(), .sequence = {3}}}}, {}));
  EXPECT_FALSE(b->for_opening(key_id()).value()->wrapping.key_of({3}));
  EXPECT_TRUE(b->for_opening(key_id()).value()->wrapping.key_of({4}));
  EXPECT_EQ(b->generation().value(), Generation{2});
}

TEST_P(KeyStoreUnder, SaysErasedOrMissing) {
  const auto store = create();
  ASSERT_TRUE(store->for_sealing(key_id()));
  const auto missing = store->for_opening(key_id(1));
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().what.find("2026-03-05"), std::string::npos) << missing.error().what;
  ASSERT_TRUE(store->erase({}, {{exchange_day()}}));
  EXPECT_EQ(store->for_opening(key_id()).value(), nullptr);
  EXPECT_FALSE(store->for_sealing(key_id()));
  EXPECT_EQ(open()->for_opening(key_id()).value(), nullptr);
}

TEST_P(KeyStoreUnder, ErasesBothPartsAndOnlyThem) {
  const auto store = create();
  for (int later = 0; later < 3; ++later) {
    ASSERT_TRUE(store->for_sealing(key_id(later)));
    ASSERT_TRUE(store->for_sealing(key_id(later, Part::agent)));
  }
  ASSERT_TRUE(store->erase({{EntryPlace{.day = exchange_day(1), .sequence = {7}}}}, {{exchange_day(0)}}));
  for (const auto part : {Part::entry, Part::agent}) {
    EXPECT_EQ(store->for_opening(key_id(0, part)).value(), nullptr);
    EXPECT_FALSE(store->for_opening(key_id(1, part)).value()->wrapping.key_of({7}));
    EXPECT_TRUE(store->for_opening(key_id(1, part)).value()->wrapping.key_of({6}));
    EXPECT_TRUE(store->for_opening(key_id(2, part)).value()->wrapping.key_of({7}));
    EXPECT_EQ(store->days(key_id(0, part).key_class, exchange_day().day, exchange_day(9).day).value().size(), 2U);
  }
  EXPECT_EQ(kept(), std::vector{Generation{2}}) << "the key of the old generation is destroyed";
}

TEST_P(KeyStoreUnder, ErasingNothingKnownIsRefusedAsAWhole) {
  const auto store = create();
  ASSERT_TRUE(store->for_sealing(key_id()));
  EXPECT_FALSE(
      store->erase({{EntryPlace{.day = exchange_day(), .sequence = {1}}, EntryPlace{.day = exchange_day(5), .sequence = {1}}}}, {}));
  EXPECT_FALSE(store->erase({}, {{exchange_day(5)}}));
  EXPECT_TRUE(store->for_opening(key_id()).value()->wrapping.key_of({1}));
  EXPECT_EQ(kept(), std::vector{Generation{1}});
  ASSERT_TRUE(store->erase({}, {{exchange_day()}}));
  EXPECT_TRUE(store->erase({{EntryPlace{.day = exchange_day(), .sequence = {1}}}}, {{exchange_day()}})) << "what is erased stays so";
}

TEST_P(KeyStoreUnder, DaysComeInOrderWithinTheirClass) {
  const auto store = create();
  for (const int later : {4, 1, 3, 2}) ASSERT_TRUE(store->for_sealing(key_id(later)));
  ASSERT_TRUE(store->for_sealing(key_id(2, Part::agent)));
  const auto days = store->days(key_id().key_class, exchange_day(2).day, exchange_day(3).day).value();
  ASSERT_EQ(days.size(), 2U);
  EXPECT_EQ(days[0].day, exchange_day(2).day);
  EXPECT_EQ(days[1].day, exchange_day(3).day);
  EXPECT_EQ(days[1].keys, store->for_opening(key_id(3)).value());
}

TEST_P(KeyStoreUnder, KeepsSigningSeeds) {
  const auto name = checked<SigningKeyName>("crossroads.invalid/0308357159/hub/2026");
  const auto store = create();
  EXPECT_TRUE(store->signing_seeds(name).value().empty());
  const auto first = store->signing_seed(name).value();
  EXPECT_TRUE(store->signing_seed(name).value() == first);
  EXPECT_FALSE(store->signing_seed(checked<SigningKeyName>("witness")).value() == first);
  const auto second = store->new_signing_seed(name).value();
  EXPECT_FALSE(second == first);
  ASSERT_TRUE(store->rotate());
  EXPECT_TRUE(open()->signing_seed(name).value() == second);
  EXPECT_EQ(open()->signing_seeds(name).value(), (std::vector{first, second}));
}

TEST_P(KeyStoreUnder, RotationChangesTheRootAndNothingElse) {
  const auto store = create();
  const auto keys = store->for_sealing(key_id()).value();
  const auto before = read_file(file()).value().value();
  EXPECT_EQ(store->rotate().value(), Generation{2});
  EXPECT_EQ(store->for_sealing(key_id()).value(), keys);
  EXPECT_EQ(kept(), std::vector{Generation{2}});
  EXPECT_FALSE(open_key_file(before, *keeper())) << "what was written under the old root opens no more";
  EXPECT_TRUE(open_key_file(read_file(file()).value().value(), *keeper()));
}

TEST_P(KeyStoreUnder, ABackupBringsBackWhatWasLost) {
  const auto backup = folder.path() / "backup";
  {
    const auto store = create();
    ASSERT_TRUE(store->for_sealing(key_id()));
    ASSERT_TRUE(store->backup(backup));
  }
  const auto keys = open()->for_opening(key_id()).value();
  std::filesystem::remove(file());
  EXPECT_FALSE(KeyStore::open(file(), keeper()));
  ASSERT_TRUE(KeyStore::restore(backup, file(), *keeper()));
  EXPECT_EQ(*open()->for_opening(key_id()).value(), *keys);
  std::ofstream(file()) << "rubbish";
  EXPECT_FALSE(KeyStore::open(file(), keeper()));
  ASSERT_TRUE(KeyStore::restore(backup, file(), *keeper()));
  EXPECT_EQ(*open()->for_opening(key_id()).value(), *keys);
}

TEST_P(KeyStoreUnder, ABackupFromBeforeAnErasureOpensNothing) {
  const auto backup = folder.path() / "backup";
  const auto store = create();
  ASSERT_TRUE(store->for_sealing(key_id()));
  ASSERT_TRUE(store->backup(backup));
  ASSERT_TRUE(store->erase({{EntryPlace{.day = exchange_day(), .sequence = {1}}}}, {}));
  const auto now = read_file(file()).value();
  const auto refused = KeyStore::restore(backup, file(), *keeper());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().what.find("generation 1"), std::string::npos) << refused.error().what;
  EXPECT_NE(refused.error().expected.find("generation 2"), std::string::npos) << refused.error().expected;
  EXPECT_EQ(read_file(file()).value(), now);
  EXPECT_FALSE(open_key_file(read_file(backup).value().value(), *keeper()));
  std::filesystem::copy_file(backup, file(), std::filesystem::copy_options::overwrite_existing);
  EXPECT_FALSE(KeyStore::open(file(), keeper())) << "nor by putting it in place without asking";
  EXPECT_EQ(kept(), std::vector{Generation{2}}) << "and the newer generation's key is still there";
}

TEST_P(KeyStoreUnder, ABackupThatWouldLoseKeysIsRefused) {
  const auto backup = folder.path() / "backup";
  const auto store = create();
  ASSERT_TRUE(store->backup(backup));
  const auto keys = store->for_sealing(key_id()).value();
  EXPECT_FALSE(KeyStore::restore(backup, file(), *keeper()));
  EXPECT_EQ(*open()->for_opening(key_id()).value(), *keys);
}

TEST_P(KeyStoreUnder, IsMadeOnce) {
  const auto store = create();
  const auto keys = store->for_sealing(key_id()).value();
  EXPECT_FALSE(KeyStore::create(file(), keeper()));
  EXPECT_FALSE(KeyStore::open(folder.path() / "elsewhere", keeper()));
  ASSERT_TRUE(store->rotate());
  std::filesystem::remove(file());
  EXPECT_FALSE(KeyStore::create(file(), keeper())) << "the keeper has keys of a store that is lost: a backup may bring it back";
}

TEST_P(KeyStoreUnder, IsForItsOwnerAlone) {
  const auto store = create();
  ASSERT_TRUE(store->backup(folder.path() / "backup"));
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    struct stat found{};
    ASSERT_EQ(::stat(entry.path().c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0600U) << entry.path();
  }
}

TEST_P(KeyStoreUnder, EveryChangedBitIsSeen) {
  const auto store = create();
  ASSERT_TRUE(store->for_sealing(key_id()));
  const auto right = read_file(file()).value().value();
  const auto opening = keeper();
  ASSERT_TRUE(open_key_file(right, *opening));
  for (std::size_t bit = 0; bit < 8 * right.size(); ++bit) {
    auto wrong = right;
    wrong[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    EXPECT_FALSE(open_key_file(wrong, *opening)) << bit;
  }
  for (std::size_t size = 0; size < right.size(); size += 7) EXPECT_FALSE(open_key_file(std::span(right).first(size), *opening)) << size;
}

TEST(PassphraseKeeper, AnotherPassphraseOpensNothing) {
  const TemporaryFolder folder;
  ASSERT_TRUE(KeyStore::create(folder.path() / "keys", passphrase_keeper(folder.path())));
  const auto refused = KeyStore::open(folder.path() / "keys", passphrase_keeper(folder.path(), "correct hors"));
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().hint.find("passphrase"), std::string::npos);
}

TEST(PassphraseKeeper, ChangesItsPassphrase) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "keys";
  const auto store = KeyStore::create(file, passphrase_keeper(folder.path())).value();
  const auto keys = store->for_sealing(key_id()).value();
  ASSERT_TRUE(store->with_lock(
      [](GenerationKeeper& keeper) { return dynamic_cast<PassphraseKeeper&>(keeper).change_passphrase(SecretText("battery staple")); }));
  EXPECT_FALSE(KeyStore::open(file, passphrase_keeper(folder.path())));
  EXPECT_EQ(*KeyStore::open(file, passphrase_keeper(folder.path(), "battery staple")).value()->for_opening(key_id()).value(), *keys);
  EXPECT_TRUE(store->for_sealing(key_id(1))) << "and goes on with it";
}

TEST(PassphraseKeeper, ANewPassphraseTakesTheCostOfToday) {
  const TemporaryFolder folder;
  const auto vault = folder.path() / "vault";
  constexpr std::size_t cost_at = 20;
  ASSERT_TRUE(passphrase_keeper(folder.path())->make({1}));
  PassphraseKeeper keeper(vault, SecretText("correct horse"), {.log2_n = 6, .r = 8, .p = 1});
  ASSERT_TRUE(keeper.make({2}));
  EXPECT_EQ(read_file(vault).value().value()[cost_at], cheap.log2_n) << "the key of the old passphrase goes on";
  ASSERT_TRUE(keeper.change_passphrase(SecretText("battery staple")));
  EXPECT_EQ(read_file(vault).value().value()[cost_at], 6);
  EXPECT_EQ(passphrase_keeper(folder.path(), "battery staple")->generations().value(), (std::vector{Generation{1}, Generation{2}}));
  EXPECT_FALSE(keeper.change_passphrase(SecretText("")));
  EXPECT_EQ(keeper.generations().value().size(), 2U) << "and the old one still opens";
}

TEST(PassphraseKeeper, RefusesAnEmptyPassphrase) {
  const TemporaryFolder folder;
  EXPECT_FALSE(passphrase_keeper(folder.path(), "")->make({1}));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "vault"));
}

TEST(PassphraseKeeper, OverwritesWhatItReplaces) {
  const TemporaryFolder folder;
  const auto keeper = passphrase_keeper(folder.path());
  ASSERT_TRUE(keeper->make({1}));
  // A second name of the file shows what becomes of its bytes.
  std::filesystem::create_hard_link(folder.path() / "vault", folder.path() / "old");
  ASSERT_TRUE(keeper->destroy({1}));
  const auto old = read_file(folder.path() / "old").value().value();
  EXPECT_FALSE(old.empty());
  EXPECT_EQ(std::ranges::count(old, 0), std::ssize(old));
  EXPECT_TRUE(keeper->generations().value().empty()) << "a vault may be empty";
  ASSERT_TRUE(keeper->make({2}));
  EXPECT_EQ(passphrase_keeper(folder.path())->generations().value(), std::vector{Generation{2}});
}

TEST(AtomicFile, LeavesALinkAlone) {
  const TemporaryFolder folder;
  const std::vector<std::uint8_t> bytes{1, 2, 3};
  ASSERT_TRUE(replace_file(folder.path() / "real", bytes));
  std::filesystem::create_symlink("real", folder.path() / "link");
  const auto refused = replace_file(folder.path() / "link", {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().what.find("symbolic link"), std::string::npos);
  EXPECT_EQ(read_file(folder.path() / "real").value().value(), bytes);
}

TEST(KeyContents, AnErasedDayHasNoKeys) {
  KeyContents contents;
  contents.days.emplace(key_id(), std::make_shared<DayKey>(DayKey::from_root(random_secret())));
  contents.erased.insert(exchange_day(1));
  EXPECT_TRUE(read_contents(to_bytes(contents)));
  contents.erased.insert(exchange_day());
  EXPECT_FALSE(read_contents(to_bytes(contents)));
}

TEST(PassphraseKeeper, SeesEveryChangedBitOfItsVault) {
  const TemporaryFolder folder;
  // With this cost every other one that a bit away is either cheap or refused.
  const auto open_vault = [&] {
    return PassphraseKeeper(folder.path() / "vault", SecretText("correct horse"), {.log2_n = 5, .r = 8, .p = 1});
  };
  ASSERT_TRUE(open_vault().make({1}));
  const auto right = read_file(folder.path() / "vault").value().value();
  ASSERT_EQ(open_vault().generations().value(), std::vector{Generation{1}});
  for (std::size_t bit = 0; bit < 8 * right.size(); ++bit) {
    auto wrong = right;
    wrong[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    std::ofstream(folder.path() / "vault", std::ios::binary).write(reinterpret_cast<const char*>(wrong.data()), std::ssize(wrong));
    EXPECT_FALSE(open_vault().generations()) << bit;
  }
}

TEST(TokenKeeper, SaysWhatTheTokenSaid) {
  const auto& token = SoftToken::instance();
  EXPECT_FALSE(TokenKeeper::open({.module = "/nowhere/pkcs11.so", .token_label = "x", .store_name = "x"}, token.pin()));
  auto elsewhere = token.address("x");
  elsewhere.token_label = "another";
  const auto missing = TokenKeeper::open(elsewhere, token.pin());
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().what.find("another"), std::string::npos);
}

TEST(TokenKeeper, TellsStoresApart) {
  const auto& token = SoftToken::instance();
  const auto a = TokenKeeper::open(token.address("a"), token.pin()).value();
  const auto b = TokenKeeper::open(token.address("b"), token.pin()).value();
  ASSERT_TRUE(a->make({1}));
  EXPECT_FALSE(a->make({1}));
  EXPECT_TRUE(b->generations().value().empty());
  ASSERT_TRUE(b->make({1}));
  const auto secret = random_secret();
  const auto wrapped = a->wrap({1}, secret).value();
  EXPECT_TRUE(a->unwrap({1}, wrapped).value() == secret);
  EXPECT_FALSE(b->unwrap({1}, wrapped));
  ASSERT_TRUE(a->destroy({1}));
  EXPECT_FALSE(a->unwrap({1}, wrapped));
  EXPECT_EQ(b->generations().value(), std::vector{Generation{1}});
}

}  // namespace
}  // namespace crossroads::ledger
