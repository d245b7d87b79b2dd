// A deliberation as a document: what the parser reads and everything else of the law works on (SPEC §4–§6).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/month.hpp"
#include "law/syntax/condition.hpp"
#include "law/syntax/consultation.hpp"
#include "law/syntax/declared.hpp"
#include "law/syntax/disclosure.hpp"
#include "law/syntax/indicator.hpp"
#include "law/syntax/paragraph.hpp"

namespace crossroads::law {

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

/// `push monthly`. All of `start`, `pause` and `resume` must be said.
struct Push : Declared {
  bool starts_at_once = false;  ///< `start at once`: no start rules
  Declared at_once = {};
  std::vector<StartRule> starts = {};
  std::int32_t pause_after_months = 1;  ///< `pause after 1 month without aid`
  Declared pause = {};
  Declared resume = {};  ///< `resume at once`
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

/// A purpose or a legal basis, in words.
struct Statement : Declared {
  std::string text;
};

/// `keep log 10 years`
struct Retention : Declared {
  std::int32_t years = 0;
};

struct Authorisation {
  using Statement = law::Statement;
  using Retention = law::Retention;

  Name name;  ///< `11/031`
  std::vector<std::string> comments = {};
  domain::Date adopted = domain::Date::never();
  domain::Date in_force_from = domain::Date::never();
  domain::Date in_force_to = domain::Date::forever();
  Name source, hub, recipient;
  Declared parties = {};
  std::vector<Statement> purposes = {};
  std::vector<Statement> bases = {};
  std::optional<Retention> keep_log = {};
  std::optional<Retention> keep_data = {};
  LegalText text = {};

  std::vector<Term> terms = {};
  std::vector<Category> categories = {};
  std::vector<Exclusion> exclusions = {};
  std::optional<Push> push = {};
  std::optional<Consultation> consultation = {};
  std::vector<Parameter> parameters = {};
  std::vector<Indicator> indicators = {};
  std::vector<Examination> examinations = {};
  std::vector<ParagraphNote> notes = {};
  std::array<std::vector<std::string>, language_count> label_comments = {};  ///< what stands above `labels fr` or inside it
  std::vector<std::string> closing_comments = {};                            ///< what stands below the last declaration
  std::map<std::string, Label, std::less<>> labels =
      {};  ///< by name: authorisation, parties, terms, categories, exclusions, start rules, features, parameters, indicators with their values and states, examinations with their points

  /// The first month about which decisions are made: the one that contains the day it came into force (SPEC §7).
  [[nodiscard]] domain::Month first_month() const { return domain::Month(in_force_from); }
};

}  // namespace crossroads::law
