#include "trust/outlook.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trust/utc.hpp"

namespace crossroads::trust {
namespace {

using Kind = Deadline::Kind;
using State = Deadline::State;

State state_of(std::optional<Instant> begin, std::optional<Instant> end, Instant at, std::chrono::days notice) {
  if (begin && at < *begin) return State::not_yet;
  if (!end) return State::good;
  if (at >= *end) return State::past;
  return *end - at < notice ? State::soon : State::good;
}

/// Both ways of using it.
std::optional<Distrust> refused(const Chain& own, const Authorities& authorities, Instant at) {
  for (const Use use : {Use::client, Use::server}) {
    if (auto checked = check(own, authorities, at, {.use = use}); !checked) return std::move(checked).error();
  }
  return std::nullopt;
}

/// Whether institutions get their certificates from it: an authority that stands only behind other authorities needs no list here.
bool vouches_for_institutions(const Certificate& authority, const Chain& own, const Authorities& authorities) {
  const auto by_it = [&](const Certificate& one) { return one.issuer == authority.subject && one.subject != authority.subject; };
  return own.leaf.issuer == authority.subject || std::ranges::none_of(authorities.certificates(), by_it);
}

std::vector<const RevocationList*> newest_lists(const Authorities& authorities) {
  std::vector<const RevocationList*> newest;
  for (const auto& list : authorities.lists()) {
    const auto same =
        std::ranges::find_if(newest, [&](const auto* other) { return other->issuer == list.issuer && other->key_id == list.key_id; });
    if (same == newest.end()) newest.push_back(&list);
    else if ((*same)->this_update < list.this_update) *same = &list;
  }
  return newest;
}

std::vector<Deadline> deadlines_of(const Chain& own, const Authorities& authorities, Instant at, const Notice& notice) {
  std::vector<Deadline> all;
  const auto add = [&](Kind kind, const Certificate& one) {
    all.push_back({.kind = kind,
                   .state = state_of(one.not_before, one.not_after, at, notice.certificate),
                   .name = one.subject,
                   .file = one.file,
                   .until = one.not_after});
  };
  add(Kind::certificate, own.leaf);
  for (const auto& one : own.between) add(Kind::authority, one);
  const auto lists = newest_lists(authorities);
  for (const auto& one : authorities.certificates()) {
    add(Kind::authority, one);
    const bool listed = std::ranges::any_of(lists, [&](const auto* list) { return speaks_for(*list, one.subject, one.key_id); });
    if (!listed && vouches_for_institutions(one, own, authorities))
      all.push_back({.kind = Kind::list, .state = State::missing, .name = one.subject});
  }
  for (const auto* list : lists) {
    all.push_back({.kind = Kind::list,
                   .state = state_of(list->this_update, list->next_update, at, notice.list),
                   .name = list->issuer,
                   .file = list->file,
                   .until = list->next_update});
  }
  for (const auto& fault : authorities.list_faults())
    all.push_back({.kind = Kind::list, .state = State::missing, .file = fault.problem.place.file});
  // A missing one first; what never ends last.
  std::ranges::stable_sort(
      all, {}, [](const Deadline& one) { return one.state == State::missing ? Instant::min() : one.until.value_or(Instant::max()); });
  return all;
}

std::optional<Problem> warning(const Deadline& deadline, Instant at) {
  const std::string_view what = deadline.kind == Kind::certificate ? "the certificate"
                                : deadline.kind == Kind::authority ? "an authority's certificate"
                                                                   : "an authority's revocation list";
  Problem problem{
      .what = {}, .place = {.file = deadline.file}, .field = deadline.kind == Kind::list ? "issuer" : "subject", .value = deadline.name};
  if (deadline.name.empty()) problem.field.clear();
  const std::string until = deadline.until ? to_utc(*deadline.until) : "";
  switch (deadline.state) {
    case State::good: return std::nullopt;
    case State::soon: {
      const auto left = std::chrono::floor<std::chrono::hours>(*deadline.until - at).count();
      problem.what =
          fmt::format("{} ends in {}, at {}", what, left < 48 ? fmt::format("{} hours", left) : fmt::format("{} days", left / 24), until);
      break;
    }
    case State::past: problem.what = fmt::format("{} ended at {}", what, until); break;
    case State::not_yet: problem.what = fmt::format("{} has not begun", what); break;
    case State::missing: problem.what = fmt::format("{} is not there", what); break;
  }
  if (deadline.state == State::not_yet) problem.hint = "look at this machine's clock";
  else problem.hint = deadline.kind == Kind::list ? "fetch the authority's newest list" : "renew it";
  return problem;
}

}  // namespace

std::string_view word(Deadline::Kind kind) {
  switch (kind) {
    case Kind::certificate: return "certificate";
    case Kind::authority: return "authority";
    case Kind::list: break;
  }
  return "list";
}

std::string_view word(Deadline::State state) {
  switch (state) {
    case State::good: return "good";
    case State::soon: return "soon";
    case State::past: return "past";
    case State::not_yet: return "not-yet";
    case State::missing: break;
  }
  return "missing";
}

Outlook outlook(const Chain& own, const Authorities& authorities, Instant at, const Notice& notice) {
  Outlook result{.deadlines = deadlines_of(own, authorities, at, notice), .now = refused(own, authorities, at)};
  for (const auto& deadline : result.deadlines) {
    if (auto problem = warning(deadline, at)) result.warnings.push_back(std::move(*problem));
  }
  if (result.now) return result;
  // Not every end matters to one's own certificate: the check says which one does.
  for (const auto& deadline : result.deadlines) {
    if (!deadline.until || *deadline.until <= at) continue;
    if (auto why = refused(own, authorities, *deadline.until)) {
      result.first_end = {.at = *deadline.until, .why = std::move(*why)};
      break;
    }
  }
  return result;
}

}  // namespace crossroads::trust
