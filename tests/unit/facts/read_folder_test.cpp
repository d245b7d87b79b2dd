// Row by row, for an importer: every value, in order, with its line.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "data_folder.hpp"

namespace crossroads::facts {
namespace {

/// Writes down what it receives.
class Notes final : public RowSink {
 public:
  std::string text;
  std::string fail_at;  // the kind of rows at which it fails

  Result<void> replacements(std::span<const ReplacementRow> rows) override {
    for (const auto& row : rows)
      text += fmt::format("replacement {} {} {} {}\n", row.line, to_string(row.old_niss), to_string(row.new_niss), to_string(row.on));
    return done("replacements");
  }
  Result<void> persons(std::span<const PersonRow> rows) override {
    for (const auto& row : rows)
      text += fmt::format("person {} {} {}|{} {}\n", row.line, to_string(row.niss), row.last_name, row.first_names,
                          to_string(row.country_of_origin));
    return done("persons");
  }
  Result<void> nationalities(std::span<const NationalityRow> rows) override {
    for (const auto& row : rows)
      text += fmt::format("nationality {} {} {} {}\n", row.line, to_string(row.niss), to_string(row.nationality.country),
                          to_string(row.nationality.period.from));
    return done("nationalities");
  }
  Result<void> stays(std::span<const StayRow> rows) override {
    for (const auto& row : rows) {
      text += fmt::format("stay {} {} {} {} {}\n", row.line, to_string(row.niss), to_string(row.stay.period.from),
                          row.sponsor ? to_string(*row.sponsor) : "-", row.stay.sponsor == domain::no_sponsor);
    }
    return done("stays");
  }
  Result<void> grants(std::span<const GrantRow> rows) override {
    for (const auto& row : rows) {
      text += fmt::format("grant {} {} {} {} {} {} {}\n", row.line, row.aid_id, to_string(row.niss), to_string(row.centre),
                          row.grant.monthly.count(), to_string(row.grant.period.to), to_name(row.status));
    }
    return done("grants");
  }
  Result<void> reimbursements(std::span<const ReimbursementRow> rows) override {
    for (const auto& row : rows)
      text += fmt::format("reimbursement {} {} {} {}\n", row.line, row.aid_id, to_string(row.paid_on), row.cents.count());
    return done("reimbursements");
  }

 private:
  Result<void> done(std::string_view kind) {
    if (kind == fail_at) return failure({.what = "no more"});
    return {};
  }
};

TEST(ReadFolder, HandsOverEveryGoodRowInOrder) {
  auto files = good_files();
  files["replacements.csv"] += "89482211968,71020410123,2011-06-01\n89482211968,71020410123,never\n";
  files["persons.csv"] += "\n73040610317,\"De \"\"Smet\"\"\n, fils\",Ω,XX\nx\n84050710414,A,B,XX\n74050710414,Last,One,BG\n";
  files["aid.csv"] += "G1,73040610317,0207533082,ris,2,1,2011-06-01,,cancelled\n";           // replaces, which is the sink's to say
  files["nationalities.csv"] += "89482211968,BE,2000-01-01,\n79101210996,BE,2000-01-01,\n";  // nobody in persons.csv: likewise
  const DataFolder folder(files);
  for (const std::size_t chunk_bytes : {0U, 1U, 40U, 500U}) {
    Notes notes;
    const auto read = read_folder(folder.path(), {.today = test_today, .chunk_bytes = chunk_bytes}, notes);
    ASSERT_TRUE(read) << one_line(read.error());
    EXPECT_EQ(notes.text,
              "replacement 2 89482211968 71020410123 2011-06-01\n"
              "person 2 71020410123 Peeters|Ann BE\n"
              "person 3 72030510220 Dubois|Luc FR\n"
              "person 5 73040610317 De \"Smet\"\n, fils|Ω XX\n"
              "person 9 74050710414 Last|One BG\n"
              "nationality 2 71020410123 BE 1971-02-04\n"
              "nationality 3 72030510220 FR 1972-03-05\n"
              "nationality 4 89482211968 BE 2000-01-01\n"
              "nationality 5 79101210996 BE 2000-01-01\n"
              "stay 2 71020410123 2011-01-01 - true\n"
              "stay 3 71020410123 2013-01-01 - true\n"
              "stay 4 72030510220 2011-01-05 71020410123 false\n"
              "grant 2 G1 71020410123 0207533082 90000 2011-06-30 granted\n"
              "grant 3 G2 72030510220 0207533082 120000  granted\n"
              "grant 4 G1 73040610317 0207533082 1  cancelled\n"
              "reimbursement 2 G1 2011-09-01 4500\n");
    EXPECT_EQ(read->counts.accepted, (std::array<std::uint64_t, data_files>{4, 4, 3, 3, 1, 1}));
    EXPECT_EQ(read->counts.bad, (std::array<std::uint64_t, data_files>{2, 0, 0, 0, 0, 1}));
    EXPECT_EQ(read->counts.all_accepted(), 16);
    EXPECT_EQ(read->counts.all_bad(), 3);
    auto quarantine = read->quarantine;
    EXPECT_EQ(quarantine.count(), 3);
    EXPECT_EQ(quarantine.count(DataFile::persons), 2);
    std::string bad;
    for (const auto& problem : std::move(quarantine).in_order()) bad += one_line(problem) + "\n";
    EXPECT_EQ(bad,
              "persons.csv:7: this row has 1 field, expected 4 fields, as the header\n"
              "persons.csv:8: the check digits of this NISS are wrong: niss \"84050710414\", expected 30 (born before 2000) or 59 (born "
              "from 2000)\n"
              "replacements.csv:3: this is no date: on \"never\", expected a day as YYYY-MM-DD\n");
  }
}

TEST(ReadFolder, StopsWhereTheSinkFails) {
  const DataFolder folder;
  for (const std::string kind : {"persons", "nationalities", "stays", "grants", "reimbursements"}) {
    Notes notes;
    notes.fail_at = kind;
    const auto read = read_folder(folder.path(), {.today = test_today}, notes);
    ASSERT_FALSE(read) << kind;
    EXPECT_EQ(read.error().what, "no more");
  }
}

}  // namespace
}  // namespace crossroads::facts
