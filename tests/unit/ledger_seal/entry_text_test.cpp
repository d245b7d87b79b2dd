#include "ledger/seal/entry_text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "entries.hpp"

namespace crossroads::ledger {
namespace {

constexpr std::string_view full_text =
    R"({"event":"answered","message":12,"ticket":"0190c2a4-7a3b-7c1d-8e2f-0123456789ab","batch":"2026-02/11-031",)"
    R"("trace":"4bf92f3577b34da6a3ce929d0e0e4736","sender":"0308357159","recipient":"0206000086","subject":"85073003328",)"
    R"("role":"sponsor","authorisation":"11/031","text":"0102030000000000000000000000000000000000000000000000000000000000",)"
    R"("category":"eu-long","paragraphs":["12.3","note-1"],"rule":"three-months-living-wage","purpose":"residence-control",)"
    R"("ground":"verification","doubt_stated":true,"doubt":"Dit \"elle\"\u000ane vit plus là \\ ailleurs","dossier":"OE 8.123.456",)"
    R"("fields":["niss","months"],"withheld":3,"values":"0900000000000000000000000000000000000000000000000000000000000000",)"
    R"("outcome":"transmit","problem":"urn:crossroads:problem:not-in-force","reference":"AGR 2036/17",)"
    R"("detail":"crossroads.invalid/0308357159/hub/2025\u000a17\u000a"})";

TEST(EntryText, WritesEveryMemberInTheOrderOfTheSpecification) { EXPECT_EQ(to_text(full_entry()), full_text); }
TEST(EntryText, LeavesOutWhatIsAbsent) { EXPECT_EQ(to_text(Entry{.event = Event::log_read}), R"({"event":"log-read"})"); }
TEST(EntryText, WritesTheAgentApart) {
  EXPECT_EQ(to_text(full_agent()), R"({"agent":"Agent Én","unit":"C3"})");
  EXPECT_EQ(parse_agent_part(R"({"agent":"Agent Én","unit":"C3"})"), full_agent());
  EXPECT_EQ(parse_agent_part(R"({"agent":"a"})"), AgentPart{.agent = checked<Agent>("a")});
}

RC_GTEST_PROP(EntryText, ReadsBackWhatItWrote, ()) {
  const auto entry = *generate::entry();
  const auto read = parse_entry(to_text(entry));
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == entry);
}

RC_GTEST_PROP(EntryText, TakesNoTextWithAnotherByte, ()) {
  std::string text = to_text(*generate::entry());
  const std::string right = text;
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
  text[at] = *rc::gen::arbitrary<char>();
  // Another text may be the text of another entry, and of that one only.
  if (const auto read = parse_entry(text)) RC_ASSERT(to_text(*read) == text);
}

struct Refused {
  std::string_view name;
  std::string_view text;
  std::string_view member;
};

TEST(EntryText, RefusesEveryOtherWriting) {
  const Refused table[] = {
      {"nothing", "", ""},
      {"no event", "{}", "event"},
      {"an unknown event", R"({"event":"lost"})", "event"},
      {"a blank", R"({"event": "sent"})", "event"},
      {"a blank before", R"( {"event":"sent"})", ""},
      {"something after", "{\"event\":\"sent\"}\n", ""},
      {"cut off", R"({"event":"sent")", ""},
      {"cut off in a text", R"({"event":"sent","batch":"a)", "batch"},
      {"a comma too many", R"({"event":"sent",})", ""},
      {"twice the same", R"({"event":"sent","event":"sent"})", ""},
      {"out of order", R"({"event":"sent","rule":"r","category":"c"})", ""},
      {"an unknown member", R"({"event":"sent","agent":"a"})", ""},
      {"an empty text", R"({"event":"sent","batch":""})", "batch"},
      {"an empty list", R"({"event":"sent","fields":[]})", "fields"},
      {"an unfinished list", R"({"event":"sent","fields":["a")", "fields"},
      {"a list without commas", R"({"event":"sent","fields":["a""b"]})", "fields"},
      {"a zero before", R"({"event":"sent","message":012})", ""},
      {"a number as text", R"({"event":"sent","message":"12"})", "message"},
      {"a number past 2^53", R"({"event":"sent","message":9007199254740992})", "message"},
      {"a negative number", R"({"event":"sent","message":-1})", "message"},
      {"a fraction", R"({"event":"sent","message":1.0})", ""},
      {"more withheld than 32 bits", R"({"event":"sent","withheld":4294967296})", "withheld"},
      {"false said", R"({"event":"sent","doubt_stated":false})", "doubt_stated"},
      {"null", R"({"event":"sent","batch":null})", "batch"},
      {"wrong check digits", R"({"event":"sent","subject":"85073003327"})", "subject"},
      {"a formatted number", R"({"event":"sent","subject":"85.07.30-033.28"})", ""},
      {"a wrong enterprise number", R"({"event":"sent","sender":"0308357158"})", "sender"},
      {"a ticket in capitals", R"({"event":"sent","ticket":"0190C2A4-7A3B-7C1D-8E2F-0123456789AB"})", ""},
      {"a trace of zeros", R"({"event":"sent","trace":"00000000000000000000000000000000"})", "trace"},
      {"an authorisation without its text", R"({"event":"sent","authorisation":"11/031"})", "text"},
      {"a text without its authorisation", R"({"event":"sent","text":"0102030000000000000000000000000000000000000000000000000000000000"})",
       ""},
      {"a paragraph with its sign", R"({"event":"sent","paragraphs":["§12"]})", "paragraphs"},
      {"a paragraph 0", R"({"event":"sent","paragraphs":["0"]})", "paragraphs"},
      {"a letter escaped without need", R"({"event":"sent","dossier":"\u0041"})", ""},
      {"a slash escaped", R"({"event":"sent","dossier":"\/"})", "dossier"},
      {"a line feed in a line", R"({"event":"sent","dossier":"a\u000ab"})", "dossier"},
      {"a raw line feed", "{\"event\":\"sent\",\"detail\":\"a\nb\"}", ""},
      {"capital digits of an escape", R"({"event":"sent","detail":"a\u000Ab"})", ""},
      {"an escape cut off", R"({"event":"sent","detail":"a\u00)", "detail"},
      {"no UTF-8", "{\"event\":\"sent\",\"dossier\":\"\xff\"}", "dossier"},
      {"a blank in a word", R"({"event":"sent","batch":"a b"})", "batch"},
  };
  for (const auto& row : table) {
    SCOPED_TRACE(row.name);
    const auto read = parse_entry(row.text);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().field, row.member);
    EXPECT_EQ(read.error().value, "") << "a value of the log must not get into a message";
  }
}

TEST(EntryText, RefusesAgentPartsInAnotherWriting) {
  for (const std::string_view text : {R"({})", R"({"unit":"C3"})", R"({"agent":""})", R"({"unit":"C3","agent":"a"})", R"({"agent":"a" })"})
    EXPECT_FALSE(parse_agent_part(text)) << text;
}

TEST(CheckedText, HoldsItsLimits) {
  EXPECT_TRUE(Batch::parse(std::string(64, 'a')));
  EXPECT_FALSE(Batch::parse(std::string(65, 'a')));
  EXPECT_FALSE(Batch::parse("é"));
  EXPECT_FALSE(Batch::parse("a\"b"));
  EXPECT_TRUE(Purpose::parse("contrôle du séjour"));
  EXPECT_FALSE(Purpose::parse("a\x7f"));
  EXPECT_FALSE(Purpose::parse("a\tb"));
  EXPECT_TRUE(Detail::parse("a\nb"));
  EXPECT_FALSE(Detail::parse("a\rb"));
}

}  // namespace
}  // namespace crossroads::ledger
