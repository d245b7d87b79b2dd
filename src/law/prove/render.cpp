#include "law/prove/render.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/html.hpp"
#include "law/explain/html/base_style.hpp"
#include "law/explain/wording.hpp"
#include "law/prove/page/code.hpp"
#include "law/prove/page/in_words.hpp"
#include "law/prove/page/style.hpp"
#include "law/prove/page/words.hpp"

namespace crossroads::law::prove {
namespace {

using page::anchor;
namespace words = page::words;

/// One declaration of the document: a rule, or fields that are disclosed by one line.
struct Card {
  std::vector<std::size_t> rules;  ///< places in Coverage::rules
  Span span = {};
  std::optional<Paragraph> home = {};  ///< the first paragraph that it cites, beside which it stands
};

std::string_view class_of(Part part) {
  switch (part) {
    case Part::category: return "rule category";
    case Part::exclusion: return "rule exclusion";
    case Part::start: return "rule start";
    case Part::disclosure: return "rule disclosure";
    default: return "rule other";
  }
}

class Page {
 public:
  explicit Page(const RenderInput& input)
      : in_(input), say_(input.law, input.language), law_code_(input.law_source), cases_code_(input.cases_source) {
    for (std::size_t r = 0; r < in_.coverage.rules.size(); ++r) deal(r);
  }

  std::string run() {
    const auto name = say_.label(in_.law.name.text);
    out_.raw("<!DOCTYPE html>\n").open("html", {{"lang", language_codes[static_cast<std::size_t>(in_.language)]}});
    out_.open("head").empty("meta", {{"charset", "utf-8"}});
    out_.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    out_.element("title", fmt::format("{}: {}", name, text(words::title)));
    out_.open("style").raw(explain::base_style).raw(page::style_sheet).close().close();
    out_.raw("\n").open("body").open("a", {{"class", "skip"}, {"href", "#paragraphs"}}).text(text(words::skip)).close();
    header(name);
    out_.open("main");
    paragraphs();
    rules_without_paragraph();
    reach();
    all_cases();
    out_.close().open("footer").text(text(words::clue)).close();
    return out_.take() + "\n";
  }

 private:
  [[nodiscard]] std::string_view text(const page::Words& all) const { return all[static_cast<std::size_t>(in_.language)]; }
  template <class... Values>
  [[nodiscard]] std::string filled(const page::Words& all, const Values&... values) const {
    return fmt::format(fmt::runtime(text(all)), values...);
  }

  /// Rules of one line are one card: only disclosed fields stand side by side.
  void deal(std::size_t r) {
    const auto& rule = in_.coverage.rules[r];
    const auto line = [&](Span span) { return in_.law_source.position(span.offset).line; };
    if (!cards_.empty() && rule.part == in_.coverage.rules[cards_.back().rules.front()].part && rule.title.contains("disclose ") &&
        line(cards_.back().span) == line(rule.declared->span)) {
      cards_.back().rules.push_back(r);
      return;
    }
    Card card{{r}, shown_span(rule)};
    if (!rule.declared->citations.empty()) card.home = rule.declared->citations.front().whole();
    cards_.push_back(std::move(card));
  }

  /// A disclosed field is shown with its whole line; of `push` and `consult`, whose lines are rules themselves, the first line is shown.
  [[nodiscard]] Span shown_span(const Rule& rule) const {
    const auto span = rule.declared->span;
    const auto all = in_.law_source.text();
    const bool heads = rule.title == "push monthly" || rule.title == "consult A036";
    if (!heads && !rule.title.contains("disclose ")) return span;
    auto start = span.offset;
    while (start > 0 && all[start - 1] != '\n') --start;
    while (all[start] == ' ') ++start;
    auto end = heads ? span.offset : span.offset + span.length;
    // A long list of fields goes on behind a comma at the end of the line.
    while (end < all.size() && (all[end] != '\n' || (!heads && all[end - 1] == ','))) ++end;
    return {start, static_cast<std::uint32_t>(end - start)};
  }

  void header(const std::string& name) {
    out_.open("header").element("h1", name).open("p", {{"class", "lead"}}).text(text(words::lead)).close();
    out_.open("dl", {{"class", "head"}});
    const auto entry = [&](const page::Words& term, std::string_view value, std::string_view language = {}) {
      out_.element("dt", text(term));
      if (language.empty()) out_.element("dd", value);
      else out_.open("dd", {{"lang", language}}).text(value).close();
    };
    entry(words::adopted, say_.date(in_.law.adopted));
    entry(words::in_force, in_.law.in_force_to.is_forever()
                               ? filled(words::since, say_.date(in_.law.in_force_from))
                               : filled(words::from_to, say_.date(in_.law.in_force_from), say_.date(in_.law.in_force_to)));
    entry(words::parties,
          fmt::format("{} → {} → {}", say_.label(in_.law.source.text), say_.label(in_.law.hub.text), say_.label(in_.law.recipient.text)));
    for (const auto& purpose : in_.law.purposes) entry(words::purpose, purpose.text, "en");
    for (const auto& basis : in_.law.bases) entry(words::basis, basis.text, "en");
    out_.close();
    tiles();
    contents();
    out_.close().raw("\n");
  }

  void tiles() {
    out_.open("ul", {{"class", "tiles"}});
    const auto tile = [&](std::size_t good, std::size_t all, const page::Words& what) {
      if (good == all) out_.open("li");
      else out_.open("li", {{"class", "bad"}});
      out_.element("strong", filled(words::of, good, all)).element("span", text(what)).close();
    };
    const auto& coverage = in_.coverage;
    const auto reached = std::ranges::count_if(coverage.cases, [](const CaseReach& one) { return !one.holds.empty(); });
    tile(coverage.paragraphs.size() - coverage.uncovered(), coverage.paragraphs.size(), words::tile_paragraphs);
    tile(static_cast<std::size_t>(reached), coverage.cases.size(), words::tile_rules);
    tile(in_.run.runs.size() - in_.run.failed(), in_.run.runs.size(), words::tile_cases);
    out_.close();
  }

  void contents() {
    out_.open("nav", {{"class", "contents"}, {"aria-labelledby", "contents"}});
    out_.open("strong", {{"id", "contents"}}).text(text(words::contents)).close().open("ol");
    for (const auto& one : in_.text) {
      if (one.heading.empty()) continue;
      out_.open("li").open("a", {{"href", "#" + id_of(one)}, {"lang", in_.text_language}}).text(one.heading).close();
      out_.text(" ").element("span", sign_of(one)).close();
    }
    for (const auto& [id, heading] : {std::pair("reach", words::reach_heading), {"cases", words::cases_heading}})
      out_.open("li").open("a", {{"href", fmt::format("#{}", id)}}).text(text(heading)).close().close();
    out_.close().close();
  }

  static std::string id_of(const TextParagraph& one) { return one.paragraph ? anchor(*one.paragraph) : "p" + one.id; }
  [[nodiscard]] std::string sign_of(const TextParagraph& one) const {
    return one.paragraph ? to_string(*one.paragraph) : std::string(text(one.id == "0" ? words::preamble : words::decision));
  }

  void paragraphs() {
    out_.open("section", {{"id", "paragraphs"}, {"aria-label", text(words::title)}});
    for (const auto& one : in_.text) {
      if (!one.heading.empty()) {
        out_.open("h2", {{"lang", in_.text_language}}).text(one.heading).close();
        out_.open("div", {{"class", "columns"}, {"aria-hidden", "true"}}).element("span", text(words::text_column));
        out_.element("span", text(words::rules_column)).close();
      }
      paragraph(one);
    }
    out_.close().raw("\n");
  }

  void paragraph(const TextParagraph& one) {
    out_.open("article", {{"class", "paragraph"}, {"id", id_of(one)}}).open("div", {{"class", "said"}, {"lang", in_.text_language}});
    out_.open("p", {{"class", "number"}}).open("a", {{"href", "#" + id_of(one)}}).text(sign_of(one)).close().close().open("div");
    for (const auto& part : one.parts) {
      if (part.mark.empty()) {
        out_.element("p", part.text);
      } else {
        out_.open("p", {{"class", "point"}}).open("span", {{"class", "mark"}}).text(part.mark == "-" ? "–" : part.mark).close();
        out_.text(part.text).close();
      }
    }
    out_.close().close().open("div", {{"class", "ruled"}});
    if (one.paragraph) ruled(*one.paragraph);
    out_.close().close().raw("\n");
  }

  /// What comes from the paragraph: its own cards, links to those that stand elsewhere, what it is otherwise, and its cases.
  void ruled(Paragraph paragraph) {
    const auto covered = std::ranges::find(in_.coverage.paragraphs, paragraph, &ParagraphCoverage::paragraph);
    if (covered == in_.coverage.paragraphs.end()) return missing(words::not_known);
    std::vector<const Card*> elsewhere;
    for (const auto& one : cards_) {
      if (one.home == paragraph) card(one);
      else if (cites(in_.coverage.rules[one.rules.front()], paragraph)) elsewhere.push_back(&one);
    }
    if (!elsewhere.empty()) {
      const auto said = filled(words::also, "\n");  // the links stand where the value goes
      out_.open("p", {{"class", "also"}}).text(said.substr(0, said.find('\n')));
      for (const auto* one : elsewhere) {
        if (one != elsewhere.front()) out_.text(", ");
        out_.open("a", {{"href", fmt::format("#rule-{}", one->rules.front())}}).text(title_of(*one)).close();
      }
      out_.close();
    }
    for (const auto* note : covered->notes) {
      out_.open("p", {{"class", "note"}});
      if (note->feature) out_.element("b", say_.label(note->feature->text)).text(fmt::format(" ({}): ", text(words::feature)));
      else out_.element("b", text(words::context)).text(": ");
      out_.open("span", {{"lang", "en"}}).text(note->remark).close().close();
    }
    if (!covered->covered()) missing(words::not_accounted);
    shown_by(paragraph);
  }

  void missing(const page::Words& what) { out_.open("p", {{"class", "missing"}}).text(text(what)).close(); }

  [[nodiscard]] std::string title_of(const Card& card) const {
    auto title = in_.coverage.rules[card.rules.front()].title;
    for (std::size_t i = 1; i < card.rules.size(); ++i) {
      const auto& other = in_.coverage.rules[card.rules[i]].title;
      title += ", " + other.substr(other.rfind(' ') + 1);
    }
    return title;
  }

  void card(const Card& card) {
    const auto& rule = in_.coverage.rules[card.rules.front()];
    out_.open("section",
              {{"class", class_of(rule.part)}, {"id", fmt::format("rule-{}", card.rules.front())}, {"aria-label", title_of(card)}});
    for (std::size_t i = 1; i < card.rules.size(); ++i) out_.open("span", {{"id", fmt::format("rule-{}", card.rules[i])}}).close();
    if (!rule.name.empty()) out_.open("p", {{"class", "means"}}).text(say_.label(rule.name)).close();
    law_code_.write(out_, card.span);
    if (const auto* asked = condition_of(rule)) page::write_in_words(out_, say_, *asked);
    if (rule.is_asked()) {
      for (const auto& reach : in_.coverage.cases) {
        if (reach.asked.part == rule.part && reach.asked.place == rule.place) reached_by(reach);
      }
    }
    out_.close();
  }

  /// What the rule asks of a person; nothing where it asks nothing.
  [[nodiscard]] const Condition* condition_of(const Rule& rule) const {
    switch (rule.part) {
      case Part::term: return in_.law.terms[rule.place].means.get();
      case Part::category: return in_.law.categories[rule.place].when.get();
      case Part::exclusion: return in_.law.exclusions[rule.place].when.get();
      case Part::start: return in_.law.push->starts[rule.place].when.get();
      default: return nullptr;
    }
  }

  void reached_by(const CaseReach& reach) {
    if (reach.asked.part == Part::exclusion)
      out_.open("p", {{"class", "kind"}}).text(filled(words::at, say_.institution(reach.asked.stage))).close();
    if (reach.holds.empty()) return missing(words::no_case);
    out_.open("details").element("summary", filled(words::reach, reach.holds.size(), reach.fails.size(), reach.unknown.size()));
    for (const auto& [heading, list] :
         {std::pair(words::holds, &reach.holds), {words::fails, &reach.fails}, {words::unknown, &reach.unknown}}) {
      if (list->empty()) continue;
      out_.element("p", text(heading));
      links(*list);
    }
    out_.close();
  }

  void links(const std::vector<const cases::Case*>& list) {
    out_.open("ul", {{"class", "cases"}});
    for (const auto* one : list) {
      out_.open("li");
      verdict(*one);
      out_.open("a", {{"href", "#case-" + one->name.text}, {"title", one->sentence}}).text(one->name.text).close().close();
    }
    out_.close();
  }

  [[nodiscard]] const cases::CaseRun* run_of(const cases::Case& one) const {
    const auto found = std::ranges::find_if(in_.run.runs, [&](const cases::CaseRun& run) { return run.of->name == one.name; });
    return found == in_.run.runs.end() ? nullptr : &*found;
  }

  void verdict(const cases::Case& one) {
    const auto* run = run_of(one);
    const bool passed = run != nullptr && run->passed();
    out_.open("span", {{"class", passed ? "pass" : "fail"}, {"role", "img"}, {"aria-label", text(passed ? words::passed : words::failed)}});
    out_.text(passed ? "✓" : "✗").close();
  }

  void shown_by(Paragraph paragraph) {
    std::vector<const cases::Case*> list;
    for (const auto& one : in_.cases) {
      if (std::ranges::any_of(one.citations, [&](Paragraph cited) { return cited.whole() == paragraph; })) list.push_back(&one);
    }
    if (list.empty()) return;
    out_.open("details").element("summary", filled(words::shown, list.size()));
    links(list);
    out_.close();
  }

  void rules_without_paragraph() {
    if (std::ranges::none_of(cards_, [](const Card& one) { return !one.home; })) return;
    out_.open("section").element("h2", text(words::rules_without));
    for (const auto& one : cards_) {
      if (!one.home) card(one);
    }
    out_.close();
  }

  void heading(std::string_view id, const page::Words& what) {
    out_.open("section", {{"aria-labelledby", id}}).open("h2", {{"id", id}}).text(text(what)).close();
  }

  void reach() {
    heading("reach", words::reach_heading);
    out_.open("div", {{"class", "scroll"}}).open("table").element("caption", text(words::reach_caption)).open("thead").open("tr");
    out_.open("th", {{"scope", "col"}}).text(text(words::rule)).close();
    for (const auto& column : {words::holds, words::fails, words::unknown})
      out_.open("th", {{"scope", "col"}, {"class", "n"}}).text(text(column)).close();
    out_.close().close().open("tbody");
    for (const auto& one : in_.coverage.cases) {
      out_.open("tr").open("th", {{"scope", "row"}}).text(to_string(in_.law, one.asked)).close();
      for (const auto* list : {&one.holds, &one.fails, &one.unknown}) {
        out_.open("td", {{"class", list == &one.holds && list->empty() ? "n zero" : "n"}}).text(fmt::format("{}", list->size())).close();
      }
      out_.close();
    }
    out_.close().close().close().close().raw("\n");
  }

  void all_cases() {
    heading("cases", words::cases_heading);
    for (const auto& one : in_.cases) {
      out_.open("article", {{"class", "case"}, {"id", "case-" + one.name.text}});
      verdict(one);
      out_.element("h3", one.name.text);
      for (const auto paragraph : one.citations)
        out_.text(" ").open("a", {{"href", "#" + anchor(paragraph)}}).text(to_string(paragraph)).close();
      if (!one.sentence.empty()) out_.open("p", {{"lang", "en"}}).text(one.sentence).close();
      if (const auto* run = run_of(one)) {
        for (const auto& failure : run->failures) {
          out_.open("p", {{"class", "failure"}});
          out_.text(filled(words::failure, say_.month(failure.month), failure.expected, failure.decided)).close();
        }
      }
      out_.open("details").element("summary", text(words::facts));
      cases_code_.write(out_, one.span);
      out_.close().close().raw("\n");
    }
    out_.close();
  }

  const RenderInput& in_;
  explain::Wording say_;
  page::Code law_code_, cases_code_;
  std::vector<Card> cards_ = {};
  html::Writer out_ = {};
};

}  // namespace

std::string render_html(const RenderInput& input) { return Page(input).run(); }

}  // namespace crossroads::law::prove
