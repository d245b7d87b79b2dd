#include "trust/check.hpp"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>

#include "trust/openssl.hpp"
#include "trust/utc.hpp"

namespace crossroads::trust {
namespace {

using Context = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX_free>>;
using Certificates = std::unique_ptr<STACK_OF(X509), decltype([](STACK_OF(X509) * all) { sk_X509_pop_free(all, X509_free); })>;

/// One thing that OpenSSL found wrong, and with which certificate of the path (0: the leaf).
struct Finding {
  int error;
  int depth;
  X509* certificate;  ///< lives as long as the context; may be missing
};

/// The path is followed to its end, so that of several faults the most telling can be named.
int collect(int good, X509_STORE_CTX* context) {
  if (good == 1) return 1;
  auto& findings = *static_cast<std::vector<Finding>*>(X509_STORE_CTX_get_app_data(context));
  findings.push_back(
      {X509_STORE_CTX_get_error(context), X509_STORE_CTX_get_error_depth(context), X509_STORE_CTX_get_current_cert(context)});
  return 1;
}

Reason reason_of(int error) {
  switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_CERT_CHAIN_TOO_LONG:
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
    case X509_V_ERR_CERT_UNTRUSTED:
    case X509_V_ERR_CERT_REJECTED: return Reason::unknown_authority;
    case X509_V_ERR_CERT_REVOKED: return Reason::revoked;
    case X509_V_ERR_CERT_HAS_EXPIRED: return Reason::expired;
    case X509_V_ERR_CERT_NOT_YET_VALID: return Reason::not_yet_valid;
    case X509_V_ERR_INVALID_PURPOSE: return Reason::wrong_use;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
    case X509_V_ERR_EC_KEY_EXPLICIT_PARAMS: return Reason::wrong_key;
    case X509_V_ERR_UNABLE_TO_GET_CRL:
    case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER:
    case X509_V_ERR_DIFFERENT_CRL_SCOPE:
    case X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION:
    case X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD:
    case X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD: return Reason::list_missing;
    case X509_V_ERR_CRL_HAS_EXPIRED: return Reason::list_out_of_date;
    case X509_V_ERR_CRL_NOT_YET_VALID: return Reason::list_not_yet_valid;
    case X509_V_ERR_CRL_SIGNATURE_FAILURE:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE:
    case X509_V_ERR_CRL_PATH_VALIDATION_ERROR:
    case X509_V_ERR_KEYUSAGE_NO_CRL_SIGN: return Reason::list_not_signed;
    default: return Reason::against_standard;
  }
}

/// What a person must see to first comes first: whom nobody vouches for needs no list, and what a forged list says counts for nothing.
std::size_t rank(Reason reason) {
  constexpr std::array order = {Reason::unknown_authority, Reason::list_not_signed, Reason::revoked,           Reason::expired,
                                Reason::not_yet_valid,     Reason::wrong_use,       Reason::wrong_key,         Reason::against_standard,
                                Reason::list_out_of_date,  Reason::list_missing,    Reason::list_not_yet_valid};
  return static_cast<std::size_t>(std::ranges::find(order, reason) - order.begin());
}

/// The certificate that a finding is about, with the file that it was read from.
Certificate certificate_of(const Finding& finding, const Chain& chain, const Authorities& authorities) {
  if (finding.depth == 0 || finding.certificate == nullptr) return chain.leaf;
  for (const auto* known : {&chain.between, &authorities.certificates()}) {
    for (const auto& one : *known) {
      if (X509_cmp(to_x509(one).get(), finding.certificate) == 0) return one;
    }
  }
  return chain.leaf;
}

/// The newest list that speaks for the certificate's issuer; else one in its name that another key signed.
const RevocationList* list_of(const Certificate& certificate, const Authorities& authorities) {
  const RevocationList* newest = nullptr;
  const RevocationList* of_that_name = nullptr;
  for (const auto& list : authorities.lists()) {
    if (list.issuer != certificate.issuer) continue;
    of_that_name = &list;
    const bool speaks = speaks_for(list, certificate.issuer, certificate.issuer_key_id);
    if (speaks && (newest == nullptr || list.this_update > newest->this_update)) newest = &list;
  }
  return newest != nullptr ? newest : of_that_name;
}

/// Whether one who bears the name of the leaf's issuer signed that list. OpenSSL passes over a list that names another key of its signer, as if it
/// were not there.
bool is_signed(const RevocationList& list, const Chain& chain, const Authorities& authorities) {
  const auto crl = to_crl(list);
  for (const auto* known : {&chain.between, &authorities.certificates()}) {
    for (const auto& one : *known) {
      if (one.subject == list.issuer && X509_CRL_verify(crl.get(), X509_get0_pubkey(to_x509(one).get())) == 1) return true;
    }
  }
  ERR_clear_error();
  return false;
}

/// What is wrong with the list of the leaf's issuer.
Problem list_problem(Reason reason, const Certificate& leaf, const Authorities& authorities, Instant at) {
  const auto* list = list_of(leaf, authorities);
  Problem problem{.what = {}, .field = "issuer", .value = leaf.issuer, .kept = "nobody with a certificate of this authority is believed"};
  if (list != nullptr) problem.place.file = list->file;
  switch (reason) {
    case Reason::list_out_of_date:
      problem.what = "the authority's revocation list is out of date";
      if (list != nullptr && list->next_update && *list->next_update < at) problem.what += " since " + to_utc(*list->next_update);
      problem.expected = "one that is valid at " + to_utc(at);
      problem.hint = "fetch the authority's newest list";
      break;
    case Reason::list_not_yet_valid:
      problem.what = "the authority's revocation list is dated in the future";
      if (list != nullptr) problem.what += ": " + to_utc(list->this_update);
      problem.expected = "one that is valid at " + to_utc(at);
      problem.hint = "look at this machine's clock";
      break;
    case Reason::list_not_signed:
      problem.what = "the revocation list is not signed by the authority that it names";
      problem.hint = "fetch the list from the authority itself";
      break;
    default:
      problem.what = "the authority's revocation list is not there";
      problem.expected = "a list that this authority signed";
      if (!authorities.list_faults().empty()) problem.hint = one_line(authorities.list_faults().front().problem);
      break;
  }
  return problem;
}

Distrust explained(const Finding& finding, const Chain& chain, const Authorities& authorities, Instant at) {
  Reason reason = reason_of(finding.error);
  if (const auto* list = list_of(chain.leaf, authorities);
      reason == Reason::list_missing && list != nullptr && !is_signed(*list, chain, authorities)) {
    reason = Reason::list_not_signed;
  }
  const Certificate about = certificate_of(finding, chain, authorities);
  const std::string whose = finding.depth == 0 ? "the certificate" : "the certificate of its authority";
  Problem problem{.what = {}, .place = {.file = about.file}, .field = "subject", .value = about.subject};
  switch (reason) {
    case Reason::unknown_authority:
      problem.what = "the certificate is not signed by an authority that is believed here";
      problem.field = "issuer";
      problem.value = about.issuer;
      problem.expected = authorities.certificates().empty() ? "one of none" : "one such as " + authorities.certificates().front().subject;
      problem.hint = "name the authority's certificate, and those between it and this one in the file of this one";
      break;
    case Reason::revoked:
      problem.what = whose + " was revoked by its authority";
      if (const auto* list = list_of(about, authorities); list != nullptr) {
        const auto found = std::ranges::find(list->revoked, about.serial, &Revocation::serial);
        if (found != list->revoked.end()) problem.what += " as of " + to_utc(found->since) + " (" + found->reason + ")";
      }
      problem.hint = "it needs another certificate with another key";
      break;
    case Reason::expired:
      problem.what = whose + " expired at " + to_utc(about.not_after);
      problem.expected = "one that is valid at " + to_utc(at);
      problem.hint = "renew it";
      break;
    case Reason::not_yet_valid:
      problem.what = whose + " is valid only from " + to_utc(about.not_before) + " on";
      problem.expected = "one that is valid at " + to_utc(at);
      problem.hint = "look at this machine's clock";
      break;
    case Reason::wrong_use:
      problem.what = whose + " was not made for this use";
      problem.expected =
          finding.depth == 0 ? "extended key usage serverAuth and clientAuth, key usage digitalSignature" : "an authority of TLS";
      break;
    case Reason::wrong_key:
      problem.what = whose + " has a key that is too weak, or of a kind that is not used here";
      problem.expected = std::string(word(KeyType::p256));
      break;
    case Reason::list_missing:
    case Reason::list_out_of_date:
    case Reason::list_not_yet_valid:
    case Reason::list_not_signed: problem = list_problem(reason, chain.leaf, authorities, at); break;
    default:
      problem.what = whose + " breaks a rule of RFC 5280: " + X509_verify_cert_error_string(finding.error);
      problem.hint = "openssl verify -x509_strict says the same";
      break;
  }
  return {reason, std::move(problem)};
}

/// Whether the path holds, as OpenSSL sees it.
Checked<void> check_path(const Chain& chain, const Authorities& authorities, Instant at, Use use) {
  ERR_clear_error();
  const auto leaf = to_x509(chain.leaf);
  const Certificates between(sk_X509_new_null());
  const Context context(X509_STORE_CTX_new());
  must(between && context);
  for (const auto& one : chain.between) {
    auto parsed = to_x509(one);
    must(sk_X509_push(between.get(), parsed.get()) > 0);
    static_cast<void>(parsed.release());  // the stack's now
  }
  must(X509_STORE_CTX_init(context.get(), authorities.native(), leaf.get(), between.get()) == 1);
  auto* parameters = X509_STORE_CTX_get0_param(context.get());
  must(X509_VERIFY_PARAM_set_purpose(parameters, use == Use::server ? X509_PURPOSE_SSL_SERVER : X509_PURPOSE_SSL_CLIENT) == 1);
  X509_VERIFY_PARAM_set_time(parameters, std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count());
  std::vector<Finding> findings;
  must(X509_STORE_CTX_set_app_data(context.get(), &findings) == 1);
  X509_STORE_CTX_set_verify_cb(context.get(), collect);
  const bool followed = X509_verify_cert(context.get()) == 1;
  // What ends the search without asking the callback, such as a certificate that contradicts itself.
  if (!followed) findings.push_back({X509_STORE_CTX_get_error(context.get()), 0, nullptr});
  ERR_clear_error();
  if (findings.empty()) return {};
  const auto first =
      std::ranges::min_element(findings, {}, [](const Finding& one) { return std::pair(rank(reason_of(one.error)), one.depth); });
  return std::unexpected(explained(*first, chain, authorities, at));
}

bool names(const Certificate& certificate, const std::string& host) {
  const auto parsed = to_x509(certificate);
  const auto flags = X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
  const bool found =
      X509_check_ip_asc(parsed.get(), host.c_str(), 0) == 1 || X509_check_host(parsed.get(), host.data(), host.size(), flags, nullptr) == 1;
  ERR_clear_error();
  return found;
}

std::string listed(const Certificate& certificate) {
  std::string text;
  for (const auto* some : {&certificate.hosts, &certificate.addresses}) {
    for (const auto& one : *some) text += (text.empty() ? "" : ", ") + one;
  }
  return text.empty() ? "none" : text;
}

}  // namespace

Checked<domain::EnterpriseNumber> check(const Chain& chain, const Authorities& authorities, Instant at, const Expected& expected) {
  CROSSROADS_CHECK(check_path(chain, authorities, at, expected.use));
  const Certificate& leaf = chain.leaf;
  if (leaf.key != KeyType::p256) {
    return distrust(Reason::wrong_key, {.what = "the certificate has a key of a kind that is not used here",
                                        .place = {.file = leaf.file},
                                        .field = "key",
                                        .value = std::string(word(leaf.key)),
                                        .expected = std::string(word(KeyType::p256))});
  }
  const auto institution = CROSSROADS_TRY(institution_of(leaf));
  if (expected.institution && institution != *expected.institution) {
    return distrust(Reason::other_institution, {.what = "the certificate is another institution's",
                                                .place = {.file = leaf.file},
                                                .field = "institution",
                                                .value = to_string(institution),
                                                .expected = to_string(*expected.institution)});
  }
  if (!expected.host.empty() && !names(leaf, expected.host)) {
    return distrust(Reason::other_host, {.what = "the certificate is not for this host",
                                         .place = {.file = leaf.file},
                                         .field = "host",
                                         .value = expected.host,
                                         .expected = "one of its subject alternative names: " + listed(leaf)});
  }
  return institution;
}

}  // namespace crossroads::trust
