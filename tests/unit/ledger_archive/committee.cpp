#include "committee.hpp"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace crossroads::test {
namespace {

template <auto free>
struct Freed {
  template <class T>
  void operator()(T* pointer) const {
    free(pointer);
  }
};
using Stream = std::unique_ptr<BIO, Freed<BIO_free>>;

void demand(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(what);
}

std::string text_of(const Stream& stream) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(stream.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

EVP_PKEY* new_key(const CertificateKind& kind) {
  const std::string algorithm = kind.algorithm;
  if (algorithm == "EC") return EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", kind.size.c_str());
  if (algorithm == "RSA") return EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(std::stoul(kind.size)));
  return EVP_PKEY_Q_keygen(nullptr, nullptr, kind.algorithm);
}

std::time_t seconds(domain::Date day) { return std::chrono::floor<std::chrono::seconds>(at(day)).time_since_epoch().count(); }

std::uint64_t octal(const std::string& header, std::size_t from, std::size_t length) {
  return std::stoull(header.substr(from, length), nullptr, 8);
}

}  // namespace

Committee::Committee(const CertificateKind& kind) : key_(new_key(kind), EVP_PKEY_free) {
  demand(key_ != nullptr, "no key");
  const std::unique_ptr<X509, Freed<X509_free>> certificate(X509_new());
  X509* const made = certificate.get();
  X509_set_version(made, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
  ASN1_TIME_set(X509_getm_notBefore(made), seconds(kind.from));
  ASN1_TIME_set(X509_getm_notAfter(made), seconds(kind.to));
  X509_NAME* const name = X509_get_subject_name(made);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("committee"), -1, -1, 0);
  X509_set_issuer_name(made, name);
  X509_set_pubkey(made, key_.get());
  if (!kind.key_usage.empty()) {
    const std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>> usage(
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_key_usage, kind.key_usage.c_str()));
    demand(usage && X509_add_ext(made, usage.get(), -1) == 1, "no such usage");
  }
  const EVP_MD* const digest = EVP_PKEY_is_a(key_.get(), "ED25519") == 1 ? nullptr : EVP_sha256();
  demand(X509_sign(made, key_.get(), digest) > 0, "not signed");
  const Stream pem(BIO_new(BIO_s_mem()));
  const Stream der(BIO_new(BIO_s_mem()));
  demand(PEM_write_bio_X509(pem.get(), made) == 1 && i2d_X509_bio(der.get(), made) == 1, "not written");
  pem_ = text_of(pem);
  der_ = text_of(der);
}

std::optional<std::string> Committee::opened(const std::string& message) const {
  const Stream in(BIO_new_mem_buf(message.data(), static_cast<int>(message.size())));
  const std::unique_ptr<CMS_ContentInfo, Freed<CMS_ContentInfo_free>> cms(d2i_CMS_bio(in.get(), nullptr));
  const Stream out(BIO_new(BIO_s_mem()));
  const bool opened = cms && CMS_decrypt(cms.get(), key_.get(), nullptr, nullptr, out.get(), CMS_BINARY) == 1;
  ERR_clear_error();
  if (!opened) return std::nullopt;
  return text_of(out);
}

std::vector<TarFile> untar(const std::string& bytes) {
  constexpr std::size_t block = 512;
  demand(bytes.size() % block == 0 && bytes.size() >= 2 * block, "a tar archive has whole blocks, and two of zeros at its end");
  std::vector<TarFile> files;
  std::size_t from = 0;
  while (bytes[from] != 0) {
    std::string header = bytes.substr(from, block);
    demand(header.substr(257, 8) == std::string("ustar\0"
                                                "00",
                                                8) &&
               header[156] == '0',
           "a plain file of ustar");
    const auto sum = octal(header, 148, 8);
    header.replace(148, 8, "        ");
    std::uint64_t added = 0;
    for (const char byte : header) added += static_cast<unsigned char>(byte);
    demand(sum == added, "the sum of the header");
    const auto size = octal(header, 124, 12);
    const auto name = header.substr(0, 100);
    files.push_back({.path = name.substr(0, name.find('\0')),
                     .content = bytes.substr(from + block, size),
                     .mode = octal(header, 100, 8),
                     .seconds = octal(header, 136, 12)});
    from += block + (size + block - 1) / block * block;
    demand(from + 2 * block <= bytes.size(), "the end of a tar archive");
  }
  demand(from + 2 * block == bytes.size() && bytes.find_first_not_of('\0', from) == std::string::npos, "nothing behind the end");
  return files;
}

std::string bytes_of_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::map<std::string, std::string> opened_archive(const std::filesystem::path& archive, const Committee& committee) {
  std::string inner;
  for (const TarFile& file : untar(bytes_of_file(archive))) {
    if (!file.path.starts_with("part-")) continue;
    const auto opened = committee.opened(file.content);
    demand(opened.has_value(), "a part that does not open");
    inner += *opened;
  }
  std::map<std::string, std::string> files;
  for (TarFile& file : untar(inner)) demand(files.emplace(std::move(file.path), std::move(file.content)).second, "a file twice");
  return files;
}

}  // namespace crossroads::test
