// How hub, source and desk consult the National Register: a port, and the implementation over the network.
#pragma once

#include <functional>

#include "net/exchange.hpp"
#include "register/person.hpp"

namespace crossroads::national_register {

class Register {
 public:
  Register() = default;
  Register(const Register&) = delete;
  Register& operator=(const Register&) = delete;
  virtual ~Register() = default;

  /// `onward`: the headers that join this consultation to the request that it is made for (service::Trace::onward_headers). Fails where the
  /// register does not answer, refuses, or answers what its contract does not allow; the problem repeats nothing about a person.
  [[nodiscard]] virtual Result<RegisterAnswer> consult(const Question& question, const net::Headers& onward, Waiting& waiting) = 0;
};

/// For any thread, if `send` is.
class RemoteRegister final : public Register {
 public:
  /// Of net::SecureClient, say. Any status is an answer.
  using Send = std::function<Result<net::Response>(net::Request, Waiting&)>;
  /// `at_once`: how many persons the register takes in one request; more are asked one request after the other, and an import may come between.
  explicit RemoteRegister(Send send, std::size_t at_once = 1000) : send_(std::move(send)), at_once_(at_once) {}

  [[nodiscard]] Result<RegisterAnswer> consult(const Question& question, const net::Headers& onward, Waiting& waiting) override;

 private:
  [[nodiscard]] Result<RegisterAnswer> ask(const Question& part, const net::Headers& onward, Waiting& waiting);

  Send send_;
  std::size_t at_once_;
};

}  // namespace crossroads::national_register
