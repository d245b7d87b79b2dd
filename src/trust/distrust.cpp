#include "trust/distrust.hpp"

namespace crossroads::trust {

std::string_view word(Reason reason) {
  switch (reason) {
    case Reason::no_file: return "no-file";
    case Reason::not_pem: return "not-pem";
    case Reason::no_key: return "no-key";
    case Reason::other_key: return "other-key";
    case Reason::wrong_key: return "wrong-key";
    case Reason::no_institution: return "no-institution";
    case Reason::malformed_institution: return "malformed-institution";
    case Reason::several_institutions: return "several-institutions";
    case Reason::other_institution: return "other-institution";
    case Reason::other_host: return "other-host";
    case Reason::wrong_use: return "wrong-use";
    case Reason::unknown_authority: return "unknown-authority";
    case Reason::revoked: return "revoked";
    case Reason::expired: return "expired";
    case Reason::not_yet_valid: return "not-yet-valid";
    case Reason::list_missing: return "list-missing";
    case Reason::list_out_of_date: return "list-out-of-date";
    case Reason::list_not_yet_valid: return "list-not-yet-valid";
    case Reason::list_not_signed: return "list-not-signed";
    case Reason::against_standard: break;
  }
  return "against-standard";
}

}  // namespace crossroads::trust
