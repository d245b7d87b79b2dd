// The tar that others' tar reads.
#include "ledger/archive/tar.hpp"

#include "archive_fixture.hpp"

namespace crossroads::test {
namespace {

using namespace ledger;

class Written {
 public:
  TarWriter writer() {
    return TarWriter([this](std::span<const std::uint8_t> part) -> Result<void> {
      bytes.append(part.begin(), part.end());
      return {};
    });
  }
  std::string bytes;
};

std::span<const std::uint8_t> span_of(const std::string& text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

TEST(Tar, HoldsEveryFileAsItWas) {
  Written written;
  auto tar = written.writer();
  const Instant time = at(domain::Date(2026, 5, 4), 1999);
  const std::string longest(100, 'p');
  const std::vector<std::pair<std::string, std::string>> files{
      {"empty", ""}, {"a/b", "x"}, {"one block", std::string(512, 'b')}, {longest, std::string(513, 'c')}};
  for (const auto& [path, content] : files) must(tar.file(path, span_of(content), time));
  must(tar.finish());
  const auto read = untar(written.bytes);
  ASSERT_EQ(read.size(), files.size());
  for (std::size_t n = 0; n < files.size(); ++n) {
    EXPECT_EQ(read[n].path, files[n].first);
    EXPECT_EQ(read[n].content, files[n].second);
    EXPECT_EQ(read[n].mode, 0600U);
    EXPECT_EQ(std::chrono::sys_seconds(std::chrono::seconds(read[n].seconds)), std::chrono::floor<std::chrono::seconds>(time));
  }
}

TEST(Tar, RefusesWhatItHasNoPlaceFor) {
  Written written;
  auto tar = written.writer();
  const Instant time = at(domain::Date(2026, 5, 4));
  EXPECT_FALSE(tar.file("", {}, time));
  EXPECT_FALSE(tar.file(std::string(101, 'p'), {}, time));
  EXPECT_FALSE(tar.file("before 1970", {}, at(domain::Date(1969, 12, 31))));
  EXPECT_EQ(written.bytes, "");
}

TEST(Tar, SaysWhatItsSinkSays) {
  TarWriter tar([](std::span<const std::uint8_t>) -> Result<void> { return failure({.what = "full"}); });
  EXPECT_EQ(tar.file("a", {}, at(domain::Date(2026, 5, 4))).error().what, "full");
  EXPECT_EQ(tar.finish().error().what, "full");
}

}  // namespace
}  // namespace crossroads::test
