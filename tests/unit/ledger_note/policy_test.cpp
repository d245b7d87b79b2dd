#include "ledger/note/policy.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "shared_keys.hpp"

namespace crossroads::ledger {
namespace {

SigningKey log_key() { return test_key("example.com/log"); }
SigningKey witness_key(const std::string& name) { return test_key("witness.example/" + name, SignatureType::cosignature); }
std::string log_line() { return "log " + to_vkey(log_key().verifier()) + "\n"; }
std::string witness_line(const std::string& name) { return "witness " + name + " " + to_vkey(witness_key(name).verifier()) + "\n"; }

const char* const six[] = {"X1", "X2", "X3", "Y1", "Y2", "Y3"};

/// The example of the specification.
std::string example() {
  std::string text = log_line();
  for (const char* name : six) text += witness_line(name);
  return text + "group X-witnesses 2 X1 X2 X3\ngroup Y-witnesses any Y1 Y2 Y3\ngroup X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n";
}

TEST(Policy, ExampleOfTheSpecification) {
  const Policy policy = parse_policy(example()).value();
  EXPECT_EQ(parse_policy(to_text(policy)), policy);
  const Checkpoint checkpoint{.origin = Origin::parse("example.com/log").value(), .head = {TreeSize{3}, leaf_hash("root")}};
  for (unsigned set = 0; set < 64; ++set) {
    std::vector<bool> witnessed;
    Note note = sign(checkpoint, log_key()).value();
    for (unsigned i = 0; i < 6; ++i) {
      witnessed.push_back((set >> i & 1U) != 0);
      if (witnessed.back()) note.signatures.push_back(cosign(note.text, witness_key(six[i]), CosignedAt{}).value());
    }
    const int x = witnessed[0] + witnessed[1] + witnessed[2], y = witnessed[3] + witnessed[4] + witnessed[5];
    EXPECT_EQ(policy.is_quorum(witnessed), x >= 2 && y >= 1) << set;
    EXPECT_EQ(policy.accept(note).has_value(), x >= 2 && y >= 1) << set;
  }
}

TEST(Policy, AcceptsOnlyItsLogs) {
  const Policy policy = parse_policy(log_line() + "quorum none\n").value();
  const Origin origin = Origin::parse("example.com/log").value();
  const Head head{TreeSize{3}, leaf_hash("root")};
  EXPECT_TRUE(policy.accept(sign(Checkpoint{.origin = origin, .head = head}, log_key()).value()));
  EXPECT_FALSE(policy.accept(sign(Checkpoint{.origin = origin, .head = head}, test_key("example.com/other")).value()));
  EXPECT_FALSE(policy.accept(sign(Checkpoint{.origin = Origin::parse("example.com/other").value(), .head = head}, log_key()).value()));
  EXPECT_FALSE(policy.accept(Note{.text = "x\n", .signatures = {sign("x\n", log_key()).value()}}));
  const auto second = SigningKey::from_seed(KeyName::parse("example.com/log").value(), SignatureType::note, PrivateSeed{});
  const Policy both = parse_policy(log_line() + "log " + to_vkey(second.verifier()) + "\nquorum none\n").value();
  EXPECT_TRUE(both.accept(sign(Checkpoint{.origin = origin, .head = head}, second).value())) << "the second key of one log";
}

TEST(Policy, BlanksCommentsAndUrls) {
  const auto policy = parse_policy("# who we believe\n\n \t\n\t# indented\n  log\t" + to_vkey(log_key().verifier()) +
                                   " https://log.example/ \nquorum none\nwitness \xff\xfe " + to_vkey(witness_key("W").verifier()) +
                                   " https://w.example/\n");
  ASSERT_TRUE(policy) << one_line(policy.error());
  EXPECT_EQ(policy->logs.front().url, "https://log.example/");
  EXPECT_EQ(policy->witnesses.front().name, "\xff\xfe");
  EXPECT_EQ(policy->witnesses.front().url, "https://w.example/");
  EXPECT_FALSE(policy->quorum);
  EXPECT_TRUE(policy->is_quorum({false}));
  EXPECT_EQ(parse_policy(to_text(*policy)), policy);
}

TEST(Policy, RefusesEachMistakeWithItsLine) {
  const std::string w1 = witness_line("w1"), w2 = witness_line("w2"), two = w1 + w2;
  struct Case {
    const char* name;
    std::string text;
    unsigned line;
  };
  const Case cases[] = {
      {"nothing", "", 0},
      {"no quorum", two, 0},
      {"two quorums", w1 + "quorum w1\nquorum none\n", 3},
      {"a quorum of nobody", w1 + "quorum w2\n", 2},
      {"a quorum defined below", "quorum w1\n" + w1, 1},
      {"a quorum of two", two + "quorum w1 w2\n", 3},
      {"an unknown word", "logs x\nquorum none\n", 1},
      {"a log without a key", "log\nquorum none\n", 1},
      {"a log with too much", log_line().substr(0, log_line().size() - 1) + " a b\nquorum none\n", 1},
      {"a log with a witness's key", "log " + to_vkey(witness_key("w1").verifier()) + "\nquorum none\n", 1},
      {"a witness with a log's key", "witness w " + to_vkey(log_key().verifier()) + "\nquorum none\n", 1},
      {"a key that is none", "log example.com/log+00000000+AQ==\nquorum none\n", 1},
      {"one log twice", log_line() + log_line() + "quorum none\n", 2},
      {"one key under two names", w1 + "witness w2 " + to_vkey(witness_key("w1").verifier()) + "\nquorum none\n", 2},
      {"one name for two", w1 + "witness w1 " + to_vkey(witness_key("w2").verifier()) + "\nquorum none\n", 2},
      {"a witness called none", "witness none " + to_vkey(witness_key("w1").verifier()) + "\nquorum none\n", 1},
      {"a group called none", w1 + "group none all w1\nquorum none\n", 2},
      {"a group with a witness's name", w1 + "group w1 all w1\nquorum none\n", 2},
      {"a group without members", w1 + "group g any\nquorum none\n", 2},
      {"a group of itself", w1 + "group g any g\nquorum none\n", 2},
      {"a member defined below", "group g any w1\n" + w1 + "quorum g\n", 1},
      {"none as a member", w1 + "group g any none\nquorum g\n", 2},
      {"a member twice", w1 + "group g 1 w1 w1\nquorum g\n", 2},
      {"a member of two groups", two + "group g any w1\ngroup h all w1 w2\nquorum h\n", 4},
      {"threshold 0", two + "group g 0 w1 w2\nquorum g\n", 3},
      {"threshold 3 of 2", two + "group g 3 w1 w2\nquorum g\n", 3},
      {"threshold with a zero", two + "group g 01 w1 w2\nquorum g\n", 3},
      {"threshold in words", two + "group g both w1 w2\nquorum g\n", 3},
      {"no end of the last line", "quorum none", 0},
      {"a carriage return", "quorum none\r\n", 1},
      {"a zero byte", std::string("quorum none\0\n", 13), 1},
      {"a delete character", "# \x7f\nquorum none\n", 1},
  };
  for (const auto& [name, text, line] : cases) {
    SCOPED_TRACE(name);
    const auto policy = parse_policy(text);
    ASSERT_FALSE(policy);
    EXPECT_EQ(policy.error().place.line, line) << one_line(policy.error());
  }
}

RC_GTEST_PROP(Policy, GroupsAreDecidedAsTheyRead, ()) {
  // Random trees of groups over six witnesses, against a recursion over the same tree.
  std::string text;
  std::vector<std::string> open;
  std::map<std::string, std::function<bool(unsigned)>> meaning;
  for (unsigned i = 0; i < 6; ++i) {
    text += witness_line(six[i]);
    open.emplace_back(six[i]);
    meaning[six[i]] = [i](unsigned set) { return (set >> i & 1U) != 0; };
  }
  for (int g = 0; g < 5 && open.size() > 1; ++g) {
    const auto size = *rc::gen::inRange<std::size_t>(1, open.size() + 1);
    const auto threshold = *rc::gen::inRange<std::size_t>(1, size + 1);
    const auto name = "g" + std::to_string(g);
    text += "group " + name + " " + std::to_string(threshold);
    std::vector<std::function<bool(unsigned)>> members;
    for (std::size_t m = 0; m < size; ++m) {
      const auto at = *rc::gen::inRange<std::size_t>(0, open.size());
      text += " " + open[at];
      members.push_back(meaning.at(open[at]));
      open.erase(open.begin() + static_cast<std::ptrdiff_t>(at));
    }
    text += "\n";
    open.push_back(name);
    meaning[name] = [members, threshold](unsigned set) {
      std::size_t yes = 0;
      for (const auto& member : members) yes += member(set) ? 1U : 0U;
      return yes >= threshold;
    };
  }
  const std::string quorum = open.back();
  const Policy policy = parse_policy(text + "quorum " + quorum + "\n").value();
  RC_ASSERT(parse_policy(to_text(policy)).value() == policy);
  for (unsigned set = 0; set < 64; ++set) {
    std::vector<bool> witnessed;
    for (unsigned i = 0; i < 6; ++i) witnessed.push_back((set >> i & 1U) != 0);
    RC_ASSERT(policy.is_quorum(witnessed) == meaning.at(quorum)(set));
  }
}

}  // namespace
}  // namespace crossroads::ledger
