#include <fmt/format.h>

#include "base/html.hpp"
#include "law/explain/html/base_style.hpp"
#include "ledger/report/lines.hpp"
#include "ledger/report/style.hpp"

namespace crossroads::ledger::report {
namespace {

/// As many lines of a group as can't be folded away. The others are open at first, so that they are printed.
constexpr std::size_t lines_open = 12;

/// The colour of what happened; the words beside it say it too.
std::string_view class_of(Event event) {
  switch (event) {
    case Event::sent:
    case Event::received:
    case Event::answered: return "given";
    case Event::corrected:
    case Event::withdrawn: return "changed";
    case Event::no_data:
    case Event::refused:
    case Event::struck: return "without";
    default: return "looked";
  }
}

class Page {
 public:
  Page(const Report& report, const Names& names, law::Language language) : report_(report), words_(names, language) {}

  std::string write() {
    page_.raw("<!DOCTYPE html>\n").open("html", {{"lang", law::language_codes[static_cast<std::size_t>(words_.language())]}});
    page_.open("head")
        .empty("meta", {{"charset", "utf-8"}})
        .empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}})
        .element("title", fmt::format("{} – {}", words_.say(Phrase::title), words_.niss(report_.asked.person)));
    page_.open("style").raw(law::explain::base_style).raw(style_sheet).close().close();
    page_.raw("\n").open("body");
    head();
    page_.open("main");
    summary();
    groups();
    erased();
    completeness();
    check();
    rights();
    return page_.take() + "\n";
  }

 private:
  void section(Phrase heading, std::string_view id) {
    page_.open("section", {{"aria-labelledby", id}}).element("h2", words_.say(heading), {{"id", id}});
  }
  void end_section() { page_.close().raw("\n"); }
  void paragraph(const std::string& text, std::string_view of = "") {
    if (of.empty()) page_.element("p", text);
    else page_.element("p", text, {{"class", of}});
  }

  void time(Instant time) {
    page_.element("time", words_.moment(time), {{"datetime", to_rfc3339(time)}});
    page_.text(" ").element("span", words_.utc(time), {{"class", "utc"}});
  }

  void value(const Said& said) {
    const auto at = said.english.empty() ? std::string::npos : said.value.find(said.english);
    if (at == std::string::npos) {
      page_.text(said.value);
      return;
    }
    page_.text(said.value.substr(0, at)).element("span", said.english, {{"lang", "en"}}).text(said.value.substr(at + said.english.size()));
  }

  void head() {
    const auto& asked = report_.asked;
    page_.open("header");
    paragraph(words_.say(Phrase::kind), "muted");
    page_.element("h1", words_.say(Phrase::title));
    paragraph(words_.niss(asked.person), "person");
    if (!asked.numbers.empty()) {
      std::vector<std::string> numbers;
      for (const auto number : asked.numbers) numbers.push_back(words_.niss(number));
      paragraph(words_.say(Phrase::earlier_numbers, words_.all_of(numbers)));
    }
    paragraph(words_.say(Phrase::period, words_.date(asked.first), words_.date(asked.last)));
    paragraph(words_.say(Phrase::made_on, fmt::format("{} ({})", words_.moment(asked.made), words_.utc(asked.made))), "muted");
    std::vector<std::string> logs;
    for (const auto& log : report_.logs) logs.push_back(words_.log(log));
    if (!logs.empty()) paragraph(words_.say(Phrase::from_logs, words_.all_of(logs)), "muted");
    paragraph(words_.say(Phrase::unnamed_agents), "notice");
    page_.close().raw("\n");
  }

  void begin_table(std::string_view labelled_by, std::initializer_list<std::pair<Phrase, std::string_view>> columns) {
    // Who has no pointer can scroll what takes the focus.
    page_.open("div", {{"class", "scroll"}, {"role", "region"}, {"aria-labelledby", labelled_by}, {"tabindex", "0"}});
    page_.open("table", {{"aria-labelledby", labelled_by}}).open("thead").open("tr");
    for (const auto& [name, of] : columns) {
      if (of.empty()) page_.element("th", words_.say(name), {{"scope", "col"}});
      else page_.element("th", words_.say(name), {{"scope", "col"}, {"class", of}});
    }
    page_.close().close().open("tbody");
  }
  void end_table() { page_.close().close().close(); }

  void summary() {
    section(Phrase::summary_head, "summary");
    if (report_.summary.empty()) {
      paragraph(words_.say(Phrase::summary_none));
      end_section();
      return;
    }
    paragraph(words_.say(Phrase::summary_intro));
    begin_table("summary", {{Phrase::column_institution, ""},
                            {Phrase::column_authorisation, ""},
                            {Phrase::column_received, "n"},
                            {Phrase::column_withdrawn, "n"},
                            {Phrase::column_without, "n"},
                            {Phrase::column_read, "n"},
                            {Phrase::column_first, ""},
                            {Phrase::column_last, ""}});
    for (const auto& tally : report_.summary) {
      page_.open("tr").element("th", words_.institution(tally.recipient), {{"scope", "row"}});
      page_.element("td", words_.authorisation(tally.authorisation));
      for (const auto n : {tally.received, tally.withdrawn, tally.without, tally.read})
        page_.element("td", fmt::to_string(n), {{"class", "n"}});
      for (const auto when : {tally.first, tally.last}) {
        page_.open("td", {{"class", "day"}}).element("time", words_.day(when), {{"datetime", to_rfc3339(when)}}).close();
      }
      page_.close();
    }
    end_table();
    paragraph(words_.say(Phrase::count_note), "muted");
    paragraph(words_.say(Phrase::clock_note), "muted");
    end_section();
  }

  void groups() {
    if (report_.groups.empty()) return;
    section(Phrase::groups_head, "groups");
    paragraph(words_.say(Phrase::groups_intro));
    for (std::size_t n = 0; n < report_.groups.size(); ++n) group(report_.groups[n], fmt::format("group-{}", n + 1));
    end_section();
  }

  void group(const Group& group, const std::string& id) {
    page_.open("article", {{"class", "group"}, {"aria-labelledby", id}}).element("h3", heading_of(words_, group), {{"id", id}});
    if (const auto said = said_of_all(words_, group); !said.empty()) {
      page_.open("dl", {{"class", "facts"}});
      for (const auto& one : said) {
        page_.element("dt", one.term).open("dd");
        value(one);
        page_.close();
      }
      page_.close();
    }
    const auto& all = group.communications;
    const std::size_t open = all.size() <= 2 * lines_open ? all.size() : lines_open;
    lines(group, 0, open, id);
    if (open < all.size()) {
      const auto more = all.size() - open;
      page_.open("details", {{"open", "open"}})
          .element("summary", words_.say(more == 1 ? Phrase::earlier_one : Phrase::earlier_other, fmt::to_string(more)));
      lines(group, open, all.size(), id);
      page_.close();
    }
    page_.close();
  }

  void lines(const Group& group, std::size_t first, std::size_t end, const std::string& id) {
    begin_table(id,
                {{Phrase::column_when, "when"}, {Phrase::column_what, "event"}, {Phrase::column_details, ""}, {Phrase::column_entry, ""}});
    for (std::size_t i = first; i < end; ++i) {
      const auto& one = group.communications[i];
      page_.open("tr").open("td", {{"class", "when"}});
      time(one.time);
      page_.close().open("td", {{"class", "event"}});
      page_.open("span", {{"class", fmt::format("mark {}", class_of(one.event))}, {"aria-hidden", "true"}}).close();
      page_.text(words_.event(one.event)).close().open("td");
      if (const auto said = said_of_one(words_, group, one); !said.empty()) {
        page_.open("ul", {{"class", "said"}});
        for (const auto& each : said) {
          page_.open("li").element("b", words_.colon(each.term, ""));
          value(each);
          page_.close();
        }
        page_.close();
      }
      page_.close().element("td", entries_of(report_, one), {{"class", "entry"}}).close();
    }
    end_table();
  }

  void erased() {
    bool any = false;
    for (const auto& log : report_.logs) any = any || !log.erased.empty();
    if (!any) return;
    section(Phrase::erased_head, "erased");
    paragraph(words_.say(Phrase::erased_intro));
    begin_table("erased", {{Phrase::column_when, "when"}, {Phrase::column_entry, ""}});
    for (const auto& log : report_.logs) {
      for (const auto& entry : log.erased) {
        page_.open("tr").open("td", {{"class", "when"}});
        time(entry.time);
        page_.close().element("td", fmt::format("{} {}", log.name.text(), to_string(entry.id)), {{"class", "entry"}}).close();
      }
    }
    end_table();
    end_section();
  }

  void completeness() {
    section(Phrase::complete_head, "complete");
    for (const auto& log : report_.logs) {
      page_.element("h3", words_.log(log)).open("ul");
      for (const auto& sentence : said_of_completeness(words_, report_, log)) page_.element("li", sentence);
      page_.close();
    }
    end_section();
  }

  void check() {
    section(Phrase::check_head, "check");
    paragraph(words_.say(Phrase::check_entries));
    for (const auto& sentence : said_of_texts(words_, report_)) paragraph(sentence, "digest");
    bool introduced = false;
    for (const auto& log : report_.logs) {
      for (const auto& head : log.heads) {
        if (!introduced) paragraph(words_.say(Phrase::check_heads));
        introduced = true;
        page_.element("pre", head.note);
      }
    }
    end_section();
  }

  void rights() {
    section(Phrase::rights_head, "rights");
    page_.open("ul");
    for (const auto& sentence : said_of_rights(words_, report_)) page_.element("li", sentence);
    page_.close();
    end_section();
  }

  const Report& report_;
  Words words_;
  html::Writer page_;
};

}  // namespace

std::string to_html(const Report& report, const Names& names, law::Language language) { return Page(report, names, language).write(); }

}  // namespace crossroads::ledger::report
