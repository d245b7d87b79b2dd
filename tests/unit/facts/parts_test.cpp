// A file read in parts of any size by any number of threads, plain or compressed, is the file read from begin to end one
// character after the other.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "data_folder.hpp"
#include "differential.hpp"

namespace crossroads::facts {
namespace {

using Files = std::map<std::string, std::string>;

/// Rows as people's programs write them and as they should not: good ones, quoted ones, line feeds in quotes, stray quotes.
std::string any_field(int column) {
  static const std::vector<std::string> good[] = {{"A1", "a-very-long-aid-id-of-more-than-fifteen", "Ω7", "12345678", "123456789012345"},
                                                  {"2011-09-01", "2012-02-29", "1999-12-31"},
                                                  {"1", "4500", "12345678", "123456789"}};
  std::string text = *rc::gen::elementOf(good[column]);
  switch (*rc::gen::inRange(0, 14)) {
    case 0: return "\"" + text + "\"";
    case 1: return "\"" + text + "\n" + text + "\"";
    case 2: return "\"" + text + "\r\n,\"\"" + text + "\"\"\"";
    case 3: return text + "\"";
    case 4: return "\"" + text + "\" ";
    case 5: return "";
    case 6: return "\"\"";
    case 7: return text + "\xFF";
    case 8: return "\"\"\"\"";
    case 9: return text + "\r";
    default: return text;
  }
}

std::string any_body() {
  std::string body;
  const int rows = *rc::gen::inRange(0, 12);
  for (int i = 0; i < rows; ++i) {
    switch (*rc::gen::inRange(0, 16)) {
      case 0: body += "\n"; continue;
      case 1: body += "\r\n"; continue;
      case 2: body += any_field(0) + "," + any_field(1) + "\n"; continue;
      default: break;
    }
    body += any_field(0) + "," + any_field(1) + "," + any_field(2) + (*rc::gen::inRange(0, 3) == 0 ? "\r\n" : "\n");
  }
  if (*rc::gen::inRange(0, 4) == 0 && !body.empty()) body.pop_back();
  if (*rc::gen::inRange(0, 12) == 0) body += "\"";
  if (*rc::gen::inRange(0, 30) == 0) body += '\0';
  return body;
}

void must_agree(const std::string& text, std::size_t part_bytes, unsigned threads) {
  const std::string expected = read_plainly(DataFile::reimbursements, text);
  for (const std::string name : {"reimbursements.csv", "reimbursements.csv.gz", "reimbursements.csv.zst"}) {
    const DataFolder folder(Files{{name, text}});
    RC_ASSERT(read_in_parts(DataFile::reimbursements, folder.path(), part_bytes, threads) == expected);
  }
}

RC_GTEST_PROP(Parts, OfAnySizeReadLikeTheWhole, ()) {
  const std::string text = "aid_id,paid_on,cents\n" + any_body();
  must_agree(text, *rc::gen::inRange<std::size_t>(1, 80), *rc::gen::inRange(1U, 4U));
}

RC_GTEST_PROP(Parts, OfCharactersThatMatterReadLikeTheWhole, ()) {
  std::string text = "aid_id,paid_on,cents\n";
  const int length = *rc::gen::inRange(0, 200);
  for (int i = 0; i < length; ++i) text += *rc::gen::element('"', '"', ',', '\n', '\r', 'a', '1', ',', '\n');
  must_agree(text, *rc::gen::inRange<std::size_t>(1, 40), 2);
}

TEST(Parts, BlocksOfTheVectorKernelsMeetEverywhere) {
  // A quote, a doubled quote, a line end and a character of several bytes at every place around a border of 64 bytes.
  for (std::size_t before = 0; before < 140; ++before) {
    for (const std::string value : {"\"x\"", "\"x\"\"y\"", "\"\"\"\"", "\"a\nb\"", "Ω", "\"Ω\r\n\"", "\xCE"}) {
      const std::string text = "aid_id,paid_on,cents\n" + std::string(before, 'k') + value + ",2011-09-01,5\nA,2011-09-01,6\n";
      const DataFolder folder(Files{{"reimbursements.csv", text}});
      SCOPED_TRACE(std::to_string(before) + " bytes before " + value);
      EXPECT_EQ(read_in_parts(DataFile::reimbursements, folder.path(), 1 << 20, 1), read_plainly(DataFile::reimbursements, text));
    }
  }
}

TEST(Parts, AQuotedFieldMayReachOverManyParts) {
  std::string inside;
  for (int i = 0; i < 5000; ++i) inside += "A1,2011-09-01,7\n";  // looks like rows
  const std::string text = "aid_id,paid_on,cents\nA0,2011-09-01,1\n\"" + inside + "\",2011-09-01,2\nA2,2011-09-01,3\n";
  const DataFolder folder(Files{{"reimbursements.csv", text}});
  const std::string expected = read_plainly(DataFile::reimbursements, text);
  for (const std::size_t part_bytes : {16U, 100U, 1000U, 20'000U}) {
    EXPECT_EQ(read_in_parts(DataFile::reimbursements, folder.path(), part_bytes, 2), expected) << part_bytes;
  }
}

TEST(Parts, HeadersMayBeQuotedReorderedAndMarked) {
  const std::string rows = "5,2011-09-01,A1\n6,2011-09-02,A2\n";
  for (const std::string header : {"cents,paid_on,aid_id\n", "\"cents\",\"paid_on\",\"aid_id\"\r\n",
                                   "\xEF\xBB\xBF"
                                   "cents,paid_on,aid_id\n",
                                   "\xEF\xBB\xBF\"cents\",paid_on,aid_id\n", "\n\r\ncents,paid_on,aid_id\n"}) {
    const DataFolder folder(Files{{"reimbursements.csv", header + rows}});
    SCOPED_TRACE(header);
    const auto first = 1 + std::ranges::count(header, '\n');
    EXPECT_EQ(read_in_parts(DataFile::reimbursements, folder.path(), 7, 2),
              std::to_string(first) + " A1|2011-09-01|5\n" + std::to_string(first + 1) + " A2|2011-09-02|6\n");
  }
}

TEST(Parts, SeveralCompressedMembersAreOneFile) {
  const std::string first = "aid_id,paid_on,cents\nA1,2011-0", second = "9-01,5\nA2,2011-09-02,6\n";
  for (const std::size_t part_bytes : {1U, 10U, 1000U}) {
    const DataFolder folder(Files{});
    folder.write_raw("reimbursements.csv.gz", gzipped(first) + gzipped("") + gzipped(second));
    EXPECT_EQ(read_in_parts(DataFile::reimbursements, folder.path(), part_bytes, 2),
              read_plainly(DataFile::reimbursements, first + second));
    const DataFolder other(Files{});
    other.write_raw("reimbursements.csv.zst", zstd_compressed(first) + zstd_compressed("") + zstd_compressed(second));
    EXPECT_EQ(read_in_parts(DataFile::reimbursements, other.path(), part_bytes, 2), read_plainly(DataFile::reimbursements, first + second));
  }
}

}  // namespace
}  // namespace crossroads::facts
