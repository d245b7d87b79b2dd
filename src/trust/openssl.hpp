// OpenSSL's own types, for this room and for the one that speaks TLS. Heavy: nobody else includes it.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <memory>
#include <string>

#include "trust/check.hpp"

namespace crossroads::trust {

template <auto free>
struct Freed {
  template <class T>
  void operator()(T* pointer) const {
    free(pointer);
  }
};
using X509Pointer = std::unique_ptr<X509, Freed<X509_free>>;
using CrlPointer = std::unique_ptr<X509_CRL, Freed<X509_CRL_free>>;
using KeyPointer = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;

/// For calls in which only memory can run out.
void must(bool done);
/// What OpenSSL said last, and forgets it.
[[nodiscard]] std::string openssl_reason();

/// Never nothing for a Certificate that was parsed.
[[nodiscard]] X509Pointer to_x509(const Certificate& certificate);
[[nodiscard]] CrlPointer to_crl(const RevocationList& list);

/// The certificate that the other side presented, with what it sent along: for the callback of `SSL_CTX_set_cert_verify_callback`, which
/// hands it to `check` and sets the error that `openssl_error` gives.
[[nodiscard]] Checked<Chain> presented_chain(X509_STORE_CTX* context);
/// X509_V_ERR_…, by which TLS chooses the alert that the other side gets.
[[nodiscard]] int openssl_error(Reason reason);

}  // namespace crossroads::trust
