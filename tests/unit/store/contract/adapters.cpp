#include "adapters.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "../support/must.hpp"
#include "../support/scratch.hpp"
#include "store/sqlite/store.hpp"

namespace crossroads::test {

namespace {

class Sqlite final : public StoreUnderTest {
 public:
  Sqlite() { reopen(); }
  facts::FactStore& facts() override { return store_->facts(); }
  run::MessageStore& messages() override { return store_->messages(); }
  ledger::LedgerStore& ledger() override { return store_->ledger(); }
  transit::Queue& queue() override { return store_->queue(); }
  transit::HubRecord& hub_record() override { return store_->hub_record(); }
  transit::DeskRecord& desk_record() override { return store_->desk_record(); }
  std::string bytes() override {
    beside_.clear();
    if (!must(store_->ledger().clear_remains())) throw std::runtime_error("another connection holds remains");
    std::string all;
    for (const auto& file : std::filesystem::directory_iterator(scratch_.path())) {
      std::ifstream stream(file.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(stream), {});
    }
    return all;
  }
  void reopen() override {
    beside_.clear();
    store_.reset();
    store_ = open();
  }
  void beside(const std::function<void(facts::FactStore&, run::MessageStore&)>& use) override {
    const auto other = open();
    use(other->facts(), other->messages());
  }
  ledger::LedgerStore& ledger_beside() override { return beside_.emplace_back(open())->ledger(); }

 private:
  std::unique_ptr<store::sqlite::Store> open() {
    auto opened = store::sqlite::Store::open(scratch_.path() / "crossroads.db",
                                             {.access = store::sqlite::Access::create, .patience = std::chrono::milliseconds(20)});
    if (!opened) throw std::runtime_error(one_line(opened.error()));
    return std::move(*opened);
  }
  Scratch scratch_;
  std::unique_ptr<store::sqlite::Store> store_;
  std::vector<std::unique_ptr<store::sqlite::Store>> beside_;
};

}  // namespace

const std::vector<Adapter>& adapters() {
  static const std::vector<Adapter> all{{"sqlite", [] { return std::make_unique<Sqlite>(); }}};
  return all;
}

}  // namespace crossroads::test
