// What was sent, corrected, withdrawn, and not said.
#include "run/html/page.hpp"

namespace crossroads::run::html_report {
namespace {

Phrase kind_phrase(MessageKind kind) {
  constexpr Phrase phrases[] = {Phrase::kind_new, Phrase::kind_correction, Phrase::kind_withdrawal};
  return phrases[static_cast<std::size_t>(kind)];
}

void write_unsaid(Page& page, const Unsaid& unsaid, Phrase says) {
  if (unsaid.messages > 0)
    page.out.element("p", page.words.say(says, page.words.messages(unsaid.messages), page.words.persons(unsaid.persons)));
}

}  // namespace

void write_messages(Page& page) {
  auto& out = page.out;
  const auto& report = page.report;
  write_heading(page, Phrase::messages_head, "messages");
  write_introduction(page, report.dry_run ? Phrase::messages_intro_dry : Phrase::messages_intro);
  if (report.messages.empty()) {
    out.element("p", page.say(Phrase::messages_none));
  } else {
    begin_table(page, Phrase::messages_caption,
                {{Phrase::column_stage, false},
                 {Phrase::column_kind, false},
                 {Phrase::column_category, false},
                 {Phrase::column_messages},
                 {Phrase::column_earlier}});
    for (const auto& count : report.messages) {
      out.open("tr").element("th", page.say(count.stage == law::Stage::hub ? Phrase::sent_by_hub : Phrase::sent_by_source),
                             {{"scope", "row"}});
      out.element("td", page.say(kind_phrase(count.kind))).element("td", count.category);
      write_figure(page, count.n);
      write_figure(page, count.earlier);
      out.close();
    }
    end_table(page);
  }
  write_unsaid(page, report.at_source, Phrase::unsaid_at_source);
  write_unsaid(page, report.at_hub, Phrase::unsaid_at_hub);
}

}  // namespace crossroads::run::html_report
