// From what has to be said to the message that says it: category, purpose, and who is meant.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/facts.hpp"
#include "run/difference.hpp"

namespace crossroads::run {

/// Names and country of a person as they are known now, by the newest number; nothing where the person is unknown.
using IdentityOf = std::function<Result<std::optional<domain::Identity>>(domain::Niss)>;

/// The purposes of an authorisation as a message states them.
[[nodiscard]] std::string purpose_of(const law::Authorisation& authorisation);

/// Composes the messages of one run. Refers to the authorisation and the fields, which must outlive it.
class Composer {
 public:
  Composer(const law::Authorisation& authorisation, AuthorisationVersion version, std::span<const DisclosedFields> fields,
           IdentityOf identity_of);

  /// A new message or a correction, with names, number and country as they stand now. Fails for a person who is unknown.
  [[nodiscard]] Result<Message> said(const Notice& notice);
  /// A withdrawal: it names the message, and the person only by the number under which that was sent; it discloses nothing anew.
  [[nodiscard]] Message withdrawn(const Notice& notice, const std::string& category) const;

 private:
  [[nodiscard]] Result<const domain::Identity*> identity(domain::Niss person);
  [[nodiscard]] Message heading(const Notice& notice, const std::string& category) const;

  const law::Authorisation& authorisation_;
  AuthorisationVersion version_;
  std::span<const DisclosedFields> fields_;
  IdentityOf identity_of_;
  std::string purpose_;
  std::unordered_map<std::uint64_t, domain::Identity> known_;  // a person has messages for many months, and they come month by month
};

}  // namespace crossroads::run
