#include "cli/log_grammar.hpp"

#include <fmt/format.h>

#include <tuple>

namespace crossroads::cli {

LogGrammar::LogGrammar(CLI::App& app, Parsing& parsing)
    : parsing_(parsing),
      log_(app.add_subcommand("log", "the access logs: who received which data on whom, when, why; verified, searched, proved, erased")) {
  log_->require_subcommand(1);
  add_verify();
  add_search();
  add_prove();
  add_report();
  add_export();
  add_erase();
  add_checkpoint();
  add_witness();
  add_keys();
}

CLI::App* LogGrammar::command(const char* name, const char* what) { return parsing_.command(*log_, name, what); }

void LogGrammar::at(CLI::App* to, LogAt& at) {
  Parsing::store(to, at.store);
  to->add_option("--log", at.log, "which log: source, hub or desk")->required();
  parsing_.format(to, {"text", "json"});
  Parsing::keys(to, at.keys);
}

void LogGrammar::reader(CLI::App* to, Reader& reader, bool with_reason) {
  to->add_option("--by", reader.name, "who you are: it stands in the log, under a key of its own")->required();
  to->add_option("--unit", reader.unit, "your unit");
  if (with_reason) to->add_option("--reason", reader.reason, "why you look: it stands in the log")->required();
}

void LogGrammar::days(CLI::App* to) {
  to->add_option("--from", parsing_.words.from, "first day, UTC (else the log's first)")->check(parsed_by<domain::Date>("YYYY-MM-DD"));
  to->add_option("--to", parsing_.words.to, "last day, UTC (else today)")->check(parsed_by<domain::Date>("YYYY-MM-DD"));
}

std::pair<std::optional<domain::Date>, std::optional<domain::Date>> LogGrammar::days_asked() const {
  const auto day = [](const std::string& words) { return words.empty() ? std::nullopt : std::optional(*domain::Date::parse(words)); };
  return {day(parsing_.words.from), day(parsing_.words.to)};
}

void LogGrammar::add_verify() {
  auto* to = command("verify", "is the log what was written? Every entry, the tree, the signatures, the chain of years, the daily indexes");
  to->footer(
      "Exit status: 0 intact; 1 not intact, and the first bad entry is named; 2 can't tell (a key or the store is missing).\n"
      "A log that was cut back to an older signed head shows only against a checkpoint that someone else kept: --known.");
  at(to, verify_.at);
  to->add_option("--log-key", verify_.log_keys, "the log's verifier key, or a file with one a line (else those of the key store)");
  to->add_option("--witness-key", verify_.witness_keys, "a witness's verifier key, or a file: its cosignatures must hold");
  to->add_option("--known", verify_.known, "a checkpoint that was kept elsewhere: the log must contain it");
  auto* only = to->add_flag("--entries-only", verify_.entries_only, "entries, tree and signatures, not what is sealed beside them");
  to->add_flag("--open", verify_.open_entries, "open every entry too, and hold every search tag against what it leads to")->excludes(only);
  to->callback([this] {
    parsing_.finish = [this] {
      verify_.at.format = formats.at(parsing_.words.format);
      parsing_.action = verify_;
    };
  });
}

void LogGrammar::add_search() {
  auto* to =
      command("search", "the entries on a person, an agent, a communication, a dossier or a purpose; the search itself leaves an entry");
  at(to, search_.at);
  reader(to, search_.reader, true);
  using By = LogSearch::By;
  struct Term {
    const char* name;
    By by;
    const char* what;
  };
  static constexpr Term terms[] = {{"person", By::person, "a NISS"},
                                   {"agent", By::agent, "an agent"},
                                   {"message", By::message, "a message's number"},
                                   {"ticket", By::ticket, "a ticket of the hub"},
                                   {"batch", By::batch, "a batch, such as run-12"},
                                   {"trace", By::trace, "a trace id"},
                                   {"dossier", By::dossier, "a dossier's reference"},
                                   {"purpose", By::purpose, "a purpose, in its words"}};
  auto* by = to->add_option_group("by", "what to look for: one of");
  for (const auto& term : terms) {
    by->add_option_function<std::string>(
        fmt::format("--{}", term.name),
        [this, &term](const std::string& value) {
          search_.by = term.by;
          search_.value = value;
        },
        term.what);
  }
  by->require_option(1);
  days(to);
  to->add_flag("--agents", search_.agents, "say who the agents were: for the officers, never for a person's own report");
  to->add_flag("--prove", search_.prove, "prove for each day that is over that these are all");
  parsing_.today(to);
  to->callback([this] {
    parsing_.finish = [this] {
      search_.at.format = formats.at(parsing_.words.format);
      std::tie(search_.first, search_.last) = days_asked();
      parsing_.action = search_;
    };
  });
}

void LogGrammar::add_report() {
  auto* to = command(
      "report",
      "a person's own report: who received which data on them, when, why, under which paragraph; names no agent; leaves an entry in "
      "each log");
  Parsing::store(to, report_.store);
  to->add_option("--log", report_.logs, "a log to look into: source, hub or desk (else every one of the store)");
  to->add_option("--person", report_.person, "the person's NISS; older ones are taken from the store's facts, where it has any")
      ->required();
  to->add_option("--also", report_.also, "an older NISS of the same person");
  reader(to, report_.reader, true);
  days(to);
  parsing_.language(to);
  parsing_.format(to, {"text", "html", "json"});
  to->add_option("--output,-o", report_.output, "the report's file (else standard output)");
  Parsing::keys(to, report_.keys);
  parsing_.today(to);
  to->callback([this] {
    parsing_.finish = [this] {
      report_.format = formats.at(parsing_.words.format);
      report_.language = languages.at(parsing_.words.language);
      std::tie(report_.first, report_.last) = days_asked();
      parsing_.action = report_;
    };
  });
}

void LogGrammar::add_export() {
  auto* to =
      command("export",
              "the supervising committee's archive: the entries of a period in clear with all that proves them, sealed to the committee's "
              "certificate; opened and verified without this program. Leaves an entry");
  to->add_option("file", export_.file, "the archive; nothing may stand there yet")->required();
  at(to, export_.at);
  reader(to, export_.reader, true);
  to->add_option("--certificate", export_.certificate, "the committee's X.509 certificate, PEM or DER")->required();
  const auto day = parsed_by<domain::Date>("YYYY-MM-DD");
  to->add_option("--from", parsing_.words.from, "first day, UTC")->required()->check(day);
  to->add_option("--to", parsing_.words.to, "last day, UTC")->required()->check(day);
  to->add_flag("--without-agents", export_.without_agents, "leave out who the agents were");
  to->add_option("--witness-key", export_.witness_keys, "a witness's verifier key, or a file, whose cosignatures may stand in the archive");
  to->callback([this] {
    parsing_.finish = [this] {
      export_.at.format = formats.at(parsing_.words.format);
      export_.first = *domain::Date::parse(parsing_.words.from);
      export_.last = *domain::Date::parse(parsing_.words.to);
      if (export_.last < export_.first) throw CLI::ValidationError("--to", "the last day lies before the first one");
      parsing_.action = export_;
    };
  });
}

void LogGrammar::add_prove() {
  auto* to = command(
      "prove",
      "a proof that an entry is in the log, for whoever has the log's key (C2SP tlog-proof); says nothing of what the entry is about");
  Parsing::store(to, prove_.store);
  to->add_option("--log", prove_.log, "which log: source, hub or desk")->required();
  to->add_option("--entry", prove_.entry, "the entry, such as 2026/1234")->required();
  to->add_option("--under", prove_.under, "the size of a checkpoint that was handed out, with its cosignatures (else the newest head)");
  to->add_option("--output,-o", prove_.output, "the proof's file (else standard output)");
  parsing_.format(to, {"text", "json"});
  to->callback([this] {
    parsing_.finish = [this] {
      prove_.format = formats.at(parsing_.words.format);
      parsing_.action = prove_;
    };
  });
}

void LogGrammar::add_erase() {
  auto* to = command("erase",
                     "erase days or single entries beyond recovery, with the archivist's authorisation; roots and proofs stay as they are");
  at(to, erase_.at);
  reader(to, erase_.by, false);
  to->add_option("--authorisation", erase_.authorisation, "the archivist's reference; it stands in the log for everybody to read")
      ->required();
  to->add_option("--day", days_, "all entries about persons of this day, UTC")->check(parsed_by<domain::Date>("YYYY-MM-DD"));
  to->add_option("--entry", erase_.entries, "one entry, such as 2026/1234");
  to->add_option("--years", erase_.years, "how long a day is kept at least")->capture_default_str()->check(CLI::Range(10, 100));
  to->callback([this] {
    parsing_.finish = [this] {
      for (const auto& day : days_) erase_.days.push_back(*domain::Date::parse(day));
      if (erase_.days.empty() && erase_.entries.empty()) throw CLI::ValidationError("--day or --entry", "what is to be erased?");
      erase_.at.format = formats.at(parsing_.words.format);
      parsing_.action = erase_;
    };
  });
}

void LogGrammar::add_checkpoint() {
  auto* to = command("checkpoint", "the newest head, signed; published for strangers, cosigned by a witness, time-stamped (RFC 3161)");
  to->footer("Exit status 1 too where the witness or the time-stamper did not answer: the checkpoint itself is handed out all the same.");
  at(to, checkpoint_.at);
  to->add_option("--publish", checkpoint_.publish,
                 "write the year's tiles, bundles and checkpoint here (C2SP tlog-tiles); a folder for each log and year");
  auto* witness = to->add_option("--witness", checkpoint_.witness, "a witness's address, such as http://witness.example:8080");
  auto* key = to->add_option("--witness-key", checkpoint_.witness_key, "the key that it cosigns with, or a file with it")->needs(witness);
  witness->needs(key);
  auto* stamp = to->add_option("--timestamp", checkpoint_.timestamp, "a time-stamper's address");
  auto* authorities = to->add_option("--authorities", checkpoint_.authorities, "certificates that vouch for it (PEM)")->needs(stamp);
  stamp->needs(authorities);
  to->callback([this] {
    parsing_.finish = [this] {
      checkpoint_.at.format = formats.at(parsing_.words.format);
      parsing_.action = checkpoint_;
    };
  });
}

void LogGrammar::add_witness() {
  auto* to =
      command("witness", "serve as a witness: cosign heads of others' logs, and never two that contradict each other (C2SP tlog-witness)");
  to->add_option("--name", witness_.name, "the witness's name in its cosignatures, such as committee.example/witness")->required();
  to->add_option("--state", witness_.state, "the folder of what it knows; without it, it would cosign anything again")->required();
  to->add_option("--log-key", witness_.log_keys, "the verifier key of a log to witness, or a file with one a line")->required();
  to->add_option("--address", witness_.address, "where to listen")->capture_default_str();
  to->add_option("--port", witness_.port, "the port (0: a free one, printed)")->capture_default_str();
  Parsing::keys(to, witness_.keys);
  to->callback([this] { parsing_.finish = [this] { parsing_.action = witness_; }; });
}

void LogGrammar::add_keys() {
  auto* keys = log_->add_subcommand("keys", "the key store of the logs: it stands outside the database and its backups");
  keys->require_subcommand(1);
  add_key_act(*keys, "show", LogKeys::Act::show, "its generation, and the verifier keys of the logs", false);
  add_key_act(*keys, "rotate", LogKeys::Act::rotate, "another root key; no older copy of the key store opens any more", false);
  add_key_act(*keys, "backup", LogKeys::Act::backup, "a copy that opens with the same vault or token, until the next erasure or rotation",
              true);
  add_key_act(*keys, "restore", LogKeys::Act::restore,
              "put a backup in the place of a lost or damaged key store; never one from before an erasure", true);
}

LogKeys& LogGrammar::add_key_act(CLI::App& parent, const char* name, LogKeys::Act act, const char* what, bool file) {
  auto& keys = *key_acts_.emplace_back(std::make_unique<LogKeys>());
  keys.act = act;
  auto* to = parsing_.command(parent, name, what);
  if (file) to->add_option("file", keys.file, "the backup")->required();
  Parsing::store(to, keys.store);
  Parsing::keys(to, keys.keys);
  to->callback([this, &keys] { parsing_.finish = [this, &keys] { parsing_.action = keys; }; });
  return keys;
}

}  // namespace crossroads::cli
