// A consultation's refusal or Permit in words: what, on which paragraph, and what to do. No words name the person: they stand in problem documents.
#pragma once

#include <string>

#include "law/consult/permit.hpp"
#include "law/consult/refusal.hpp"
#include "law/consult/request.hpp"

namespace crossroads::law::explain::consultation {

struct InWords {
  std::string sentence;
  std::string remedy;  ///< what to do, as a sentence; empty for a Permit
  std::string basis;   ///< `[§30 I16]`, `[SPEC §9]`
};

/// `law`: the authorisation that was asked for; nothing where there is none.
[[nodiscard]] InWords in_words(const consult::Refusal& refusal, const consult::Request& request, const Authorisation* law,
                               Language language);
[[nodiscard]] InWords in_words(const consult::Permit& permit, const Authorisation& law, Language language);

}  // namespace crossroads::law::explain::consultation
