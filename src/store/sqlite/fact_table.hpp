// The port of one kind of fact over its SQLite table. One template for the six kinds: they differ in their columns only.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>

#include "facts/fact_store.hpp"
#include "store/sqlite/fact_columns.hpp"

namespace crossroads::store::sqlite {

template <class Fact>
class SqliteFactTable final : public facts::FactTable<Fact> {
  using Self = FactColumns<Fact>;
  using typename facts::FactTable<Fact>::Key;
  using typename facts::FactTable<Fact>::Visit;
  using Versions = std::vector<facts::Version<Fact>>;

 public:
  explicit SqliteFactTable(Database& database) : database_(database) {}

  Result<Versions> page(const Key& from, std::size_t limit) override {
    if (!page_) {
      page_ = CROSSROADS_TRY(database_.prepare(fmt::format("{} WHERE ended_in IS NULL AND ({}) >= ({}) ORDER BY {} LIMIT ?", select(),
                                                           Self::key_columns, parameters(Self::key_count), Self::key_columns)));
    }
    Self::bind_key(*page_, from);
    page_->bind(Self::key_count, static_cast<std::int64_t>(limit));
    return collect(*page_);
  }

  Result<void> each(facts::AsKnown when, const Visit& visit) override {
    auto statement = CROSSROADS_TRY(database_.prepare(fmt::format("{} WHERE {} ORDER BY {}", select(), known(when), Self::key_columns)));
    if (when) statement.bind(0, to_column(*when));
    while (CROSSROADS_TRY(statement.step())) { CROSSROADS_CHECK(visit(CROSSROADS_TRY(version(statement)))); }
    return {};
  }

  Result<Versions> history(const Key& key) override {
    if (!history_) {
      const auto of_key = fmt::format("{} WHERE ({}) = ({})", select(), Self::key_columns, numbered(Self::key_count));
      history_ = CROSSROADS_TRY(
          database_.prepare(fmt::format("{} AND ended_in IS NULL UNION ALL {} AND ended_in IS NOT NULL ORDER BY version", of_key, of_key)));
    }
    Self::bind_key(*history_, key);
    return collect(*history_);
  }

  Result<facts::VersionId> add(const Fact& fact, facts::ImportId recorded_in) override {
    CROSSROADS_CHECK(in_transaction());
    if (!add_) {
      add_ = CROSSROADS_TRY(database_.prepare(fmt::format("INSERT INTO {} ({}, recorded_in) VALUES ({}) ON CONFLICT DO NOTHING",
                                                          Self::table, Self::columns, parameters(Self::count + 1))));
    }
    Self::bind(*add_, fact);
    add_->bind(Self::count, to_column(recorded_in));
    CROSSROADS_CHECK(add_->run());
    if (database_.changes() == 0) {
      return failure({.what = "a fact with this key is known already",
                      .place = {.file = database_.path().string()},
                      .field = std::string(Self::table)});
    }
    return static_cast<facts::VersionId>(database_.last_row());
  }

  Result<void> end(facts::VersionId version, facts::ImportId ended_in) override {
    CROSSROADS_CHECK(in_transaction());
    if (!end_) {
      end_ =
          CROSSROADS_TRY(database_.prepare(fmt::format("UPDATE {} SET ended_in = ? WHERE version = ? AND ended_in IS NULL", Self::table)));
    }
    end_->bind(0, to_column(ended_in)).bind(1, to_column(version));
    CROSSROADS_CHECK(end_->run());
    if (database_.changes() == 0) {
      return failure({.what = "this version of a fact is not known now",
                      .place = {.file = database_.path().string()},
                      .field = std::string(Self::table),
                      .value = std::to_string(to_column(version))});
    }
    return {};
  }

  /// Of kinds whose key begins with a number: what is known now under exactly that number, ascending by key.
  Result<Versions> known_of(domain::Niss niss) {
    if (!known_of_) { known_of_ = CROSSROADS_TRY(database_.prepare(known_of_question())); }
    known_of_->bind(0, to_column(niss));
    return collect(*known_of_);
  }

  static std::string known_of_question() {
    return fmt::format("{} WHERE ended_in IS NULL AND niss = ? ORDER BY {}", select(), Self::key_columns);
  }

  // For questions that only the adapter asks of a table: what it selects, the condition for what was known then (with an import it is
  // parameter 1), and the versions that a statement with such a selection gives.
  static std::string select() { return fmt::format("SELECT version, {}, recorded_in, ended_in FROM {}", Self::columns, Self::table); }
  static std::string known(facts::AsKnown when) {
    return when ? "recorded_in <= ?1 AND (ended_in IS NULL OR ended_in > ?1)" : "ended_in IS NULL";
  }
  Result<Versions> collect(Statement& statement) {
    Versions versions;
    while (CROSSROADS_TRY(statement.step())) versions.push_back(CROSSROADS_TRY(version(statement)));
    return versions;
  }

 private:
  static std::string parameters(int count) {
    std::string list = "?";
    for (int i = 1; i < count; ++i) list += ", ?";
    return list;
  }
  static std::string numbered(int count) {
    std::string list = "?1";
    for (int i = 2; i <= count; ++i) list += fmt::format(", ?{}", i);
    return list;
  }

  Result<facts::Version<Fact>> version(Statement& row) {
    Columns columns(row);
    facts::Version<Fact> version;
    version.id = static_cast<facts::VersionId>(columns.number());
    version.fact = Self::read(columns);
    version.recorded_in = static_cast<facts::ImportId>(columns.number());
    version.ended_in = columns.optional([&] { return static_cast<facts::ImportId>(columns.number()); });
    if (!columns.ok()) {
      const auto id = to_column(version.id);
      row.reset();
      return std::unexpected(database_.damaged(fmt::format("row {} of {} holds a value that no import writes", id, Self::table)));
    }
    return version;
  }

  [[nodiscard]] Result<void> in_transaction() const {
    if (database_.in_transaction()) return {};
    return failure({.what = "facts are written inside a transaction only", .place = {.file = database_.path().string()}});
  }

  Database& database_;
  // Prepared at their first use: a reader never needs those that write.
  std::optional<Statement> page_, known_of_, history_, add_, end_;
};

}  // namespace crossroads::store::sqlite
