// The adapters that every contract test runs against. A new adapter is one more entry here.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "facts/fact_store.hpp"
#include "ledger/log/ledger_store.hpp"
#include "run/message_store.hpp"
#include "transit/desk_record.hpp"
#include "transit/hub_record.hpp"
#include "transit/queue.hpp"

namespace crossroads::test {

/// A store for one test. It starts empty.
class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;
  virtual facts::FactStore& facts() = 0;
  virtual run::MessageStore& messages() = 0;
  virtual ledger::LedgerStore& ledger() = 0;
  virtual transit::Queue& queue() = 0;
  virtual transit::HubRecord& hub_record() = 0;
  virtual transit::DeskRecord& desk_record() = 0;
  /// All bytes of the store, once what it still remembers of the past is cleared away as the access log asks for it.
  virtual std::string bytes() = 0;
  /// Closes the store, as the end of the process would, and opens it again.
  virtual void reopen() = 0;
  /// Runs the function with a second connection to the same store, as another process would have.
  virtual void beside(const std::function<void(facts::FactStore&, run::MessageStore&)>& use) = 0;
  /// The same for the logs; the connection lives until the store is closed, as that of another process that goes on would.
  virtual ledger::LedgerStore& ledger_beside() = 0;
};

struct Adapter {
  std::string name;
  std::function<std::unique_ptr<StoreUnderTest>()> make;
};

[[nodiscard]] const std::vector<Adapter>& adapters();
/// How GoogleTest calls the test of an adapter.
[[nodiscard]] inline std::string adapter_name(const ::testing::TestParamInfo<Adapter>& adapter) { return adapter.param.name; }
inline void PrintTo(const Adapter& adapter, std::ostream* out) { *out << adapter.name; }

}  // namespace crossroads::test
