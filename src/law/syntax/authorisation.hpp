// A deliberation as a document: what the parser reads and everything else of the law works on (SPEC §4–§6).
#pragma once

#include <cstdint>
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/month.hpp"
#include "law/syntax/condition.hpp"
#include "law/syntax/paragraph.hpp"

namespace crossroads::law {

/// A name that the document gives: lower-case words joined by hyphens (the authorisation's is a file number, a party's may be in capitals).
struct Name {
  std::string text;
  Span span = {};
  friend bool operator==(const Name& a, const Name& b) { return a.text == b.text; }
};

/// The languages of labels and explanations.
enum class Language : std::uint8_t { en, fr, nl, de };
inline constexpr std::size_t language_count = 4;
inline constexpr std::array<std::string_view, language_count> language_codes{"en", "fr", "nl", "de"};

/// A text in the four languages.
struct Label {
  std::array<std::string, language_count> text = {};
  std::array<Span, language_count> spans = {};  ///< of the name in each language's list
  [[nodiscard]] const std::string& in(Language language) const { return text[static_cast<std::size_t>(language)]; }
};

/// What every declaration has: where it stands, which paragraphs it comes from, which interpretations shaped it, and the comments written above it.
struct Declared {
  Span span = {};
  Citations citations = {};
  std::vector<std::string> interpretations = {};  ///< `I3`: a line of docs/interpretations.md
  std::vector<std::string> comments = {};
};

/// `term worker means …`: a condition with a name.
struct Term : Declared {
  Name name;
  ConditionPtr means;
};

/// `category eu-worker when …`: the first category whose condition is true is the person's.
struct Category : Declared {
  Name name;
  ConditionPtr when;
};

using CategoryIndex = std::uint16_t;
inline constexpr CategoryIndex no_category = 0xffff;

enum class Stage : std::uint8_t { none, source, hub };

/// `exclude permanent-stay at hub for eu-long when …`
struct Exclusion : Declared {
  Name name;
  bool at_source = false;
  bool at_hub = false;
  std::vector<CategoryIndex> categories = {};  ///< empty: every category
  ConditionPtr when;
  [[nodiscard]] bool applies_to(CategoryIndex category) const {
    return categories.empty() || std::find(categories.begin(), categories.end(), category) != categories.end();
  }
};

/// `start aid-before-recognition when …`: the first that holds starts the transmission.
struct StartRule : Declared {
  Name name;
  ConditionPtr when;
};

/// The fields that a message or an answer can hold; the order is that of the message.
enum class Field : std::uint8_t {
  niss, last_name, first_names, country_of_origin, nature, amount, periods, quality,            // push
  number, attestation_nature, attestation_type, period_from, period_to                          // A036, with niss
};
inline constexpr std::array<std::string_view, 13> field_names{
    "niss", "last_name", "first_names", "country_of_origin", "nature", "amount", "periods", "quality",
    "number", "attestation_nature", "attestation_type", "period_from", "period_to"};

/// How `amount` is disclosed: the month's total, or one amount a nature.
enum class AmountMode : std::uint8_t { of_all_aid, by_nature };

/// `disclose quality in {…} for family` : one field, for some categories, perhaps only with some values.
struct Disclosure : Declared {
  Field field = Field::niss;
  AmountMode amount = AmountMode::of_all_aid;      ///< only for Field::amount
  std::optional<ValueSet> only_values = {};        ///< only for Field::quality: other values are left out
  std::vector<CategoryIndex> categories = {};      ///< empty: every category
  [[nodiscard]] bool applies_to(CategoryIndex category) const {
    return categories.empty() || std::find(categories.begin(), categories.end(), category) != categories.end();
  }
};

/// `push monthly`. All of `start`, `pause` and `resume` must be said.
struct Push : Declared {
  bool starts_at_once = false;      ///< `start at once`: no start rules
  Declared at_once = {};
  std::vector<StartRule> starts = {};
  std::int32_t pause_after_months = 1;  ///< `pause after 1 month without aid`
  Declared pause = {};
  Declared resume = {};             ///< `resume at once`
  std::vector<Disclosure> disclosures = {};
};

/// A paragraph without a rule: what it is instead.
struct ParagraphNote : Declared {
  Paragraph paragraph;
  std::optional<Name> feature = {};  ///< the feature that is to serve it; nothing: it is context
  std::string remark = {};
};

/// The text that the document renders: `text "texts/11-031.fr.txt" with §1 to §28 and §note-1`; the file is named from the document's own folder.
struct LegalText : Declared {
  std::string file;
  std::uint16_t last_paragraph = 0;
  std::uint16_t notes = 0;
};

struct Authorisation {
  Name name;  ///< `11/031`
  std::vector<std::string> comments = {};
  domain::Date adopted = domain::Date::never();
  domain::Date in_force_from = domain::Date::never();
  domain::Date in_force_to = domain::Date::forever();
  Name source, hub, recipient;
  Declared parties = {};
  struct Statement : Declared { std::string text; };
  std::vector<Statement> purposes = {};
  std::vector<Statement> bases = {};
  struct Retention : Declared { std::int32_t years = 0; };
  std::optional<Retention> keep_log = {};
  std::optional<Retention> keep_data = {};
  LegalText text = {};

  std::vector<Term> terms = {};
  std::vector<Category> categories = {};
  std::vector<Exclusion> exclusions = {};
  std::optional<Push> push = {};
  std::vector<ParagraphNote> notes = {};
  std::array<std::vector<std::string>, language_count> label_comments = {};  ///< what stands above `labels fr` or inside it
  std::vector<std::string> closing_comments = {};                            ///< what stands below the last declaration
  std::map<std::string, Label, std::less<>> labels = {};  ///< by name: authorisation, parties, terms, categories, exclusions, start rules, features

  /// The first month about which decisions are made: the one that contains the day it came into force (SPEC §7).
  [[nodiscard]] domain::Month first_month() const { return domain::Month(in_force_from); }
};

}  // namespace crossroads::law
