#include "cli/command_line.hpp"

#include "cli/grammar.hpp"
#include "cli/keys_grammar.hpp"
#include "cli/log_grammar.hpp"
#include "cli/service_grammar.hpp"

namespace crossroads::cli {
namespace {

/// The command line's grammar, and the actions that its commands fill.
class Grammar : public Parsing {
 public:
  Grammar() {
    app_.require_subcommand(1);
    app_.set_help_all_flag("--help-all", "every command with its options");
    app_.footer(
        "Exit status: 0 done; 1 refused, or a check found something; 2 the command line made no sense; 3 done, but rows of the input "
        "were set aside. `law diff`: 0 the same; 1 different; 2 not compared.");
    add_import();
    add_run();
    add_replay();
    add_explain(app_, "explain");
    add_synth();
    add_law();
  }

  CLI::App& app() { return app_; }

 private:
  void authorisation(CLI::App* to, std::string& name) {
    to->add_option("--authorisation,-a", name, "the deliberation's name, such as 11/031")->required();
  }
  void threads(CLI::App* to) {
    to->add_option("--threads", common.threads, "how many threads to use (else as many as the machine has); never changes the result");
  }
  CLI::Validator month_words() { return parsed_by<domain::Month>("YYYY-MM"); }

  void add_import() {
    auto* to = command(app_, "import", "take a data folder into the store: one transaction, bad rows set aside with their reason");
    to->add_option("folder", import_.folder, "the folder of CSV files (plain, .gz or .zst)")->required();
    store(to, import_.store);
    const std::map<std::string, facts::ImportRole> roles{{"register", facts::ImportRole::national_register},
                                                         {"source", facts::ImportRole::source}};
    to->add_option(
          "--role", import_.role,
          "take only what this institution knows: `register` persons, nationalities, stays and replaced numbers; `source` persons and aid")
        ->transform(CLI::Transformer(roles))
        ->type_name("register|source");
    to->add_flag("--strict", import_.strict, "one bad row refuses the whole folder");
    to->add_flag("--snapshot", import_.snapshot, "the folder is the whole truth on every person it names: their other facts end");
    today(to);
    to->callback([this] { finish = [this] { action = import_; }; });
  }
  void add_run() {
    auto* to =
        command(app_, "run", "the monthly run: send what the law orders and was not sent, correct and withdraw what it no longer orders");
    authorisation(to, run_.authorisation);
    to->add_option("--month,-m", words.month, "the month that the run closes")->required()->check(month_words());
    store(to, run_.store);
    to->add_flag("--dry-run", run_.dry_run, "work out the run and write nothing");
    threads(to);
    format(to, {"text", "ndjson", "csv"});
    auto* report = to->add_option("--report", run_.report, "write the run's report as one page of HTML to this file");
    language(to, "of the page: en, fr, nl or de")->needs(report);
    keys(to, run_.keys);
    to->callback([this] {
      finish = [this] {
        run_.month = *domain::Month::parse(words.month);
        run_.format = formats.at(words.format);
        run_.language = languages.at(words.language);
        action = run_;
      };
    });
  }
  void add_replay() {
    auto* to = command(app_, "replay", "decide every month of a data folder from nothing: one JSON object a decision");
    authorisation(to, replay_.authorisation);
    to->add_option("--from", words.from, "first month")->required()->check(month_words());
    to->add_option("--to", words.to, "last month")->required()->check(month_words());
    to->add_option("--data", replay_.data, "the folder of CSV files (plain, .gz or .zst)")->required();
    to->add_flag("--summary", replay_.summary, "counts by outcome, category, rule and stage instead of decisions");
    to->add_flag("--strict", replay_.strict, "one bad row refuses the whole folder");
    today(to);
    threads(to);
    to->callback([this] {
      finish = [this] {
        replay_.months = {*domain::Month::parse(words.from), *domain::Month::parse(words.to)};
        if (replay_.months.to < replay_.months.from) throw CLI::ValidationError("--to", "the last month lies before the first one");
        action = replay_;
      };
    });
  }
  void add_explain(CLI::App& parent, const char* name) {
    auto* to = command(parent, name, "why: one person, one month, step by step, each with its paragraph");
    authorisation(to, explain_.authorisation);
    to->add_option("--niss,-n", explain_.niss, "the person's number; any number of a chain of replacements")->required();
    to->add_option("--month,-m", words.month, "the month")->required()->check(month_words());
    auto* data = to->add_option("--data", explain_.data, "a data folder instead of the store");
    explain_.store = "crossroads.db";
    to->add_option("--store", explain_.store, "the database")->capture_default_str()->excludes(data);
    today(to);
    language(to);
    format(to, {"text", "ndjson", "html"});
    to->callback([this] {
      finish = [this] {
        explain_.month = *domain::Month::parse(words.month);
        explain_.language = languages.at(words.language);
        explain_.format = formats.at(words.format);
        action = explain_;
      };
    });
  }
  void add_synth() {
    auto* to = command(app_, "synth", "write a synthetic population as a data folder: Belgian proportions, no real person");
    to->add_option("--persons", synth_.persons, "how many persons")->required();
    to->add_option("--seed", synth_.seed, "the same seed gives the same bytes")->required();
    to->add_option("--out", synth_.out, "the folder to write")->required();
    to->add_option("--later", synth_.later, "a second folder with the late, corrected and cancelled grants, which --out then lacks");
    threads(to);
    to->callback([this] { finish = [this] { action = synth_; }; });
  }
  void add_law() {
    auto* law = app_.add_subcommand("law", "work on the authorisations as documents");
    law->require_subcommand(1);
    add_explain(*law, "explain");

    auto* check = command(*law, "check", "errors with file, line, column and a hint; rules that can't matter; paragraphs without a rule");
    check->add_option("files", check_.files, "documents (else every one of the folder)");
    check->callback([this] { finish = [this] { action = check_; }; });

    auto* test = command(*law, "test", "run the cases that stand beside the rules");
    test->add_option("files", test_.files, "documents (else every one of the folder)");
    test->add_flag("--mutants", test_.mutants,
                   "change every rule in every small way: a case must catch each change, or a proof show that it changes nothing");
    format(test, {"text", "ndjson"});
    test->callback([this] {
      finish = [this] {
        test_.format = formats.at(words.format);
        action = test_;
      };
    });

    auto* coverage = command(*law, "coverage", "which paragraph has which rule, and which rule no case and no person ever reached");
    authorisation(coverage, coverage_.authorisation);
    coverage->add_option("--data", coverage_.data, "a data folder: which rules its persons reach");
    today(coverage);
    format(coverage, {"text", "ndjson"});
    coverage->callback([this] {
      finish = [this] {
        coverage_.format = formats.at(words.format);
        action = coverage_;
      };
    });

    auto* diff = command(*law, "diff", "what one version of a law says and another does not; with --data, for whom they decide otherwise");
    diff->add_option("before", diff_.before, "the older version: a file, or an authorisation's name")->required();
    diff->add_option("after", diff_.after, "the newer version: a file, or an authorisation's name")->required();
    auto* data = diff->add_option("--data", diff_.data, "a data folder: of which persons and months other things are decided");
    diff->add_option("--from", words.from, "first month looked at (else the first of either law)")->check(month_words())->needs(data);
    diff->add_option("--to", words.to, "last month looked at (else the last that is over)")->check(month_words())->needs(data);
    today(diff);
    threads(diff);
    format(diff, {"text", "ndjson"});
    diff->callback([this] {
      finish = [this] {
        if (!words.from.empty()) diff_.from = *domain::Month::parse(words.from);
        if (!words.to.empty()) diff_.to = *domain::Month::parse(words.to);
        diff_.format = formats.at(words.format);
        action = diff_;
      };
    });

    auto* render = command(*law, "render", "an authorisation as a page: each paragraph of its text beside its rules, cases and coverage");
    render->add_option("authorisation", render_.authorisation, "a file, or an authorisation's name")->required();
    render->add_option("--output,-o", render_.output, "the page's file (else standard output)");
    language(render);
    render->callback([this] {
      finish = [this] {
        render_.language = languages.at(words.language);
        action = render_;
      };
    });

    auto* format_command = command(*law, "format", "write documents in the one canonical form");
    format_command->add_option("files", format_.files, "documents (else every one of the folder)");
    format_command->add_flag("--check", format_.check, "change nothing; fail if one is not in that form");
    format_command->callback([this] { finish = [this] { action = format_; }; });
  }

  CLI::App app_{"crossroads: an authorised exchange of data, from the law to the log"};
  Import import_;
  Replay replay_;
  Run run_;
  Explain explain_;
  Synth synth_;
  LawCheck check_;
  LawTest test_;
  LawCoverage coverage_;
  LawDiff diff_;
  LawRender render_;
  LawFormat format_;
  LogGrammar log_{app_, *this};
  KeysGrammar keys_{app_, *this};
  ServiceGrammar services_{app_, *this};
};

}  // namespace

std::variant<Command, Exit> parse_command_line(int count, const char* const* words, domain::Date system_day) {
  Grammar grammar;
  try {
    grammar.app().parse(count, words);
    grammar.finish();
  } catch (const CLI::ParseError& error) { return grammar.app().exit(error) == 0 ? Exit::done : Exit::usage; }
  grammar.common.today = grammar.words.today.empty() ? system_day : *domain::Date::parse(grammar.words.today);
  if (!grammar.words.laws.empty()) grammar.common.laws = grammar.words.laws;
  return Command{std::move(grammar.common), std::move(grammar.action)};
}

}  // namespace crossroads::cli
