// Everything that certificates are read from: what is taken is written the same again, and nothing that is not signed is believed. The first byte
// chooses the format.
#include <openssl/obj_mac.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <span>

#include "trust/authority_index.hpp"
#include "trust/making.hpp"
#include "trust/organization_identifier.hpp"
#include "trust/outlook.hpp"
#include "trust/utc.hpp"

namespace {

using namespace crossroads::trust;
using crossroads::Instant;

void must(bool holds, const char* what, std::string_view text) {
  if (holds) return;
  std::cerr << what << ": " << text << '\n';
  std::abort();
}

std::vector<std::uint8_t> bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

constexpr Instant noon{std::chrono::seconds(1'777'887'000)};

/// An authority with a certificate and a list, the same in every run but for the signatures.
struct Known {
  PrivateKey key;
  Certificate authority;
  Chain chain;
  RevocationList list;
};
const Known& known() {
  static const Known all = [] {
    const auto key = make_key([](std::span<std::uint8_t> bytes) { std::ranges::fill(bytes, 7); });
    const auto authority =
        sign_certificate({.serial = "01",
                          .subject = {{"CN", "Authority"}},
                          .not_before = noon,
                          .not_after = noon + std::chrono::days(9),
                          .extensions = {{NID_basic_constraints, "critical,CA:TRUE"}, {NID_key_usage, "critical,keyCertSign,cRLSign"}}},
                         key, nullptr, key);
    const auto leaf =
        sign_certificate({.serial = "02",
                          .subject = {{"organizationIdentifier", "NTRBE-0308356862"}, {"CN", "Desk"}},
                          .not_before = noon,
                          .not_after = noon + std::chrono::days(9),
                          .extensions = {{NID_key_usage, "critical,digitalSignature"}, {NID_subject_alt_name, "DNS:desk.test"}}},
                         key, &authority, key);
    return Known{
        key, authority, {.leaf = leaf}, sign_list({.this_update = noon, .next_update = noon + std::chrono::days(7)}, authority, key)};
  }();
  return all;
}

void fuzz_index(std::string_view text) {
  if (const auto index = parse_authority_index(text)) must(to_text(*index) == text, "an index is written otherwise", text);
  else must(index.error().place.line > 0 && !index.error().expected.empty(), "a refusal says where and what", text);
}

void fuzz_identifier(std::string_view text) {
  if (const auto institution = parse_organization_identifier(text)) {
    must(to_organization_identifier(*institution) == text, "an institution is written otherwise", text);
    must(institution->digits() % 100 == 97 - institution->digits() / 100 % 97, "check digits that are wrong are taken", text);
  }
}

void fuzz_moment(std::string_view text) {
  if (const auto at = parse_utc(text)) must(to_utc(*at) == text, "a moment is written otherwise", text);
}

void fuzz_certificate(std::string_view text) {
  const auto certificate = parse_certificate(bytes_of(text));
  if (!certificate) return;
  for (const auto* said : {&certificate->subject, &certificate->issuer, &certificate->common_name})
    must(said->find('\n') == said->npos && said->find('\x1b') == said->npos, "a control character comes through", *said);
  must(certificates_of_pem(to_pem(*certificate), "").value().front().der == certificate->der, "PEM changes a certificate", text);
  const auto authorities = Authorities::of({known().authority}, {known().list}).value();
  const Chain chain{.leaf = *certificate, .between = {*certificate}};
  must(!check(chain, authorities, noon, {.use = Use::server, .host = "desk.test"}) || certificate->der == known().chain.leaf.der,
       "a certificate that nobody signed is believed", text);
  must(outlook(chain, authorities, noon).now.has_value() || certificate->der == known().chain.leaf.der, "the outlook disagrees", text);
  static_cast<void>(Authorities::of({*certificate}, {}));
}

void fuzz_list(std::string_view text) {
  auto list = parse_revocation_list(bytes_of(text));
  if (!list) return;
  const bool own = list->der == known().list.der;
  const auto authorities = Authorities::of({known().authority}, {std::move(*list)}).value();
  must(check(known().chain, authorities, noon, {}).has_value() == own, "a list that nobody signed counts", text);
  static_cast<void>(outlook(known().chain, authorities, noon));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The order of make_seeds.py.
  constexpr void (*formats[])(std::string_view) = {fuzz_index, fuzz_identifier, fuzz_moment, fuzz_certificate, fuzz_list};
  if (size == 0) return 0;
  formats[data[0] % std::size(formats)](std::string_view(reinterpret_cast<const char*>(data) + 1, size - 1));
  return 0;
}
