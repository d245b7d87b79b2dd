// Refusals and Permits in words, in four languages; names by the labels of the document.
#include <gtest/gtest.h>

#include <set>

#include "law/explain/consultation/in_words.hpp"
#include "scene.hpp"

namespace crossroads::law::consult::test {
namespace {

using domain::Date;
using explain::consultation::in_words;

struct Row {
  std::string name;
  void (*change)(Scene&);
  Language language;
  std::string sentence, remedy, basis;
};

TEST(ConsultationInWords, says_what_on_which_paragraph_and_what_to_do) {
  const std::vector<Row> rows{
      {"refused category", [](Scene& scene) { scene.request.category = {"family-other"}; }, Language::en,
       "Deliberation 18/055 of 8 May 2018 answers no question about the category “other family member of a Union citizen”.",
       "Do not ask: for this category no consultation is foreseen.", "[§4 §9 §25 I15]"},
      {"doubt", [](Scene& scene) { scene.request.stated = Stated::nothing; }, Language::fr,
       "Au motif « demande de séjour », la catégorie « citoyen de l’Union séjournant plus de trois mois » exige un doute, exprimé en mots.",
       "Indiquez pourquoi il est permis de douter que les conditions du séjour soient remplies.", "[§8 §9]"},
      {"window", [](Scene& scene) { scene.request.period.from = Date(2010, 1, 1); }, Language::nl,
       "De periode gaat verder terug dan 15 mei 2019.", "Vraag dagen vanaf 15 mei 2019.", "[§30 I16]"},
      {"exclusion", [](Scene& scene) { scene.person.stays[0].period.from = Date(2010, 1, 1); }, Language::de,
       "Ein Ausschluss nimmt die Person aus der Kategorie „Unionsbürger mit Aufenthalt von mehr als drei Monaten“: Daueraufenthalt: fünf "
       "Jahre "
       "rechtmäßiger, ununterbrochener Aufenthalt.",
       "Fragen Sie nicht: Die Ermächtigung gilt für diese Person nicht oder nicht mehr.", "[§8 §10 I11]"},
      {"exclusion not known", [](Scene& scene) { scene.person.stays.clear(); }, Language::en,
       "The National Register does not say enough to rule out an exclusion from the category “Union citizen staying for more than three "
       "months”: "
       "permanent resident: five years of legal and unbroken stay.",
       "Do not ask: the authorisation does not cover this person, or no longer does.", "[§8 §10 I11]"},
      {"nationality not known", [](Scene& scene) { scene.person.nationalities.clear(); }, Language::fr,
       "Le Registre national ne dit pas si la personne est aujourd’hui ce que la catégorie « citoyen de l’Union séjournant plus de trois "
       "mois » "
       "exige du demandeur.",
       "Vérifiez la catégorie, la qualité et le numéro.", "[§8 §9]"},
      {"no such authorisation", [](Scene& scene) { scene.request.authorisation = {"99/999"}; }, Language::en,
       "There is no authorisation “99/999”.", "Give the number of an authorisation, as it stands on its first line.", "[SPEC §9]"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    auto scene = a_good_question();
    row.change(scene);
    const auto decided = scene.decide();
    ASSERT_FALSE(decided.has_value());
    const bool known = scene.request.authorisation.text == law_of_2018().name.text;
    const auto said = in_words(decided.error(), scene.request, known ? &law_of_2018() : nullptr, row.language);
    EXPECT_EQ(said.sentence, row.sentence);
    EXPECT_EQ(said.remedy, row.remedy);
    EXPECT_EQ(said.basis, row.basis);
  }
}

TEST(ConsultationInWords, says_a_permit) {
  const auto permit = a_good_question().decide();
  ASSERT_TRUE(permit.has_value());
  const auto said = in_words(*permit, law_of_2018(), Language::en);
  EXPECT_EQ(
      said.sentence,
      "Deliberation 18/055 of 8 May 2018 allows an answer about the applicant in the category “Union citizen staying for more than three "
      "months” on the ground “stay application”, for 15 May 2019 to 15 May 2024: identification number (NISS), number of the attestation, "
      "nature of the attestation, type of the attestation, first day, last day.");
  EXPECT_EQ(said.remedy, "");
  EXPECT_EQ(said.basis, "[§2 §8 §9 §30 I14 I16]");
}

TEST(ConsultationInWords, has_a_sentence_and_a_remedy_for_each_refusal_in_each_language_and_never_names_the_person) {
  const auto scene = a_good_question();
  const auto niss = domain::to_string(scene.request.person), formatted = domain::to_formatted(scene.request.person);
  for (std::size_t type = 0; type < refusal_names.size(); ++type) {
    std::set<std::string> sentences;
    for (const auto language : {Language::en, Language::fr, Language::nl, Language::de}) {
      SCOPED_TRACE(std::string(refusal_names.at(type)) + " " + std::string(language_codes.at(static_cast<std::size_t>(language))));
      Refusal refusal{.type = static_cast<RefusalType>(type)};
      refusal.allowed = scene.request.period;
      refusal.exclusion = "permanent-stay";
      const auto said = in_words(refusal, scene.request, &law_of_2018(), language);
      EXPECT_TRUE(said.sentence.ends_with('.')) << said.sentence;
      EXPECT_TRUE(said.remedy.ends_with('.')) << said.remedy;
      EXPECT_TRUE(sentences.insert(said.sentence).second) << "said as in another language: " << said.sentence;
      for (const auto& text : {said.sentence, said.remedy}) {
        EXPECT_EQ(text.find('{'), std::string::npos) << text;
        EXPECT_EQ(text.find(niss), std::string::npos) << text;
        EXPECT_EQ(text.find(formatted), std::string::npos) << text;
      }
    }
  }
}

}  // namespace
}  // namespace crossroads::law::consult::test
