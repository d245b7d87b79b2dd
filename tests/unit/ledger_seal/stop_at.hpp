// Stops the process, or makes the call fail, at the n-th call that changes files. The calls are those of the C library, put in front of it in
// this test binary; nothing of it is in the code under test.
#pragma once

#include <functional>

namespace crossroads::ledger::stop_at {

enum class How { killed, io_error };

/// From now on: the n-th call, counted from 1, kills the process before it does anything, or fails with EIO.
void arm(int n, How how);
/// Calls counted since `arm`; nothing is stopped any more.
int disarm();

/// Does it once, before the next call that reads a file: what another process may do at that moment.
void before_next_read(std::function<void()> act);

}  // namespace crossroads::ledger::stop_at
