#include "ledger/archive/tar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <string>

namespace crossroads::ledger {
namespace {

constexpr std::size_t block = 512;
using Block = std::array<std::uint8_t, block>;

struct Field {
  std::size_t at, length;
};
constexpr Field name{0, 100}, mode{100, 8}, owner{108, 8}, group{116, 8}, size{124, 12}, modified{136, 12}, checksum{148, 8}, kind{156, 1},
    magic{257, 8};

void put(Block& header, Field field, std::string_view text) {
  std::ranges::copy(text, header.begin() + static_cast<std::ptrdiff_t>(field.at));
}

/// Octal, closed by a zero byte.
void put_number(Block& header, Field field, std::uint64_t number) { put(header, field, fmt::format("{:0{}o}", number, field.length - 1)); }

Result<Block> header_of(std::string_view path, std::uint64_t bytes, Instant time) {
  constexpr std::uint64_t limit = std::uint64_t{1} << 33U;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  if (path.empty() || path.size() > name.length || bytes >= limit || seconds < 0 || static_cast<std::uint64_t>(seconds) >= limit)
    return failure({.what = "a file that does not fit into a tar archive", .value = std::string(path)});
  Block header = {};
  put(header, name, path);
  put_number(header, mode, 0600);
  put_number(header, owner, 0);
  put_number(header, group, 0);
  put_number(header, size, bytes);
  put_number(header, modified, static_cast<std::uint64_t>(seconds));
  put(header, kind, "0");
  put(header, magic,
      std::string_view("ustar\0"
                       "00",
                       magic.length));
  // The sum is taken with blanks in its own place.
  put(header, checksum, "        ");
  put(header, checksum, fmt::format("{:06o}", std::accumulate(header.begin(), header.end(), 0U)));
  header[checksum.at + 6] = 0;
  return header;
}

}  // namespace

Result<void> TarWriter::file(std::string_view path, std::span<const std::uint8_t> content, Instant time) {
  CROSSROADS_CHECK(sink_(CROSSROADS_TRY(header_of(path, content.size(), time))));
  CROSSROADS_CHECK(sink_(content));
  const Block zeros = {};
  return sink_(std::span(zeros).first((block - content.size() % block) % block));
}

Result<void> TarWriter::finish() {
  const std::array<std::uint8_t, 2 * block> zeros = {};
  return sink_(zeros);
}

}  // namespace crossroads::ledger
