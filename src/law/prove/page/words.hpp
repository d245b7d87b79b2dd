// What the page of an authorisation says itself, in the four languages. Private to law/prove.
#pragma once

#include <array>
#include <string_view>

#include "law/syntax/declared.hpp"

namespace crossroads::law::prove::page {

/// By Language. `{}` is where a value goes.
using Words = std::array<std::string_view, language_count>;

namespace words {
// clang-format off: one language a line
inline constexpr Words lead{
    "Each paragraph of the text beside the rules that come from it, and the cases that show what they do.",
    "Chaque paragraphe du texte, à côté des règles qui en découlent et des cas qui montrent leur effet.",
    "Elke paragraaf van de tekst, naast de regels die eruit voortvloeien en de gevallen die hun werking tonen.",
    "Jeder Absatz des Textes neben den Regeln, die aus ihm folgen, und den Fällen, die ihre Wirkung zeigen."};
inline constexpr Words title{
    "text, rules, cases",
    "texte, règles, cas",
    "tekst, regels, gevallen",
    "Text, Regeln, Fälle"};
inline constexpr Words skip{
    "To the paragraphs",
    "Aller aux paragraphes",
    "Naar de paragrafen",
    "Zu den Absätzen"};
inline constexpr Words contents{
    "Contents",
    "Sommaire",
    "Inhoud",
    "Inhalt"};
inline constexpr Words adopted{
    "Adopted",
    "Adoptée",
    "Aangenomen",
    "Angenommen"};
inline constexpr Words in_force{
    "In force",
    "En vigueur",
    "Van kracht",
    "In Kraft"};
inline constexpr Words parties{
    "From, via, to",
    "De, via, à",
    "Van, via, aan",
    "Von, über, an"};
inline constexpr Words purpose{
    "Purpose",
    "Finalité",
    "Doeleinde",
    "Zweck"};
inline constexpr Words basis{
    "Legal basis",
    "Base légale",
    "Rechtsgrond",
    "Rechtsgrundlage"};
inline constexpr Words since{
    "since {}",
    "depuis le {}",
    "sinds {}",
    "seit {}"};
inline constexpr Words from_to{
    "from {} to {}",
    "du {} au {}",
    "van {} tot en met {}",
    "von {} bis {}"};
inline constexpr Words of{
    "{} of {}",
    "{} sur {}",
    "{} van {}",
    "{} von {}"};
inline constexpr Words tile_paragraphs{
    "paragraphs accounted for",
    "paragraphes pris en compte",
    "paragrafen verantwoord",
    "Absätze berücksichtigt"};
inline constexpr Words tile_rules{
    "rules, at each of their stages, that some case reaches",
    "règles, à chacune de leurs étapes, atteintes par un cas",
    "regels, in elk van hun stadia, die een geval bereikt",
    "Regeln, an jeder ihrer Stellen, die ein Fall erreicht"};
inline constexpr Words tile_cases{
    "cases decided as expected",
    "cas décidés comme attendu",
    "gevallen beslist zoals verwacht",
    "Fälle wie erwartet entschieden"};
inline constexpr Words text_column{
    "The text",
    "Le texte",
    "De tekst",
    "Der Text"};
inline constexpr Words rules_column{
    "Its rules",
    "Ses règles",
    "De regels",
    "Die Regeln"};
inline constexpr Words preamble{
    "preamble",
    "préambule",
    "aanhef",
    "Präambel"};
inline constexpr Words decision{
    "decision",
    "décision",
    "beslissing",
    "Beschluss"};
inline constexpr Words context{
    "Context",
    "Contexte",
    "Context",
    "Zusammenhang"};
inline constexpr Words feature{
    "a feature of the system",
    "une fonction du système",
    "een functie van het systeem",
    "eine Funktion des Systems"};
inline constexpr Words also{
    "Also: {}",
    "Aussi : {}",
    "Ook: {}",
    "Auch: {}"};
inline constexpr Words not_accounted{
    "Nothing accounts for this paragraph.",
    "Rien ne rend compte de ce paragraphe.",
    "Niets verantwoordt deze paragraaf.",
    "Nichts berücksichtigt diesen Absatz."};
inline constexpr Words not_known{
    "The authorisation does not know this paragraph.",
    "L’autorisation ne connaît pas ce paragraphe.",
    "De machtiging kent deze paragraaf niet.",
    "Die Ermächtigung kennt diesen Absatz nicht."};
inline constexpr Words rules_without{
    "Rules that name no paragraph themselves",
    "Règles qui ne citent pas elles-mêmes de paragraphe",
    "Regels die zelf geen paragraaf noemen",
    "Regeln, die selbst keinen Absatz nennen"};
inline constexpr Words at{
    "at: {}",
    "auprès de : {}",
    "bij: {}",
    "bei: {}"};
inline constexpr Words reach{
    "cases in which it holds: {} · fails: {} · is unknown: {}",
    "cas où elle est remplie : {} · non remplie : {} · inconnue : {}",
    "gevallen waarin ze geldt: {} · niet geldt: {} · onbekend is: {}",
    "Fälle, in denen sie gilt: {} · nicht gilt: {} · unbekannt ist: {}"};
inline constexpr Words holds{
    "holds",
    "remplie",
    "geldt",
    "gilt"};
inline constexpr Words fails{
    "fails",
    "non remplie",
    "geldt niet",
    "gilt nicht"};
inline constexpr Words unknown{
    "unknown",
    "inconnue",
    "onbekend",
    "unbekannt"};
inline constexpr Words no_case{
    "No case in which it holds.",
    "Aucun cas où elle soit remplie.",
    "Geen geval waarin ze geldt.",
    "Kein Fall, in dem sie gilt."};
inline constexpr Words shown{
    "Cases that cite this paragraph: {}",
    "Cas qui citent ce paragraphe : {}",
    "Gevallen die deze paragraaf noemen: {}",
    "Fälle, die diesen Absatz nennen: {}"};
inline constexpr Words reach_heading{
    "Which rules the cases reach",
    "Quelles règles les cas atteignent",
    "Welke regels de gevallen bereiken",
    "Welche Regeln die Fälle erreichen"};
inline constexpr Words reach_caption{
    "In how many cases each rule holds, fails, is unknown. A rule is asked only where none before it has decided.",
    "Dans combien de cas chaque règle est remplie, ne l’est pas, est inconnue. Une règle n’est posée que si aucune avant elle n’a décidé.",
    "In hoeveel gevallen elke regel geldt, niet geldt, onbekend is. Een regel wordt alleen gevraagd waar geen eerdere heeft beslist.",
    "In wie vielen Fällen jede Regel gilt, nicht gilt, unbekannt ist. Eine Regel wird nur gefragt, wo keine vor ihr entschieden hat."};
inline constexpr Words rule{
    "Rule",
    "Règle",
    "Regel",
    "Regel"};
inline constexpr Words cases_heading{
    "The cases",
    "Les cas",
    "De gevallen",
    "Die Fälle"};
inline constexpr Words facts{
    "Facts and expectations",
    "Faits et attentes",
    "Feiten en verwachtingen",
    "Tatsachen und Erwartungen"};
inline constexpr Words passed{
    "decided as expected",
    "décidé comme attendu",
    "beslist zoals verwacht",
    "wie erwartet entschieden"};
inline constexpr Words failed{
    "not decided as expected",
    "pas décidé comme attendu",
    "niet beslist zoals verwacht",
    "nicht wie erwartet entschieden"};
inline constexpr Words failure{
    "{}: expected {}, decided {}",
    "{} : attendu {}, décidé {}",
    "{}: verwacht {}, beslist {}",
    "{}: erwartet {}, entschieden {}"};
inline constexpr Words clue{
    "The data that an authorisation lets through are one clue among others; they decide nothing by themselves.",
    "Les données qu’une autorisation laisse passer sont un indice parmi d’autres ; elles ne décident de rien par elles-mêmes.",
    "De gegevens die een machtiging doorlaat zijn een aanwijzing onder andere; zij beslissen op zichzelf niets.",
    "Die Daten, die eine Ermächtigung durchlässt, sind ein Anhaltspunkt unter anderen; sie entscheiden für sich nichts."};
// clang-format on
}  // namespace words

}  // namespace crossroads::law::prove::page
