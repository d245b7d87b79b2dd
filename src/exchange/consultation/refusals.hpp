// Refusals of a consultation as problem documents: each type of SPEC §9 is a problem type of its own.
#pragma once

#include "law/consult/refusal.hpp"
#include "law/consult/request.hpp"
#include "law/syntax/words.hpp"
#include "service/body.hpp"
#include "service/problem_document.hpp"

namespace crossroads::exchange::consultation {

/// The problem type of a refusal. It lives for ever.
[[nodiscard]] const service::ProblemType& problem_type(law::consult::RefusalType type);

/// Another institution that must be asked on the way does not answer. Nothing is remembered: who asks again is answered anew.
extern const service::ProblemType register_unavailable, source_unavailable, hub_unavailable;
/// The access log can't take the entry: no entry, no data (SPEC §11).
extern const service::ProblemType log_unavailable;

/// `asked`: the authorisation that was asked for; nothing where there is none.
[[nodiscard]] service::ProblemDocument to_problem(const law::consult::Refusal& refusal, const law::consult::Request& request,
                                                  const law::Authorisation* asked, law::Language language);
[[nodiscard]] service::CitedBasis to_cited(const law::consult::LegalBasis& basis, const std::string& authorisation);

/// A problem of the hub, as it told it; a problem where it is no problem document of a type that this version knows.
[[nodiscard]] Result<service::ProblemDocument> read_problem(std::string_view json);

/// The language that a caller would rather read, by Accept-Language; English where it names none of the four.
[[nodiscard]] law::Language language_of(std::string_view accept_language);

}  // namespace crossroads::exchange::consultation
