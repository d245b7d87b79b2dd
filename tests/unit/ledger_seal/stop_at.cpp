#include "stop_at.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <utility>

namespace crossroads::ledger::stop_at {
namespace {

int stop_before = 0;
int count = 0;
How manner = How::killed;
std::function<void()> before_read;

/// Whether this call fails.
bool reached() {
  if (stop_before == 0 || ++count != stop_before) return false;
  if (manner == How::killed) ::raise(SIGKILL);
  errno = EIO;
  return true;
}

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

void arm(int n, How how) {
  stop_before = n;
  count = 0;
  manner = how;
}

int disarm() {
  stop_before = 0;
  return count;
}

void before_next_read(std::function<void()> act) { before_read = std::move(act); }

}  // namespace crossroads::ledger::stop_at

using crossroads::ledger::stop_at::reached;
using crossroads::ledger::stop_at::real;

extern "C" {

// The C library's own signature.
int open(const char* path, int flags, ...) {
  std::va_list arguments;
  va_start(arguments, flags);
  const auto mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : mode_t{0};
  va_end(arguments);
  return reached() ? -1 : real<int(const char*, int, ...)>("open")(path, flags, mode);
}

ssize_t write(int file, const void* bytes, size_t size) {
  return reached() ? -1 : real<ssize_t(int, const void*, size_t)>("write")(file, bytes, size);
}
ssize_t read(int file, void* bytes, size_t size) {
  if (crossroads::ledger::stop_at::before_read) std::exchange(crossroads::ledger::stop_at::before_read, {})();
  return real<ssize_t(int, void*, size_t)>("read")(file, bytes, size);
}
int fsync(int file) { return reached() ? -1 : real<int(int)>("fsync")(file); }
int rename(const char* from, const char* to) noexcept { return reached() ? -1 : real<int(const char*, const char*)>("rename")(from, to); }
int unlink(const char* path) noexcept { return reached() ? -1 : real<int(const char*)>("unlink")(path); }
int flock(int file, int operation) noexcept { return reached() ? -1 : real<int(int, int)>("flock")(file, operation); }

}  // extern "C"
