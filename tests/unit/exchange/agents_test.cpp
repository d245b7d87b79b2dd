// Who may ask at the desk.
#include "exchange/consultation/agents.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "../store/support/must.hpp"
#include "../store/support/scratch.hpp"

namespace crossroads::test {
namespace {

using namespace exchange::consultation;
using domain::Date;

const std::string digest_a = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";  // of `a`
const std::string digest_b = "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d";  // of `b`

struct BadLine {
  const char* name;
  std::string text;
  std::uint32_t line;
  std::string what;
};
const BadLine bad_lines[] = {
    {"no digest", "token\t2030-01-01\tunit\tagent\n", 1, ""},
    {"no day", digest_a + "\tsoon\tunit\tagent\n", 1, ""},
    {"no agent", digest_a + "\t2030-01-01\tunit\n", 1, ""},
    {"an empty agent", digest_a + "\t2030-01-01\tunit\t\n", 1, ""},
    {"a part too many", digest_a + "\t2030-01-01\tunit\tagent\tmore\n", 1, "something stands behind the agent"},
    {"one token twice", "# who\n" + digest_a + "\t2030-01-01\t\ta\n" + digest_a + "\t2030-01-01\t\tb\n", 3, "two agents have one token"},
};

TEST(Agents, SaysWhatIsWrongWithALineAndNotWhatStandsThere) {
  for (const auto& [name, text, line, what] : bad_lines) {
    SCOPED_TRACE(name);
    const auto read = read_agents(text, "agents.txt");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().place, (Place{"agents.txt", line, 0}));
    EXPECT_TRUE(read.error().value.empty());
    if (!what.empty()) { EXPECT_EQ(read.error().what, what); }
  }
}

TEST(Agents, AreReadAsTheyAreWritten) {
  const auto lines =
      must(read_agents("\n# agents\n" + digest_a + "\t2030-01-01\tunit 3\tagent 7\n" + digest_b + "\t2030-01-02\t\tagent 8", "f"));
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(to_line(lines[0]), digest_a + "\t2030-01-01\tunit 3\tagent 7\n");
  EXPECT_EQ(to_line(lines[1]), digest_b + "\t2030-01-02\t\tagent 8\n");
}

TEST(Agents, AreKnownByTheirTokenUntilTheirLastDay) {
  const Scratch scratch;
  const auto file = scratch.path() / "agents.txt";
  const auto write = [&](const std::string& text) { std::ofstream(file) << text; };
  EXPECT_FALSE(Agents::open(file)) << "a file that isn't there";
  write(digest_a + "\t2030-01-01\tunit\tagent 7\n");
  const auto agents = must(Agents::open(file));
  const auto known = agents->know("a", Date(2030, 1, 1));
  ASSERT_TRUE(known);
  EXPECT_EQ(known->agent.text(), "agent 7");
  EXPECT_EQ(known->unit->text(), "unit");
  EXPECT_FALSE(agents->know("a", Date(2030, 1, 2))) << "after the last day";
  EXPECT_FALSE(agents->know("b", Date(2030, 1, 1)));
  EXPECT_FALSE(agents->know(digest_a, Date(2030, 1, 1))) << "who reads the file has no token";

  write(digest_a + "\t2030-01-01\tunit\tagent 7\n" + digest_b + "\t2030-01-01\t\tagent 8\n");
  EXPECT_EQ(agents->know("b", Date(2030, 1, 1))->agent.text(), "agent 8") << "read again";
  write("nonsense");
  EXPECT_FALSE(agents->know("a", Date(2030, 1, 1))) << "nobody is known by a file that can't be read";
}

TEST(Agents, TokensAreDrawnAndOnlyTheirDigestIsKept) {
  std::uint8_t next = 0;
  const auto made = make_token([&](std::span<std::uint8_t> bytes) {
    for (auto& byte : bytes) byte = next++;
  });
  EXPECT_EQ(made.token, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  EXPECT_EQ(to_string(made.digest), "6c86c6aac5fb24bcf5d9939cb7d7d5645ce39418f449e03b262dd4fa14b4b92b");
}

}  // namespace
}  // namespace crossroads::test
