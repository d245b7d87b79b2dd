// A request and its answer between two institutions, as values.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.hpp"
#include "base/sha256.hpp"
#include "base/waiting.hpp"
#include "domain/enterprise_number.hpp"

namespace crossroads::net {

/// The other side of a connection, by its certificate.
struct Peer {
  domain::EnterpriseNumber institution;
  Sha256 fingerprint = {};  ///< of the certificate
  Instant expires = {};
};

/// Only the headers that mean something here; names in lower case.
using Headers = std::vector<std::pair<std::string, std::string>>;
/// The first value of that name; empty where there is none.
[[nodiscard]] std::string_view header(const Headers& headers, std::string_view name);

struct Request {
  std::string method;
  std::string target;  ///< path and query as they came
  Headers headers = {};
  std::string body = {};
  Peer peer = {};  ///< who asks
};
struct Response {
  unsigned status = 200;
  std::string content_type = {};  ///< empty where there is no body
  Headers headers = {};
  std::string body = {};
};

/// Answers a request; may wait, and may be at work on others meanwhile in other threads.
using Handler = std::function<Response(const Request&, Waiting&)>;

}  // namespace crossroads::net
