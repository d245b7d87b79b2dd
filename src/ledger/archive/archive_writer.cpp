#include "ledger/archive/archive_writer.hpp"

#include <fmt/format.h>

namespace crossroads::ledger {
namespace {

std::span<const std::uint8_t> bytes_of(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

}  // namespace

ArchiveWriter::ArchiveWriter(SealedFile& file)
    : sealed_(file), tar_([&file](std::span<const std::uint8_t> bytes) { return file.write(bytes); }) {}

void ArchiveWriter::set_time(Instant time) {
  time_ = time;
  sealed_.set_time(time);
}

Result<void> ArchiveWriter::file(std::string_view path, std::span<const std::uint8_t> content) {
  CROSSROADS_CHECK(tar_.file(path, content, time_));
  sums_ += fmt::format("{}  {}\n", to_string(sha256_of(content)), path);
  ++files_;
  return {};
}

Result<void> ArchiveWriter::file(std::string_view path, std::string_view content) { return file(path, bytes_of(content)); }

Result<void> ArchiveWriter::finish(std::string text, const SigningKey& key) {
  CROSSROADS_CHECK(tar_.file("SHA256SUMS", bytes_of(sums_), time_));
  text += fmt::format("files {}\nsums {}\n", files_, to_string(sha256_of(sums_)));
  const SignatureLine line = CROSSROADS_TRY(sign(text, key));
  CROSSROADS_CHECK(tar_.file("manifest", bytes_of(to_text(Note{.text = std::move(text), .signatures = {line}})), time_));
  return tar_.finish();
}

}  // namespace crossroads::ledger
