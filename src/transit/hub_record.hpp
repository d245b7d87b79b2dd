// What the hub keeps of the messages that pass it: whom, which month, under which number and ticket; what they say only as long as they are on
// their way. A port; what stores it stands in src/store.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "domain/communication.hpp"
#include "domain/enterprise_number.hpp"
#include "domain/niss.hpp"
#include "domain/period.hpp"

namespace crossroads::transit {

/// HMAC-SHA-256 under a key of the hub: tells equal texts from unequal ones, and nobody without the key what they say.
struct KeyedDigest {
  Sha256 digest;
  bool operator==(const KeyedDigest&) const = default;
};

/// A message that stands in the source's record, as the hub knows it.
struct Held {
  domain::MessageNumber number{};
  domain::Niss person;  ///< the number under which the source handed it over
  domain::Month month;
  std::string category;                         ///< as the source names it
  std::string rule;                             ///< by which the source hands it over
  std::optional<domain::MonthSpan> spell = {};  ///< its period, if it tells one
  bool struck = false;                          ///< the hub lets nothing of it pass, and has noted so
  /// The source's own words; empty once they were relayed: then they are in the queue, and nowhere once the recipient has acknowledged them.
  std::string text;
  bool operator==(const Held&) const = default;
};

/// A message that stands at the recipient, or is on its way there.
struct Standing {
  domain::Ticket ticket;
  domain::MessageNumber number{};  ///< the source's message that it relays
  domain::Niss person;             ///< the number under which it was sent
  domain::Month month;
  std::string category;
  std::optional<domain::MonthSpan> spell = {};  ///< as it was relayed: what the hub struck of earlier months is not in it
  KeyedDigest content;                          ///< of what it says of the aid but for the spell
  bool operator==(const Standing&) const = default;
};

/// Everything about one person under one authorisation. Ascending by month, then number.
struct HubPersonRecord {
  std::vector<Held> held;
  std::vector<Standing> standing;
  bool operator==(const HubPersonRecord&) const = default;
};

/// Grows with every change of what is kept under an authorisation: what was decided on an older state is decided anew.
enum class Revision : std::uint64_t {};

/// A message of the source that the hub takes up, whatever becomes of it.
struct TakenUp {
  domain::MessageNumber number{};
  KeyedDigest text;                                    ///< of the item as it came
  std::optional<Held> held = {};                       ///< nothing for a withdrawal
  std::optional<domain::MessageNumber> replaces = {};  ///< of a correction or withdrawal: it is held no longer
};

/// One step of the hub's record, all or nothing.
struct HubChange {
  domain::EnterpriseNumber source;
  std::string authorisation;
  Revision decided_on{};  ///< the step is refused where the record has moved on since
  std::vector<TakenUp> taken_up = {};
  std::vector<domain::MessageNumber> struck = {};  ///< noted as struck
  std::vector<domain::MessageNumber> relayed =
      {};                                   ///< held messages whose text goes out now: the record forgets it, and that they were struck
  std::vector<domain::Ticket> closed = {};  ///< stand no longer: replaced or withdrawn
  std::vector<Standing> sent = {};          ///< stand from now on
};

/// A review of everything under an authorisation as a run month's end sees it, under way.
struct Review {
  domain::EnterpriseNumber source;
  std::string authorisation;
  domain::Month month;
  std::optional<domain::Niss> done_to = {};  ///< persons up to this number, in ascending order of the numbers on record, are done
  bool operator==(const Review&) const = default;
};

/// Every write is a transaction, or a part of the one that is open.
class HubRecord {
 public:
  HubRecord() = default;
  HubRecord(const HubRecord&) = delete;
  HubRecord& operator=(const HubRecord&) = delete;
  virtual ~HubRecord() = default;

  /// 0 for an authorisation of which nothing is kept.
  [[nodiscard]] virtual Result<Revision> revision(domain::EnterpriseNumber source, std::string_view authorisation) = 0;
  /// In the order of the numbers; nothing for one that was never taken up. Whatever the authorisation: a source's numbers are its own.
  [[nodiscard]] virtual Result<std::vector<std::optional<KeyedDigest>>> taken_up(domain::EnterpriseNumber source,
                                                                                 std::span<const domain::MessageNumber> numbers) = 0;
  /// What is kept under any of these numbers, up to and including a month, without the words: they are many, and few are needed. Of one moment together with `revision` only where the caller compares.
  [[nodiscard]] virtual Result<HubPersonRecord> about(domain::EnterpriseNumber source, std::string_view authorisation,
                                                      std::span<const domain::Niss> numbers, domain::Month up_to) = 0;
  /// The words of held messages, in the order of the numbers; empty where they were relayed, or nothing is held.
  [[nodiscard]] virtual Result<std::vector<std::string>> texts(domain::EnterpriseNumber source, std::string_view authorisation,
                                                               std::span<const domain::MessageNumber> numbers) = 0;
  /// The numbers under which something is held or stands, ascending, after one, at most so many.
  [[nodiscard]] virtual Result<std::vector<domain::Niss>> persons(domain::EnterpriseNumber source, std::string_view authorisation,
                                                                  std::optional<domain::Niss> after, std::size_t most) = 0;

  enum class Applied : std::uint8_t { done, moved_on };
  /// `moved_on`: the record is another one than was decided on; nothing was written. Refuses what can't be: a number taken up twice, a message to
  /// replace that is not held, a ticket that doesn't stand.
  [[nodiscard]] virtual Result<Applied> apply(const HubChange& change) = 0;

  /// Begins a review, or begins it anew; of an earlier month than the last one's it does nothing.
  [[nodiscard]] virtual Result<void> begin_review(const Review& review) = 0;
  /// Those that are under way.
  [[nodiscard]] virtual Result<std::vector<Review>> reviews() = 0;
  /// Notes how far a review has come; it has ended where `done_to` is nothing. Passed over where it was begun anew for another month meanwhile.
  [[nodiscard]] virtual Result<void> reviewed(const Review& review) = 0;
};

}  // namespace crossroads::transit
