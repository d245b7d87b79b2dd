// Waiting in a coroutine of Boost.Asio. Private to this folder, and heavy.
#pragma once

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/context/protected_fixedsize_stack.hpp>
#include <memory>
#include <optional>

#include "base/waiting.hpp"
#include "net/credentials.hpp"

namespace crossroads::net {

/// Of a coroutine: address space for whatever a handler calls, of which only what is touched is memory, and a page behind it that ends the program
/// where it would run over.
inline boost::context::protected_fixedsize_stack coroutine_stack() { return boost::context::protected_fixedsize_stack(512 * 1024); }

/// Nothing is left to do for what a coroutine did not expect: better no service than one that half works.
inline void rethrow(const std::exception_ptr& exception) {
  if (exception) std::rethrow_exception(exception);
}

/// The coroutine sleeps, and its thread does other things, until Resume is called. Its executor is a strand, so that nothing runs in it before
/// it sleeps.
inline void until(const boost::asio::yield_context& yield, const std::function<void(Waiting::Resume)>& start) {
  namespace asio = boost::asio;
  asio::async_initiate<const asio::yield_context, void()>(
      [&start](auto handler) {
        // Handed over by the call: a Resume that someone keeps longer than the server lives must not hold on to a part of it.
        const auto kept = std::make_shared<std::optional<decltype(handler)>>(std::move(handler));
        start([kept] {
          auto sleeper = std::move(*kept).value();
          kept->reset();
          const auto executor = asio::get_associated_executor(sleeper);
          asio::post(executor, [sleeper = std::move(sleeper)]() mutable { std::move(sleeper)(); });
        });
      },
      yield);
}

class AsioWaiting final : public Waiting {
 public:
  AsioWaiting(boost::asio::yield_context yield, const Credentials& clock)
      : yield_(std::move(yield)), clock_(clock), timer_(yield_.get_executor()) {}
  void until(const std::function<void(Resume)>& start) override { net::until(yield_, start); }
  void sleep(std::chrono::milliseconds time) override {
    if (hurried_) return;
    timer_.expires_after(time);
    boost::system::error_code ended;
    timer_.async_wait(yield_[ended]);
  }
  [[nodiscard]] Instant now() const override { return clock_.now(); }
  /// On the coroutine's strand: from now on nobody sleeps any more.
  void hurry() {
    hurried_ = true;
    timer_.cancel();
  }

 private:
  boost::asio::yield_context yield_;
  const Credentials& clock_;
  boost::asio::steady_timer timer_;
  bool hurried_ = false;
};

}  // namespace crossroads::net
