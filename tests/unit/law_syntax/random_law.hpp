// Random authorisations that the checker accepts: every kind of condition, nested, with terms of every kind. For the tests of the
// language and of its evaluators. Shrinks towards few, short rules.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include <rapidcheck.h>

#include "law/syntax/authorisation.hpp"
#include "law/syntax/formatter.hpp"
#include "law/syntax/names.hpp"
#include "law/syntax/words.hpp"
#include "random_later.hpp"

namespace crossroads::law {

/// rapidcheck prints a counterexample as its document.
inline void showValue(const Authorisation& law, std::ostream& out) { out << '\n' << format(law); }

namespace random {

struct Size {
  int terms = 4;
  int categories = 4;
  int exclusions = 5;
  int starts = 4;
  int depth = 3;          ///< of conditions
  bool decorated = true;  ///< labels, comments, paragraphs without a rule, interpretations
  bool later = false;     ///< consultations, indicators, examinations (random_later.hpp)
};

/// Draws one authorisation; to be used inside rc::gen::exec.
class LawDrawer {
 public:
  explicit LawDrawer(Size size) : size_(size) {}

  Authorisation draw() {
    header();
    for (int i = 0, n = number(0, size_.terms); i < n; ++i) term(i);
    for (int i = 0, n = number(1, size_.categories); i < n; ++i) {
      Category category;
      category.name.text = "category-" + std::to_string(i + 1);
      category.when = condition({}, size_.depth);
      law_.categories.push_back(decorated(std::move(category)));
    }
    for (int i = 0, n = number(0, size_.exclusions); i < n; ++i) exclusion(i);
    law_.push = push();
    if (size_.later)
      draw_later(
          law_, [this](bool sponsor) { return condition({.aid = false, .sponsor = sponsor}, size_.depth); },
          [this] { return paragraph(); });
    if (size_.decorated) decorations();
    return std::move(law_);
  }

 private:
  /// What a condition may speak of where it stands.
  struct May {
    bool aid = false;
    bool sponsor = true;
  };
  enum class TermKind : std::uint8_t { of_register, of_aid_alone, of_anything };
  struct TermFacts {
    bool aid, aid_alone, sponsor;
  };

  // At full size always: rapidcheck's own growth would leave the first half of the cases with the first enumerators only.
  static int number(int from, int to) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, to + 1)); }
  /// Shrinks to no.
  static bool chance(int percent) { return number(0, 99) >= 100 - percent; }
  template <class E>
  static E one_of(int count) {
    return static_cast<E>(number(0, count - 1));
  }

  void header() {
    law_.name.text = std::to_string(number(10, 29)) + "/" + std::to_string(number(100, 999));
    law_.adopted = domain::Date(number(2008, 2016), static_cast<unsigned>(number(1, 12)), static_cast<unsigned>(number(1, 28)));
    law_.in_force_from = law_.adopted.plus_days(number(0, 400));
    if (size_.decorated && chance(30)) law_.in_force_to = law_.in_force_from.plus_days(number(0, 4000));
    law_.source.text = "SPP-IS";
    law_.hub.text = "BCSS";
    law_.recipient.text = "OE";
    law_.text.file = "text.txt";
    law_.text.last_paragraph = static_cast<std::uint16_t>(number(3, 12));
    law_.text.notes = static_cast<std::uint16_t>(number(0, 2));
    law_.parties = decorated(Declared{});
    for (int i = 0, n = size_.decorated ? number(1, 2) : 1; i < n; ++i) law_.purposes.push_back(statement("to see é § what is due"));
    for (int i = 0, n = size_.decorated ? number(1, 2) : 1; i < n; ++i) law_.bases.push_back(statement("law of 15 December 1980, art. 40"));
    if (chance(50)) law_.keep_log = retention();
    if (chance(50)) law_.keep_data = retention();
  }

  Authorisation::Statement statement(std::string text) {
    Authorisation::Statement made;
    made.text = std::move(text);
    return decorated(std::move(made));
  }

  Authorisation::Retention retention() {
    Authorisation::Retention made;
    made.years = number(1, 30);
    return decorated(std::move(made));
  }

  Paragraph paragraph() {
    if (law_.text.notes > 0 && chance(10)) return Paragraph::note(static_cast<std::uint16_t>(number(1, law_.text.notes)));
    return Paragraph::numbered(static_cast<std::uint16_t>(number(1, law_.text.last_paragraph)),
                               static_cast<std::uint16_t>(chance(30) ? number(1, 4) : 0));
  }

  template <class T>
  T decorated(T declared) {
    declared.citations.push_back(paragraph());
    if (!size_.decorated) return declared;
    if (chance(30)) {
      const auto another = paragraph();
      if (another != declared.citations.front()) declared.citations.push_back(another);
    }
    if (chance(20)) declared.interpretations.push_back("I" + std::to_string(number(1, 23)));
    if (chance(20)) declared.comments.push_back("why: “as the text says”");
    if (chance(5)) declared.comments.emplace_back();
    return declared;
  }

  void term(int index) {
    Term term;
    term.name.text = "term-" + std::to_string(index + 1);
    switch (one_of<TermKind>(3)) {
      case TermKind::of_register: term.means = condition({}, size_.depth); break;
      case TermKind::of_aid_alone: term.means = aid_alone(); break;
      case TermKind::of_anything: term.means = condition({.aid = true}, size_.depth); break;
    }
    facts_.push_back(facts_of(*term.means));
    law_.terms.push_back(decorated(std::move(term)));
  }

  void exclusion(int index) {
    Exclusion exclusion;
    exclusion.name.text = "exclusion-" + std::to_string(index + 1);
    exclusion.at_source = chance(60);
    exclusion.at_hub = !exclusion.at_source || chance(50);
    exclusion.categories = some_categories();
    if (chance(40)) share_last_name(exclusion);
    exclusion.when = condition({}, size_.depth);
    law_.exclusions.push_back(decorated(std::move(exclusion)));
  }

  /// Exclusions for different categories may share a name: gives the last one's, with categories that it leaves out, if it leaves any out and
  /// has its name alone.
  void share_last_name(Exclusion& exclusion) {
    if (law_.exclusions.empty() || std::ranges::count(law_.exclusions, law_.exclusions.back().name, &Exclusion::name) != 1) return;
    const auto& last = law_.exclusions.back();
    std::vector<CategoryIndex> others;
    for (CategoryIndex c = 0; c < law_.categories.size(); ++c) {
      if (!last.applies_to(c) && (others.empty() || chance(70))) others.push_back(c);
    }
    if (others.empty()) return;
    exclusion.name = last.name;
    exclusion.categories = std::move(others);
  }

  /// Some, but not all; empty for all.
  std::vector<CategoryIndex> some_categories() {
    std::vector<CategoryIndex> some;
    if (chance(50)) return some;
    for (CategoryIndex c = 0; c < law_.categories.size(); ++c) {
      if (chance(50)) some.push_back(c);
    }
    if (some.size() == law_.categories.size()) some.clear();
    return some;
  }

  Push push() {
    Push push;
    if (size_.decorated) push.citations.push_back(paragraph());
    push.starts_at_once = chance(20);
    if (push.starts_at_once) {
      push.at_once = decorated(Declared{});
    } else {
      for (int i = 0, n = number(1, size_.starts); i < n; ++i) {
        StartRule rule;
        rule.name.text = "start-" + std::to_string(i + 1);
        rule.when = condition({.aid = true}, size_.depth);
        push.starts.push_back(decorated(std::move(rule)));
      }
    }
    push.pause = decorated(Declared{});
    push.resume = decorated(Declared{});
    const bool nature = chance(50);
    for (const auto field : {Field::niss, Field::last_name, Field::first_names, Field::country_of_origin, Field::nature, Field::amount,
                             Field::periods, Field::quality}) {
      if (field == Field::nature ? !nature : field != Field::niss && chance(20)) continue;
      Disclosure disclosure;
      disclosure.field = field;
      if (field == Field::amount && nature && chance(50)) disclosure.amount = AmountMode::by_nature;
      if (field == Field::quality && chance(50)) disclosure.only_values = values(StayField::quality);
      if (field != Field::nature) disclosure.categories = some_categories();
      push.disclosures.push_back(decorated(std::move(disclosure)));
    }
    return push;
  }

  ValueSet values(StayField field) {
    const auto words = value_words(field);
    ValueSet set = 0;
    const int count = chance(50) ? 1 : number(2, 4);
    for (int i = 0; i < count; ++i) {
      auto value = static_cast<std::size_t>(number(0, static_cast<int>(words.size()) - 1));
      if (words[value].empty()) ++value;  // a value that the law cannot name
      set |= bit(value);
    }
    return set;
  }

  ConditionPtr condition(May may, int depth) {
    const int kind = depth <= 0 ? 9 : number(0, 9);
    if (kind <= 1) return list<All>(may, depth);
    if (kind <= 3) return list<Any>(may, depth);
    if (kind == 4) {
      auto part = condition(may, depth - 1);
      if (std::holds_alternative<Not>(part->node)) return part;  // `not not` is refused
      return make_condition(Not{std::move(part)});
    }
    if (kind == 5 && may.sponsor) return make_condition(OfSponsor{condition({.aid = false, .sponsor = false}, depth - 1)});
    return leaf(may);
  }

  template <class List>
  ConditionPtr list(May may, int depth) {
    std::vector<ConditionPtr> parts;
    const int count = number(2, 3);
    while (static_cast<int>(parts.size()) < count) {
      auto part = condition(may, depth - 1);
      // A list in a list of its kind is one list.
      if (const auto* same = std::get_if<List>(&part->node)) parts.insert(parts.end(), same->parts.begin(), same->parts.end());
      else parts.push_back(std::move(part));
    }
    return make_condition(List{std::move(parts)});
  }

  ConditionPtr leaf(May may) {
    switch (number(0, may.aid ? 9 : 5)) {
      case 0: return make_condition(NationalityIs{one_of<NationalityClass>(3)});
      case 1: {
        const auto field = one_of<StayField>(5);
        return make_condition(FieldIn{field, values(field)});
      }
      case 2: return make_condition(Recognised{});
      case 3: return make_condition(Lasts{Measure::stay, one_of<Comparison>(4), duration(60, 8)});
      case 4: return make_condition(Lasts{Measure::age, one_of<Comparison>(4), duration(400, 30)});
      case 5: return use(may);
      case 6: return aid_alone_once();
      case 7: return make_condition(SoFar{aid_alone()});
      default: return make_condition(For{aid_alone(), duration(14, 2)});
    }
  }

  static Duration duration(int months, int years) {
    return chance(50) ? Duration{number(1, months), Unit::months} : Duration{number(1, years), Unit::years};
  }

  /// A term that may stand here, or a nationality where there is none.
  ConditionPtr use(May may) {
    std::vector<std::uint32_t> usable;
    for (std::uint32_t i = 0; i < facts_.size(); ++i) {
      if ((may.aid || !facts_[i].aid) && (may.sponsor || !facts_[i].sponsor)) usable.push_back(i);
    }
    if (usable.empty()) return make_condition(NationalityIs{one_of<NationalityClass>(3)});
    return make_condition(TermUse{usable[static_cast<std::size_t>(number(0, static_cast<int>(usable.size()) - 1))]});
  }

  ConditionPtr aid_alone_once() {
    std::vector<std::uint32_t> usable;
    for (std::uint32_t i = 0; i < facts_.size(); ++i) {
      if (facts_[i].aid_alone) usable.push_back(i);
    }
    if (!usable.empty() && chance(30))
      return make_condition(TermUse{usable[static_cast<std::size_t>(number(0, static_cast<int>(usable.size()) - 1))]});
    const int nature = number(0, 3);
    return make_condition(Aided{nature == 3 ? all_natures : bit(static_cast<std::size_t>(nature))});
  }

  ConditionPtr aid_alone() {
    if (chance(60)) return aid_alone_once();
    return make_condition(Any{{aid_alone_once(), aid_alone_once()}});
  }

  TermFacts facts_of(const Condition& condition) const {
    if (std::holds_alternative<Aided>(condition.node)) return {true, true, false};
    if (const auto* term = std::get_if<TermUse>(&condition.node)) return facts_[term->term];
    TermFacts facts{false, true, false};
    const auto add = [&](const ConditionPtr& part) {
      const auto inner = facts_of(*part);
      facts = {facts.aid || inner.aid, facts.aid_alone && inner.aid_alone, facts.sponsor || inner.sponsor};
    };
    if (const auto* all = std::get_if<All>(&condition.node))
      for (const auto& part : all->parts) add(part);
    if (const auto* any = std::get_if<Any>(&condition.node))
      for (const auto& part : any->parts) add(part);
    if (const auto* no = std::get_if<Not>(&condition.node)) add(no->part);
    if (const auto* so_far = std::get_if<SoFar>(&condition.node)) add(so_far->aid);
    if (const auto* lasting = std::get_if<For>(&condition.node)) add(lasting->aid);
    facts.aid_alone = facts.aid_alone && std::holds_alternative<Any>(condition.node);
    facts.sponsor = facts.sponsor || std::holds_alternative<OfSponsor>(condition.node);
    return facts;
  }

  /// Labels for every name, and an account for every paragraph that no rule cites.
  void decorations() {
    if (chance(30)) law_.comments.push_back("A random authorisation.");
    std::vector<Paragraph> cited;
    const auto cite = [&](const Declared& declared) {
      for (const auto paragraph : declared.citations) cited.push_back(paragraph.whole());
    };
    cite(law_.parties);
    for (const auto& purpose : law_.purposes) cite(purpose);
    for (const auto& basis : law_.bases) cite(basis);
    if (law_.keep_log) cite(*law_.keep_log);
    if (law_.keep_data) cite(*law_.keep_data);
    for (const auto& term : law_.terms) cite(term);
    for (const auto& category : law_.categories) cite(category);
    for (const auto& exclusion : law_.exclusions) cite(exclusion);
    cite(*law_.push);
    cite(law_.push->at_once);
    for (const auto& rule : law_.push->starts) cite(rule);
    cite(law_.push->pause);
    cite(law_.push->resume);
    for (const auto& disclosure : law_.push->disclosures) cite(disclosure);
    cite_later(law_, cite);
    const auto account = [&](Paragraph paragraph) {
      ParagraphNote note;
      note.paragraph = paragraph;
      const bool known = std::ranges::find(cited, paragraph) != cited.end();
      if (known && !chance(10)) return;
      if (known || chance(50)) note.feature = Name{.text = "feature-" + std::to_string(number(1, 2))};
      note.remark = note.feature ? "what it does" : "why it has no rule";
      if (chance(20)) note.interpretations.push_back("I7");
      if (chance(20)) note.comments.push_back("a remark");
      law_.notes.push_back(std::move(note));
    };
    for (std::uint16_t n = 1; n <= law_.text.last_paragraph; ++n) account(Paragraph::numbered(n));
    for (std::uint16_t n = 1; n <= law_.text.notes; ++n) account(Paragraph::note(n));
    for (const auto& given : given_names(law_)) {
      for (std::size_t language = 0; language < language_count; ++language) {
        law_.labels[given.name->text].text[language] = std::string(language_codes[language]) + " für « " + given.name->text + " »";
      }
    }
    if (chance(20)) law_.label_comments[static_cast<std::size_t>(number(0, 3))].push_back("checked by a translator");
    if (chance(20)) law_.closing_comments.push_back("the end");
  }

  Size size_;
  Authorisation law_ = {};
  std::vector<TermFacts> facts_ = {};  // by term
};

/// An authorisation without errors under law/check (with `decorated` off: under CheckOptions{.labels = false, .paragraphs = false}).
[[nodiscard]] inline rc::Gen<Authorisation> authorisation(Size size = {}) {
  return rc::gen::exec([size] { return LawDrawer(size).draw(); });
}

}  // namespace random
}  // namespace crossroads::law
