#include <fmt/format.h>

#include "ledger/report/lines.hpp"

namespace crossroads::ledger::report {
namespace {

class Text {
 public:
  Text(const Report& report, const Names& names, law::Language language) : report_(report), words_(names, language) {}

  std::string write() {
    line(0, words_.say(Phrase::title));
    line(0, words_.say(Phrase::kind));
    line(0, "");
    head();
    summary();
    groups();
    erased();
    heading(Phrase::complete_head);
    for (const auto& log : report_.logs) {
      line(1, words_.log(log));
      for (const auto& sentence : said_of_completeness(words_, report_, log)) line(2, sentence);
    }
    check();
    heading(Phrase::rights_head);
    for (const auto& sentence : said_of_rights(words_, report_)) line(1, "- " + sentence);
    return std::move(text_);
  }

 private:
  void line(int depth, std::string_view text) {
    if (!text.empty()) text_.append(static_cast<std::size_t>(depth) * 2, ' ').append(text);
    text_ += '\n';
  }
  void heading(Phrase phrase) {
    line(0, "");
    line(0, words_.say(phrase));
  }
  [[nodiscard]] std::string with_utc(Instant time) const { return fmt::format("{} ({})", words_.moment(time), words_.utc(time)); }

  void head() {
    const auto& asked = report_.asked;
    line(0, words_.niss(asked.person));
    if (!asked.numbers.empty()) {
      std::vector<std::string> numbers;
      for (const auto number : asked.numbers) numbers.push_back(words_.niss(number));
      line(0, words_.say(Phrase::earlier_numbers, words_.all_of(numbers)));
    }
    line(0, words_.say(Phrase::period, words_.date(asked.first), words_.date(asked.last)));
    line(0, words_.say(Phrase::made_on, with_utc(asked.made)));
    std::vector<std::string> logs;
    for (const auto& log : report_.logs) logs.push_back(words_.log(log));
    if (!logs.empty()) line(0, words_.say(Phrase::from_logs, words_.all_of(logs)));
    line(0, words_.say(Phrase::clock_note));
    line(0, words_.say(Phrase::unnamed_agents));
  }

  void summary() {
    heading(Phrase::summary_head);
    if (report_.summary.empty()) {
      line(1, words_.say(Phrase::summary_none));
      return;
    }
    line(1, words_.say(Phrase::summary_intro));
    for (const auto& tally : report_.summary) {
      line(1,
           "- " + words_.say(Phrase::with_authorisation, words_.institution(tally.recipient), words_.authorisation(tally.authorisation)));
      std::string counts;
      for (const auto& [term, value, english] : said_of_tally(words_, tally))
        counts = counts.empty() ? words_.colon(term, value) : words_.apart(counts, words_.colon(term, value));
      line(2, counts);
      line(2, words_.colon(words_.say(Phrase::column_first), words_.day(tally.first)));
      line(2, words_.colon(words_.say(Phrase::column_last), words_.day(tally.last)));
    }
    line(1, words_.say(Phrase::count_note));
  }

  void groups() {
    if (report_.groups.empty()) return;
    heading(Phrase::groups_head);
    line(1, words_.say(Phrase::groups_intro));
    for (const auto& group : report_.groups) {
      line(0, "");
      line(1, heading_of(words_, group));
      for (const auto& [term, value, english] : said_of_all(words_, group)) line(2, words_.colon(term, value));
      for (const auto& one : group.communications) {
        line(2, fmt::format("- {} – {} [{}]", with_utc(one.time), words_.event(one.event), entries_of(report_, one)));
        for (const auto& [term, value, english] : said_of_one(words_, group, one)) line(4, words_.colon(term, value));
      }
    }
  }

  void erased() {
    bool any = false;
    for (const auto& log : report_.logs) any = any || !log.erased.empty();
    if (!any) return;
    heading(Phrase::erased_head);
    line(1, words_.say(Phrase::erased_intro));
    for (const auto& log : report_.logs) {
      for (const auto& entry : log.erased) line(1, fmt::format("- {} [{} {}]", with_utc(entry.time), log.name.text(), to_string(entry.id)));
    }
  }

  void check() {
    heading(Phrase::check_head);
    line(1, words_.say(Phrase::check_entries));
    for (const auto& sentence : said_of_texts(words_, report_)) line(1, sentence);
    bool introduced = false;
    for (const auto& log : report_.logs) {
      for (const auto& head : log.heads) {
        if (!introduced) line(1, words_.say(Phrase::check_heads));
        introduced = true;
        line(0, "");
        std::string_view rest = head.note;
        while (!rest.empty()) {
          const auto end = rest.find('\n');
          line(2, rest.substr(0, end));
          rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        }
      }
    }
  }

  const Report& report_;
  Words words_;
  std::string text_;
};

}  // namespace

std::string to_text(const Report& report, const Names& names, law::Language language) { return Text(report, names, language).write(); }

}  // namespace crossroads::ledger::report
