// The authority for tests: what its folder holds, what it signs, and what it refuses.
#include "trust/test_authority.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "forge.hpp"
#include "trust/check.hpp"
#include "trust/utc.hpp"

namespace crossroads::trust::test {
namespace {

TestAuthority::Request request() {
  return {.institution = domain::EnterpriseNumber::parse("0308356862").value(),
          .common_name = "Immigration Office",
          .hosts = {"desk.test", "localhost"},
          .addresses = {"127.0.0.1", "::1"}};
}

class OfFolder : public testing::Test {
 protected:
  void SetUp() override { ASSERT_NO_FATAL_FAILURE(create({})); }
  void create(const TestAuthority::Setting& setting) {
    fs::remove_all(path_);
    const auto made = TestAuthority::create(path_, setting, days(7), noon, counted(1));
    ASSERT_TRUE(made.has_value()) << one_line(made.error());
  }
  [[nodiscard]] TestAuthority open() const { return std::move(TestAuthority::open(path_)).value(); }
  [[nodiscard]] Checked<domain::EnterpriseNumber> checked(const Chain& chain, Instant at) const {
    return check(chain, Authorities::load(path_ / "authority.pem", {path_ / "list.pem"}).value(), at, {});
  }
  Folder folder_;
  fs::path path_ = folder_.path() / "authority";
};

mode_t mode_of(const fs::path& file) {
  struct stat found{};
  return ::stat(file.c_str(), &found) == 0 ? found.st_mode & 0777U : 0;
}

TEST_F(OfFolder, KeysAreTheirOwnersAlone) {
  ASSERT_TRUE(open().issue(request(), noon, counted(2)).has_value());
  EXPECT_EQ(mode_of(path_ / "authority.key"), 0600U);
  for (const auto* name : {"authority.pem", "list.pem", "index.txt", "README.txt"}) EXPECT_EQ(mode_of(path_ / name) & 0644U, 0644U) << name;
  std::size_t keys = 0;
  for (const auto& file : fs::recursive_directory_iterator(path_))
    keys += file.is_regular_file() && read(file.path()).contains("PRIVATE KEY-----") ? 1U : 0U;
  EXPECT_EQ(keys, 1U) << "an institution's key stayed with the authority";
}

TEST_F(OfFolder, SaysWhatItIsFor) {
  const auto authority = open();
  EXPECT_NE(authority.certificate().subject.find("For tests and demonstrations only"), std::string::npos);
  EXPECT_NE(read(path_ / "README.txt").find("for tests and demonstrations"), std::string::npos);
}

TEST_F(OfFolder, ItsCertificatesAreBelieved) {
  auto authority = open();
  const auto issued = authority.issue(request(), noon, counted(2));
  ASSERT_TRUE(issued.has_value()) << one_line(issued.error());
  EXPECT_EQ(checked(issued->chain, noon).value(), request().institution);
  EXPECT_EQ(issued->chain.leaf.not_after, noon + days(90));
  EXPECT_TRUE(issued->key.fits(issued->chain.leaf));
  EXPECT_EQ(read(path_ / "issued" / (issued->chain.leaf.serial + ".pem")), to_pem(issued->chain.leaf));
  EXPECT_EQ(authority.index().issued.back().serial, issued->chain.leaf.serial);
  const auto verified =
      shell(fmt::format("cd '{}' && openssl verify -x509_strict -crl_check -attime {} -purpose sslserver -CAfile authority.pem -CRLfile "
                        "list.pem issued/*.pem",
                        path_.string(), std::chrono::floor<seconds>(noon.time_since_epoch()).count()));
  EXPECT_EQ(verified.status, 0) << verified.text;
  const auto text = shell(fmt::format("openssl x509 -noout -text -in '{}'", (path_ / "authority.pem").string())).text;
  for (const auto* part :
       {"CA:TRUE, pathlen:0", "Certificate Sign, CRL Sign", "X509v3 Name Constraints: critical", "DNS:localhost", "IP:127.0.0.0/255.0.0.0"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
}

TEST_F(OfFolder, ChanceAndTimeAreArguments) {
  const auto once = open().issue(request(), noon, counted(2)), again = open().issue(request(), noon, counted(3));
  EXPECT_NE(once->key.to_pem(), again->key.to_pem());
  create({});
  const auto same = open().issue(request(), noon, counted(2));
  EXPECT_EQ(once->key.to_pem(), same->key.to_pem());
  EXPECT_EQ(once->chain.leaf.serial, same->chain.leaf.serial);
  // FIPS 186-4 §B.4.1 at its edges: all zeros are the key 1, and no bytes make the key 0.
  const auto all = [](std::uint8_t byte) { return [byte](std::span<std::uint8_t> bytes) { std::ranges::fill(bytes, byte); }; };
  for (const std::uint8_t byte : {std::uint8_t{0x00}, std::uint8_t{0xff}}) {
    const auto key = make_key(all(byte));
    const auto good = shell(fmt::format("openssl pkey -check -noout -in '{}'", folder_.write("edge.pem", key.to_pem()).string()));
    EXPECT_EQ(good.text, "Key is valid\n");
    EXPECT_EQ(make_serial(all(byte)).size(), 32U);
  }
}

TEST_F(OfFolder, RevocationCountsWithTheNextList) {
  auto authority = open();
  const auto one = authority.issue(request(), noon, counted(2)).value(), other = authority.issue(request(), noon, counted(3)).value();
  ASSERT_TRUE(authority.revoke(one.chain.leaf.serial, "keyCompromise", noon - days(1)).has_value());
  EXPECT_TRUE(checked(one.chain, noon).has_value());
  const auto list = authority.publish(noon, days(3));
  ASSERT_TRUE(list.has_value());
  EXPECT_EQ(list->number, 2U);
  EXPECT_EQ(list->next_update, noon + days(3));
  EXPECT_EQ(list->revoked, (std::vector<Revocation>{{one.chain.leaf.serial, noon - days(1), "keyCompromise"}}));
  EXPECT_EQ(checked(one.chain, noon).error().reason, Reason::revoked);
  EXPECT_TRUE(checked(other.chain, noon).has_value());
  EXPECT_EQ(checked(other.chain, noon + days(3)).error().reason, Reason::list_out_of_date);
}

TEST_F(OfFolder, RevocationsThatMakeNoSenseAreRefused) {
  auto authority = open();
  const auto one = authority.issue(request(), noon, counted(2)).value();
  EXPECT_FALSE(authority.revoke(one.chain.leaf.serial, "boredom", noon).has_value());
  EXPECT_FALSE(authority.revoke("4711", "superseded", noon).has_value());
  const auto stranger = sign_leaf(leaf_content(), make_signer(5, "Stranger"));
  EXPECT_NE(authority.revoke(stranger, "superseded", noon).error().what.find("not of this authority"), std::string::npos);
  EXPECT_TRUE(authority.revoke(one.chain.leaf, "superseded", noon).has_value());
  const auto again = authority.revoke(one.chain.leaf, "superseded", noon);
  ASSERT_FALSE(again.has_value());
  EXPECT_NE(again.error().what.find("2026-05-04T09:30:00Z (superseded)"), std::string::npos) << again.error().what;
  EXPECT_EQ(authority.index().revoked.size(), 1U);
}

struct WrongRequest {
  const char* name;
  void (*change)(TestAuthority::Request&);
  std::string_view says;
};

TEST_F(OfFolder, RequestsThatMakeNoSenseAreRefused) {
  auto authority = open();
  for (const auto& [name, change, says] :
       {WrongRequest{"no name", [](auto& of) { of.hosts.clear(), of.addresses.clear(); }, "would name no host"},
        {"a host that is none", [](auto& of) { of.hosts = {"a b"}; }, "this is no host name"},
        {"a second name in it", [](auto& of) { of.hosts = {"a.test,DNS:b.test"}; }, "this is no host name"},
        {"a wildcard", [](auto& of) { of.hosts = {"*.test"}; }, "this is no host name"},
        {"an address as a host", [](auto& of) { of.hosts = {"127.0.0.1"}; }, "this is no host name"},
        {"a dot at the end", [](auto& of) { of.hosts = {"a.test."}; }, "this is no host name"},
        {"no address", [](auto& of) { of.addresses = {"127.0.0.256"}; }, "this is no address"},
        {"a range of addresses", [](auto& of) { of.addresses = {"10.0.0.0/8"}; }, "this is no address"},
        {"no common name", [](auto& of) { of.common_name = ""; }, "this can be no common name"},
        {"two lines", [](auto& of) { of.common_name = "a\nb"; }, "this can be no common name"},
        {"a common name like a host", [](auto& of) { of.hosts.clear(), of.common_name = "desk.test"; }, "reads as a host name"},
        {"a real host", [](auto& of) { of.hosts = {"www.ibz.be"}; }, "vouches for names under localhost, test, example, invalid, internal"},
        {"a real address", [](auto& of) { of.addresses = {"8.8.8.8"}; }, "permitted subtree violation"},
        {"longer than the authority", [](auto& of) { of.days = days(366); }, "would outlive its authority"}}) {
    SCOPED_TRACE(name);
    auto of = request();
    change(of);
    const auto issued = authority.issue(of, noon, counted(2));
    ASSERT_FALSE(issued.has_value());
    EXPECT_NE(one_line(issued.error()).find(says), std::string::npos) << one_line(issued.error());
  }
  EXPECT_TRUE(authority.index().issued.empty());
}

TEST_F(OfFolder, VouchesForTheDomainsThatItWasMadeWith) {
  create({.domains = {"hub", "crossroads.local"}});
  auto of = request();
  of.hosts = {"hub", "desk.crossroads.local"};
  const auto issued = open().issue(of, noon, counted(2));
  EXPECT_TRUE(issued.has_value()) << one_line(issued.error());
}

TEST_F(OfFolder, IsNotMadeTwice) {
  const auto before = read(path_ / "authority.pem");
  const auto again = TestAuthority::create(path_, {}, days(7), noon, counted(9));
  ASSERT_FALSE(again.has_value());
  EXPECT_NE(again.error().what.find("holds an authority already"), std::string::npos);
  EXPECT_EQ(read(path_ / "authority.pem"), before);
}

TEST_F(OfFolder, StoppedBeforeItsIndexItIsMadeAnew) {
  fs::remove(path_ / "index.txt");
  EXPECT_FALSE(TestAuthority::open(path_).has_value());
  EXPECT_TRUE(TestAuthority::create(path_, {}, days(7), noon, counted(9)).has_value());
  EXPECT_TRUE(open().issue(request(), noon, counted(2)).has_value());
}

TEST_F(OfFolder, StoppedBetweenIndexAndCertificateItGoesOn) {
  auto authority = open();
  ASSERT_TRUE(authority.issue(request(), noon, counted(2)).has_value());
  fs::remove_all(path_ / "issued");
  fs::remove(path_ / "list.pem");
  EXPECT_TRUE(authority.revoke(authority.index().issued.front().serial, "superseded", noon).has_value());
  EXPECT_TRUE(authority.issue(request(), noon, counted(3)).has_value());
  EXPECT_TRUE(authority.publish(noon, days(1)).has_value());
}

TEST_F(OfFolder, AFolderThatIsDamagedIsRefusedWithItsReason) {
  const auto stays_refused = [&](const fs::path& file, std::string_view content, std::string_view says) {
    SCOPED_TRACE(says);
    const auto before = read(file);
    std::ofstream(file, std::ios::binary) << content;
    const auto opened = TestAuthority::open(path_);
    ASSERT_FALSE(opened.has_value());
    EXPECT_NE(one_line(opened.error()).find(says), std::string::npos) << one_line(opened.error());
    EXPECT_EQ(opened.error().place.file, file.string());
    std::ofstream(file, std::ios::binary) << before;
  };
  stays_refused(path_ / "index.txt", "crossroads test authority 1\nlist 1\nissued\n", "index.txt:3: this is no index");
  stays_refused(path_ / "authority.pem", "", "there is no certificate");
  stays_refused(path_ / "authority.key", leaf_key().to_pem(), "the key is not that of the authority's certificate");
  EXPECT_TRUE(TestAuthority::open(path_).has_value());
  const auto none = TestAuthority::open(folder_.path());
  EXPECT_NE(one_line(none.error()).find("crossroads keys authority makes one"), std::string::npos);
  EXPECT_FALSE(fs::exists(folder_.path() / "lock")) << "something was left in a folder that is no authority's";
}

}  // namespace
}  // namespace crossroads::trust::test
