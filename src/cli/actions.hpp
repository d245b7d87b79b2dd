// What the program can be asked to do: the command line parses into one of these, and main() hands it to its room.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "domain/date.hpp"
#include "domain/enterprise_number.hpp"
#include "domain/month.hpp"
#include "domain/period.hpp"
#include "facts/rows.hpp"
#include "law/syntax/authorisation.hpp"

namespace crossroads::cli {

namespace fs = std::filesystem;

/// Exit statuses: what a script can rely on.
enum class Exit : int {
  done = 0,
  failed = 1,          ///< refused, or a check found something; nothing was changed unless said
  usage = 2,           ///< the command line made no sense
  rows_set_aside = 3,  ///< done, but some rows of the input broke a rule and were left out
};
// `law diff` answers as diff(1) does: a difference is no failure, and a failure no answer.
// `log verify` too: 0 intact, 1 not intact, 2 can't tell.
inline constexpr Exit cannot_tell = Exit::usage;
inline constexpr Exit same = Exit::done, different = Exit::failed, not_compared = Exit::usage;

enum class Format : std::uint8_t { text, ndjson, csv, html, json };

struct Common {
  std::optional<fs::path> laws = {};
  domain::Date today = domain::Date::never();
  unsigned threads = 0;
  bool quiet = false;
};

struct Import {
  fs::path folder;
  fs::path store;
  facts::ImportRole role = facts::ImportRole::all;
  bool strict = false;
  bool snapshot = false;
};
struct Replay {
  std::string authorisation;
  domain::MonthSpan months;
  fs::path data;
  bool summary = false;
  bool strict = false;
};
/// Where the keys of the access logs are (keys.hpp); what is not said is looked for beside the store.
struct KeyOptions {
  std::optional<fs::path> keys = {}, vault = {}, passphrase_file = {};
  std::optional<fs::path> module = {};  ///< a PKCS#11 library: a token instead of vault and passphrase
  std::string token = {};               ///< its label
};
struct Run {
  std::string authorisation;
  domain::Month month;
  fs::path store;
  KeyOptions keys = {};
  bool dry_run = false;
  Format format = Format::text;
  std::optional<fs::path> report = {};         ///< where to write the report as a page
  law::Language language = law::Language::en;  ///< of the page
};
struct Explain {
  std::string authorisation;
  std::string niss;
  domain::Month month;
  std::optional<fs::path> data = {};
  fs::path store;
  law::Language language = law::Language::en;
  Format format = Format::text;
};
struct Synth {
  std::uint64_t persons;
  std::uint64_t seed;
  fs::path out;
  std::optional<fs::path> later = {};
};
struct LawCheck {
  std::vector<fs::path> files;
};
struct LawTest {
  std::vector<fs::path> files;
  bool mutants = false;
  Format format = Format::text;
};
struct LawCoverage {
  std::string authorisation;
  std::optional<fs::path> data = {};
  Format format = Format::text;
};
struct LawDiff {
  std::string before, after;  ///< each a file, or the name of an authorisation
  std::optional<fs::path> data = {};
  std::optional<domain::Month> from = {}, to = {};  ///< only with data
  Format format = Format::text;
};
struct LawRender {
  std::string authorisation;  ///< a file, or the name of an authorisation
  std::optional<fs::path> output = {};
  law::Language language = law::Language::en;
};
struct LawFormat {
  std::vector<fs::path> files;
  bool check = false;
};

/// The access log that a command works on.
struct LogAt {
  fs::path store;
  std::string log;
  KeyOptions keys = {};
  Format format = Format::text;
};
/// Who reads or acts, and why: for the entry that it leaves.
struct Reader {
  std::string name, unit = {}, reason = {};
};
struct LogVerify {
  LogAt at;
  std::vector<std::string> log_keys = {}, witness_keys = {};  ///< each a verifier key, or a file with one a line
  std::vector<fs::path> known = {};                           ///< checkpoints that were kept elsewhere
  bool entries_only = false, open_entries = false;
};
struct LogSearch {
  enum class By : std::uint8_t { person, agent, message, ticket, batch, trace, dossier, purpose };
  LogAt at;
  Reader reader;
  By by = By::person;
  std::string value;
  std::optional<domain::Date> first = {}, last = {};
  bool agents = false, prove = false;
};
struct LogProve {
  fs::path store;
  std::string log, entry;
  std::optional<std::uint64_t> under = {};  ///< the size of a checkpoint that was handed out
  std::optional<fs::path> output = {};
  Format format = Format::text;
};
struct LogReport {
  fs::path store;
  std::vector<std::string> logs = {};  ///< else every log of the store
  KeyOptions keys = {};
  Format format = Format::text;
  Reader reader;
  std::string person;
  std::vector<std::string> also = {};  ///< older numbers of the same person that the store's facts don't know
  std::optional<domain::Date> first = {}, last = {};
  std::optional<fs::path> output = {};
  law::Language language = law::Language::en;
};
struct LogExport {
  LogAt at;
  Reader reader;
  fs::path file, certificate;  ///< the archive's, and whom it is sealed to
  domain::Date first = domain::Date::never(), last = domain::Date::never();
  bool without_agents = false;
  std::vector<std::string> witness_keys = {};
};
struct LogErase {
  LogAt at;
  Reader by;
  std::vector<domain::Date> days = {};
  std::vector<std::string> entries = {};
  std::string authorisation;
  int years = 10;  ///< that a day is kept at least
};
struct LogCheckpoint {
  LogAt at;
  std::optional<fs::path> publish = {};
  std::string witness = {}, witness_key = {};  ///< its address, and the key that it cosigns with
  std::string timestamp = {};                  ///< a time-stamper's address
  fs::path authorities = {};                   ///< who vouches for it, PEM
};
struct LogWitness {
  std::string name, address = "127.0.0.1";
  std::uint16_t port = 0;
  fs::path state;
  std::vector<std::string> log_keys;
  KeyOptions keys = {};
};
struct LogKeys {
  enum class Act : std::uint8_t { show, rotate, backup, restore };
  Act act = Act::show;
  fs::path store;
  KeyOptions keys = {};
  fs::path file = {};  ///< of a backup
};

/// `keys` makes and checks the certificates that institutions know each other by; the key store of the logs is `log keys`.
struct KeysAuthority {
  fs::path folder;
  std::string name;
  int days = 365, list_days = 7;
  std::vector<std::string> domains = {};  ///< that it vouches for besides those that belong to nobody
  Format format = Format::text;
};
struct KeysIssue {
  fs::path authority;  ///< its folder
  domain::EnterpriseNumber institution;
  std::string name;
  std::vector<std::string> hosts = {}, addresses = {};
  int days = 90;
  fs::path out;  ///< the folder of certificate and key
  Format format = Format::text;
};
struct KeysRevoke {
  fs::path authority;
  std::string serial = {};
  std::optional<fs::path> certificate = {};  ///< instead of its serial
  std::string reason;
  std::optional<domain::Date> since = {};  ///< else now
  int list_days = 7;
  std::optional<fs::path> list = {};  ///< where the new list is copied to
  Format format = Format::text;
};
struct KeysList {
  fs::path authority;
  int days = 7;
  std::optional<fs::path> out = {};
  Format format = Format::text;
};
struct KeysCheck {
  fs::path certificate, key;
  std::vector<fs::path> authorities = {}, lists = {};
  std::optional<domain::EnterpriseNumber> institution = {};  ///< that it must be
  std::vector<std::string> hosts = {};                       ///< that others will call
  std::optional<Instant> at = {};                            ///< else now
  Format format = Format::text;
};

/// A command that is a service.
struct ServiceOptions {
  enum class Act : std::uint8_t { run, check, sample };
  Act act = Act::run;
  fs::path config = {};
};
struct RegisterService {
  ServiceOptions options = {};
};
struct SourceService {
  ServiceOptions options = {};
};
struct HubService {
  ServiceOptions options = {};
};
struct DeskService {
  ServiceOptions options = {};
};
/// A token for an agent of the desk.
struct DeskAgent {
  std::string agent, unit;
  std::int32_t days = 90;
  fs::path agents = "agents.txt";
};

using Action = std::variant<Import, Replay, Run, Explain, Synth, LawCheck, LawTest, LawCoverage, LawDiff, LawRender, LawFormat, LogVerify,
                            LogSearch, LogProve, LogReport, LogExport, LogErase, LogCheckpoint, LogWitness, LogKeys, KeysAuthority,
                            KeysIssue, KeysRevoke, KeysList, KeysCheck, RegisterService, SourceService, HubService, DeskService, DeskAgent>;

struct Command {
  Common common;
  Action action;
};

/// Each action's room. They print to standard output what was asked for, and to standard error what a person should know.
[[nodiscard]] Exit perform(const Import& action, const Common& common);
[[nodiscard]] Exit perform(const Replay& action, const Common& common);
[[nodiscard]] Exit perform(const Run& action, const Common& common);
[[nodiscard]] Exit perform(const Explain& action, const Common& common);
[[nodiscard]] Exit perform(const Synth& action, const Common& common);
[[nodiscard]] Exit perform(const LawCheck& action, const Common& common);
[[nodiscard]] Exit perform(const LawTest& action, const Common& common);
[[nodiscard]] Exit perform(const LawCoverage& action, const Common& common);
[[nodiscard]] Exit perform(const LawDiff& action, const Common& common);
[[nodiscard]] Exit perform(const LawRender& action, const Common& common);
[[nodiscard]] Exit perform(const LawFormat& action, const Common& common);
[[nodiscard]] Exit perform(const LogVerify& action, const Common& common);
[[nodiscard]] Exit perform(const LogSearch& action, const Common& common);
[[nodiscard]] Exit perform(const LogProve& action, const Common& common);
[[nodiscard]] Exit perform(const LogReport& action, const Common& common);
[[nodiscard]] Exit perform(const LogExport& action, const Common& common);
[[nodiscard]] Exit perform(const LogErase& action, const Common& common);
[[nodiscard]] Exit perform(const LogCheckpoint& action, const Common& common);
[[nodiscard]] Exit perform(const LogWitness& action, const Common& common);
[[nodiscard]] Exit perform(const LogKeys& action, const Common& common);
[[nodiscard]] Exit perform(const KeysAuthority& action, const Common& common);
[[nodiscard]] Exit perform(const KeysIssue& action, const Common& common);
[[nodiscard]] Exit perform(const KeysRevoke& action, const Common& common);
[[nodiscard]] Exit perform(const KeysList& action, const Common& common);
[[nodiscard]] Exit perform(const KeysCheck& action, const Common& common);
[[nodiscard]] Exit perform(const RegisterService& action, const Common& common);
[[nodiscard]] Exit perform(const SourceService& action, const Common& common);
[[nodiscard]] Exit perform(const HubService& action, const Common& common);
[[nodiscard]] Exit perform(const DeskService& action, const Common& common);
[[nodiscard]] Exit perform(const DeskAgent& action, const Common& common);

}  // namespace crossroads::cli
