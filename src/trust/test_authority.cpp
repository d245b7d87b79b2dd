#include "trust/test_authority.hpp"

#include <arpa/inet.h>  // inet_pton
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>

#include "trust/openssl.hpp"
#include "trust/organization_identifier.hpp"
#include "trust/pem.hpp"
#include "trust/utc.hpp"
#include "trust/wiped_text.hpp"

namespace crossroads::trust {
namespace {

namespace fs = std::filesystem;

constexpr const char* only_for_tests = "For tests and demonstrations only";
constexpr std::string_view readme =
    "This folder is an authority for tests and demonstrations of Crossroads, and for nothing else: its key lies in a file, and whoever "
    "reads that\n"
    "file can be any institution. A production institution brings certificates of its own public key infrastructure.\n\n"
    "authority.pem is what others believe, list.pem the newest revocation list; authority.key must not leave this folder.\n"
    "The commands are crossroads keys issue, revoke, list and check; docs/certificates.md explains them.\n";

constexpr std::array<std::string_view, 5> domains = {"localhost", "test", "example", "invalid", "internal"};
constexpr std::string_view address_ranges =
    "permitted;IP:127.0.0.0/255.0.0.0,permitted;IP:10.0.0.0/255.0.0.0,permitted;IP:172.16.0.0/255.240.0.0,permitted;IP:192.168.0.0/"
    "255.255.0.0,"
    "permitted;IP:::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,permitted;IP:fc00::/fe00::";

/// RFC 1123, in lower case: what OpenSSL's lists of names can hold without a second meaning.
bool is_host(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  while (true) {
    const auto label = text.substr(0, text.find('.'));
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    if (label.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != label.npos) return false;
    if (label.size() == text.size()) return label.find_first_not_of("0123456789") != label.npos;
    text.remove_prefix(label.size() + 1);
  }
}

bool is_address(const std::string& text) {
  std::array<std::uint8_t, 16> bytes = {};
  return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

Result<void> hosts_only(const std::vector<std::string>& names) {
  for (const auto& name : names) {
    if (!is_host(name))
      return failure({.what = "this is no host name", .value = name, .expected = "labels of a-z, 0-9 and hyphens, with dots between them"});
  }
  return {};
}

Result<void> common_name_only(const std::string& name) {
  if (is_common_name(name)) return {};
  return failure({.what = "this can be no common name", .value = name, .expected = "1 to 64 letters on one line"});
}

/// Checks what OpenSSL would only say vaguely, or read as something else.
Result<void> sensible(const TestAuthority::Request& request) {
  CROSSROADS_CHECK(common_name_only(request.common_name));
  CROSSROADS_CHECK(hosts_only(request.hosts));
  for (const auto& address : request.addresses) {
    if (!is_address(address))
      return failure({.what = "this is no address", .value = address, .expected = "IPv4 or IPv6, such as 127.0.0.1"});
  }
  if (request.hosts.empty() && request.addresses.empty())
    return failure({.what = "the certificate would name no host", .expected = "a host name or an address at least"});
  // Without a DNS name verifiers read the common name as one, and would find it beyond what the authority may vouch for.
  if (request.hosts.empty() && is_host(request.common_name))
    return failure(
        {.what = "this common name reads as a host name", .value = request.common_name, .expected = "it among the host names too"});
  return {};
}

std::vector<Extension> extensions_of(const TestAuthority::Request& request) {
  std::vector<std::string> names;
  for (const auto& host : request.hosts) names.push_back("DNS:" + host);
  for (const auto& address : request.addresses) names.push_back("IP:" + address);
  return {{NID_basic_constraints, "critical,CA:FALSE"},
          {NID_key_usage, "critical,digitalSignature"},
          {NID_ext_key_usage, "serverAuth,clientAuth"},
          {NID_subject_alt_name, fmt::to_string(fmt::join(names, ","))}};
}

Result<AuthorityIndex> read_index(const fs::path& file) {
  const auto text = CROSSROADS_TRY(read_pem_file(file, "a test authority's folder: crossroads keys authority makes one"));
  auto index = parse_authority_index(text);
  if (!index) index.error().place.file = file.string();
  return index;
}

Result<void> folder_made(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error && !fs::is_directory(folder, error)) error = std::make_error_code(std::errc::not_a_directory);
  if (error) return failure({.what = "this folder can't be made: " + error.message(), .place = {.file = folder.string()}});
  return {};
}

}  // namespace

std::span<const std::string_view> test_domains() { return domains; }

Result<void> write_secret(const fs::path& file, std::string_view text) {
  return ledger::replace_file(file, std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

Result<void> write_shown(const fs::path& file, std::string_view text) {
  CROSSROADS_CHECK(write_secret(file, text));
  std::error_code error;
  fs::permissions(file, fs::perms::group_read | fs::perms::others_read, fs::perm_options::add, error);
  if (error) return failure({.what = "this file can't be made readable: " + error.message(), .place = {.file = file.string()}});
  return {};
}

Result<TestAuthority> TestAuthority::create(const fs::path& folder, const Setting& setting, std::chrono::days list_days, Instant at,
                                            const Randomness& randomness) {
  CROSSROADS_CHECK(common_name_only(setting.name));
  CROSSROADS_CHECK(hosts_only(setting.domains));
  CROSSROADS_CHECK(folder_made(folder / "issued"));
  auto lock = CROSSROADS_TRY(ledger::FileLock::take(folder / "lock"));
  if (fs::exists(folder / "index.txt")) {
    return failure({.what = "this folder holds an authority already",
                    .place = {.file = folder.string()},
                    .expected = "a folder of its own for each",
                    .kept = "the authority is as it was"});
  }
  const auto begin = std::chrono::floor<std::chrono::seconds>(at);
  std::string constraints = "critical";
  for (const auto domain : domains) constraints += fmt::format(",permitted;DNS:{}", domain);
  for (const auto& domain : setting.domains) constraints += fmt::format(",permitted;DNS:{}", domain);
  constraints += fmt::format(",{}", address_ranges);
  const auto key = make_key(randomness);
  const ToBeSigned content{.serial = make_serial(randomness),
                           .subject = {{"C", "BE"}, {"OU", only_for_tests}, {"CN", setting.name}},
                           .not_before = begin,
                           .not_after = begin + setting.days,
                           .extensions = {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                                          {NID_key_usage, "critical,keyCertSign,cRLSign"},
                                          {NID_name_constraints, constraints}}};
  auto certificate = sign_certificate(content, key, nullptr, key);
  certificate.file = (folder / "authority.pem").string();
  CROSSROADS_CHECK(write_shown(folder / "README.txt", readme));
  const WipedText secret(key.to_pem());
  CROSSROADS_CHECK(write_secret(folder / "authority.key", secret.text()));
  CROSSROADS_CHECK(write_shown(folder / "authority.pem", to_pem(certificate)));
  TestAuthority made(folder, std::move(lock), std::move(certificate), key);
  // With its index it is an authority: what was stopped before that is made anew.
  static_cast<void>(CROSSROADS_TRY(made.publish(at, list_days)));
  return made;
}

Result<TestAuthority> TestAuthority::open(const fs::path& folder) {
  static_cast<void>(CROSSROADS_TRY(read_index(folder / "index.txt")));  // before a lock is left in a folder that is none
  auto lock = CROSSROADS_TRY(ledger::FileLock::take(folder / "lock"));
  auto index = CROSSROADS_TRY(read_index(folder / "index.txt"));
  const auto file = folder / "authority.pem", key_file = folder / "authority.key";
  const auto text = CROSSROADS_TRY(read_pem_file(file, "the authority's certificate"));
  auto certificates = CROSSROADS_TRY(certificates_of_pem(text, file.string()));
  const WipedText secret(CROSSROADS_TRY(read_pem_file(key_file, "the authority's key")));
  auto key = CROSSROADS_TRY(PrivateKey::of_pem(secret.text(), key_file.string()));
  if (!key.fits(certificates.front()))
    return failure({.what = "the key is not that of the authority's certificate", .place = {.file = key_file.string()}});
  TestAuthority authority(folder, std::move(lock), std::move(certificates.front()), std::move(key));
  authority.index_ = std::move(index);
  return authority;
}

Result<Identity> TestAuthority::issue(const Request& request, Instant at, const Randomness& randomness) {
  CROSSROADS_CHECK(sensible(request));
  const auto begin = std::chrono::floor<std::chrono::seconds>(at);
  if (begin < certificate_.not_before || begin + request.days > certificate_.not_after) {
    return failure({.what = "the certificate would outlive its authority",
                    .place = {.file = certificate_.file},
                    .field = "days",
                    .value = fmt::to_string(request.days.count()),
                    .expected = fmt::format("to lie between {} and {}", to_utc(certificate_.not_before), to_utc(certificate_.not_after)),
                    .kept = "nothing was issued"});
  }
  const auto key = make_key(randomness);
  const ToBeSigned content{.serial = make_serial(randomness),
                           .subject = {{"C", "BE"},
                                       {"organizationIdentifier", to_organization_identifier(request.institution)},
                                       {"OU", only_for_tests},
                                       {"CN", request.common_name}},
                           .not_before = begin,
                           .not_after = begin + request.days,
                           .extensions = extensions_of(request)};
  auto identity = CROSSROADS_TRY(Identity::of({.leaf = sign_certificate(content, key, &certificate_, key_)}, key));
  // What it may vouch for it is asked itself, as everybody will.
  const auto authorities = CROSSROADS_TRY(Authorities::of({certificate_}, {next_list(at, std::chrono::days(1), index_.lists + 1)}));
  if (auto good = check(identity.chain, authorities, begin, {}); !good) {
    auto problem = std::move(good).error().problem;
    problem.hint = fmt::format(
        "this authority vouches for names under {}, for the domains that it was made with, and for addresses of private networks",
        fmt::join(domains, ", "));
    problem.kept = "nothing was issued";
    return failure(std::move(problem));
  }
  auto index = index_;
  const auto& leaf = identity.chain.leaf;
  index.issued.push_back({leaf.serial, request.institution, leaf.not_before, leaf.not_after, request.common_name});
  CROSSROADS_CHECK(keep(std::move(index)));
  CROSSROADS_CHECK(folder_made(folder_ / "issued"));
  CROSSROADS_CHECK(write_shown(folder_ / "issued" / (leaf.serial + ".pem"), to_pem(leaf)));
  return identity;
}

Result<Revocation> TestAuthority::revoke(const std::string& serial, const std::string& reason, Instant since) {
  const auto refuse = [&](std::string what, std::string field, std::string value, std::string expected) {
    return failure({.what = std::move(what),
                    .place = {.file = (folder_ / "index.txt").string()},
                    .field = std::move(field),
                    .value = std::move(value),
                    .expected = std::move(expected),
                    .kept = "nothing was revoked"});
  };
  if (std::ranges::count(revocation_reasons(), reason) == 0)
    return refuse("this is no reason", "reason", reason, fmt::format("{}", fmt::join(revocation_reasons(), ", ")));
  if (std::ranges::count(index_.issued, serial, &IssuedLine::serial) == 0)
    return refuse("this authority issued no such certificate", "serial", serial, "one of its index");
  if (const auto before = std::ranges::find(index_.revoked, serial, &Revocation::serial); before != index_.revoked.end())
    return refuse(fmt::format("it was revoked before, as of {} ({})", to_utc(before->since), before->reason), "serial", serial, "");
  auto index = index_;
  index.revoked.push_back({.serial = serial, .since = std::chrono::floor<std::chrono::seconds>(since), .reason = reason});
  CROSSROADS_CHECK(keep(std::move(index)));
  return index_.revoked.back();
}

Result<Revocation> TestAuthority::revoke(const Certificate& certificate, const std::string& reason, Instant since) {
  if (X509_verify(to_x509(certificate).get(), key_.native()) != 1) {
    static_cast<void>(openssl_reason());
    return failure({.what = "this certificate is not of this authority",
                    .place = {.file = certificate.file},
                    .field = "issuer",
                    .value = certificate.issuer,
                    .expected = certificate_.subject,
                    .kept = "nothing was revoked"});
  }
  return revoke(certificate.serial, reason, since);
}

RevocationList TestAuthority::next_list(Instant at, std::chrono::days valid, std::uint64_t number) const {
  const auto begin = std::chrono::floor<std::chrono::seconds>(at);
  return sign_list({.number = number, .this_update = begin, .next_update = begin + valid, .revoked = index_.revoked}, certificate_, key_);
}

Result<RevocationList> TestAuthority::publish(Instant at, std::chrono::days valid) {
  auto index = index_;
  index.lists += 1;
  auto list = next_list(at, valid, index.lists);
  list.file = list_file().string();
  CROSSROADS_CHECK(keep(std::move(index)));
  CROSSROADS_CHECK(write_shown(list_file(), to_pem(list)));
  return list;
}

Result<RevocationList> TestAuthority::list() const {
  const auto text = CROSSROADS_TRY(read_pem_file(list_file(), "the authority's list: crossroads keys list publishes it"));
  return std::move(CROSSROADS_TRY(revocation_lists_of_pem(text, list_file().string())).front());
}

Result<void> TestAuthority::keep(AuthorityIndex index) {
  CROSSROADS_CHECK(write_shown(folder_ / "index.txt", to_text(index)));
  index_ = std::move(index);
  return {};
}

}  // namespace crossroads::trust
