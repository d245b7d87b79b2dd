// A text of keys in memory, written and read part by part, and wiped wherever it stood.
#pragma once

#include <concepts>
#include <string_view>

#include "ledger/seal/big_endian.hpp"
#include "ledger/seal/secret.hpp"

namespace crossroads::ledger {

using SecretBytes = std::vector<std::uint8_t, WipingAllocator<std::uint8_t>>;

/// Numbers big-endian, texts behind their length.
class ByteWriter {
 public:
  template <std::unsigned_integral T>
  ByteWriter& number(T value) {
    std::array<std::uint8_t, sizeof(T)> bytes;
    write_big_endian(std::span(bytes), value);
    return raw(bytes);
  }
  ByteWriter& raw(std::span<const std::uint8_t> bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return *this;
  }
  ByteWriter& raw(std::string_view text) {
    bytes_.insert(bytes_.end(), text.begin(), text.end());
    return *this;
  }
  /// At most 65,535 bytes.
  ByteWriter& text(std::string_view text) { return number(static_cast<std::uint16_t>(text.size())).raw(text); }
  [[nodiscard]] const SecretBytes& bytes() const { return bytes_; }
  [[nodiscard]] SecretBytes take() { return std::move(bytes_); }

 private:
  SecretBytes bytes_;
};

/// Once something is missing everything that follows is zero, and `complete` says so at the end.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}
  template <std::unsigned_integral T>
  [[nodiscard]] T number() {
    const auto bytes = take(sizeof(T));
    return bytes.size() == sizeof(T) ? read_big_endian<T>(bytes.template first<sizeof(T)>()) : T{};
  }
  [[nodiscard]] Secret32 secret() {
    const auto bytes = take(Secret32::size);
    return bytes.size() == Secret32::size ? Secret32(bytes.first<Secret32::size>()) : Secret32();
  }
  [[nodiscard]] std::span<const std::uint8_t> take(std::size_t n) {
    if (missing_ || rest_.size() < n) {
      missing_ = true;
      return {};
    }
    const auto bytes = rest_.first(n);
    rest_ = rest_.subspan(n);
    return bytes;
  }
  [[nodiscard]] std::string text() {
    const auto bytes = take(number<std::uint16_t>());
    return {bytes.begin(), bytes.end()};
  }
  void refuse() { missing_ = true; }
  [[nodiscard]] bool good() const { return !missing_; }
  /// Everything was there, and nothing is left.
  [[nodiscard]] bool complete() const { return !missing_ && rest_.empty(); }
  [[nodiscard]] std::span<const std::uint8_t> rest() const { return rest_; }

 private:
  std::span<const std::uint8_t> rest_;
  bool missing_ = false;
};

}  // namespace crossroads::ledger
