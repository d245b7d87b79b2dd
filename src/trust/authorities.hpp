// Whom we believe about others, and whom they no longer stand for.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "trust/certificate.hpp"

struct x509_store_st;  // OpenSSL's X509_STORE

namespace crossroads::trust {

/// Certificates of authorities with their revocation lists. Unchanging, cheap to copy, and free to use from many threads at once: what reads
/// the files again makes another one.
class Authorities {
 public:
  /// A problem only where the authorities themselves can't be read. A list that is missing or can't be read is kept as a fault: until it is there,
  /// `check` refuses whoever it would have spoken about.
  [[nodiscard]] static Checked<Authorities> load(const std::vector<std::filesystem::path>& authorities,
                                                 const std::vector<std::filesystem::path>& lists);
  [[nodiscard]] static Checked<Authorities> load(const std::filesystem::path& authorities,
                                                 const std::vector<std::filesystem::path>& lists) {
    return load(std::vector{authorities}, lists);
  }
  [[nodiscard]] static Checked<Authorities> of(std::vector<Certificate> certificates, std::vector<RevocationList> lists,
                                               std::vector<Distrust> list_faults = {});

  [[nodiscard]] const std::vector<Certificate>& certificates() const;
  [[nodiscard]] const std::vector<RevocationList>& lists() const;
  /// Files of lists that are missing or can't be read.
  [[nodiscard]] const std::vector<Distrust>& list_faults() const;
  /// As long as this or a copy of it lives; with the flags that `check` uses (RFC 5280 to the letter, a list for the leaf, an authority need not be
  /// self-signed). Time and use are the caller's.
  [[nodiscard]] x509_store_st* native() const;

 private:
  struct State;
  explicit Authorities(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

}  // namespace crossroads::trust
