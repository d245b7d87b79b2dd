#include "trust/authorities.hpp"

#include <openssl/x509v3.h>

#include "trust/openssl.hpp"
#include "trust/pem.hpp"

namespace crossroads::trust {

struct Authorities::State {
  std::vector<Certificate> certificates;
  std::vector<RevocationList> lists;
  std::vector<Distrust> list_faults;
  std::unique_ptr<X509_STORE, Freed<X509_STORE_free>> store;
};

Checked<Authorities> Authorities::of(std::vector<Certificate> certificates, std::vector<RevocationList> lists,
                                     std::vector<Distrust> list_faults) {
  auto state = std::make_shared<State>();
  state->certificates = std::move(certificates);
  state->lists = std::move(lists);
  state->list_faults = std::move(list_faults);
  state->store.reset(X509_STORE_new());
  must(state->store != nullptr);
  auto* parameters = X509_STORE_get0_param(state->store.get());
  must(X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_X509_STRICT | X509_V_FLAG_PARTIAL_CHAIN) == 1);
  X509_VERIFY_PARAM_set_auth_level(parameters, 2);  // 112 bits: TLS' own level here
  // An institution's name may look like that of a host without being one.
  X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  for (const auto& certificate : state->certificates) {
    // Else a certificate that slipped in here would vouch for itself, and no list could take it back.
    if (!certificate.for_authorities) {
      return distrust(Reason::wrong_use, {.what = "this certificate is not an authority's",
                                          .place = {.file = certificate.file},
                                          .field = "subject",
                                          .value = certificate.subject,
                                          .expected = "basic constraints CA:TRUE"});
    }
    must(X509_STORE_add_cert(state->store.get(), to_x509(certificate).get()) == 1);
  }
  for (const auto& list : state->lists) must(X509_STORE_add_crl(state->store.get(), to_crl(list).get()) == 1);
  return Authorities(std::move(state));
}

Checked<Authorities> Authorities::load(const std::vector<std::filesystem::path>& authorities,
                                       const std::vector<std::filesystem::path>& lists) {
  std::vector<Certificate> certificates;
  for (const auto& file : authorities) {
    const auto text = CROSSROADS_TRY(read_pem_file(file, "certificates of authorities, as PEM"));
    for (auto& one : CROSSROADS_TRY(certificates_of_pem(text, file.string()))) certificates.push_back(std::move(one));
  }
  std::vector<RevocationList> read;
  std::vector<Distrust> faults;
  for (const auto& file : lists) {
    auto found = [&]() -> Checked<std::vector<RevocationList>> {
      return revocation_lists_of_pem(CROSSROADS_TRY(read_pem_file(file, "an authority's revocation list, as PEM")), file.string());
    }();
    if (found) read.insert(read.end(), std::make_move_iterator(found->begin()), std::make_move_iterator(found->end()));
    else faults.push_back(std::move(found).error());
  }
  return of(std::move(certificates), std::move(read), std::move(faults));
}

const std::vector<Certificate>& Authorities::certificates() const { return state_->certificates; }
const std::vector<RevocationList>& Authorities::lists() const { return state_->lists; }
const std::vector<Distrust>& Authorities::list_faults() const { return state_->list_faults; }
x509_store_st* Authorities::native() const { return state_->store.get(); }

}  // namespace crossroads::trust
