#include "config/service.hpp"

namespace crossroads::config {
namespace {

/// The settings that every service has, under its own usual ports.
template <class Whole>
void add_service(Table<Whole>& table, std::string_view listen, std::string_view operations) {
  table.must("institution.number", &Service::institution, "\"0123456749\"",
             "The enterprise number of the institution that runs the service; its certificate must carry the same.");
  table.may("listen.address", &Service::listen, listen, "Where other institutions reach the service.");
  table.may("listen.threads", &Service::threads, "How many requests are worked on at the same moment; unless said, one for each core.");
  table.may("operations.address", &Service::operations, operations,
            "Where the institution's own operators read health and metrics, without encryption: an address that only they reach.");
  table.may("operations.technical-log", &Service::technical_log,
            "The file to which the technical log is appended, a JSON object a line; unless said, standard error. It names no person.");
  table.must("identity.certificate", &Service::identity, &IdentityFiles::certificate, "\"certificate.pem\"",
             "The certificate, followed by those of the authorities between it and a trusted one (PEM).");
  table.must("identity.key", &Service::identity, &IdentityFiles::key, "\"key.pem\"",
             "The certificate's private key (PEM), readable by the service alone.");
  table.must("identity.authorities", &Service::identity, &IdentityFiles::authorities, "[\"authority.pem\"]",
             "The authorities whose certificates are believed (PEM).");
  table.must("identity.revocation-lists", &Service::identity, &IdentityFiles::revocation_lists, "[\"revoked.pem\"]",
             "The revocation list of each authority (PEM); read again when the file changes. Without a list that is up to date nobody is "
             "believed.");
  table.may("limits.header", &Service::limits, &ServiceLimits::header, "\"16 KiB\"", "The longest header of a request.");
  table.may("limits.body", &Service::limits, &ServiceLimits::body, "\"4 MiB\"", "The longest body of a request.");
  table.may("limits.connections", &Service::limits, &ServiceLimits::connections, "1024", "Connections at the same time.");
  table.may("limits.connections-of-one-institution", &Service::limits, &ServiceLimits::of_one_institution, "512",
            "Connections of one institution at the same time.");
  table.may("limits.requests", &Service::limits, &ServiceLimits::requests, "512",
            "Requests that are worked on at the same time; who comes later is told to try again.");
  table.may("limits.handshake-time", &Service::limits, &ServiceLimits::handshake, "\"5 s\"",
            "How long a connection may take until both sides know each other.");
  table.may("limits.header-time", &Service::limits, &ServiceLimits::header_time, "\"10 s\"",
            "How long the header of a request may take to arrive.");
  table.may("limits.body-time", &Service::limits, &ServiceLimits::body_time, "\"30 s\"",
            "How long the body of a request may take to arrive.");
  table.may("limits.answer-time", &Service::limits, &ServiceLimits::answer_time, "\"30 s\"",
            "How long an answer may take to be taken by the caller.");
  table.may("limits.idle-time", &Service::limits, &ServiceLimits::idle, "\"60 s\"",
            "How long a connection stays open between two requests.");
  table.may("limits.stopping-time", &Service::limits, &ServiceLimits::stopping, "\"10 s\"",
            "How long the service waits for what is under way when it is told to stop.");
}

template <class Whole>
void add_institution(Table<Whole>& table, std::string_view listen, std::string_view operations, std::string_view store) {
  add_service(table, listen, operations);
  table.may("store.file", &Institution::store, store, "The database of this institution: its records and its access log; nobody else's.");
  table.may("laws.folder", &Institution::laws,
            "The folder of the authorisations; unless said, CROSSROADS_LAWS, else `authorisations` beside or above the program.");
  table.may("log.keys", &Institution::keys, "The key store of the access log; unless said, beside the database, ending `.keys`.");
  table.may("log.vault", &Institution::vault, "The file with the key store's own key; unless said, beside the key store, ending `.vault`.");
  table.may("log.passphrase-file", &Institution::passphrase,
            "The file whose first line opens the vault; unless said, CROSSROADS_PASSPHRASE, else the file beside it ending `.passphrase`.");
}

template <class Whole>
void add_register(Table<Whole>& table, Remote Whole::* address, domain::EnterpriseNumber Whole::* institution) {
  table.may("register.address", address, "\"https://127.0.0.1:8444\"", "Where the National Register answers.");
  table.must("register.institution", institution, "\"0123456749\"",
             "The enterprise number of the institution that runs the National Register; its certificate must carry it.");
}

}  // namespace

const Table<Source>& source_table() {
  static const auto table = [] {
    Table<Source> made;
    add_institution(made, "\"127.0.0.1:8441\"", "\"127.0.0.1:9441\"", "\"source.db\"");
    made.may("hub.address", &Source::hub, "\"https://127.0.0.1:8442\"", "Where the hub takes messages.");
    made.must("hub.institution", &Source::hub_institution, "\"0123456749\"",
              "The enterprise number of the hub: it alone is answered, and its certificate must carry it.");
    add_register(made, &Source::national_register, &Source::register_institution);
    return made;
  }();
  return table;
}

const Table<Hub>& hub_table() {
  static const auto table = [] {
    Table<Hub> made;
    add_institution(made, "\"127.0.0.1:8442\"", "\"127.0.0.1:9442\"", "\"hub.db\"");
    made.may("source.address", &Hub::source, "\"https://127.0.0.1:8441\"", "Where the source answers.");
    made.must("source.institution", &Hub::source_institution, "\"0123456749\"",
              "The enterprise number of the source; its certificate must carry it.");
    made.may("desk.address", &Hub::desk, "\"https://127.0.0.1:8443\"", "Where the desk receives messages.");
    made.must("desk.institution", &Hub::desk_institution, "\"0123456749\"",
              "The enterprise number of the desk; its certificate must carry it.");
    add_register(made, &Hub::national_register, &Hub::register_institution);
    made.may("push.digest-key", &Hub::digest_key,
             "The key under which the hub keeps digests of what passed it, never the text; unless said, beside the database, ending "
             "`.digest-key`. It is made where there is none.");
    return made;
  }();
  return table;
}

const Table<Desk>& desk_table() {
  static const auto table = [] {
    Table<Desk> made;
    add_institution(made, "\"127.0.0.1:8443\"", "\"127.0.0.1:9443\"", "\"desk.db\"");
    made.may("hub.address", &Desk::hub, "\"https://127.0.0.1:8442\"", "Where the hub answers.");
    made.must("hub.institution", &Desk::hub_institution, "\"0123456749\"",
              "The enterprise number of the hub; its certificate must carry it.");
    made.may("agents.file", &Desk::agents, "\"agents.txt\"",
             "The agents and the digests of their tokens, as `crossroads desk agent` writes them; read again when it changes.");
    return made;
  }();
  return table;
}

const Table<Register>& register_table() {
  static const auto table = [] {
    Table<Register> made;
    add_service(made, "\"127.0.0.1:8444\"", "\"127.0.0.1:9444\"");
    made.must("store.file", &Register::store, "\"register.db\"",
              "The store that `crossroads import --role register` filled; it may be filled further while the service runs.");
    made.must("access.readers", &Register::readers, "[\"0123456749\"]", "The institutions that may consult the register.");
    made.may("limits.persons", &Register::persons, "1000", "How many persons one consultation may ask for.");
    return made;
  }();
  return table;
}

}  // namespace crossroads::config
