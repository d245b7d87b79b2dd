// How values are written in each language.
#include "law/explain/wording.hpp"

#include <gtest/gtest.h>

namespace crossroads::law::explain {
namespace {

using domain::Cents;
using domain::Date;
using domain::Month;

struct Written {
  const char* name;
  std::string (*value)(const Wording&);
  std::array<const char*, language_count> texts;  // by Language
};

// clang-format off: a table is read by columns
const Written cases[] = {
    {"a first of a month", [](const Wording& w) { return w.date(Date(2011, 8, 1)); }, {"1 August 2011", "1er août 2011", "1 augustus 2011", "1. August 2011"}},
    {"another day", [](const Wording& w) { return w.date(Date(2012, 2, 29)); }, {"29 February 2012", "29 février 2012", "29 februari 2012", "29. Februar 2012"}},
    {"a month", [](const Wording& w) { return w.month(Month(2018, 12)); }, {"December 2018", "décembre 2018", "december 2018", "Dezember 2018"}},
    {"months of one month", [](const Wording& w) { return w.months(Month(2018, 5), Month(2018, 5)); }, {"May 2018", "mai 2018", "mei 2018", "Mai 2018"}},
    {"months", [](const Wording& w) { return w.months(Month(2018, 5), Month(2018, 6)); }, {"May 2018 to June 2018", "mai 2018 à juin 2018", "mei 2018 tot en met juni 2018", "Mai 2018 bis Juni 2018"}},
    {"an open period", [](const Wording& w) { return w.period({Date(2011, 1, 1)}); }, {"since 1 January 2011", "depuis le 1er janvier 2011", "sinds 1 januari 2011", "seit dem 1. Januar 2011"}},
    {"a closed period", [](const Wording& w) { return w.period({Date(2011, 1, 1), Date(2011, 3, 2)}); },
     {"from 1 January 2011 to 2 March 2011", "du 1er janvier 2011 au 2 mars 2011", "van 1 januari 2011 tot en met 2 maart 2011", "vom 1. Januar 2011 bis zum 2. März 2011"}},
    {"cents", [](const Wording& w) { return w.amount(Cents(7)); }, {"€0.07", "0,07\u00a0€", "€\u00a00,07", "0,07\u00a0€"}},
    {"hundreds", [](const Wording& w) { return w.amount(Cents(90050)); }, {"€900.50", "900,50\u00a0€", "€\u00a0900,50", "900,50\u00a0€"}},
    {"thousands", [](const Wording& w) { return w.amount(Cents(123456789)); },
     {"€1,234,567.89", "1\u202f234\u202f567,89\u00a0€", "€\u00a01.234.567,89", "1.234.567,89\u00a0€"}},
    {"one month", [](const Wording& w) { return w.duration({1, Unit::months}); }, {"1 month", "1 mois", "1 maand", "1 Monat"}},
    {"months in number", [](const Wording& w) { return w.duration({3, Unit::months}); }, {"3 months", "3 mois", "3 maanden", "3 Monate"}},
    {"one year", [](const Wording& w) { return w.duration({1, Unit::years}); }, {"1 year", "1 an", "1 jaar", "1 Jahr"}},
    {"years", [](const Wording& w) { return w.duration({5, Unit::years}); }, {"5 years", "5 ans", "5 jaar", "5 Jahre"}},
    {"months after a preposition", [](const Wording& w) { return w.duration_after_preposition({3, Unit::months}); }, {"3 months", "3 mois", "3 maanden", "3 Monaten"}},
    {"years after a preposition", [](const Wording& w) { return w.duration_after_preposition({5, Unit::years}); }, {"5 years", "5 ans", "5 jaar", "5 Jahren"}},
    {"one year after a preposition", [](const Wording& w) { return w.duration_after_preposition({1, Unit::years}); }, {"1 year", "1 an", "1 jaar", "1 Jahr"}},
    {"one day", [](const Wording& w) { return w.days(1); }, {"1 day", "1 jour", "1 dag", "1 Tag"}},
    {"days", [](const Wording& w) { return w.days(16); }, {"16 days", "16 jours", "16 dagen", "16 Tage"}},
    {"a list of one", [](const Wording& w) { return w.one_of({"a"}); }, {"a", "a", "a", "a"}},
    {"a list", [](const Wording& w) { return w.one_of({"a", "b", "c"}); }, {"a, b or c", "a, b ou c", "a, b of c", "a, b oder c"}},
    {"natures", [](const Wording& w) { return w.natures(0b101); }, {"living wage or social aid", "revenu d’intégration ou aide sociale", "leefloon of maatschappelijke dienstverlening", "Eingliederungseinkommen oder Sozialhilfe"}},
    {"all natures", [](const Wording& w) { return w.natures(all_natures); }, {"aid of any nature", "aide, quelle que soit sa nature", "steun van welke aard ook", "Hilfe gleich welcher Art"}},
    {"a title", [](const Wording& w) { return w.value(StayField::title, 8); }, {"F+ card", "carte F+", "kaart F+", "Karte F+"}},
    {"no title", [](const Wording& w) { return w.value(StayField::title, 0); }, {"no document", "aucun document", "geen document", "kein Dokument"}},
    {"a number", [](const Wording& w) { return w.niss(domain::Niss::from_stored(85073003328)); }, {"NISS 85.07.30-033.28", "NISS 85.07.30-033.28", "INSZ 85.07.30-033.28", "ENSS 85.07.30-033.28"}},
};
// clang-format on

TEST(Wording, writes_values_as_each_language_does) {
  const Authorisation law;
  for (const auto& written : cases) {
    for (std::size_t language = 0; language < language_count; ++language) {
      SCOPED_TRACE(std::string(written.name) + " in " + std::string(language_codes[language]));
      EXPECT_EQ(written.value(Wording(law, static_cast<Language>(language))), written.texts[language]);
    }
  }
}

TEST(Wording, falls_back_to_the_name_where_the_document_gives_no_label) {
  Authorisation law;
  law.labels["named"].text = {"a name", "", "een naam", ""};
  EXPECT_EQ(Wording(law, Language::en).label("named"), "a name");
  EXPECT_EQ(Wording(law, Language::fr).label("named"), "named");
  EXPECT_EQ(Wording(law, Language::de).label("unheard-of"), "unheard-of");
}

TEST(Wording, has_every_phrase_in_every_language) {
  for (std::size_t i = 0; i < phrase_count; ++i) {
    for (std::size_t language = 0; language < language_count; ++language) {
      EXPECT_FALSE(phrase(static_cast<Language>(language), static_cast<Phrase>(i)).empty()) << i << " in " << language_codes[language];
    }
  }
}

struct Worded {
  const char* name;
  ConditionPtr condition;
  std::array<const char*, language_count> texts;
};

TEST(Wording, words_every_kind_of_condition) {
  Authorisation law;
  law.terms.push_back({});
  law.terms.back().name.text = "worker";
  law.labels["worker"].text = {"worker", "travailleur", "werker", "Arbeiter"};
  const auto aided = make_condition(Aided{0b001});
  // clang-format off: a table is read by columns
  const Worded worded[] = {
      {"belgian", make_condition(NationalityIs{NationalityClass::belgian}), {"Belgian nationality", "nationalité belge", "Belgische nationaliteit", "belgische Staatsangehörigkeit"}},
      {"third country", make_condition(NationalityIs{NationalityClass::third_country}), {"nationality of a third country", "nationalité d’un pays tiers", "nationaliteit van een derde land", "Staatsangehörigkeit eines Drittstaats"}},
      {"qualities", make_condition(FieldIn{StayField::quality, 0b101}), {"quality: employee or jobseeker", "qualité\u00a0: travailleur salarié ou chercheur d’emploi", "hoedanigheid: werknemer of werkzoekende", "Eigenschaft: Arbeitnehmer oder Arbeitsuchender"}},
      {"place", make_condition(FieldIn{StayField::applied_at, 0b100}), {"place of the application: at a diplomatic post", "lieu d’introduction de la demande\u00a0: dans un poste diplomatique", "plaats van de aanvraag: bij een diplomatieke post", "Ort der Antragstellung: bei einer diplomatischen Vertretung"}},
      {"recognised", make_condition(Recognised{}), {"quality recognised", "qualité reconnue", "hoedanigheid erkend", "Eigenschaft anerkannt"}},
      {"stay at least", make_condition(Lasts{Measure::stay, Comparison::at_least, {3, Unit::years}}), {"legal stay of at least 3 years", "séjour légal d’au moins 3 ans", "legaal verblijf van ten minste 3 jaar", "rechtmäßiger Aufenthalt von mindestens 3 Jahren"}},
      {"stay less", make_condition(Lasts{Measure::stay, Comparison::less, {1, Unit::months}}), {"legal stay of less than 1 month", "séjour légal de moins de 1 mois", "legaal verblijf van minder dan 1 maand", "rechtmäßiger Aufenthalt von weniger als 1 Monat"}},
      {"age at most", make_condition(Lasts{Measure::age, Comparison::at_most, {18, Unit::years}}), {"age of at most 18 years", "âge de 18 ans au plus", "leeftijd van ten hoogste 18 jaar", "Alter von höchstens 18 Jahren"}},
      {"age more", make_condition(Lasts{Measure::age, Comparison::more, {18, Unit::years}}), {"age of more than 18 years", "âge de plus de 18 ans", "leeftijd van meer dan 18 jaar", "Alter von mehr als 18 Jahren"}},
      {"aided", aided, {"living wage in the month", "revenu d’intégration au cours du mois", "leefloon in de maand", "Eingliederungseinkommen im Monat"}},
      {"so far", make_condition(SoFar{aided}), {"living wage in this month or an earlier one", "revenu d’intégration au cours de ce mois ou d’un mois antérieur", "leefloon in deze of een eerdere maand", "Eingliederungseinkommen in diesem oder einem früheren Monat"}},
      {"for", make_condition(For{aided, {3, Unit::months}}), {"living wage for 3 months without a break", "revenu d’intégration depuis 3 mois sans interruption", "leefloon gedurende 3 maanden zonder onderbreking", "Eingliederungseinkommen seit 3 Monaten ohne Unterbrechung"}},
      {"not", make_condition(Not{make_condition(Recognised{})}), {"not: quality recognised", "non\u00a0: qualité reconnue", "niet: hoedanigheid erkend", "nicht: Eigenschaft anerkannt"}},
      {"term", make_condition(TermUse{0}), {"worker", "travailleur", "werker", "Arbeiter"}},
      {"any", make_condition(Any{{aided, aided}}), {"at least one of the following", "au moins un des éléments suivants", "ten minste een van de volgende punten", "mindestens einer der folgenden Punkte"}},
      {"all", make_condition(All{{aided, aided}}), {"all of the following", "tous les éléments suivants", "al het volgende", "alle folgenden Punkte"}},
      {"sponsor", make_condition(OfSponsor{make_condition(Recognised{})}), {"the sponsor meets the following", "le regroupant remplit ce qui suit", "de gezinshereniger voldoet aan het volgende", "der Zusammenführende erfüllt Folgendes"}},
  };
  // clang-format on
  for (const auto& [name, condition, texts] : worded) {
    for (std::size_t language = 0; language < language_count; ++language) {
      SCOPED_TRACE(std::string(name) + " in " + std::string(language_codes[language]));
      EXPECT_EQ(Wording(law, static_cast<Language>(language)).condition(*condition), texts[language]);
    }
  }
}

}  // namespace
}  // namespace crossroads::law::explain
