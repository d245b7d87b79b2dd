// Signed notes: the specification's example and Go's, cosignatures, what is refused, and one bit anywhere.
#include "ledger/note/note.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "shared_keys.hpp"

namespace crossroads::ledger {
namespace {

const std::string neumann_text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const std::string neumann_line =
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const std::string enoch_line =
    "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
const std::string example =
    "This is an example message.\n\n\u2014 example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

VerifierKey vkey(const char* text) { return VerifierKey::parse(text).value(); }
SigningKey neumann() { return SigningKey::parse("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").value(); }
SigningKey enoch() { return SigningKey::from_seed(KeyName::parse("EnochRoot").value(), SignatureType::note, PrivateSeed{}); }

std::vector<VerifierKey> keys(std::initializer_list<VerifierKey> all) { return all; }

TEST(Note, ExampleOfTheSpecification) {
  const auto key = vkey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
  const auto note = parse_note(example);
  ASSERT_TRUE(note);
  EXPECT_EQ(note->text, "This is an example message.\n");
  EXPECT_EQ(to_text(*note), example);
  const auto signers = verify(*note, std::span(&key, 1));
  ASSERT_TRUE(signers);
  EXPECT_EQ(signers->size(), 1U);
  EXPECT_EQ(signers->front().key, key);
}

TEST(Note, SignsWhatGoSigns) {
  Note note{.text = neumann_text, .signatures = {sign(neumann_text, neumann()).value(), sign(neumann_text, enoch()).value()}};
  EXPECT_EQ(to_text(note), neumann_text + "\n" + neumann_line + enoch_line);
  EXPECT_EQ(verify(note, keys({neumann().verifier(), enoch().verifier()}))->size(), 2U);
  EXPECT_EQ(verify(note, keys({enoch().verifier()}))->size(), 1U) << "unknown keys are passed over";
}

TEST(Note, SplitsAtTheLastBlankLine) {
  const std::string text = "one\n\ntwo\n\n\nthree\n";
  const Note note{.text = text, .signatures = {sign(text, neumann()).value()}};
  const auto again = parse_note(to_text(note));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, note);
  EXPECT_TRUE(verify(*again, keys({neumann().verifier()})));
}

TEST(Note, RefusesWhatIsNoNote) {
  const std::string good = neumann_text + "\n" + neumann_line;
  ASSERT_TRUE(parse_note(good));
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  const std::pair<const char*, std::string> cases[] = {
      {"nothing", ""},
      {"a line feed", "\n"},
      {"a blank line alone", "\n\n"},
      {"no signature", neumann_text + "\n"},
      {"no blank line", neumann_text + neumann_line},
      {"no end of the last line", good.substr(0, good.size() - 1)},
      {"a line behind the signatures", good + "x\n"},
      {"a blank line behind the signatures", good + "\n"},
      {"a hyphen", with("\u2014 ", "- ")},
      {"an en dash", with("\u2014 ", "\u2013 ")},
      {"a blank before the dash", with("\u2014 ", " \u2014 ")},
      {"no blank behind the dash", with("\u2014 ", "\u2014")},
      {"two blanks", with("\u2014 ", "\u2014  ")},
      {"two blanks before the signature", with("PeterNeumann ", "PeterNeumann  ")},
      {"no name", with("PeterNeumann ", " ")},
      {"a plus in the name", with("PeterNeumann ", "Peter+Neumann ")},
      {"a wide space in the name", with("PeterNeumann ", "Peter\u2003Neumann ")},
      {"no signature behind the name",
       with("PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=", "PeterNeumann")},
      {"an id alone", with("x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=", "x08gow==")},
      {"no padding", with("AM=", "AM")},
      {"bits that stand for nothing", with("AM=", "AN=")},
      {"a blank at the end", with("AM=", "AM= ")},
      {"a carriage return", with("problem,\n", "problem,\r\n")},
      {"a tab", with("you think", "you\tthink")},
      {"a zero byte", with("you think", std::string("you\0think", 9))},
      {"no UTF-8", with("you think", "you\xffthink")},
  };
  for (const auto& [name, text] : cases) {
    SCOPED_TRACE(name);
    EXPECT_FALSE(parse_note(text));
  }
}

TEST(Note, TakesSixteenSignaturesAndNotAnyNumber) {
  Note note{.text = "x\n", .signatures = {}};
  const SignatureLine line = sign(note.text, neumann()).value();
  for (std::size_t i = 0; i < most_signatures; ++i) note.signatures.push_back(line);
  EXPECT_TRUE(parse_note(to_text(note)));
  note.signatures.push_back(line);
  EXPECT_FALSE(parse_note(to_text(note)));
  EXPECT_FALSE(parse_note(std::string(longest_note, 'x') + "\n\n" + neumann_line));
}

TEST(Note, OneBitAnywhereIsRefused) {
  const std::string good = neumann_text + "\n" + neumann_line;
  const auto known = keys({neumann().verifier()});
  ASSERT_TRUE(verify(*parse_note(good), known));
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string changed = good;
      changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ (1U << bit));
      const auto note = parse_note(changed);
      EXPECT_FALSE(note && verify(*note, known)) << i << ' ' << bit;
    }
  }
}

TEST(Note, AWrongSignatureOfAKnownKeyRefusesAll) {
  const Note note{.text = neumann_text, .signatures = {sign(neumann_text, neumann()).value(), sign("other\n", enoch()).value()}};
  EXPECT_TRUE(verify(note, keys({neumann().verifier()})));
  EXPECT_EQ(verify(note, keys({neumann().verifier(), enoch().verifier()})).error().what, "a signature does not hold");
  EXPECT_EQ(verify(note, keys({test_key("unknown").verifier()})).error().what, "no known key signed this note");
  EXPECT_FALSE(verify(note, {}));
}

TEST(Note, KeysOfOneNameOrOneIdAreOtherKeys) {
  const Note note{.text = neumann_text, .signatures = {sign(neumann_text, neumann()).value()}};
  const auto same_name = SigningKey::from_seed(KeyName::parse("PeterNeumann").value(), SignatureType::note, PrivateSeed{1});
  EXPECT_EQ(verify(note, keys({same_name.verifier()})).error().what, "no known key signed this note");
  Note renamed = note;
  renamed.signatures.front().name = KeyName::parse("Other").value();
  EXPECT_EQ(verify(renamed, keys({neumann().verifier()})).error().what, "no known key signed this note");
}

TEST(Cosignature, SignsTimeAndText) {
  const auto witness = test_key("witness.example/w1", SignatureType::cosignature);
  const CosignedAt time{std::chrono::seconds(1'679'315'147)};
  const std::string text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  EXPECT_EQ(cosigned_message(text, time),  // as the specification prints it
            "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n");
  const SignatureLine line = cosign(text, witness, time).value();
  EXPECT_EQ(line.signature.size(), 72U);
  const Note note{.text = text, .signatures = {line}};
  const auto signers = verify(note, keys({witness.verifier()}));
  ASSERT_TRUE(signers);
  EXPECT_EQ(signers->front().time, time);
  for (std::size_t i = 0; i < line.signature.size(); ++i) {
    Note changed = note;
    changed.signatures.front().signature[i] ^= 0x10U;
    EXPECT_FALSE(verify(changed, keys({witness.verifier()}))) << i;
  }
  Note later = note;
  later.signatures.push_back(cosign(text, witness, time + std::chrono::seconds(60)).value());
  later.signatures.push_back(line);
  EXPECT_EQ(verify(later, keys({witness.verifier()}))->size(), 1U);
  EXPECT_EQ(verify(later, keys({witness.verifier()}))->front().time, time + std::chrono::seconds(60));
}

TEST(Cosignature, KeysSignOnlyWhatTheyAreFor) {
  const auto log = test_key("log"), witness = test_key("w", SignatureType::cosignature);
  EXPECT_TRUE(sign("x\n", log));
  EXPECT_FALSE(sign("x\n", witness));
  EXPECT_FALSE(cosign("x\n", log, CosignedAt{}));
  EXPECT_TRUE(cosign("x\n", witness, CosignedAt{}));
  EXPECT_FALSE(cosign("x\n", witness, CosignedAt{std::chrono::seconds(-1)}));
  for (const std::string& text : {std::string(), std::string("x"), std::string("x\t\n"), std::string("\xff\n")}) {
    EXPECT_FALSE(sign(text, log));
    EXPECT_FALSE(cosign(text, witness, CosignedAt{}));
  }
}

RC_GTEST_PROP(Note, WhatIsSignedIsReadAndVerified, ()) {
  std::string text = *rc::gen::container<std::string>(rc::gen::element('a', '\n', ' ', '+', '-'));
  text += '\n';
  const auto witness = test_key("w", SignatureType::cosignature);
  const CosignedAt time{std::chrono::seconds(*rc::gen::inRange<std::int64_t>(0, std::numeric_limits<std::int64_t>::max()))};
  const Note note{.text = text, .signatures = {sign(text, neumann()).value(), cosign(text, witness, time).value()}};
  RC_ASSERT(parse_note(to_text(note)).value() == note);
  const auto signers = verify(note, keys({neumann().verifier(), witness.verifier()})).value();
  RC_ASSERT(signers.size() == 2U);
  RC_ASSERT(signers[1].time == time);
}

}  // namespace
}  // namespace crossroads::ledger
