// The sanitizers must be told when a coroutine changes the stack. Boost.Context does that only where it switches by ucontext; Debian's library has no such
// build, so these are the few functions that it would hold. Nothing of this is in a build without sanitizers.
#ifdef BOOST_USE_UCONTEXT

#include <boost/context/fiber_ucontext.hpp>

namespace boost::context::detail {

namespace {
thread_local fiber_activation_record* running = nullptr;
}  // namespace

fiber_activation_record_initializer::fiber_activation_record_initializer() noexcept { running = new fiber_activation_record(); }
fiber_activation_record_initializer::~fiber_activation_record_initializer() { delete running; }

fiber_activation_record*& fiber_activation_record::current() noexcept {
  static thread_local const fiber_activation_record_initializer of_this_thread;
  return running;
}

}  // namespace boost::context::detail

#endif
