#include "run/strike.hpp"

namespace crossroads::run {

void strike(Message& message, const DisclosedFields& fields) {
  auto& identity = message.identity;
  if (!fields.niss) identity.niss.reset();
  if (!fields.last_name) identity.last_name.reset();
  if (!fields.first_names) identity.first_names.reset();
  if (!fields.country_of_origin) identity.country_of_origin.reset();
  for (auto& month : message.months) {
    if (!fields.amount) month.amount.reset();
    if (!fields.nature) month.nature.reset();
  }
  if (!fields.periods) message.periods.clear();
  if (message.quality && (fields.qualities & law::bit(static_cast<std::size_t>(*message.quality))) == 0) message.quality.reset();
}

}  // namespace crossroads::run
