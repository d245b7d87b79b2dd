// Nothing is left without words in a language, and nothing is said in the words of another.
#include "ledger/report/words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "ledger_seal/entries.hpp"
#include "sample.hpp"

namespace crossroads::ledger::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// Phrases that are the same in English and in another language.
const std::set<std::pair<law::Language, std::string>> same_as_english{
    {law::Language::fr, "{0} UTC"},         {law::Language::nl, "{0} UTC"},     {law::Language::de, "{0} UTC"},
    {law::Language::fr, "institution {0}"}, {law::Language::fr, "Institution"}, {law::Language::fr, "note {0}"},
    {law::Language::fr, "point {0}"},       {law::Language::fr, "points {0}"},  {law::Language::nl, "Details"},
    {law::Language::nl, "{0}; {1}"},        {law::Language::de, "{0}; {1}"},    {law::Language::fr, "{0} – {1}"},
    {law::Language::nl, "{0} – {1}"},       {law::Language::de, "{0} – {1}"},
};

TEST(Phrases, AreOfTheirLanguage) {
  for (const auto language : languages) {
    if (language == law::Language::en) continue;
    for (std::size_t p = 0; p < phrase_count; ++p) {
      const std::string english(phrase(law::Language::en, static_cast<Phrase>(p)));
      const std::string text(phrase(language, static_cast<Phrase>(p)));
      EXPECT_EQ(text == english, same_as_english.contains({language, english})) << code_of(language) << " " << p;
    }
  }
}

TEST(Phrases, OfFrenchKeepTheirMarksOnTheLine) {
  for (std::size_t p = 0; p < phrase_count; ++p) {
    const std::string text(phrase(law::Language::fr, static_cast<Phrase>(p)));
    for (const auto* apart : {" :", " ;", " ?", " !", "« ", " »"}) EXPECT_THAT(text, Not(HasSubstr(apart)));
  }
}

/// The word in each language: there, and not that of English.
template <class Say>
void expect_of_each_language(const std::string& what, const Names& names, Say&& say, const std::set<std::string>& same = {}) {
  const auto english = say(Words(names, law::Language::en));
  for (const auto language : languages) {
    const Words words(names, language);
    const auto text = say(words);
    EXPECT_FALSE(text.empty()) << what << " in " << code_of(language);
    EXPECT_THAT(text, Not(HasSubstr(words.code("")))) << what;
    if (language != law::Language::en && !same.contains(text)) { EXPECT_NE(text, english) << what << " in " << code_of(language); }
  }
}

TEST(Words, SayEveryValueOfAnEntryInEveryLanguage) {
  const Laws laws;
  const auto names = laws.names();
  for (std::size_t e = 0; e < event_names.size(); ++e) {
    const auto event = static_cast<Event>(e);
    if (concerns_person(event)) expect_of_each_language(std::string(to_name(event)), names, [&](const Words& w) { return w.event(event); });
  }
  for (std::size_t r = 0; r < subject_role_names.size(); ++r)
    expect_of_each_language("role", names, [&](const Words& w) { return w.role(static_cast<SubjectRole>(r)); });
  for (std::size_t g = 0; g < consultation_ground_names.size(); ++g)
    expect_of_each_language("ground", names, [&](const Words& w) { return w.ground(static_cast<ConsultationGround>(g)); });
  for (const auto name : law::field_names)
    expect_of_each_language(std::string(name), names, [&](const Words& w) { return w.fields({checked<FieldName>(name)}, 2); });
  for (const auto* outcome : {"exclude", "withhold", "outside", "wait", "transmit", "pause"})
    expect_of_each_language(outcome, names, [&](const Words& w) { return w.outcome(outcome); }, {"pause", "Pause"});
  for (const auto number : {source_party, hub_party, desk_party})
    expect_of_each_language("institution", names, [&](const Words& w) { return w.institution(number); });
  for (const auto* law : {&laws.d11_031, &laws.d18_055}) {
    const auto& name = law->name.text;
    expect_of_each_language(name, names, [&](const Words& w) { return w.authorisation(name); });
    for (const auto& category : law->categories)
      expect_of_each_language(category.name.text, names, [&](const Words& w) { return w.category(name, category.name.text); });
    for (const auto& exclusion : law->exclusions)
      expect_of_each_language(exclusion.name.text, names, [&](const Words& w) { return w.rule(name, exclusion.name.text); });
    for (const auto& start : law->push->starts)
      expect_of_each_language(start.name.text, names, [&](const Words& w) { return w.rule(name, start.name.text); });
    for (const auto* rule : {"at-once", "continue", "resume"})
      expect_of_each_language(rule, names, [&](const Words& w) { return w.rule(name, rule); }, {"continuation"});
  }
}

TEST(Words, CallByItsCodeWhatNoLawNames) {
  const Names nothing;
  for (const auto language : languages) {
    const Words words(nothing, language);
    EXPECT_EQ(words.category("99/999", "strange"), words.code("strange"));
    EXPECT_EQ(words.rule("99/999", "strange"), words.code("strange"));
    EXPECT_EQ(words.outcome("strange"), words.code("strange"));
    EXPECT_EQ(words.authorisation("99/999"), words.say(Phrase::authorisation_name, "99/999"));
    EXPECT_EQ(words.institution(hub_party), words.say(Phrase::institution_number, "0244640631"));
  }
}

TEST(Words, OfAPurposeAreTheLabelsOrSaidToBeAsRecorded) {
  Names names;
  EXPECT_EQ(Words(names, law::Language::en).purpose("11/031", "see whether"), "see whether");
  EXPECT_EQ(Words(names, law::Language::de).purpose("11/031", "see whether"), "„see whether“ (wie aufgezeichnet)");
  const Laws laws;
  names.laws = laws.names().laws;
  const std::string stated = "see whether the quality claimed for a stay of over three months exists";
  EXPECT_EQ(Words(names, law::Language::en).purpose("11/031", stated), stated + " – see point 1 (dash 1) of the deliberation");
  EXPECT_EQ(Words(names, law::Language::nl).purpose("11/031", stated),
            "‘" + stated + "’ – in het Engels geformuleerd; zie punt 1 (streepje 1) van de beraadslaging");
  EXPECT_EQ(Words(names, law::Language::en).purpose("18/055", stated), stated) << "not one of that deliberation";
  names.purpose_label = [](const std::string& authorisation, const std::string& purpose, law::Language language) {
    return Names::Label(authorisation + "|" + purpose + "|" + code_of(language));
  };
  EXPECT_EQ(Words(names, law::Language::de).purpose("11/031", "see whether"), "11/031|see whether|de");
}

struct Cited {
  const char* name;
  std::vector<const char*> paragraphs;
  const char *en, *fr, *nl, *de;
};

TEST(Words, SayParagraphs) {
  const Names nothing;
  const Cited cases[] = {
      {"none",
       {},
       "no point of the deliberation named",
       "aucun point de la délibération cité",
       "geen punt van de beraadslaging vermeld",
       "kein Punkt der Beratung genannt"},
      {"one", {"12"}, "point 12", "point 12", "punt 12", "Punkt 12"},
      {"a dash", {"12.3"}, "point 12 (dash 3)", "point 12 (tiret 3)", "punt 12 (streepje 3)", "Punkt 12 (Spiegelstrich 3)"},
      {"a point and its dashes",
       {"9", "9.1", "9.2", "9.4"},
       "point 9 (dashes 1, 2 and 4)",
       "point 9 (tirets 1, 2 et 4)",
       "punt 9 (streepjes 1, 2 en 4)",
       "Punkt 9 (Spiegelstriche 1, 2 und 4)"},
      {"several and a note",
       {"6", "14", "note-1"},
       "points 6 and 14; note 1",
       "points 6 et 14 ; note 1",
       "punten 6 en 14; voetnoot 1",
       "Punkte 6 und 14; Fußnote 1"},
      {"a note", {"note-2"}, "note 2", "note 2", "voetnoot 2", "Fußnote 2"},
  };
  for (const auto& cited : cases) {
    SCOPED_TRACE(cited.name);
    law::Citations paragraphs;
    for (const auto* text : cited.paragraphs) paragraphs.push_back(law::Paragraph::parse(text).value());
    const char* expected[] = {cited.en, cited.fr, cited.nl, cited.de};
    for (std::size_t i = 0; i < languages.size(); ++i) EXPECT_EQ(Words(nothing, languages[i]).paragraphs(paragraphs), expected[i]);
  }
}

TEST(Words, SayWhenInBrusselsAndInUtc) {
  const Names nothing;
  struct Case {
    Instant time;
    law::Language language;
    const char *moment, *utc;
  };
  for (const auto& [time, language, moment, utc] :
       {Case{at(2026, 7, 1, 7, 9, 30), law::Language::en, "1 July 2026, 09:09:30", "07:09:30 UTC"},
        Case{at(2026, 7, 1, 22, 30, 0), law::Language::fr, "2 juillet 2026 à 00:30:00", "1er juillet 2026 à 22:30:00 UTC"},
        Case{at(2026, 10, 25, 0, 30, 0), law::Language::nl, "25 oktober 2026 om 02:30:00", "00:30:00 UTC"},
        Case{at(2026, 10, 25, 1, 30, 0), law::Language::nl, "25 oktober 2026 om 02:30:00", "01:30:00 UTC"},
        Case{at(2026, 1, 1, 12, 0, 0), law::Language::de, "1. Januar 2026, 13:00:00 Uhr", "12:00:00 UTC"}}) {
    const Words words(nothing, language);
    EXPECT_EQ(words.moment(time), moment);
    EXPECT_EQ(words.utc(time), utc);
  }
}

TEST(Words, SayDaysInARowAsOneAndManyAsACount) {
  const Names nothing;
  const Words words(nothing, law::Language::en);
  std::vector<domain::Date> days{domain::Date(2026, 2, 27), domain::Date(2026, 2, 28), domain::Date(2026, 3, 1), domain::Date(2026, 3, 5)};
  EXPECT_EQ(words.days(days), "27 February 2026 to 1 March 2026 and 5 March 2026");
  days.clear();
  for (unsigned day = 1; day < 30; day += 2) days.emplace_back(2026, 1, day);
  EXPECT_EQ(words.days(days), "15 days between 1 January 2026 and 29 January 2026");
}

}  // namespace
}  // namespace crossroads::ledger::report
