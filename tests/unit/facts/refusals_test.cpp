// What refuses a folder as a whole: files, headers, encodings, compression. The exact words, from both ways to read it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <ostream>

#include "data_folder.hpp"

namespace crossroads::facts {
namespace {

using Files = std::map<std::string, std::string>;

struct Refusal {
  std::string name;
  std::function<void(Files&)> spoil;                        // before the files are written; names ending in .gz, .zst are compressed
  std::string problem;                                      // one_line; FOLDER stands for the folder's path
  std::function<void(const DataFolder&)> spoil_bytes = {};  // after
};

void PrintTo(const Refusal& refusal, std::ostream* out) { *out << refusal.name; }

std::function<void(Files&)> without(const char* file) {
  return [=](Files& files) { files.erase(file); };
}
std::function<void(Files&)> with(const char* file, std::string text) {
  return [=](Files& files) { files[file] = text; };
}
std::function<void(Files&)> header(const char* file, std::string text) {
  return [=](Files& files) { files[file].replace(0, files[file].find('\n'), text); };
}
std::function<void(Files&)> appended(const char* file, std::string text) {
  return [=](Files& files) { files[file] += text; };
}
std::function<void(Files&)> compressed(const char* file, const char* ending) {
  return [=](Files& files) {
    files[std::string(file) + ending] = files[file];
    files.erase(file);
  };
}
/// The file's compressed bytes, changed.
Refusal broken(std::string name, const char* ending, const std::function<std::string(std::string)>& change, std::string problem) {
  const std::string file = std::string("aid.csv") + ending;
  return {std::move(name), without("aid.csv"), std::move(problem), [=](const DataFolder& folder) {
            const auto text = good_files().at("aid.csv");
            folder.write_raw(file, change(std::string(ending) == ".gz" ? gzipped(text) : zstd_compressed(text)));
          }};
}
std::string without_last(std::string bytes, std::size_t count) { return bytes.substr(0, bytes.size() - count); }
std::string with_flipped(std::string bytes, std::size_t at) {
  bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
  return bytes;
}
std::string utf16(std::string_view text) {
  std::string wide = "\xFF\xFE";
  for (const char c : text) wide += {c, '\0'};
  return wide;
}

const std::string gz_hint = "; copy or compress the file again";

std::vector<Refusal> refusals() {
  const std::string persons_columns = "expected niss,last_name,first_names,country_of_origin";
  const std::string nul_hint = "expected text in UTF-8; the file may be UTF-16, or no text at all";
  return {
      {"persons missing", without("persons.csv"),
       "persons.csv: this file is missing: \"FOLDER\", expected persons.csv, persons.csv.gz or persons.csv.zst in the folder; only "
       "reimbursements.csv and "
       "replacements.csv may be missing"},
      {"nationalities missing", without("nationalities.csv"),
       "nationalities.csv: this file is missing: \"FOLDER\", expected nationalities.csv, nationalities.csv.gz or nationalities.csv.zst in "
       "the folder; only "
       "reimbursements.csv and replacements.csv may be missing"},
      {"stays missing", without("stays.csv"),
       "stays.csv: this file is missing: \"FOLDER\", expected stays.csv, stays.csv.gz or stays.csv.zst in the folder; only "
       "reimbursements.csv and "
       "replacements.csv may be missing"},
      {"aid missing", without("aid.csv"),
       "aid.csv: this file is missing: \"FOLDER\", expected aid.csv, aid.csv.gz or aid.csv.zst in the folder; only reimbursements.csv and "
       "replacements.csv "
       "may be missing"},
      {"plain and gz", with("aid.csv.gz", "x"),
       "aid.csv: this file is there twice: \"aid.csv.gz\", expected one of them; remove the one that is not meant"},
      {"plain and zst", with("stays.csv.zst", "x"),
       "stays.csv: this file is there twice: \"stays.csv.zst\", expected one of them; remove the one that is not meant"},
      {"gz and zst",
       [](Files& files) {
         compressed("aid.csv", ".gz")(files);
         files["aid.csv.zst"] = "x";
       },
       "aid.csv.gz: this file is there twice: \"aid.csv.zst\", expected one of them; remove the one that is not meant"},
      {"an optional file twice", with("replacements.csv.gz", "old_niss,new_niss,on\n"),
       "replacements.csv: this file is there twice: \"replacements.csv.gz\", expected one of them; remove the one that is not meant"},
      {"a folder in place of a file", without("aid.csv"), "aid.csv: this is no regular file",
       [](const DataFolder& folder) { std::filesystem::create_directory(folder.path() / "aid.csv"); }},
      {"a link to nothing", without("aid.csv"), "aid.csv: this file can't be read: \"No such file or directory\"",
       [](const DataFolder& folder) { std::filesystem::create_symlink("nowhere.csv", folder.path() / "aid.csv"); }},
      {"an empty file", with("persons.csv", ""),
       "persons.csv: this file is empty, expected a header row: niss,last_name,first_names,country_of_origin"},
      {"only a byte-order mark", with("persons.csv", "\xEF\xBB\xBF"),
       "persons.csv: this file is empty, expected a header row: niss,last_name,first_names,country_of_origin"},
      {"only empty lines", with("persons.csv", "\n\r\n\n"),
       "persons.csv: this file is empty, expected a header row: niss,last_name,first_names,country_of_origin"},
      {"an empty optional file", with("reimbursements.csv", ""),
       "reimbursements.csv: this file is empty, expected a header row: aid_id,paid_on,cents"},
      {"no header", with("persons.csv", "71020410123,Peeters,Ann,BE\n"),
       "persons.csv:1: this column is unknown: header \"71020410123\", " + persons_columns},
      {"an unknown column", header("persons.csv", "niss,last_name,first_names,country_of_origin,sex"),
       "persons.csv:1: this column is unknown: header \"sex\", " + persons_columns},
      {"a misspelt column", header("persons.csv", "niss,lastname,first_names,country_of_origin"),
       "persons.csv:1: this column is unknown: header \"lastname\", " + persons_columns + "; did you mean \"last_name\"?"},
      {"a column in capitals", header("persons.csv", "NISS,last_name,first_names,country_of_origin"),
       "persons.csv:1: this column is unknown: header \"NISS\", " + persons_columns},
      {"a column with a blank", header("persons.csv", "niss, last_name,first_names,country_of_origin"),
       "persons.csv:1: this column is unknown: header \" last_name\", " + persons_columns + "; did you mean \"last_name\"?"},
      {"a column missing", header("persons.csv", "niss,last_name,first_names"),
       "persons.csv:1: this column is missing: header \"country_of_origin\", " + persons_columns},
      {"a column twice", header("persons.csv", "niss,last_name,niss,country_of_origin"),
       "persons.csv:1: this column is there twice: header \"niss\", " + persons_columns},
      {"a trailing comma in the header", header("persons.csv", "niss,last_name,first_names,country_of_origin,"),
       "persons.csv:1: this column is unknown: header \"\", " + persons_columns},
      {"semicolons", header("persons.csv", "niss;last_name;first_names;country_of_origin"),
       "persons.csv:1: this column is unknown: header \"niss;last_name;first_names;country_of_origin\", " + persons_columns +
           "; the fields must be separated by commas"},
      {"tabs", header("persons.csv", "niss\tlast_name"),
       "persons.csv:1: this column is unknown: header \"niss\\x09last_name\", " + persons_columns +
           "; the fields must be separated by commas"},
      {"a wrong quote in the header", header("persons.csv", "\"niss\"x,last_name,first_names,country_of_origin"),
       "persons.csv:1: the quotes of the header are wrong: header \"\"niss\"x,last_name,first_names,country_of_origin\", " +
           persons_columns},
      {"a header that is no UTF-8", header("persons.csv", "niss,last_name,first_names,pa\xEFs"),
       "persons.csv:1: this column is unknown: header \"pa\\xEFs\", " + persons_columns},
      {"a header after empty lines", with("persons.csv", "\n\nniss,last_name\n"),
       "persons.csv:3: this column is missing: header \"first_names\", " + persons_columns},
      {"UTF-16", with("persons.csv", utf16("niss,last_name\n")), "persons.csv:1: a NUL byte stands in this row, " + nul_hint},
      {"a NUL byte", appended("persons.csv", std::string("73040610317,A\0B,Ann,BE\n", 23)),
       "persons.csv:4: a NUL byte stands in this row, " + nul_hint},
      {"a NUL byte at the end", appended("aid.csv", std::string(1, '\0')), "aid.csv:4: a NUL byte stands in this row, " + nul_hint},
      {"a quote that never ends", appended("persons.csv", "73040610317,\"Peeters,Ann,BE\n"),
       "persons.csv:4: a quoted field of this row never ends, expected a closing quote before the end of the file"},
      {"a quote that opens at the very end", appended("persons.csv", "73040610317,Peeters,Ann,\""),
       "persons.csv:4: a quoted field of this row never ends, expected a closing quote before the end of the file"},
      {"a quote that never ends, after quoted line feeds", appended("persons.csv", "73040610317,\"a\nb\nc\",Ann,BE\n73040610317,\"x\n\n"),
       "persons.csv:7: a quoted field of this row never ends, expected a closing quote before the end of the file"},
      {"a header whose quote never ends", with("persons.csv", "niss,\"last_name\n"),
       "persons.csv:1: a quoted field of this row never ends, expected a closing quote before the end of the file"},
      {"a row of more than a megabyte",
       appended("persons.csv", "73040610317," + std::string((1 << 20) + 1, 'x') + ",Ann,BE\n71020410123,Peeters,Ann,BE\n"),
       "persons.csv:4: this row is longer than 1048576 bytes; is a quoted field never closed?"},
      {"a quote that swallows more than a megabyte", appended("persons.csv", "73040610317,\"" + std::string((1 << 20) + 1, '\n')),
       "persons.csv:4: this row is longer than 1048576 bytes; is a quoted field never closed?"},
      broken(
          "gz breaks off", ".gz", [](auto bytes) { return without_last(bytes, 20); },
          "aid.csv.gz: the compressed file breaks off" + gz_hint),
      broken(
          "gz breaks off in its checksum", ".gz", [](auto bytes) { return without_last(bytes, 1); },
          "aid.csv.gz: the compressed file breaks off" + gz_hint),
      broken(
          "gz of nothing", ".gz", [](auto) { return std::string(); }, "aid.csv.gz: the compressed file breaks off" + gz_hint),
      broken(
          "gz with a wrong checksum", ".gz", [](auto bytes) { return with_flipped(bytes, bytes.size() - 6); },
          "aid.csv.gz: the compressed file is corrupt: \"incorrect data check\"" + gz_hint),
      broken(
          "gz that is none", ".gz", [](auto) { return good_files().at("aid.csv"); },
          "aid.csv.gz: the compressed file is corrupt: \"incorrect header check\"" + gz_hint),
      broken(
          "gz with something after it", ".gz", [](auto bytes) { return bytes + "more of it"; },
          "aid.csv.gz: the compressed file is corrupt: \"incorrect header check\"" + gz_hint),
      broken(
          "zst breaks off", ".zst", [](auto bytes) { return without_last(bytes, 20); },
          "aid.csv.zst: the compressed file breaks off" + gz_hint),
      broken(
          "zst breaks off by one byte", ".zst", [](auto bytes) { return without_last(bytes, 1); },
          "aid.csv.zst: the compressed file breaks off" + gz_hint),
      broken(
          "zst of nothing", ".zst", [](auto) { return std::string(); }, "aid.csv.zst: the compressed file breaks off" + gz_hint),
      broken(
          "zst that is none", ".zst", [](auto) { return good_files().at("aid.csv"); },
          "aid.csv.zst: the compressed file is corrupt: \"Unknown frame descriptor\"" + gz_hint),
      broken(
          "zst that is gz", ".zst", [](auto) { return gzipped(good_files().at("aid.csv")); },
          "aid.csv.zst: the compressed file is corrupt: \"Unknown frame descriptor\"" + gz_hint),
      {"an empty text in gz",
       [](Files& files) {
         files.erase("aid.csv");
         files["aid.csv.gz"] = "";
       },
       "aid.csv.gz: this file is empty, expected a header row: aid_id,niss,centre,nature,category,monthly_cents,from,to,status"},
      {"the first of several in SPEC's order",
       [](Files& files) {
         files.erase("stays.csv");
         files["nationalities.csv"] = "";
       },
       "nationalities.csv: this file is empty, expected a header row: niss,country,from,to"},
  };
}

class Refusals : public testing::TestWithParam<Refusal> {};

/// Takes everything, keeps nothing.
class Nowhere final : public RowSink {
 public:
  Result<void> replacements(std::span<const ReplacementRow>) override { return {}; }
  Result<void> persons(std::span<const PersonRow>) override { return {}; }
  Result<void> nationalities(std::span<const NationalityRow>) override { return {}; }
  Result<void> stays(std::span<const StayRow>) override { return {}; }
  Result<void> grants(std::span<const GrantRow>) override { return {}; }
  Result<void> reimbursements(std::span<const ReimbursementRow>) override { return {}; }
};

TEST_P(Refusals, SayWhatIsWrongHoweverTheFolderIsRead) {
  const auto& refusal = GetParam();
  auto files = good_files();
  refusal.spoil(files);
  const DataFolder folder(files);
  if (refusal.spoil_bytes) refusal.spoil_bytes(folder);
  std::string problem = refusal.problem;
  if (const auto at = problem.find("FOLDER"); at != std::string::npos) problem.replace(at, 6, folder.path().string());

  for (const std::size_t chunk_bytes : {std::size_t{0}, std::size_t{1}, std::size_t{50}, std::size_t{100'000}}) {
    for (const unsigned threads : {1U, 3U}) {
      if (chunk_bytes == 1 && files.contains("persons.csv") && files.at("persons.csv").size() > 100'000)
        continue;  // a part a byte is too many
      SCOPED_TRACE(std::to_string(chunk_bytes) + " bytes, " + std::to_string(threads) + " threads");
      const auto loaded = load_population(folder.path(), {.today = test_today, .threads = threads, .chunk_bytes = chunk_bytes});
      ASSERT_FALSE(loaded);
      EXPECT_EQ(one_line(loaded.error()), problem);
    }
    Nowhere sink;
    const auto read = read_folder(folder.path(), {.today = test_today, .chunk_bytes = chunk_bytes}, sink);
    ASSERT_FALSE(read);
    EXPECT_EQ(one_line(read.error()), problem);
  }
}

INSTANTIATE_TEST_SUITE_P(Facts, Refusals, testing::ValuesIn(refusals()), [](const auto& refusal) {
  std::string name = refusal.param.name;
  std::ranges::replace_if(name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
});

TEST(Refusals, AFolderThatIsNotThere) {
  const auto loaded = load_population("/nowhere/at/all", {.today = test_today});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(one_line(loaded.error()),
            "there is no such folder: \"/nowhere/at/all\", expected a data folder; a data folder holds persons.csv, nationalities.csv, "
            "stays.csv and aid.csv");
}

TEST(Refusals, OptionalFilesMayBeMissing) {
  auto files = good_files();
  files.erase("reimbursements.csv");
  files.erase("replacements.csv");
  const auto loaded = load_population(DataFolder(files).path(), {.today = test_today});
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->population.size(), 2);
  EXPECT_TRUE(loaded->quarantined.empty());
}

}  // namespace
}  // namespace crossroads::facts
