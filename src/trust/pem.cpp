#include "trust/pem.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <cerrno>
#include <fstream>
#include <system_error>

#include "base/base64.hpp"
#include "trust/openssl.hpp"

namespace crossroads::trust {

Checked<std::string> read_pem_file(const std::filesystem::path& file, std::string_view expected) {
  constexpr std::uintmax_t longest = 64U << 20U;
  const auto refuse = [&](std::string what) {
    return distrust(Reason::no_file, {.what = std::move(what), .place = {.file = file.string()}, .expected = std::string(expected)});
  };
  std::error_code error;
  const auto kind = std::filesystem::status(file, error).type();
  if (kind == std::filesystem::file_type::not_found) return refuse("there is no such file");
  if (kind != std::filesystem::file_type::regular) return refuse("this is no file");
  const auto size = std::filesystem::file_size(file, error);
  if (!error && size > longest) return refuse("this file is too long");
  std::ifstream in(file, std::ios::binary);
  std::string text(error ? 0 : size, '\0');
  if (error || !in || !in.read(text.data(), static_cast<std::streamsize>(size))) {
    return refuse("this file can't be read: " + (error ? error : std::error_code(errno, std::generic_category())).message());
  }
  return text;
}

Checked<std::vector<std::vector<std::uint8_t>>> blocks_of_pem(std::string_view text, std::string_view label, const std::string& file) {
  ERR_clear_error();
  const std::unique_ptr<BIO, Freed<BIO_free>> in(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  must(in != nullptr);
  std::vector<std::vector<std::uint8_t>> blocks;
  while (true) {
    char* name = nullptr;
    char* header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    if (PEM_read_bio(in.get(), &name, &header, &data, &size) != 1) break;
    if (name == label) blocks.emplace_back(data, data + size);
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_clear_free(data, static_cast<std::size_t>(size));
  }
  const bool ended = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  const auto why = openssl_reason();
  if (!ended) return distrust(Reason::not_pem, {.what = "this is damaged PEM: " + why, .place = {.file = file}});
  return blocks;
}

std::string to_pem(std::string_view label, const std::vector<std::uint8_t>& content) {
  std::string text = "-----BEGIN " + std::string(label) + "-----\n";
  const auto letters = to_base64(content);
  for (std::size_t i = 0; i < letters.size(); i += 64) text += letters.substr(i, 64) + "\n";
  return text + "-----END " + std::string(label) + "-----\n";
}

}  // namespace crossroads::trust
