#include "store/sqlite/message_contents.hpp"

#include "store/message_lists.hpp"
#include "store/sqlite/country_text.hpp"

namespace crossroads::store::sqlite {

MessageContents::MessageContents(const run::Message& message)
    : message_(message), months_(write_months(message.months)), periods_(write_periods(message.periods)) {}

void MessageContents::bind(Statement& statement, int first) const {
  const auto& identity = message_.identity;
  statement.bind(first, to_column(message_.person)).bind(first + 1, to_column(message_.month));
  statement.bind(first + 2, identity.niss ? std::optional(to_column(*identity.niss)) : std::nullopt);
  // As views: an optional string would be bound by way of a copy that ends before the statement runs.
  const auto view = [](const std::optional<std::string>& text) { return text ? std::optional<std::string_view>(*text) : std::nullopt; };
  statement.bind(first + 3, view(identity.last_name)).bind(first + 4, view(identity.first_names));
  statement.bind(first + 5, identity.country_of_origin ? std::optional(country_text(*identity.country_of_origin)) : std::nullopt);
  statement.bind(first + 6, std::string_view(months_)).bind(first + 7, std::string_view(periods_));
  statement.bind(first + 8, to_column(message_.quality));
}

bool read_contents(Columns& columns, run::Message& message) {
  message.person = columns.niss();
  message.month = columns.month();
  message.identity.niss = columns.optional([&] { return columns.niss(); });
  message.identity.last_name = columns.optional([&] { return columns.text(); });
  message.identity.first_names = columns.optional([&] { return columns.text(); });
  message.identity.country_of_origin = columns.optional([&] { return columns.country(); });
  auto months = read_months(columns.text());
  auto periods = read_periods(columns.text());
  message.quality = columns.optional([&] { return columns.word(domain::Quality::employee, domain::Quality::other); });
  if (!columns.ok() || !months || !periods) return false;
  message.months = std::move(*months);
  message.periods = std::move(*periods);
  return true;
}

}  // namespace crossroads::store::sqlite
