// A store in a scratch folder, and imports into it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "data_folder.hpp"
#include "facts/import.hpp"
#include "must.hpp"
#include "scratch.hpp"
#include "store/sqlite/store.hpp"

namespace crossroads::test {

class ImportedStore {
 public:
  ImportedStore()
      : store_(must(store::sqlite::Store::open(scratch_.path() / "crossroads.db", {.access = store::sqlite::Access::create}))) {}

  [[nodiscard]] facts::FactStore& facts() { return store_->facts(); }
  [[nodiscard]] std::filesystem::path folder() const { return scratch_.path() / "data"; }

  struct How {
    bool strict = false, snapshot = false;
    facts::ImportRole role = facts::ImportRole::all;
    std::int64_t now_ms = 0;
    facts::ReportProgress progress = {};
  };
  Result<facts::ImportReport> try_import(const DataFolder& data, const How& how) {
    data.write(folder());
    return facts::import_folder(facts(), folder(),
                                {.today = domain::Date(2020, 1, 1),
                                 .now = Instant(std::chrono::milliseconds(how.now_ms)),
                                 .strict = how.strict,
                                 .role = how.role,
                                 .snapshot = how.snapshot},
                                how.progress);
  }
  Result<facts::ImportReport> try_import(const DataFolder& data) { return try_import(data, How()); }
  facts::ImportReport import(const DataFolder& data, const How& how) { return must(try_import(data, how)); }
  facts::ImportReport import(const DataFolder& data) { return must(try_import(data, How())); }

 private:
  Scratch scratch_;
  std::unique_ptr<store::sqlite::Store> store_;
};

}  // namespace crossroads::test
