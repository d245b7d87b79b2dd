// Certificates, lists and keys as a test wants them, right ones and wrong ones; and the folder that they are written to.
#pragma once

#include <openssl/objects.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trust/authorities.hpp"
#include "trust/making.hpp"

namespace crossroads::trust::test {

namespace fs = std::filesystem;
using std::chrono::days;
using std::chrono::seconds;

/// When most of these tests take place: 2026-05-04T09:30:00Z.
inline constexpr Instant noon{std::chrono::sys_days(std::chrono::year(2026) / 5 / 4) + std::chrono::minutes(570)};

/// Numbers that only look like chance: the same in every run.
[[nodiscard]] Randomness counted(std::uint64_t seed);

/// A folder of one's own that goes away.
class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();
  [[nodiscard]] const fs::path& path() const { return path_; }
  fs::path write(const std::string& name, std::string_view text) const;

 private:
  fs::path path_;
};
[[nodiscard]] std::string read(const fs::path& file);

/// What a command prints on both its outputs, and its status.
struct Printed {
  int status;
  std::string text;
};
[[nodiscard]] Printed shell(const std::string& command);

/// An authority that signs whatever it is told.
struct Signer {
  Certificate certificate;
  PrivateKey key;
};
[[nodiscard]] ToBeSigned authority_content(const std::string& name);
[[nodiscard]] Signer make_signer(std::uint64_t seed, const ToBeSigned& content, const Signer* above = nullptr);
[[nodiscard]] Signer make_signer(std::uint64_t seed, const std::string& name);

/// The certificate of the Immigration Office's test service, valid for 90 days from `noon` on, before somebody changes something about it.
[[nodiscard]] ToBeSigned leaf_content();
/// Replaces one of its extensions; an empty value takes it out.
void set_extension(ToBeSigned& content, int kind, const std::string& value);
void set_attribute(ToBeSigned& content, std::string_view kind, const std::vector<std::string>& values);
[[nodiscard]] Certificate sign_leaf(const ToBeSigned& content, const Signer& signer);
/// The key of every leaf.
[[nodiscard]] const PrivateKey& leaf_key();

/// A list of that signer from `noon` on, for a week.
[[nodiscard]] RevocationList make_list(const Signer& signer, std::vector<Revocation> revoked = {}, Instant begin = noon,
                                       days valid = days(7));
/// With one bit of its signature changed.
template <class Signed>
[[nodiscard]] Signed damaged(Signed value) {
  value.der.back() ^= 1U;
  return value;
}

}  // namespace crossroads::trust::test
