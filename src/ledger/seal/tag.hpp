// Keyed search tags: how an entry is found again without saying in the database what it is about.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/seal/day_key.hpp"

namespace crossroads::ledger {

// Stored values: append only, never renumber.
enum class TagKind : std::uint8_t { subject = 1, agent = 2, communication = 3, dossier = 4, purpose = 5 };
inline constexpr std::array<std::string_view, 6> tag_kind_names{"", "subject", "agent", "communication", "dossier", "purpose"};
[[nodiscard]] constexpr std::string_view to_name(TagKind kind) { return tag_kind_names[static_cast<std::size_t>(kind)]; }

/// What is looked for: a kind and a value that is always written in the same way.
class SearchTerm {
 public:
  [[nodiscard]] static SearchTerm subject(domain::Niss niss);
  /// Without blanks, and with ASCII letters in lower case, as people write the same name and reference in different ways.
  [[nodiscard]] static SearchTerm agent(const Agent& agent);
  [[nodiscard]] static SearchTerm dossier(const Dossier& dossier);
  [[nodiscard]] static SearchTerm purpose(const Purpose& purpose);
  [[nodiscard]] static SearchTerm message(domain::MessageNumber number);
  [[nodiscard]] static SearchTerm ticket(const domain::Ticket& ticket);
  [[nodiscard]] static SearchTerm batch(const Batch& batch);
  [[nodiscard]] static SearchTerm trace(const TraceId& trace);

  [[nodiscard]] TagKind kind() const { return kind_; }
  [[nodiscard]] const std::string& value() const { return value_; }
  /// Under whose keys its tags are made.
  [[nodiscard]] Part part() const { return kind_ == TagKind::agent ? Part::agent : Part::entry; }
  friend auto operator<=>(const SearchTerm&, const SearchTerm&) = default;

 private:
  SearchTerm(TagKind kind, std::string value) : kind_(kind), value_(std::move(value)) {}
  TagKind kind_;
  std::string value_;
};

/// By what an entry is found: at most one subject, dossier and purpose, and each name of its communication.
[[nodiscard]] std::vector<SearchTerm> search_terms(const Entry& entry);

struct SearchTag {
  TagKind kind = TagKind::subject;
  std::array<std::uint8_t, 16> value = {};
  friend constexpr auto operator<=>(const SearchTag&, const SearchTag&) = default;
};

/// The first 16 bytes of HMAC-SHA-256(tag key of the day, name of the kind ‖ 0x00 ‖ value). `keys`: of the term's part.
[[nodiscard]] SearchTag search_tag(const DayKey& keys, const SearchTerm& term);

}  // namespace crossroads::ledger
