// The file that is handed over: parts that only the recipient opens, and never half of it, or in another's place.
#include "ledger/archive/sealed_file.hpp"

#include <dlfcn.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>

#include <fstream>

#include "archive_fixture.hpp"

namespace {

/// Whether the file system knows renaming that takes nobody's place; NFS does not.
bool renames_without_replacing = true;

}  // namespace

// In front of the C library's, in this test alone.
extern "C" int renameat2(int old_folder, const char* old_name, int folder, const char* name, unsigned flags) noexcept {
  if (!renames_without_replacing) {
    errno = EINVAL;
    return -1;
  }
  return reinterpret_cast<decltype(&::renameat2)>(::dlsym(RTLD_NEXT, "renameat2"))(old_folder, old_name, folder, name, flags);
}

namespace crossroads::test {
namespace {

using namespace ledger;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class SealedFileTest : public ::testing::Test {
 protected:
  Scratch scratch;
  const std::filesystem::path path = scratch.path() / "archive.tar";
  const Committee committee;
  const Recipient recipient = committee.recipient();

  ~SealedFileTest() override { renames_without_replacing = true; }

  Result<SealedFile> create(std::size_t part_size = least_part_size) { return SealedFile::create(path, recipient, part_size); }
  [[nodiscard]] std::vector<std::string> there() const {
    std::vector<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(scratch.path())) names.push_back(file.path().filename().string());
    return names;
  }
  static std::string bytes(std::size_t size) {
    std::string made(size, 0);
    for (std::size_t i = 0; i < size; ++i) made[i] = static_cast<char>(i * i / 7);
    return made;
  }
  static std::span<const std::uint8_t> span_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
  }
};

struct Content {
  std::string name;
  std::size_t size;
  std::uint64_t parts;
};

TEST_F(SealedFileTest, PartsPutTogetherAreWhatWasWritten) {
  const std::vector<Content> cases{{"nothing", 0, 0},
                                   {"a byte", 1, 1},
                                   {"a byte less than a part", least_part_size - 1, 1},
                                   {"a part", least_part_size, 1},
                                   {"a byte more", least_part_size + 1, 2},
                                   {"three parts and a half", least_part_size * 7 / 2, 4}};
  for (const auto& [name, size, parts] : cases) {
    SCOPED_TRACE(name);
    const std::string content = bytes(size);
    {
      auto file = must(create());
      file.set_time(at(domain::Date(2026, 5, 4)));
      must(file.in_clear("README.txt", "read me"));
      for (std::size_t from = 0; from < size; from += 50'000)
        must(file.write(span_of(content).subspan(from, std::min<std::size_t>(50'000, size - from))));
      const auto written = must(file.finish());
      EXPECT_EQ(written.parts, parts);
      EXPECT_EQ(written.bytes, std::filesystem::file_size(path));
      EXPECT_EQ(written.digest, sha256_of(bytes_of_file(path)));
    }
    const auto files = untar(bytes_of_file(path));
    ASSERT_EQ(files.size(), parts + 1);
    EXPECT_EQ(files[0].content, "read me");
    std::string together;
    for (std::size_t n = 1; n < files.size(); ++n) {
      EXPECT_EQ(files[n].path, fmt::format("part-{:06}.cms", n));
      if (size > 40) { EXPECT_EQ(files[n].content.find(content.substr(0, 40)), std::string::npos); }
      EXPECT_FALSE(Committee().opened(files[n].content)) << "another's key opens it";
      together += committee.opened(files[n].content).value();
    }
    EXPECT_TRUE(together == content);
    std::filesystem::remove(path);
  }
}

TEST_F(SealedFileTest, HasItsNameOnlyWhenItIsWholeAndIsItsOwnersAlone) {
  const auto mode = [](const std::filesystem::path& file) {
    struct stat found{};
    EXPECT_EQ(::stat(file.c_str(), &found), 0);
    return found.st_mode & 0777U;
  };
  {
    auto file = must(create());
    must(file.write(span_of(bytes(100'000))));
    ASSERT_EQ(there().size(), 1U);
    EXPECT_THAT(there().front(), HasSubstr("archive.tar."));
    EXPECT_EQ(mode(scratch.path() / there().front()), 0600U);
  }
  EXPECT_THAT(there(), IsEmpty()) << "given up";
  must(must(create()).finish());
  EXPECT_THAT(there(), ::testing::ElementsAre("archive.tar"));
  EXPECT_EQ(mode(path), 0600U);
}

TEST_F(SealedFileTest, TakesNobodysPlace) {
  const auto write = [&] { std::ofstream(path) << "another's"; };
  write();
  const auto at_once = create();
  ASSERT_FALSE(at_once);
  EXPECT_EQ(at_once.error().what, "something stands here already");
  EXPECT_EQ(at_once.error().place.file, path.string());

  for (const bool known : {true, false}) {
    SCOPED_TRACE(known);
    renames_without_replacing = known;
    std::filesystem::remove(path);
    must(must(create()).finish());
    EXPECT_THAT(there(), ::testing::ElementsAre("archive.tar"));
    std::filesystem::remove(path);
    {
      auto file = must(create());
      must(file.write(span_of(bytes(10))));
      write();
      const auto at_the_end = file.finish();
      ASSERT_FALSE(at_the_end);
      EXPECT_EQ(at_the_end.error().what, "something stands here already");
      EXPECT_EQ(at_the_end.error().kept, "what stands there, and nothing of the archive");
    }
    EXPECT_THAT(there(), ::testing::ElementsAre("archive.tar")) << "nothing beside it";
    EXPECT_EQ(bytes_of_file(path), "another's");
  }
  std::filesystem::remove(path);
  std::filesystem::create_symlink("nowhere", path);
  EXPECT_FALSE(create()) << "a link that leads nowhere is something too";
}

TEST_F(SealedFileTest, PartsHaveASizeThatCanBeSealed) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, least_part_size - 1, most_part_size + 1, std::size_t{1} << 31U,
                                 std::numeric_limits<std::size_t>::max()}) {
    SCOPED_TRACE(size);
    const auto refused = create(size);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().what, "the parts of an archive can't be of this size");
    EXPECT_EQ(refused.error().value, std::to_string(size));
    EXPECT_EQ(refused.error().expected, "65536 to 268435456 bytes");
  }
  EXPECT_TRUE(create(least_part_size));
  EXPECT_THAT(there(), IsEmpty());
}

TEST_F(SealedFileTest, SaysWhereNothingCanBeWritten) {
  const auto refused = SealedFile::create(scratch.path() / "no such folder" / "archive.tar", recipient, archive_part_size);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().what, HasSubstr("cannot make the archive"));
}

}  // namespace
}  // namespace crossroads::test
