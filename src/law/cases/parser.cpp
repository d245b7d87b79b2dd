#include "law/cases/parser.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "law/cases/expectation_reader.hpp"
#include "law/cases/facts_reader.hpp"
#include "law/syntax/words.hpp"

namespace crossroads::law::cases {
namespace {

using Kind = Token::Kind;
using parse::listed;
using parse::suggestion;

class CaseParser {
 public:
  CaseParser(const Source& source, const Authorisation& law)
      : reader_(source, lex(source)), lines_(reader_), expected_(reader_, lines_, law), law_(law) {}

  CasesResult run() {
    CasesResult result;
    head(result.file);
    while (!reader_.at_end() && !reader_.too_many_errors()) {
      if (reader_.at_word("given")) given();
      else if (reader_.at_word("case")) a_case(result.file);
      else misplaced({"given", "case"});
    }
    result.diagnostics = std::move(reader_).diagnostics();
    sort_by_place(result.diagnostics);
    return result;
  }

 private:
  void misplaced(std::vector<std::string_view> words) {
    const auto& token = reader_.peek();
    reader_.report({.code = "C001",
                    .message = fmt::format("no line starts with {} here", described(token)),
                    .span = token.span,
                    .expected = listed(words),
                    .hint = token.is(Kind::word) ? suggestion(token.text, words) : ""});
    reader_.take();
    lines_.skip_line();
  }

  void head(CaseFile& file) {
    const auto& token = reader_.peek();
    if (!reader_.at_word("cases")) {
      reader_.report({.code = "C002",
                      .message = "the file does not say whose cases these are",
                      .span = token.span,
                      .expected = fmt::format("`cases of {}` as the first line", law_.name.text)});
      return;
    }
    reader_.take();
    if (!reader_.expect_word("of", "and the authorisation")) return lines_.skip_line();
    const auto& name = reader_.peek();
    if ((!name.is(Kind::file_number) && !name.is(Kind::word)) || name.starts_line) {
      reader_.fail(fmt::format("the authorisation: `{}`", law_.name.text));
      return lines_.skip_line();
    }
    reader_.take();
    file.authorisation = {std::string(name.text), name.span};
    if (file.authorisation.text != law_.name.text) {
      reader_.report({.code = "C003",
                      .message = fmt::format("these are cases of {}", name.text),
                      .span = name.span,
                      .expected = fmt::format("`{}`, the authorisation that they are read with", law_.name.text)});
    }
    if (!lines_.end_line("the first case")) lines_.skip_line();
  }

  /// A new name that must not have been given before.
  std::optional<Name> unique_name(std::string_view of_what, std::vector<Name>& names) {
    auto name = reader_.new_name(of_what);
    if (!name) return std::nullopt;
    if (const auto first = std::ranges::find(names, *name); first != names.end()) {
      reader_.report({.code = "C004",
                      .message = fmt::format("`{}` is named twice", name->text),
                      .span = name->span,
                      .note = Note{first->span, "the first one"}});
    }
    names.push_back(*name);
    return name;
  }

  /// `like NAME`, perhaps: the facts that the person starts from.
  bool like(PersonDraft& person) {
    if (!reader_.accept_word("like")) return true;
    auto name = reader_.used_name("the name of a `given` further up");
    if (!name) return false;
    const auto found = std::ranges::find(given_, name->text, [](const PersonDraft& known) { return std::string_view(known.name->text); });
    if (found == given_.end()) {
      std::vector<std::string_view> names;
      for (const auto& known : given_) names.push_back(known.name->text);
      reader_.report({.code = "C005",
                      .message = fmt::format("nothing further up is `given` as `{}`", name->text),
                      .span = name->span,
                      .expected = names.empty() ? "a `given` above the case" : listed(names),
                      .hint = suggestion(name->text, names)});
      return false;
    }
    auto own = std::move(person.name);
    person = found->inherited();
    person.name = std::move(own);
    return lines_.end_line("a fact on the next line");
  }

  /// All lines of facts that stand here. False: one of them has been reported.
  bool facts(PersonDraft& person, bool at_hub) {
    bool read = true;
    while (lines_.at_fact()) {
      if (lines_.fact(person, at_hub)) continue;
      read = false;
      lines_.skip_line();
    }
    return read;
  }

  void given() {
    reader_.take();
    PersonDraft person;
    person.name = unique_name("the facts", given_names_);
    if (!person.name || !lines_.end_line("facts on the next lines")) lines_.skip_line();
    if (reader_.at_word("like") && !like(person)) lines_.skip_line();
    facts(person, false);
    if (person.name) given_.push_back(std::move(person));
    follow({"given", "case"}, FactsReader::fact_words());
  }

  /// Reports lines that cannot stand here, up to one that can.
  void follow(std::vector<std::string_view> words, const std::vector<std::string_view>& more = {}) {
    const auto may_follow = [&] {
      return reader_.at_end() || std::ranges::any_of(words, [&](auto word) { return reader_.at_word(word); });
    };
    if (may_follow()) return;
    auto all = words;
    all.insert(all.end(), more.begin(), more.end());
    misplaced(all);
    while (!may_follow() && !reader_.at_word("case") && !reader_.at_word("given")) {
      reader_.take();
      lines_.skip_line();
    }
    failed_ = true;
  }

  void a_case(CaseFile& file) {
    failed_ = false;
    Case made;
    const auto start = reader_.take().span;
    const auto name = unique_name("the case", case_names_);
    if (!name) return lines_.skip_line();
    made.name = *name;
    if (!lines_.line_ended() && reader_.at_symbol("[") && !reader_.citations(made)) lines_.skip_line();
    if (!lines_.end_line("the paragraphs in brackets, or the next line")) lines_.skip_line();
    if (reader_.peek().is(Kind::text)) {
      made.sentence = reader_.take().text;
      failed_ |= !lines_.end_line("the next line");
    }
    std::vector<PersonDraft> persons(1);
    one_person(persons.front());
    follow({"sponsor", "at", "expect"}, FactsReader::fact_words());
    while (reader_.at_word("sponsor")) a_sponsor(persons);
    follow({"at", "expect"});
    auto at_hub = as_the_hub_sees(persons);
    if (reader_.accept_word("at")) the_hub(at_hub);
    follow({"expect"});
    expectations(made);
    if (!reader_.at_end() && !reader_.at_word("case") && !reader_.at_word("given")) follow({"disclose", "case", "given"});
    made.persons = resolved(persons);
    made.at_hub = resolved(at_hub);
    made.span = joined(start, reader_.last().span);
    if (made.expectations.empty() && !failed_) {
      reader_.report({.code = "C006",
                      .message = fmt::format("the case `{}` expects nothing", made.name.text),
                      .span = made.name.span,
                      .expected = "a month and an outcome behind `expect`"});
    }
    if (!failed_ && !made.expectations.empty()) file.cases.push_back(std::move(made));
  }

  void one_person(PersonDraft& person) {
    if (reader_.at_word("like") && !like(person)) {
      failed_ = true;
      lines_.skip_line();
    }
    failed_ |= !facts(person, false);
  }

  void a_sponsor(std::vector<PersonDraft>& persons) {
    reader_.take();
    PersonDraft person;
    person.name = reader_.new_name("the sponsor");
    if (!person.name || !lines_.end_line("facts on the next lines")) {
      failed_ = true;
      lines_.skip_line();
    }
    if (person.name && std::ranges::any_of(persons, [&](const PersonDraft& other) { return other.name == person.name; })) {
      failed_ = true;
      reader_.report({.code = "C004", .message = fmt::format("`{}` is named twice", person.name->text), .span = person.name->span});
    }
    one_person(person);
    if (person.name) persons.push_back(std::move(person));
    follow({"sponsor", "at", "expect"}, FactsReader::fact_words());
  }

  static std::vector<PersonDraft> as_the_hub_sees(const std::vector<PersonDraft>& persons) {
    std::vector<PersonDraft> copies;
    for (const auto& person : persons) copies.push_back(person.inherited());
    return copies;
  }

  void the_hub(std::vector<PersonDraft>& at_hub) {
    if (!reader_.expect_word("hub") || !lines_.end_line("facts on the next lines")) {
      failed_ = true;
      lines_.skip_line();
    }
    failed_ |= !facts(at_hub.front(), true);
    while (reader_.at_word("sponsor")) {
      reader_.take();
      const auto name = reader_.used_name("the name of a sponsor of this case");
      const auto found = std::ranges::find_if(at_hub, [&](const PersonDraft& person) { return name && person.name == name; });
      if (name && found == at_hub.end()) {
        reader_.report({.code = "C007",
                        .message = fmt::format("the case has no sponsor `{}`", name->text),
                        .span = name->span,
                        .expected = "a `sponsor` block above `at hub`"});
      }
      if (found == at_hub.end()) {
        failed_ = true;
        lines_.skip_line();
        PersonDraft nobody;
        facts(nobody, true);
        continue;
      }
      failed_ |= !facts(*found, true);
    }
  }

  void expectations(Case& made) {
    if (!reader_.accept_word("expect")) return;
    while (reader_.peek().is(Kind::month)) {
      if (expected_.row(made)) continue;
      failed_ = true;
      lines_.skip_line();
    }
    while (reader_.at_word("disclose")) {
      reader_.take();
      if (expected_.disclosure(made)) continue;
      failed_ = true;
      lines_.skip_line();
    }
  }

  /// The persons with their sponsors found by name.
  std::vector<PersonFacts> resolved(const std::vector<PersonDraft>& persons) {
    std::vector<PersonFacts> facts;
    for (const auto& person : persons) {
      PersonFacts made{.name = person.name ? person.name->text : "",
                       .born = person.born,
                       .nationalities = person.nationalities,
                       .stays = {},
                       .grants = person.grants};
      for (const auto& stay : person.stays) {
        auto row = stay.row;
        if (stay.sponsor) row.sponsor = place_of(*stay.sponsor, persons);
        made.stays.push_back(row);
      }
      facts.push_back(std::move(made));
    }
    return facts;
  }

  domain::PersonIndex place_of(const Name& sponsor, const std::vector<PersonDraft>& persons) {
    std::vector<std::string_view> names;
    for (std::size_t i = 1; i < persons.size(); ++i) {
      if (persons[i].name == sponsor) return domain::PersonIndex{static_cast<std::uint32_t>(i)};
      names.push_back(persons[i].name->text);
    }
    failed_ = true;
    if (reported_.insert(sponsor.span.offset).second) {
      reader_.report({.code = "C007",
                      .message = fmt::format("the case has no sponsor `{}`", sponsor.text),
                      .span = sponsor.span,
                      .expected = names.empty()
                                      ? fmt::format("`sponsor {}` and the facts about that person, below the person's own", sponsor.text)
                                      : listed(names),
                      .hint = suggestion(sponsor.text, names)});
    }
    return domain::unknown_sponsor;
  }

  parse::Reader reader_;
  FactsReader lines_;
  ExpectationReader expected_;
  const Authorisation& law_;
  std::vector<PersonDraft> given_;
  std::vector<Name> given_names_, case_names_;
  std::set<std::uint32_t> reported_;  ///< sponsors that were missed already: the hub's copy would miss them again
  bool failed_ = false;
};

}  // namespace

CasesResult parse_cases(const Source& source, const Authorisation& authorisation) { return CaseParser(source, authorisation).run(); }

}  // namespace crossroads::law::cases
