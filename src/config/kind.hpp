// The kinds of values that settings have: what each looks like, and how it is read.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "config/value.hpp"
#include "domain/enterprise_number.hpp"

namespace crossroads::config {

/// Where a service listens: a numeric address of this machine and a port, 0 for any free one.
struct Endpoint {
  std::string address;
  std::uint16_t port = 0;
  bool operator==(const Endpoint&) const = default;
};

/// Where another service is reached: `https://name[:port]`.
struct Remote {
  std::string host;
  std::uint16_t port = 443;
  bool operator==(const Remote&) const = default;
};

/// So many bytes.
enum class Bytes : std::uint64_t {};
/// So many of something.
enum class Count : std::uint32_t {};

using InstitutionNumbers = std::vector<domain::EnterpriseNumber>;
using Files = std::vector<std::filesystem::path>;

/// What a value may be, in the words of help and documentation.
template <class T>
inline constexpr std::string_view kind_name = "";
template <>
inline constexpr std::string_view kind_name<Endpoint> = "address and port";
template <>
inline constexpr std::string_view kind_name<Remote> = "https address";
template <>
inline constexpr std::string_view kind_name<Bytes> = "size";
template <>
inline constexpr std::string_view kind_name<Count> = "number";
template <>
inline constexpr std::string_view kind_name<std::chrono::milliseconds> = "duration";
template <>
inline constexpr std::string_view kind_name<std::filesystem::path> = "path";
template <>
inline constexpr std::string_view kind_name<Files> = "list of paths";
template <>
inline constexpr std::string_view kind_name<domain::EnterpriseNumber> = "enterprise number";
template <>
inline constexpr std::string_view kind_name<InstitutionNumbers> = "list of enterprise numbers";

/// Where relative paths start: the folder of the configuration file.
struct Folder {
  std::filesystem::path path;
};

// Each fails with what was expected; the caller knows the setting and its place.
void read(const Value& value, const Folder& folder, Result<Endpoint>& into);
void read(const Value& value, const Folder& folder, Result<Remote>& into);
void read(const Value& value, const Folder& folder, Result<Bytes>& into);
void read(const Value& value, const Folder& folder, Result<Count>& into);
void read(const Value& value, const Folder& folder, Result<std::chrono::milliseconds>& into);
void read(const Value& value, const Folder& folder, Result<std::filesystem::path>& into);
void read(const Value& value, const Folder& folder, Result<Files>& into);
void read(const Value& value, const Folder& folder, Result<domain::EnterpriseNumber>& into);
void read(const Value& value, const Folder& folder, Result<InstitutionNumbers>& into);

}  // namespace crossroads::config
