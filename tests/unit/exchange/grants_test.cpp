// What the source attests of its own record.
#include "exchange/consultation/grants.hpp"

#include <gtest/gtest.h>

#include "../store/support/imported.hpp"
#include "../store/support/numbers.hpp"

namespace crossroads::test {
namespace {

const domain::Niss A = person(1), B = person(2), older_a = bis_of_person(1);

struct Row {
  const char* name;
  std::vector<std::vector<std::string>> imports;  ///< rows of aid, import by import
  std::vector<std::string> found;                 ///< of A under both numbers
};
std::string granted(const std::string& id, domain::Niss niss, const std::string& cents = "90000", const std::string& status = "granted") {
  return aid_row(id, niss, "2011-05-01", "", cents, status);
}

const std::vector<Row>& rows() {
  static const std::vector<Row> all{
      {"a grant", {{granted("G1", A)}}, {"G1 granted"}},
      {"grants of others are not found", {{granted("G1", B)}}, {}},
      {"of every number of the person, by their own numbers", {{granted("G2", A), granted("G1", older_a)}}, {"G1 granted", "G2 granted"}},
      {"replaced by a later import", {{granted("G1", A)}, {granted("G1", A, "95000")}}, {"G1 granted replaced"}},
      {"replaced within one import: nobody knew the earlier state", {{granted("G1", A), granted("G1", A, "95000")}}, {"G1 granted"}},
      {"said again", {{granted("G1", A)}, {granted("G1", A)}}, {"G1 granted"}},
      {"cancelled", {{granted("G1", A)}, {granted("G1", A, "90000", "cancelled")}}, {"G1 cancelled replaced"}},
      {"cancelled from the first", {{granted("G1", A, "90000", "cancelled")}}, {"G1 cancelled"}},
  };
  return all;
}

TEST(GrantsOnRecord, AreWhatTheSourceKnowsNow) {
  for (const auto& [name, imports, found] : rows()) {
    SCOPED_TRACE(name);
    ImportedStore store;
    for (const auto& aid : imports) store.import({.persons = {person_row(A)}, .aid = aid}, {.role = facts::ImportRole::source});
    std::vector<std::string> all;
    for (const auto& one : must(exchange::consultation::grants_on_record(store.facts(), std::vector{older_a, A}))) {
      all.push_back(one.number.text + (one.status == domain::AidStatus::cancelled ? " cancelled" : " granted") +
                    (one.replaced ? " replaced" : ""));
    }
    EXPECT_EQ(all, found);
  }
}

}  // namespace
}  // namespace crossroads::test
