// The same bytes for the same seed, on every machine and with every number of threads.
#include <gtest/gtest.h>

#include <set>

#include "synth/folder.hpp"
#include "written_folder.hpp"

namespace crossroads::synth::test {
namespace {

std::string bytes_of(Options options) {
  const TemporaryDirectory directory;
  options.out = directory.path();
  const auto summary = generate(options);
  EXPECT_TRUE(summary.has_value()) << one_line(summary.error());
  const std::string bytes = all_bytes(directory.path());
  EXPECT_EQ(summary->bytes, bytes.size());
  return bytes;
}

std::uint64_t fnv1a(const std::string& bytes) {
  std::uint64_t hash = 0xcbf2'9ce4'8422'2325;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100'0000'01b3;
  return hash;
}

TEST(SynthBytes, do_not_depend_on_the_number_of_threads) {
  // More persons than the pieces of one batch hold, so that the seams between batches are seen.
  const std::string alone = bytes_of({.persons = 60'000, .seed = 7, .threads = 1});
  for (const unsigned threads : {2U, 3U, 8U}) {
    SCOPED_TRACE(threads);
    EXPECT_TRUE(bytes_of({.persons = 60'000, .seed = 7, .threads = threads}) == alone);
  }
}

TEST(SynthBytes, differ_from_seed_to_seed) {
  std::set<std::uint64_t> seen;
  for (std::uint64_t seed = 0; seed < 8; ++seed) seen.insert(fnv1a(bytes_of({.persons = 300, .seed = seed})));
  EXPECT_EQ(seen.size(), 8U);
}

TEST(SynthBytes, are_those_of_every_other_machine) {
  // Whoever changes a proportion changes this number too; whoever did not has found a compiler that draws in another order.
  EXPECT_EQ(fnv1a(bytes_of({.persons = 2'000, .seed = 42})), 3983719096163949527U);
}

TEST(SynthBytes, begin_with_the_headers_of_a_data_folder) {
  const TemporaryDirectory directory;
  ASSERT_TRUE(generate({.persons = 10, .seed = 1, .out = directory.path()}).has_value());
  for (std::size_t file = 0; file < file_count; ++file) {
    EXPECT_EQ(header_of(directory.path() / file_names[file]) + "\n", file_headers[file]);
  }
}

struct BadOptions {
  const char* name;
  Options options;
  const char* field;
};

TEST(SynthOptions, out_of_range_are_refused_before_anything_is_written) {
  using domain::Date;
  using domain::Month;
  const BadOptions table[] = {
      {"nobody", {.persons = 0, .out = "never-made"}, "persons"},
      {"too many", {.persons = most_persons + 1, .out = "never-made"}, "persons"},
      {"too short a history", {.months = {Month(2020, 1), Month(2024, 12)}, .out = "never-made"}, "months"},
      {"before anything is known", {.months = {Month(1980, 1), Month(2024, 12)}, .out = "never-made"}, "months"},
      {"exported before its end", {.today = Date(2026, 3, 31), .out = "never-made"}, "today"},
      {"nowhere to write", {.persons = 1}, "out"},
  };
  for (const auto& bad : table) {
    SCOPED_TRACE(bad.name);
    const auto result = generate(bad.options);
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().field, bad.field);
    EXPECT_FALSE(std::filesystem::exists("never-made"));
  }
}

TEST(SynthOptions, a_folder_that_cannot_be_made_is_a_problem) {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "file";
  std::filesystem::copy_file(std::filesystem::path(CROSSROADS_ROOT) / "CMakeLists.txt", file);
  const auto result = generate({.persons = 1, .out = file / "folder"});
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().place.file, (file / "folder").string());
}

TEST(SynthProgress, ends_with_everything_done) {
  const TemporaryDirectory directory;
  std::vector<Progress> seen;
  ASSERT_TRUE(
      generate({.persons = 60'000, .out = directory.path(), .threads = 1, .progress = [&](Progress p) { seen.push_back(p); }}).has_value());
  ASSERT_GT(seen.size(), 1U);
  for (std::size_t i = 1; i < seen.size(); ++i) EXPECT_GT(seen[i].done, seen[i - 1].done);
  EXPECT_EQ(seen.back().done, seen.back().all);
  EXPECT_GE(seen.back().all, 60'000U);
}

}  // namespace
}  // namespace crossroads::synth::test
