// Every verdict, against three judges: `check`, TLS itself in memory, and the openssl command.
#include "trust/check.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <map>
#include <optional>

#include "forge.hpp"
#include "handshake.hpp"
#include "trust/openssl.hpp"

namespace crossroads::trust::test {
namespace {

/// Two authorities, and one below the first.
const Signer& first() {
  static const Signer signer = make_signer(1, "First authority");
  return signer;
}
const Signer& second() {
  static const Signer signer = make_signer(2, "Second authority");
  return signer;
}
const Signer& below_first() {
  static const Signer signer = [] {
    auto content = authority_content("Below the first");
    content.serial = "02";
    return make_signer(3, content, &first());
  }();
  return signer;
}

struct Case {
  const char* name;
  std::optional<Reason> reason;  ///< nothing: believed
  Certificate leaf;
  std::vector<Certificate> between = {};
  std::vector<Certificate> authorities = {first().certificate};
  std::vector<RevocationList> lists = {make_list(first())};
  Instant at = noon + days(1);
  Expected expected = {};
  const PrivateKey* key = &leaf_key();
};

/// The leaf with something changed, signed by `signer`.
template <class Change>
Certificate leaf_with(Change change, const Signer& signer = first()) {
  auto content = leaf_content();
  change(content);
  return sign_leaf(content, signer);
}
Certificate leaf(const Signer& signer = first()) {
  return leaf_with([](ToBeSigned&) {}, signer);
}
Certificate with_extension(int kind, const std::string& value) {
  return leaf_with([&](ToBeSigned& content) { set_extension(content, kind, value); });
}
Certificate with_institutions(const std::vector<std::string>& values) {
  return leaf_with([&](ToBeSigned& content) { set_attribute(content, "organizationIdentifier", values); });
}
const PrivateKey& other_key(const char* kind, std::size_t bits_or_0 = 0, const char* curve = nullptr) {
  static std::map<std::string, PrivateKey> keys;
  const auto name = fmt::format("{} {} {}", kind, bits_or_0, curve != nullptr ? curve : "");
  const auto found = keys.find(name);
  if (found != keys.end()) return found->second;
  EVP_PKEY* made =
      curve != nullptr ? EVP_PKEY_Q_keygen(nullptr, nullptr, kind, curve) : EVP_PKEY_Q_keygen(nullptr, nullptr, kind, bits_or_0);
  return keys.emplace(name, PrivateKey::adopt(made)).first->second;
}
Certificate with_key(const PrivateKey& key) { return sign_certificate(leaf_content(), key, &first().certificate, first().key); }

std::vector<Case> path_cases() {
  auto late_authority = authority_content("First authority");
  late_authority.not_before = noon + days(2);
  auto short_authority = authority_content("First authority");
  short_authority.not_after = noon + days(2);
  auto shallow = authority_content("Shallow authority");
  set_extension(shallow, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  const auto shallow_signer = make_signer(5, shallow);
  auto too_deep = authority_content("Too deep");
  too_deep.serial = "02";
  const auto too_deep_signer = make_signer(6, too_deep, &shallow_signer);
  auto narrow = authority_content("Narrow authority");
  set_extension(narrow, NID_name_constraints, "critical,permitted;DNS:example");
  const auto narrow_signer = make_signer(7, narrow);
  auto no_signer = authority_content("No list signer");
  set_extension(no_signer, NID_key_usage, "critical,keyCertSign");
  const auto no_list_signer = make_signer(8, no_signer);
  const auto impostor = make_signer(9, "First authority");  // the same name, another key
  const auto late_signer = make_signer(1, late_authority), short_signer = make_signer(1, short_authority);
  const Signer institution{leaf(), leaf_key()};
  const auto of_below = leaf(below_first());
  const std::vector<RevocationList> below_list = {make_list(below_first())};
  const auto both_uses = Expected{.use = Use::server};
  return {
      {.name = "a client", .reason = {}, .leaf = leaf()},
      {.name = "a server", .reason = {}, .leaf = leaf(), .expected = both_uses},
      {.name = "its first second", .reason = {}, .leaf = leaf(), .at = noon},
      {.name = "a second before",
       .reason = Reason::not_yet_valid,
       .leaf = leaf(),
       .lists = {make_list(first(), {}, noon - days(1))},
       .at = noon - seconds(1)},
      {.name = "its last second",
       .reason = {},
       .leaf = leaf(),
       .lists = {make_list(first(), {}, noon + days(89))},
       .at = noon + days(90) - seconds(1)},
      {.name = "expired",
       .reason = Reason::expired,
       .leaf = leaf(),
       .lists = {make_list(first(), {}, noon + days(89))},
       .at = noon + days(90)},
      {.name = "expired, and the list too", .reason = Reason::expired, .leaf = leaf(), .at = noon + days(90)},
      {.name = "its authority expired",
       .reason = Reason::expired,
       .leaf = leaf(short_signer),
       .authorities = {short_signer.certificate},
       .lists = {make_list(short_signer)},
       .at = noon + days(3)},
      {.name = "its authority expired and was renewed with the same key",
       .reason = {},
       .leaf = leaf(short_signer),
       .authorities = {short_signer.certificate, first().certificate},
       .at = noon + days(3)},
      {.name = "an authority of one name and two keys",
       .reason = {},
       .leaf = leaf(impostor),
       .authorities = {first().certificate, impostor.certificate},
       .lists = {make_list(impostor), make_list(first(), {{"4711", noon, "superseded"}})}},
      {.name = "revoked by the second key of that name",
       .reason = Reason::revoked,
       .leaf = leaf(impostor),
       .authorities = {first().certificate, impostor.certificate},
       .lists = {make_list(impostor, {{"4711", noon, "superseded"}}), make_list(first())}},
      {.name = "a list for the other key of that name alone",
       .reason = Reason::list_missing,
       .leaf = leaf(impostor),
       .authorities = {first().certificate, impostor.certificate}},
      {.name = "its authority not yet valid",
       .reason = Reason::not_yet_valid,
       .leaf = leaf(late_signer),
       .authorities = {late_signer.certificate},
       .lists = {make_list(late_signer)}},
      {.name = "another authority is believed",
       .reason = Reason::unknown_authority,
       .leaf = leaf(),
       .authorities = {second().certificate},
       .lists = {make_list(second())}},
      {.name = "nobody is believed", .reason = Reason::unknown_authority, .leaf = leaf(), .authorities = {}, .lists = {}},
      {.name = "an authority of the same name", .reason = Reason::unknown_authority, .leaf = leaf(impostor)},
      {.name = "a changed signature", .reason = Reason::unknown_authority, .leaf = damaged(leaf())},
      {.name = "signed by itself",
       .reason = Reason::unknown_authority,
       .leaf = sign_certificate(leaf_content(), leaf_key(), nullptr, leaf_key())},
      {.name = "signed by an institution",
       .reason = Reason::unknown_authority,
       .leaf = leaf(institution),
       .between = {institution.certificate}},
      {.name = "through another authority", .reason = {}, .leaf = of_below, .between = {below_first().certificate}, .lists = below_list},
      {.name = "through one that is not sent", .reason = Reason::unknown_authority, .leaf = of_below, .lists = below_list},
      {.name = "by one that is believed without the one above",
       .reason = {},
       .leaf = of_below,
       .authorities = {below_first().certificate},
       .lists = below_list},
      {.name = "through another authority, with the list of the one above alone",
       .reason = Reason::list_missing,
       .leaf = of_below,
       .between = {below_first().certificate}},
      {.name = "revoked", .reason = Reason::revoked, .leaf = leaf(), .lists = {make_list(first(), {{"4711", noon, "keyCompromise"}})}},
      {.name = "revoked, on an old list",
       .reason = Reason::revoked,
       .leaf = leaf(),
       .lists = {make_list(first(), {{"4711", noon, "superseded"}}, noon - days(20))}},
      {.name = "revoked, on the newer of two lists",
       .reason = Reason::revoked,
       .leaf = leaf(),
       .lists = {make_list(first()), make_list(first(), {{"4711", noon, "superseded"}}, noon + seconds(60))}},
      {.name = "the same number revoked by another authority",
       .reason = {},
       .leaf = leaf(),
       .authorities = {first().certificate, second().certificate},
       .lists = {make_list(first()), make_list(second(), {{"4711", noon, "keyCompromise"}})}},
      {.name = "another number revoked", .reason = {}, .leaf = leaf(), .lists = {make_list(first(), {{"4712", noon, "keyCompromise"}})}},
      {.name = "no list", .reason = Reason::list_missing, .leaf = leaf(), .lists = {}},
      {.name = "the list of another authority", .reason = Reason::list_missing, .leaf = leaf(), .lists = {make_list(second())}},
      {.name = "a list of an authority of the same name",
       .reason = Reason::list_not_signed,
       .leaf = leaf(),
       .lists = {make_list(impostor)}},
      {.name = "a list with a changed signature",
       .reason = Reason::list_not_signed,
       .leaf = leaf(),
       .lists = {damaged(make_list(first()))}},
      {.name = "revoked by a list with a changed signature",
       .reason = Reason::list_not_signed,
       .leaf = leaf(),
       .lists = {damaged(make_list(first(), {{"4711", noon, "keyCompromise"}}))}},
      {.name = "an authority that may sign no lists",
       .reason = Reason::list_not_signed,
       .leaf = leaf(no_list_signer),
       .authorities = {no_list_signer.certificate},
       .lists = {make_list(no_list_signer)}},
      {.name = "a list's last second", .reason = {}, .leaf = leaf(), .at = noon + days(7) - seconds(1)},
      {.name = "a list out of date", .reason = Reason::list_out_of_date, .leaf = leaf(), .at = noon + days(7)},
      {.name = "an old list beside a good one",
       .reason = {},
       .leaf = leaf(),
       .lists = {make_list(first(), {}, noon - days(20)), make_list(first())}},
      {.name = "a list of tomorrow",
       .reason = Reason::list_not_yet_valid,
       .leaf = leaf(),
       .lists = {make_list(first(), {}, noon + days(2))}},
      {.name = "a server's, as a client", .reason = Reason::wrong_use, .leaf = with_extension(NID_ext_key_usage, "serverAuth")},
      {.name = "a server's, as a server", .reason = {}, .leaf = with_extension(NID_ext_key_usage, "serverAuth"), .expected = both_uses},
      {.name = "a client's, as a server",
       .reason = Reason::wrong_use,
       .leaf = with_extension(NID_ext_key_usage, "clientAuth"),
       .expected = both_uses},
      {.name = "for mail", .reason = Reason::wrong_use, .leaf = with_extension(NID_ext_key_usage, "emailProtection")},
      {.name = "for no signatures", .reason = Reason::wrong_use, .leaf = with_extension(NID_key_usage, "critical,keyEncipherment")},
      {.name = "the path is too long",
       .reason = Reason::against_standard,
       .leaf = leaf(too_deep_signer),
       .between = {too_deep_signer.certificate},
       .authorities = {shallow_signer.certificate},
       .lists = {make_list(too_deep_signer)}},
      {.name = "a name beyond the authority's",
       .reason = Reason::against_standard,
       .leaf = leaf(narrow_signer),
       .authorities = {narrow_signer.certificate},
       .lists = {make_list(narrow_signer)}},
      {.name = "a critical extension that nobody knows",
       .reason = Reason::against_standard,
       .leaf = with_extension(NID_netscape_comment, "critical,what is this")},
      {.name = "a weak key", .reason = Reason::wrong_key, .leaf = with_key(other_key("RSA", 1024)), .key = &other_key("RSA", 1024)},
  };
}

std::vector<Case> own_cases() {
  const auto institution = domain::EnterpriseNumber::from_stored(308356862);
  const auto another = domain::EnterpriseNumber::from_stored(244640631);
  const auto called = [](const char* host) { return Expected{.use = Use::server, .host = host}; };
  return {
      {.name = "an RSA key", .reason = Reason::wrong_key, .leaf = with_key(other_key("RSA", 3072)), .key = &other_key("RSA", 3072)},
      {.name = "a P-384 key",
       .reason = Reason::wrong_key,
       .leaf = with_key(other_key("EC", 0, "P-384")),
       .key = &other_key("EC", 0, "P-384")},
      {.name = "no institution", .reason = Reason::no_institution, .leaf = with_institutions({})},
      {.name = "two institutions",
       .reason = Reason::several_institutions,
       .leaf = with_institutions({"NTRBE-0308356862", "NTRBE-0244640631"})},
      {.name = "one institution twice",
       .reason = Reason::several_institutions,
       .leaf = with_institutions({"NTRBE-0308356862", "NTRBE-0308356862"})},
      {.name = "an institution of another register",
       .reason = Reason::malformed_institution,
       .leaf = with_institutions({"VATBE-0308356862"})},
      {.name = "wrong check digits", .reason = Reason::malformed_institution, .leaf = with_institutions({"NTRBE-0308356863"})},
      {.name = "the institution that is expected", .reason = {}, .leaf = leaf(), .expected = {.institution = institution}},
      {.name = "another institution", .reason = Reason::other_institution, .leaf = leaf(), .expected = {.institution = another}},
      {.name = "the host that is called", .reason = {}, .leaf = leaf(), .expected = called("desk.test")},
      {.name = "in capitals", .reason = {}, .leaf = leaf(), .expected = called("DESK.test")},
      {.name = "its address", .reason = {}, .leaf = leaf(), .expected = called("127.0.0.1")},
      {.name = "its longer address", .reason = {}, .leaf = leaf(), .expected = called("0:0:0:0:0:0:0:1")},
      {.name = "another host", .reason = Reason::other_host, .leaf = leaf(), .expected = called("hub.test")},
      {.name = "a host below it", .reason = Reason::other_host, .leaf = leaf(), .expected = called("a.desk.test")},
      {.name = "another address", .reason = Reason::other_host, .leaf = leaf(), .expected = called("127.0.0.2")},
      {.name = "its common name is no host",
       .reason = Reason::other_host,
       .leaf = leaf_with([](ToBeSigned& content) { set_attribute(content, "CN", {"hub.test"}); }),
       .expected = called("hub.test")},
  };
}

/// The openssl command with the same flags.
Printed openssl_verify(const Case& of, const Folder& folder) {
  const auto all = [](const auto& several) {
    std::string text;
    for (const auto& one : several) text += to_pem(one);
    return text;
  };
  std::string command = fmt::format(
      "cd '{}' && openssl verify -x509_strict -crl_check -partial_chain -auth_level 2 -no-CApath -no-CAstore "
      "-purpose {} -attime {}",
      folder.path().string(), of.expected.use == Use::server ? "sslserver" : "sslclient",
      std::chrono::floor<seconds>(of.at.time_since_epoch()).count());
  folder.write("leaf.pem", to_pem(of.leaf));
  folder.write("authorities.pem", all(of.authorities));
  folder.write("between.pem", all(of.between));
  folder.write("lists.pem", all(of.lists));
  command += of.authorities.empty() ? " -no-CAfile" : " -CAfile authorities.pem";
  if (!of.between.empty()) command += " -untrusted between.pem";
  if (!of.lists.empty()) command += " -CRLfile lists.pem";
  return shell(command + " leaf.pem");
}

/// `path_holds`: as TLS and the openssl command see it, who know nothing of institutions.
void judge(const Case& of, bool path_holds) {
  SCOPED_TRACE(of.name);
  const Chain chain{.leaf = of.leaf, .between = of.between};
  const auto authorities = Authorities::of(of.authorities, of.lists);
  ASSERT_TRUE(authorities.has_value());
  const auto checked = check(chain, *authorities, of.at, of.expected);
  EXPECT_EQ(check(chain, *authorities, of.at, of.expected), checked) << "not the same twice";
  const auto printed = checked ? "believed" : std::string(word(checked.error().reason)) + ": " + one_line(checked.error().problem);
  if (of.reason) EXPECT_TRUE(!checked && checked.error().reason == *of.reason) << "expected " << word(*of.reason) << "\n" << printed;
  else EXPECT_TRUE(checked && to_string(*checked) == "0308356862") << printed;

  const Folder folder;
  const auto command = openssl_verify(of, folder);
  EXPECT_EQ(command.status == 0, path_holds) << command.text;
  const long result = handshake(chain, *of.key, *authorities, of.at, of.expected.use);
  EXPECT_EQ(result == X509_V_OK, path_holds) << X509_verify_cert_error_string(result);
}

TEST(Check, ThePathAsTlsAndTheOpensslCommandSeeIt) {
  for (const auto& one : path_cases()) judge(one, !one.reason);
}

TEST(Check, WhatOnlyWeAskFor) {
  for (const auto& one : own_cases()) judge(one, true);
}

}  // namespace
}  // namespace crossroads::trust::test
