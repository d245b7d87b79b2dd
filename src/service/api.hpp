// A service's operations, as its OpenAPI document names them: who may call which, and what is checked before an operation sees a request.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "service/answer.hpp"
#include "service/body.hpp"
#include "service/health.hpp"
#include "service/metrics.hpp"
#include "service/technical_log.hpp"
#include "service/trace.hpp"

namespace crossroads::service {

/// One request that an operation answers.
struct Call {
  const net::Peer& caller;
  const std::vector<std::string_view>& segments;  ///< what stands for the `{…}` of the path
  const net::Headers& headers;
  Body& body;  ///< of an operation without a body: empty
  const Trace& trace;
  Waiting& waiting;
  const Randomness& randomness;

  /// Everything wrong with the body, once it has been read; nothing where all is well.
  [[nodiscard]] std::optional<Answer> bad_request() const;
};

struct Operation {
  std::string_view id;      ///< `searchPersons`
  std::string_view method;  ///< `POST`
  std::string_view path;    ///< after the prefix: `/persons/search`; `{…}` stands for one segment, which never tells who a person is
  bool has_body = false;
  std::function<bool(domain::EnterpriseNumber)> allowed;  ///< who may call it; empty: every institution with a certificate
  std::function<Answer(Call&)> answer;
};

/// What an Api works with; outlives it.
struct Surroundings {
  const Health& health;
  Metrics& metrics;
  const TechnicalLog& log;
  Randomness randomness;
};

/// For any thread. Adds `GET /health` and `GET /doc/openapi.yaml`.
class Api {
 public:
  /// `prefix`: `/register/v1`. `document`: the OpenAPI document, which lives for ever.
  Api(std::string prefix, std::string_view document, std::vector<Operation> operations, Surroundings surroundings);
  Api(const Api&) = delete;
  Api& operator=(const Api&) = delete;

  /// An answer to every request, whatever it is. A NISS that someone writes into a target is repeated nowhere.
  [[nodiscard]] net::Response answer(const net::Request& request, Waiting& waiting) const;

  [[nodiscard]] const std::vector<Operation>& operations() const { return operations_; }
  [[nodiscard]] const std::string& prefix() const { return prefix_; }

 private:
  struct Found {
    const Operation* operation = nullptr;
    std::vector<std::string_view> segments;
    std::string allow;  ///< the methods of the path; empty where there is no such path
  };
  [[nodiscard]] Found find(std::string_view method, std::string_view path) const;
  [[nodiscard]] Answer answer(const net::Request& request, const Found& found, const Trace& trace, Waiting& waiting) const;
  [[nodiscard]] net::Response respond(Answer answer, const Found& found, const Trace& trace, Instant now) const;

  std::string prefix_;
  std::vector<Operation> operations_;
  Surroundings around_;
};

}  // namespace crossroads::service
