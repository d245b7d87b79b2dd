// Bytes that nobody may find again: wiped from memory when they go out of scope.
#pragma once

#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace crossroads::ledger {

/// A key of a fixed length. Copies are allowed, and each wipes itself.
template <std::size_t n>
class Secret {
 public:
  static constexpr std::size_t size = n;
  Secret() = default;
  explicit Secret(std::span<const std::uint8_t, n> bytes) { std::ranges::copy(bytes, bytes_.begin()); }
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  ~Secret() { OPENSSL_cleanse(bytes_.data(), n); }

  [[nodiscard]] std::span<const std::uint8_t, n> bytes() const { return bytes_; }
  [[nodiscard]] std::span<std::uint8_t, n> bytes() { return bytes_; }
  /// In a time that does not depend on where they differ.
  friend bool operator==(const Secret& a, const Secret& b) { return CRYPTO_memcmp(a.bytes_.data(), b.bytes_.data(), n) == 0; }

 private:
  std::array<std::uint8_t, n> bytes_ = {};
};
using Secret32 = Secret<32>;

/// Wipes what stands in the bytes when it goes out of scope; the bytes must not have moved by then.
template <class Bytes>
class WipedAtEnd {
 public:
  explicit WipedAtEnd(Bytes& bytes) : bytes_(bytes) {}
  WipedAtEnd(const WipedAtEnd&) = delete;
  WipedAtEnd& operator=(const WipedAtEnd&) = delete;
  ~WipedAtEnd() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

 private:
  Bytes& bytes_;
};

/// Wipes what it gives back: also what a growing vector leaves behind.
template <class T>
struct WipingAllocator {
  using value_type = T;
  WipingAllocator() = default;
  template <class U>
  explicit WipingAllocator(const WipingAllocator<U>&) {}
  [[nodiscard]] T* allocate(std::size_t n) { return std::allocator<T>().allocate(n); }
  void deallocate(T* at, std::size_t n) {
    OPENSSL_cleanse(at, n * sizeof(T));
    std::allocator<T>().deallocate(at, n);
  }
  friend bool operator==(const WipingAllocator&, const WipingAllocator&) = default;
};

/// A passphrase or a PIN.
class SecretText {
 public:
  explicit SecretText(std::string text) : text_(text.begin(), text.end()) { OPENSSL_cleanse(text.data(), text.size()); }
  [[nodiscard]] std::string_view text() const { return {text_.data(), text_.size()}; }

 private:
  // No std::string: a short one keeps its letters in itself, and leaves them there when it is moved.
  std::vector<char, WipingAllocator<char>> text_;
};

/// Fills with what nobody can foresee. Ends the process where the system has no chance to give: no key can be made then.
void fill_random(std::span<std::uint8_t> bytes);

[[nodiscard]] inline Secret32 random_secret() {
  Secret32 secret;
  fill_random(secret.bytes());
  return secret;
}

}  // namespace crossroads::ledger
