#include "ledger/seal/tag.hpp"

#include <fmt/format.h>

#include "ledger/seal/hmac.hpp"

namespace crossroads::ledger {
namespace {

std::string as_compared(std::string_view text) {
  std::string compared;
  for (const char c : text) {
    if (c == ' ') continue;
    compared += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return compared;
}

}  // namespace

SearchTerm SearchTerm::subject(domain::Niss niss) { return {TagKind::subject, to_string(niss)}; }
SearchTerm SearchTerm::agent(const Agent& agent) { return {TagKind::agent, as_compared(agent.text())}; }
SearchTerm SearchTerm::dossier(const Dossier& dossier) { return {TagKind::dossier, as_compared(dossier.text())}; }
SearchTerm SearchTerm::purpose(const Purpose& purpose) { return {TagKind::purpose, purpose.text()}; }
SearchTerm SearchTerm::message(domain::MessageNumber number) {
  return {TagKind::communication, fmt::format("message:{}", static_cast<std::uint64_t>(number))};
}
SearchTerm SearchTerm::ticket(const domain::Ticket& ticket) { return {TagKind::communication, "ticket:" + to_string(ticket.uuid)}; }
SearchTerm SearchTerm::batch(const Batch& batch) { return {TagKind::communication, "batch:" + batch.text()}; }
SearchTerm SearchTerm::trace(const TraceId& trace) { return {TagKind::communication, "trace:" + to_string(trace)}; }

std::vector<SearchTerm> search_terms(const Entry& entry) {
  std::vector<SearchTerm> terms;
  if (entry.subject) terms.push_back(SearchTerm::subject(*entry.subject));
  if (entry.message) terms.push_back(SearchTerm::message(*entry.message));
  if (entry.ticket) terms.push_back(SearchTerm::ticket(*entry.ticket));
  if (entry.batch) terms.push_back(SearchTerm::batch(*entry.batch));
  if (entry.trace) terms.push_back(SearchTerm::trace(*entry.trace));
  if (entry.dossier) terms.push_back(SearchTerm::dossier(*entry.dossier));
  if (entry.purpose) terms.push_back(SearchTerm::purpose(*entry.purpose));
  return terms;
}

SearchTag search_tag(const DayKey& keys, const SearchTerm& term) {
  const std::array<std::uint8_t, 1> zero = {};
  const auto code = HmacSha256(keys.tags).add(to_name(term.kind())).add(zero).add(term.value()).finish();
  SearchTag tag{.kind = term.kind()};
  std::copy_n(code.bytes().begin(), tag.value.size(), tag.value.begin());
  return tag;
}

}  // namespace crossroads::ledger
