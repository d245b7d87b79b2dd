// The rules that hold among grants, and between grants and reimbursements, by aid_id.
#pragma once

#include "facts/load/parted_file.hpp"
#include "facts/load/staging.hpp"

namespace crossroads::facts {

using GrantParts = FileParts<GrantRow, GrantStaging>;
using ReimbursementParts = FileParts<ReimbursementRow, ReimbursementStaging>;

/// Marks every grant row that a later row with the same aid_id replaces, and puts reimbursements of an aid_id that no
/// accepted row of aid.csv has into the quarantine.
void settle_aid(GrantParts& grants, const ReimbursementParts& reimbursements, unsigned threads, Quarantine& quarantine, RowCounts& counts);

}  // namespace crossroads::facts
