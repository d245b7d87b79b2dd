#include "cli/keys_grammar.hpp"

#include "trust/authority_index.hpp"
#include "trust/utc.hpp"

namespace crossroads::cli {
namespace {

/// A moment, or a day: its first moment.
struct Moment {
  static Result<Instant> parse(std::string_view text) {
    if (const auto day = domain::Date::parse(text)) return Instant(std::chrono::sys_days(day->calendar()));
    return trust::parse_utc(text);
  }
};

}  // namespace

KeysGrammar::KeysGrammar(CLI::App& app, Parsing& parsing)
    : parsing_(parsing),
      keys_(app.add_subcommand("keys", "the certificates that institutions know each other by: check one's own, make some for tests")) {
  keys_->require_subcommand(1);
  keys_->footer(
      "The authority that `keys authority` makes is for tests and demonstrations: a production institution brings certificates of its own\n"
      "public key infrastructure, and needs `keys check` alone. docs/certificates.md says what is expected of them.");
  add_authority();
  add_issue();
  add_revoke();
  add_list();
  add_check();
}

CLI::App* KeysGrammar::command(const char* name, const char* what) {
  auto* to = keys_->add_subcommand(name, what);
  parsing_.format(to, {"text", "json"});
  return to;
}

void KeysGrammar::authority(CLI::App* to, fs::path& folder) {
  to->add_option("--authority", folder, "the test authority's folder")->required();
}

CLI::Option* KeysGrammar::days(CLI::App* to, const char* name, int& count, const char* what) {
  return to->add_option(name, count, what)->capture_default_str()->check(CLI::Range(1, 3650));
}

void KeysGrammar::add_authority() {
  auto* to =
      command("authority", "make an authority for tests and demonstrations: a folder with its key, its certificate and an empty list");
  to->footer(
      "It vouches for names under localhost, test, example, invalid and internal, and for loopback and private addresses, and for no "
      "others.");
  to->add_option("folder", authority_.folder, "the folder to make")->required();
  authority_.name = "Crossroads test authority";
  to->add_option("--name", authority_.name, "its common name")->capture_default_str();
  days(to, "--days", authority_.days, "how long it lasts");
  days(to, "--list-days", authority_.list_days, "how long its first list of what was revoked holds");
  to->add_option("--domain", authority_.domains, "a name that it vouches for too, with all below it; several times for several");
  to->callback([this] {
    parsing_.finish = [this] {
      authority_.format = formats.at(parsing_.words.format);
      parsing_.action = authority_;
    };
  });
}

void KeysGrammar::add_issue() {
  auto* to = command("issue", "a fresh key and its certificate for an institution, by a test authority");
  authority(to, issue_.authority);
  to->add_option("--institution", institution_, "its enterprise number")
      ->required()
      ->check(parsed_by<domain::EnterpriseNumber>("TEN DIGITS"));
  to->add_option("--name", issue_.name, "its common name, for people")->required();
  to->add_option("--host", issue_.hosts, "a name that others will call; several times for several");
  to->add_option("--address", issue_.addresses, "an address that others will call; several times for several");
  days(to, "--days", issue_.days, "how long it lasts");
  to->add_option("--out,-o", issue_.out, "the folder to write certificate.pem and key.pem to; neither may be there")->required();
  to->callback([this] {
    parsing_.finish = [this] {
      if (issue_.hosts.empty() && issue_.addresses.empty()) throw CLI::ValidationError("--host or --address", "whom will others call?");
      issue_.institution = *domain::EnterpriseNumber::parse(institution_);
      issue_.format = formats.at(parsing_.words.format);
      parsing_.action = issue_;
    };
  });
}

void KeysGrammar::add_revoke() {
  auto* to = command("revoke", "take a certificate of a test authority back, and publish its list anew");
  authority(to, revoke_.authority);
  auto* serial =
      to->add_option("--serial", revoke_.serial, "the certificate's serial, hexadecimal, as index.txt and `keys check` write it");
  to->add_option("--certificate", revoke_.certificate, "the certificate itself, instead of its serial")->excludes(serial);
  std::set<std::string> reasons;
  for (const auto reason : trust::revocation_reasons()) reasons.emplace(reason);
  to->add_option("--reason", revoke_.reason, "why (RFC 5280)")->required()->check(CLI::IsMember(std::move(reasons)));
  to->add_option("--since", since_,
                 "the day since when it is not to be believed, UTC (else now); the list holds it, and refuses it on every day")
      ->check(parsed_by<domain::Date>("YYYY-MM-DD"));
  days(to, "--list-days", revoke_.list_days, "how long the new list holds");
  to->add_option("--list", revoke_.list, "where to put a copy of the new list (besides list.pem of the authority)");
  to->callback([this] {
    parsing_.finish = [this] {
      if (revoke_.serial.empty() && !revoke_.certificate) throw CLI::ValidationError("--serial or --certificate", "what is to be revoked?");
      if (!since_.empty()) revoke_.since = *domain::Date::parse(since_);
      revoke_.format = formats.at(parsing_.words.format);
      parsing_.action = revoke_;
    };
  });
}

void KeysGrammar::add_list() {
  auto* to = command("list", "publish a test authority's list of what was revoked anew, before the old one is out of date");
  authority(to, list_.authority);
  days(to, "--days", list_.days, "how long it holds");
  to->add_option("--out,-o", list_.out, "where to put a copy (besides list.pem of the authority)");
  to->callback([this] {
    parsing_.finish = [this] {
      list_.format = formats.at(parsing_.words.format);
      parsing_.action = list_;
    };
  });
}

void KeysGrammar::add_check() {
  auto* to = command("check", "could this institution talk to others with this certificate? until when, and what ends first?");
  to->footer(
      "Exit status: 0 it could; 1 it could not, and why. What ends soon is a warning on standard error.\n"
      "The services ask the same before they start, and of everybody who calls: what is refused here is refused there.");
  to->add_option("--certificate", check_.certificate, "its certificate, and those between it and the authority (PEM)")->required();
  to->add_option("--key", check_.key, "the certificate's private key (PEM, not under a passphrase)")->required();
  to->add_option("--authorities", check_.authorities,
                 "certificates of the authorities that are believed (PEM); several times for several files")
      ->required();
  to->add_option("--list", check_.lists, "an authority's revocation list (PEM); several times for several")->required();
  to->add_option("--institution", institution_, "whose certificate it must be: an enterprise number")
      ->check(parsed_by<domain::EnterpriseNumber>("TEN DIGITS"));
  to->add_option("--host", check_.hosts, "a name or address that others will call: the certificate must hold it");
  to->add_option("--at", at_, "the moment to ask about, UTC (else now)")->check(parsed_by<Moment>("YYYY-MM-DD[Thh:mm:ssZ]"));
  to->callback([this] {
    parsing_.finish = [this] {
      if (!institution_.empty()) check_.institution = *domain::EnterpriseNumber::parse(institution_);
      if (!at_.empty()) check_.at = *Moment::parse(at_);
      check_.format = formats.at(parsing_.words.format);
      parsing_.action = check_;
    };
  });
}

}  // namespace crossroads::cli
