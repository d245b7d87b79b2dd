#include "run/compose.hpp"

#include <algorithm>

namespace crossroads::run {

std::string purpose_of(const law::Authorisation& authorisation) {
  std::string all;
  for (const auto& purpose : authorisation.purposes) {
    if (!all.empty()) all += "; ";
    all += purpose.text;
  }
  return all;
}

Composer::Composer(const law::Authorisation& authorisation, AuthorisationVersion version, std::span<const DisclosedFields> fields,
                   IdentityOf identity_of)
    : authorisation_(authorisation), version_(std::move(version)), fields_(fields), identity_of_(std::move(identity_of)) {
  purpose_ = purpose_of(authorisation);
}

Result<Message> Composer::said(const Notice& notice) {
  auto message = heading(notice, authorisation_.categories[notice.category].name.text);
  const auto& fields = fields_[notice.category];
  if (fields.niss) message.identity.niss = notice.person;
  if (fields.last_name || fields.first_names || fields.country_of_origin) {
    const auto* identity = CROSSROADS_TRY(this->identity(notice.person));
    if (fields.last_name) message.identity.last_name = identity->last_name;
    if (fields.first_names) message.identity.first_names = identity->first_names;
    if (fields.country_of_origin) message.identity.country_of_origin = identity->country_of_origin;
  }
  auto content = unpack(notice.content);
  message.months = std::move(content.months);
  message.periods = std::move(content.periods);
  message.quality = content.quality;
  return message;
}

Message Composer::withdrawn(const Notice& notice, const std::string& category) const {
  auto message = heading(notice, category);
  for (std::size_t c = 0; c < fields_.size(); ++c) {
    if (authorisation_.categories[c].name.text == category && fields_[c].niss) message.identity.niss = notice.sent_under;
  }
  return message;
}

Result<const domain::Identity*> Composer::identity(domain::Niss person) {
  const auto known = known_.find(person.digits());
  if (known != known_.end()) return &known->second;
  auto identity = CROSSROADS_TRY(identity_of_(person));
  if (!identity) {
    return failure({.what = "there is something to send about a person whose name is not known",
                    .field = "niss",
                    .value = to_string(person),
                    .hint = "import the person's row of persons.csv"});
  }
  return &known_.emplace(person.digits(), std::move(*identity)).first->second;
}

Message Composer::heading(const Notice& notice, const std::string& category) const {
  Message message{.authorisation = version_,
                  .category = category,
                  .purpose = purpose_,
                  .kind = notice.kind,
                  .person = notice.person,
                  .month = notice.month};
  if (notice.kind != MessageKind::first) message.replaces = notice.replaces;
  return message;
}

}  // namespace crossroads::run
