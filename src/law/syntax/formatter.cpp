#include "law/syntax/formatter.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "law/syntax/names.hpp"
#include "law/syntax/source.hpp"
#include "law/syntax/words.hpp"

namespace crossroads::law {
namespace {

constexpr std::size_t widest = 100;  // beyond it a condition goes to a line of its own, and citations follow where they can

std::string quoted(std::string_view text) { return fmt::format("\"{}\"", text); }

/// A line, with what stands in the column of citations.
struct Line {
  std::string text;
  std::string citations = {};
};

class Page {
 public:
  explicit Page(const Authorisation& law) : law_(law) {}

  std::string whole() {
    head();
    section(law_.terms, [&](const Term& term) { conditional(term, "", "term", padded(term.name, law_.terms), "", "means", *term.means); });
    section(law_.categories,
            [&](const Category& c) { conditional(c, "", "category", padded(c.name, law_.categories), "", "when", *c.when); });
    section(law_.exclusions, [&](const Exclusion& e) {
      auto where = fmt::format(" at {}", e.at_source && e.at_hub ? "source and hub" : e.at_source ? "source" : "hub");
      if (!e.categories.empty()) where += " " + format_categories(e.categories, law_);
      conditional(e, "", "exclude", padded(e.name, law_.exclusions), where, "when", *e.when);
    });
    if (law_.push) push(*law_.push);
    if (law_.consultation) consultation(*law_.consultation);
    section(law_.parameters,
            [&](const Parameter& p) { line(p, "", fmt::format("parameter {} by aid-category from {}", p.name.text, quoted(p.file))); });
    for (const auto& one : law_.indicators) indicator(one);
    for (const auto& one : law_.examinations) examination(one);
    paragraphs();
    labels();
    if (!law_.closing_comments.empty()) blank();
    comments(law_.closing_comments, "");
    return text();
  }

 private:
  void blank() {
    if (!lines_.empty() && !lines_.back().text.empty()) lines_.push_back({});
  }

  void comments(const std::vector<std::string>& all, std::string_view indent) {
    for (const auto& comment : all) lines_.push_back({fmt::format("{}#{}{}", indent, comment.empty() ? "" : " ", comment)});
  }

  static std::string citations(const Declared& declared) {
    std::string all = to_string(declared.citations);
    for (const auto& interpretation : declared.interpretations) all += (all.empty() ? "" : " ") + interpretation;
    return all.empty() ? all : "[" + all + "]";
  }

  void line(const Declared& declared, std::string_view indent, std::string text) {
    comments(declared.comments, indent);
    lines_.push_back({std::move(text), citations(declared)});
  }

  template <class T>
  static std::string padded(const Name& name, const std::vector<T>& all) {
    std::size_t width = 0;
    for (const auto& one : all) width = std::max(width, one.name.text.size());
    return fmt::format("{:{}}", name.text, std::min<std::size_t>(width, 30));
  }

  /// The declarations of one kind, with an empty line before each that has comments.
  template <class T, class Write>
  void section(const std::vector<T>& all, Write write) {
    if (!all.empty()) blank();
    bool first = true;
    for (const auto& one : all) {
      if (!first && !one.comments.empty()) blank();
      first = false;
      write(one);
    }
  }

  /// `category NAME when CONDITION`, in as few lines as fit.
  void conditional(const Declared& declared, std::string indent, std::string_view keyword, const std::string& name,
                   const std::string& where, std::string_view joint, const Condition& condition) {
    const auto written = format(condition, law_);
    auto one_line = fmt::format("{}{} {}{} {} {}", indent, keyword, name, where, joint, written);
    if (one_line.size() <= widest) return line(declared, indent, std::move(one_line));

    comments(declared.comments, indent);
    const auto bare = std::string_view(name).substr(0, name.find_last_not_of(' ') + 1);
    lines_.push_back({fmt::format("{}{} {}{}", indent, keyword, bare, where)});
    indent += "  ";
    const auto* all = std::get_if<All>(&condition.node);
    const auto* any = std::get_if<Any>(&condition.node);
    if (indent.size() + joint.size() + 1 + written.size() <= widest || (!all && !any)) {
      lines_.push_back({fmt::format("{}{} {}", indent, joint, written), citations(declared)});
      return;
    }
    const auto& parts = all ? all->parts : any->parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      auto part = format(*parts[i], law_);
      const bool list = std::holds_alternative<All>(parts[i]->node) || std::holds_alternative<Any>(parts[i]->node) ||
                        std::holds_alternative<Aided>(parts[i]->node);
      if (list && part.find(' ') != part.npos) part = "(" + part + ")";
      lines_.push_back({fmt::format("{}{:>{}} {}", indent,
                                    i == 0 ? joint
                                    : all  ? "and"
                                           : "or",
                                    joint.size(), part),
                        i + 1 == parts.size() ? citations(declared) : ""});
    }
  }

  void head() {
    comments(law_.comments, "");
    lines_.push_back({"authorisation " + law_.name.text});
    const auto fact = [&](std::string_view word, const std::string& value) { lines_.push_back({fmt::format("  {:<9} {}", word, value)}); };
    const auto rule = [&](const Declared& declared, std::string_view word, const std::string& value) {
      line(declared, "  ", fmt::format("  {:<9} {}", word, value));
    };
    fact("adopted", to_string(law_.adopted));
    fact("in force", "from " + to_string(law_.in_force_from) + (law_.in_force_to.is_forever() ? "" : " to " + to_string(law_.in_force_to)));
    rule(law_.parties, "from", fmt::format("{} via {} to {}", law_.source.text, law_.hub.text, law_.recipient.text));
    for (const auto& purpose : law_.purposes) rule(purpose, "purpose", quoted(purpose.text));
    for (const auto& basis : law_.bases) rule(basis, "basis", quoted(basis.text));
    if (law_.keep_log) rule(*law_.keep_log, "keep log", format(Duration{law_.keep_log->years, Unit::years}));
    if (law_.keep_data) rule(*law_.keep_data, "keep data", format(Duration{law_.keep_data->years, Unit::years}));
    const auto up_to = [](std::string_view prefix, int last) {
      return last == 1 ? fmt::format("§{}1", prefix) : fmt::format("§{}1 to §{}{}", prefix, prefix, last);
    };
    rule(law_.text, "text",
         fmt::format("{} with {}{}", quoted(law_.text.file), up_to("", law_.text.last_paragraph),
                     law_.text.notes == 0 ? "" : " and " + up_to("note-", law_.text.notes)));
  }

  void push(const Push& push) {
    blank();
    line(push, "", "push monthly");
    if (push.starts_at_once) line(push.at_once, "  ", "  start at once");
    for (const auto& rule : push.starts) conditional(rule, "  ", "start", padded(rule.name, push.starts), "", "when", *rule.when);
    line(push.pause, "  ", fmt::format("  pause after {} without aid", format(Duration{push.pause_after_months, Unit::months})));
    line(push.resume, "  ", "  resume at once");
    disclosures(push.disclosures);
  }

  /// Fields that share citations and categories share a line.
  void disclosures(const std::vector<Disclosure>& all) {
    for (std::size_t i = 0; i < all.size();) {
      const auto& first = all[i];
      comments(first.comments, "  ");
      std::string text = "  disclose ";
      do {
        const auto field = format(all[i]);
        const bool begins = text.ends_with("disclose ");
        if (!begins) text += ",";
        if (!begins && text.size() + 1 + field.size() > widest) {
          lines_.push_back({std::move(text)});
          text = "    ";
        } else if (!begins) {
          text += " ";
        }
        text += field;
        ++i;
      } while (i < all.size() && all[i].comments.empty() && all[i].citations == first.citations &&
               all[i].interpretations == first.interpretations && all[i].categories == first.categories);
      if (!first.categories.empty()) text += " " + format_categories(first.categories, law_);
      lines_.push_back({std::move(text), citations(first)});
    }
  }

  void consultation(const Consultation& consultation) {
    blank();
    line(consultation, "", "consult A036");
    if (consultation.period)
      line(*consultation.period, "  ", "  period at most " + format(Duration{consultation.period->years, Unit::years}));
    disclosures(consultation.disclosures);
    for (const auto& answer : consultation.answers) {
      declaration(answer, "  ",
                  fmt::format("  answer {} about {} {}", category(answer.category), role_words[static_cast<std::size_t>(answer.role)],
                              format_occasions(answer)),
                  answer.when);
    }
    for (const auto& refusal : consultation.refusals) {
      std::string names;
      for (const auto index : refusal.categories) names += (names.empty() ? "" : ", ") + category(index);
      line(refusal, "  ", "  refuse " + names);
    }
  }

  [[nodiscard]] std::string category(CategoryIndex index) const {
    return index < law_.categories.size() ? law_.categories[index].name.text : "undefined-category";
  }

  /// A declaration that may have a condition, on a second line where both do not fit on one.
  void declaration(const Declared& declared, const std::string& indent, std::string text, const ConditionPtr& when) {
    if (!when) return line(declared, indent, std::move(text));
    const auto condition = "when " + format(*when, law_);
    if (text.size() + 1 + condition.size() <= widest) return line(declared, indent, text + " " + condition);
    comments(declared.comments, indent);
    lines_.push_back({std::move(text)});
    lines_.push_back({indent + "  " + condition, citations(declared)});
  }

  [[nodiscard]] std::string for_categories(const std::vector<CategoryIndex>& categories) const {
    return categories.empty() ? "" : " " + format_categories(categories, law_);
  }

  void indicator(const Indicator& indicator) {
    using indicators::ValueType;
    blank();
    declaration(indicator, "", "indicator " + indicator.name.text + for_categories(indicator.categories), indicator.when);
    for (const auto& value : indicator.values) {
      if (!value.is) {
        line(value, "  ",
             fmt::format("  enter {} as {}{}", value.name.text, entered_words[static_cast<std::size_t>(value.type)],
                         value.remark.empty() ? "" : " " + quoted(value.remark)));
        continue;
      }
      const auto word = value.type == ValueType::money    ? "amount"
                        : value.type == ValueType::number ? "count"
                        : value.type == ValueType::day    ? "day"
                                                          : "month";
      line(value, "  ", fmt::format("  {} {} is {}", word, value.name.text, format(*value.is, indicator, law_)));
    }
    for (const auto& state : indicator.states) {
      line(state, "  ",
           fmt::format("  state {} {}", state.name.text, state.when ? "when " + format(*state.when, indicator, law_) : "otherwise"));
    }
  }

  void examination(const Examination& examination) {
    blank();
    line(examination, "", "examination " + examination.name.text + for_categories(examination.categories));
    for (const auto& point : examination.points) line(point, "  ", "  weigh " + point.name.text);
  }

  void paragraphs() {
    const auto& all = law_.notes;
    if (!all.empty()) blank();
    for (std::size_t i = 0; i < all.size();) {
      const auto& first = all[i];
      std::string text = "paragraph";
      do text += " " + to_string(all[i++].paragraph);
      while (i < all.size() && all[i].comments.empty() && all[i].feature == first.feature && all[i].remark == first.remark &&
             all[i].interpretations == first.interpretations);
      text += first.feature ? fmt::format(" feature {} ", first.feature->text) : " context ";
      line(first, "", text + quoted(first.remark));
    }
  }

  void labels() {
    std::vector<std::string> order;
    std::set<std::string> listed;
    for (const auto& given : given_names(law_)) {
      if (law_.labels.contains(given.name->text) && listed.insert(given.name->text).second) order.push_back(given.name->text);
    }
    for (const auto& [name, label] : law_.labels) {
      if (listed.insert(name).second) order.push_back(name);
    }
    for (std::size_t language = 0; language < language_count; ++language) {
      std::size_t width = 0;
      for (const auto& name : order) {
        if (!law_.labels.at(name).text[language].empty()) width = std::max(width, name.size());
      }
      if (width == 0) continue;
      blank();
      comments(law_.label_comments[language], "");
      lines_.push_back({fmt::format("labels {}", language_codes[language])});
      for (const auto& name : order) {
        const auto& label = law_.labels.at(name).text[language];
        if (!label.empty()) lines_.push_back({fmt::format("  {:<{}}  {}", name, width, quoted(label))});
      }
    }
  }

  /// Puts the citations into one column, as far right as the lines that are not too wide need it.
  [[nodiscard]] std::string text() const {
    std::size_t column = 0;
    for (const auto& line : lines_) {
      const std::size_t width = character_count(line.text);
      if (!line.citations.empty() && width <= widest) column = std::max(column, width);
    }
    std::string text;
    for (const auto& line : lines_) {
      text += line.text;
      if (!line.citations.empty()) {
        const std::size_t width = character_count(line.text);
        text.append(width <= column ? column - width : 0, ' ');
        text += "  " + line.citations;
      }
      text += '\n';
    }
    return text;
  }

  const Authorisation& law_;
  std::vector<Line> lines_ = {};
};

}  // namespace

std::string format(const Authorisation& law) { return Page(law).whole(); }

std::string format_occasions(const ConsultationAnswer& answer) {
  std::string text;
  for (const auto& rule : answer.occasions) {
    text += fmt::format("{}{}", text.empty() ? "on " : ", ", occasion_words[static_cast<std::size_t>(rule.occasion)]);
    if (rule.stated != Stated::nothing) text += fmt::format(" with {}", stated_words[static_cast<std::size_t>(rule.stated)]);
  }
  if (answer.unless_only_minor_descendants_join) text += " unless only minor descendants join";
  for (const auto& exclusion : answer.unless_excluded_by)
    text += fmt::format("{}{}", &exclusion == answer.unless_excluded_by.data() ? " unless excluded by " : ", ", exclusion.text);
  return text;
}

}  // namespace crossroads::law
