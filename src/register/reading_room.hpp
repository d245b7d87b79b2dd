// The register's store, for many readers at once, while imports go on beside.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "register/look_up.hpp"

namespace crossroads::national_register {

/// For any thread. Keeps as many connections as ever read at the same moment, and the chains of numbers as of the last import.
class ReadingRoom {
 public:
  /// Opens the store once more.
  using Open = std::function<Result<std::shared_ptr<facts::FactStore>>()>;
  explicit ReadingRoom(Open open) : open_(std::move(open)) {}

  /// All of one moment: of the last import that was there when the reading began. After a failure the store is opened anew.
  [[nodiscard]] Result<RegisterAnswer> look_up(const Question& question);
  [[nodiscard]] Result<facts::ImportId> last_import();

 private:
  using Store = std::shared_ptr<facts::FactStore>;
  struct Known {
    facts::ImportId import{};
    std::shared_ptr<const facts::StoredChains> chains;
  };
  [[nodiscard]] Result<Store> take();
  void give_back(Store store);
  [[nodiscard]] Result<std::shared_ptr<const facts::StoredChains>> chains_of(facts::FactStore& store);

  Open open_;
  std::mutex mutex_;
  std::vector<Store> free_;
  Known known_;
};

}  // namespace crossroads::national_register
