// crossroads log verify: is the log what was written? 0 intact, 1 not intact, 2 can't tell.
#include <fmt/format.h>

#include <charconv>

#include "cli/house.hpp"
#include "cli/log_words.hpp"
#include "cli/output.hpp"
#include "cli/verifier_keys.hpp"
#include "ledger/log/verify.hpp"
#include "ledger/note/checkpoint.hpp"
#include "library/library.hpp"

namespace crossroads::cli {
namespace {

using ledger::Verdict;
using ledger::VerifierKey;

constexpr std::array<std::string_view, 3> verdicts{"intact", "not intact", "cannot tell"};

/// A checkpoint that someone kept elsewhere: its head must be in the log.
Result<ledger::KnownHead> known_head(const fs::path& file, domain::EnterpriseNumber institution, const ledger::LogName& log,
                                     const ledger::VerifyOptions& options) {
  const auto text = CROSSROADS_TRY(library::read_text(file));
  const auto in_file = [&](Problem problem) {
    problem.place = {.file = file.string()};
    return failure(std::move(problem));
  };
  const auto note = ledger::parse_note(text);
  if (!note) return in_file(note.error());
  const auto checkpoint = ledger::parse_checkpoint(note->text);
  if (!checkpoint) return in_file(checkpoint.error());
  const auto& origin = checkpoint->origin.text();
  int year = 0;
  const auto digits = origin.substr(origin.rfind('/') + 1);
  std::from_chars(digits.data(), digits.data() + digits.size(), year);
  const ledger::Shard shard{year};
  if (origin_of(institution, log, shard) != checkpoint->origin) {
    return failure({.what = "this checkpoint is of another log",
                    .place = {.file = file.string()},
                    .value = origin,
                    .expected = origin_of(institution, log, shard).text()});
  }
  std::optional<Problem> refused;
  for (const auto& key : CROSSROADS_TRY(options.keys(checkpoint->origin))) {
    if (const auto opened = ledger::open_checkpoint(*note, checkpoint->origin, key))
      return ledger::KnownHead{shard, opened->checkpoint.head, file.string()};
    else refused = opened.error();
  }
  return in_file(refused.value_or(Problem{.what = "no key is known for this checkpoint", .value = origin}));
}

std::string in_words(const ledger::Verification& done, const std::string& log) {
  std::string text = fmt::format("log {}: {}\n", log, verdicts[static_cast<std::size_t>(done.verdict)]);
  if (done.entry) text += fmt::format("first bad entry   {}\n", to_string(*done.entry));
  if (done.problem) text += fmt::format("reason            {}\n", one_line(*done.problem));
  text += fmt::format("entries           {}\nsealed parts      {} held against their entries, {} opened, {} erased\nindexes of a day  {}\n",
                      done.leaves, done.parts, done.opened, done.erased, done.commitments);
  for (const auto& head : done.heads)
    text +=
        fmt::format("head of {}      {} entries, {}\n", head.shard.year, head.frontier.size().value, to_base64(head.frontier.head().root));
  return text;
}

std::string as_json(const ledger::Verification& done, const std::string& log) {
  const auto number = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  JsonWriter json;
  json.open_object().member("log", log).member("verdict", verdicts[static_cast<std::size_t>(done.verdict)]);
  if (done.entry) json.member("first_bad_entry", to_string(*done.entry));
  if (done.problem) json.member("reason", one_line(*done.problem));
  json.member("entries", number(done.leaves)).member("parts", number(done.parts)).member("opened", number(done.opened));
  json.member("erased", number(done.erased)).member("indexes", number(done.commitments)).name("heads").open_array();
  for (const auto& head : done.heads) {
    json.open_object().member("year", std::int64_t{head.shard.year}).member("size", number(head.frontier.size().value));
    json.member("root", to_base64(head.frontier.head().root)).close_object();
  }
  json.close_array().close_object().end_line();
  return json.take();
}

Result<ledger::Verification> verification(const LogVerify& action, const Common& common) {
  const auto log = CROSSROADS_TRY(ledger::LogName::parse(action.at.log));
  const auto store = CROSSROADS_TRY(store::sqlite::Store::open(action.at.store, {.access = store::sqlite::Access::read_only}));
  std::unique_ptr<ledger::KeyStore> keys;
  if (action.log_keys.empty() || action.open_entries)
    keys = CROSSROADS_TRY(open_keys(action.at.keys, action.at.store, WithoutKeys::refuse));

  ProgressLine line(common.quiet);
  ledger::VerifyOptions options;
  options.institution = CROSSROADS_TRY(institution_of(store->ledger(), log));
  options.everything = !action.entries_only;
  const auto given = CROSSROADS_TRY(verifier_keys(action.log_keys));
  options.keys = [&](const ledger::Origin& origin) -> Result<std::vector<VerifierKey>> {
    if (given.empty()) return own_keys(*keys, origin.text(), ledger::SignatureType::note);
    std::vector<VerifierKey> of_origin;
    std::ranges::copy_if(given, std::back_inserter(of_origin), [&](const VerifierKey& key) { return key.name().text() == origin.text(); });
    return of_origin;
  };
  options.witnesses = CROSSROADS_TRY(verifier_keys(action.witness_keys));
  if (action.open_entries) options.day_keys = keys.get();
  for (const auto& file : action.known) options.known.push_back(CROSSROADS_TRY(known_head(file, options.institution, log, options)));
  options.progress = [&](std::uint64_t leaves) { line.say(fmt::format("{} entries", leaves)); };
  return ledger::verify(store->ledger(), log, options);
}

}  // namespace

Exit perform(const LogVerify& action, const Common& common) {
  const auto done = verification(action, common);
  if (!done) {
    static_cast<void>(refuse(done.error()));
    return cannot_tell;
  }
  const auto text = action.at.format == Format::json ? as_json(*done, action.at.log) : in_words(*done, action.at.log);
  if (const auto written = to_standard_output(text); !written) {
    static_cast<void>(refuse(written.error()));
    return cannot_tell;
  }
  return static_cast<Exit>(done->verdict);
}

}  // namespace crossroads::cli
