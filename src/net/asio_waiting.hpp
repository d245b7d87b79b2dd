// Waiting in a coroutine of Boost.Asio. Private to this folder, and heavy.
#pragma once

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>

#include "base/waiting.hpp"
#include "net/credentials.hpp"

namespace crossroads::net {

/// The coroutine sleeps, and its thread does other things, until Resume is called. Its executor is a strand, so that nothing runs in it before
/// it sleeps.
inline void until(const boost::asio::yield_context& yield, const std::function<void(Waiting::Resume)>& start) {
  namespace asio = boost::asio;
  asio::async_initiate<const asio::yield_context, void()>(
      [&start](auto handler) {
        const auto executor = asio::get_associated_executor(handler);
        const auto kept = std::make_shared<decltype(handler)>(std::move(handler));
        start([executor, kept] { asio::post(executor, [kept] { std::move (*kept)(); }); });
      },
      yield);
}

class AsioWaiting final : public Waiting {
 public:
  AsioWaiting(boost::asio::yield_context yield, const Credentials& clock) : yield_(std::move(yield)), clock_(clock) {}
  void until(const std::function<void(Resume)>& start) override { net::until(yield_, start); }
  void sleep(std::chrono::milliseconds time) override {
    boost::asio::steady_timer timer(yield_.get_executor(), time);
    boost::system::error_code ended;
    timer.async_wait(yield_[ended]);
  }
  [[nodiscard]] Instant now() const override { return clock_.now(); }

 private:
  boost::asio::yield_context yield_;
  const Credentials& clock_;
};

}  // namespace crossroads::net
