#include "trust/authority_index.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fmt/format.h>

#include "base/problem.hpp"
#include "trust/utc.hpp"

namespace crossroads::trust {
namespace {

constexpr std::string_view head = "crossroads test authority 1\nlist 3\n";
constexpr std::string_view issued = "issued 0A1B 0308356862 2026-05-04T09:30:00Z 2026-08-02T09:30:00Z Office de l'étranger\n";
constexpr std::string_view revoked = "revoked 0A1B 2026-06-01T00:00:00Z keyCompromise\n";

TEST(AuthorityIndex, HoldsWhatItSays) {
  const auto index = parse_authority_index(fmt::format("{}{}{}", head, issued, revoked));
  ASSERT_TRUE(index.has_value()) << one_line(index.error());
  EXPECT_EQ(index->lists, 3U);
  ASSERT_EQ(index->issued.size(), 1U);
  EXPECT_EQ(index->issued[0].serial, "0A1B");
  EXPECT_EQ(to_string(index->issued[0].institution), "0308356862");
  EXPECT_EQ(to_utc(index->issued[0].not_after), "2026-08-02T09:30:00Z");
  EXPECT_EQ(index->issued[0].common_name, "Office de l'étranger");
  ASSERT_EQ(index->revoked.size(), 1U);
  EXPECT_EQ(index->revoked[0], (Revocation{"0A1B", parse_utc("2026-06-01T00:00:00Z").value(), "keyCompromise"}));
}

RC_GTEST_PROP(AuthorityIndex, IsReadAsItIsWritten, ()) {
  AuthorityIndex index{.lists = *rc::gen::arbitrary<std::uint64_t>()};
  const auto count = *rc::gen::inRange(0, 9);
  const auto moment = [] { return Instant(std::chrono::seconds(*rc::gen::inRange<std::int64_t>(0, 4'000'000'000))); };
  for (int i = 0; i < count; ++i) {
    const auto eight = *rc::gen::inRange<std::uint64_t>(1'000'000, 20'000'000);
    index.issued.push_back({.serial = fmt::format("{:02X}{:04X}", i, *rc::gen::inRange(0, 65536)),
                            .institution = domain::EnterpriseNumber::from_stored(eight * 100 + 97 - eight % 97),
                            .not_before = moment(),
                            .not_after = moment(),
                            .common_name = *rc::gen::element<std::string>("Hub", "a  b", "日本", "issued 00", "é")});
    if (*rc::gen::arbitrary<bool>()) {
      const auto reasons = revocation_reasons();
      const auto which = *rc::gen::inRange<std::size_t>(0, reasons.size());
      index.revoked.push_back({.serial = index.issued.back().serial, .since = moment(), .reason = std::string(reasons[which])});
    }
  }
  const auto text = to_text(index);
  const auto read = parse_authority_index(text);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == index);
}

struct Case {
  const char* name;
  std::string text;
  std::uint32_t line;
};

TEST(AuthorityIndex, NamesTheLineThatIsWrong) {
  const std::string good = fmt::format("{}{}", head, issued);
  const auto changed = [&](std::string_view from, std::string_view to) {
    auto text = good + std::string(revoked);
    return text.replace(text.find(from), from.size(), to);
  };
  for (const auto& [name, text, line] : {Case{"nothing", "", 1},
                                         {"no list", "crossroads test authority 1\n", 2},
                                         {"another version", "crossroads test authority 2\nlist 0\n", 1},
                                         {"a list of nothing", "crossroads test authority 1\nlist \n", 2},
                                         {"a list before zero", "crossroads test authority 1\nlist -1\n", 2},
                                         {"a list with a zero before", "crossroads test authority 1\nlist 03\n", 2},
                                         {"a list with something behind", "crossroads test authority 1\nlist 3 4\n", 2},
                                         {"too many lists", "crossroads test authority 1\nlist 18446744073709551616\n", 2},
                                         {"no line feed at the end", good.substr(0, good.size() - 1), 3},
                                         {"an empty line", good + "\n", 4},
                                         {"another word", good + "expired 0A1B\n", 4},
                                         {"small letters", changed("0A1B 03", "0a1b 03"), 3},
                                         {"half a byte", changed("0A1B 03", "0A1 03"), 3},
                                         {"a number too long", changed("0A1B 03", std::string(42, 'A') + " 03"), 3},
                                         {"wrong check digits", changed("0308356862", "0308356863"), 3},
                                         {"no such day", changed("2026-05-04", "2026-02-30"), 3},
                                         {"two blanks", changed("0A1B 03", "0A1B  03"), 3},
                                         {"no common name", changed(" Office de l'étranger", ""), 3},
                                         {"a blank common name", changed("Office de l'étranger", " "), 3},
                                         {"a tab in it", changed("Office de", "Office\tde"), 3},
                                         {"no UTF-8", changed("é", "\xe9"), 3},
                                         {"65 letters", changed("Office de l'étranger", std::string(65, 'x')), 3},
                                         {"issued twice", good + std::string(issued), 4},
                                         {"issued after a revocation", good + std::string(revoked) + std::string(issued), 5},
                                         {"revoked twice", good + std::string(revoked) + std::string(revoked), 5},
                                         {"revoked and never issued", std::string(head) + std::string(revoked), 3},
                                         {"another reason", changed("keyCompromise", "boredom"), 4},
                                         {"no reason", changed(" keyCompromise", ""), 4},
                                         {"something behind the reason", changed("keyCompromise", "keyCompromise "), 4}}) {
    SCOPED_TRACE(name);
    const auto read = parse_authority_index(text);
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().place.line, line) << one_line(read.error());
    EXPECT_FALSE(read.error().expected.empty());
  }
}

}  // namespace
}  // namespace crossroads::trust
