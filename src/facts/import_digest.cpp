#include "facts/import_digest.hpp"

#include <openssl/evp.h>

#include <fstream>
#include <memory>
#include <stdexcept>
#include <vector>

namespace crossroads::facts {

namespace {

/// OpenSSL's digest fails only where memory or the library itself is broken, which no caller can mend.
void must(int result) {
  if (result != 1) throw std::runtime_error("OpenSSL gave no SHA-256");
}

class Stream {
 public:
  Stream() : context_(EVP_MD_CTX_new()) { must(context_ && EVP_DigestInit_ex2(context_.get(), EVP_sha256(), nullptr) == 1 ? 1 : 0); }
  void add(std::string_view bytes) { must(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size())); }
  Sha256 finish() {
    Sha256::Bytes digest = {};
    must(EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr));
    return Sha256(digest);
  }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

Result<Sha256> digest_of_file(const std::filesystem::path& path) {
  constexpr std::size_t at_a_time = std::size_t{1} << 20;
  std::ifstream file(path, std::ios::binary);
  std::vector<char> buffer(at_a_time);
  Stream stream;
  while (file) {
    file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    stream.add(std::string_view(buffer.data(), static_cast<std::size_t>(file.gcount())));
  }
  if (!file.eof())
    return failure({.what = "this file can't be read", .place = {.file = path.filename().string()}, .kept = "nothing was imported"});
  return stream.finish();
}

}  // namespace

Sha256 sha256_of(std::string_view bytes) {
  Stream stream;
  stream.add(bytes);
  return stream.finish();
}

Result<FolderContents> contents_of(const std::filesystem::path& folder) {
  FolderContents contents;
  Stream stream;
  for (const DataFile file : all_data_files) {
    std::string& name = contents.names[static_cast<std::size_t>(file)];
    name = std::string(to_name(file)) + ".csv";
    // Where a file is there twice the reading refuses the folder; here it is enough that both are counted.
    for (const char* ending : {"", ".gz", ".zst"}) {
      const std::string candidate = std::string(to_name(file)) + ".csv" + ending;
      std::error_code ignored;
      if (!std::filesystem::is_regular_file(folder / candidate, ignored)) continue;
      name = candidate;
      stream.add(candidate);
      stream.add(" ");
      stream.add(to_string(CROSSROADS_TRY(digest_of_file(folder / candidate))));
      stream.add("\n");
    }
  }
  contents.digest = stream.finish();
  return contents;
}

}  // namespace crossroads::facts
