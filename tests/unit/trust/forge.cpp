#include "forge.hpp"

#include <stdlib.h>  // mkdtemp
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <fmt/format.h>

#include "base/sha256_stream.hpp"

namespace crossroads::trust::test {

Randomness counted(std::uint64_t seed) {
  return [seed, count = 0](std::span<std::uint8_t> bytes) mutable {
    for (auto& byte : bytes) byte = sha256_of(fmt::format("{} {}", seed, ++count)).bytes().front();
  };
}

Folder::Folder() {
  std::string name = (fs::temp_directory_path() / "crossroads-trust-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}
Folder::~Folder() { fs::remove_all(path_); }

fs::path Folder::write(const std::string& name, std::string_view text) const {
  std::ofstream(path_ / name, std::ios::binary) << text;
  return path_ / name;
}

std::string read(const fs::path& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

Printed shell(const std::string& command) {
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("no shell");
  std::string text;
  std::array<char, 4096> part;
  while (const auto size = std::fread(part.data(), 1, part.size(), pipe)) text.append(part.data(), size);
  const int status = pclose(pipe);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text};
}

ToBeSigned authority_content(const std::string& name) {
  return {.serial = "01",
          .subject = {{"C", "BE"}, {"CN", name}},
          .not_before = noon - days(1),
          .not_after = noon + days(365),
          .extensions = {{NID_basic_constraints, "critical,CA:TRUE"}, {NID_key_usage, "critical,keyCertSign,cRLSign"}}};
}

Signer make_signer(std::uint64_t seed, const ToBeSigned& content, const Signer* above) {
  const auto key = make_key(counted(seed));
  return {sign_certificate(content, key, above != nullptr ? &above->certificate : nullptr, above != nullptr ? above->key : key), key};
}
Signer make_signer(std::uint64_t seed, const std::string& name) { return make_signer(seed, authority_content(name)); }

ToBeSigned leaf_content() {
  return {.serial = "4711",
          .subject = {{"C", "BE"}, {"organizationIdentifier", "NTRBE-0308356862"}, {"CN", "Immigration Office"}},
          .not_before = noon,
          .not_after = noon + days(90),
          .extensions = {{NID_basic_constraints, "critical,CA:FALSE"},
                         {NID_key_usage, "critical,digitalSignature"},
                         {NID_ext_key_usage, "serverAuth,clientAuth"},
                         {NID_subject_alt_name, "DNS:desk.test,DNS:localhost,IP:127.0.0.1,IP:::1"}}};
}

void set_extension(ToBeSigned& content, int kind, const std::string& value) {
  std::erase_if(content.extensions, [&](const Extension& one) { return one.kind == kind; });
  if (!value.empty()) content.extensions.push_back({kind, value});
}

void set_attribute(ToBeSigned& content, std::string_view kind, const std::vector<std::string>& values) {
  std::erase_if(content.subject, [&](const Attribute& one) { return one.kind == kind; });
  for (const auto& value : values) content.subject.push_back({kind.data(), value});
}

const PrivateKey& leaf_key() {
  static const PrivateKey key = make_key(counted(4711));
  return key;
}

Certificate sign_leaf(const ToBeSigned& content, const Signer& signer) {
  return sign_certificate(content, leaf_key(), &signer.certificate, signer.key);
}

RevocationList make_list(const Signer& signer, std::vector<Revocation> revoked, Instant begin, days valid) {
  return sign_list({.number = 7, .this_update = begin, .next_update = begin + valid, .revoked = std::move(revoked)}, signer.certificate,
                   signer.key);
}

}  // namespace crossroads::trust::test
