// The rules that hold among grants, and between grants and reimbursements, by aid_id.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "facts/load/parted_file.hpp"
#include "facts/load/staging.hpp"

namespace crossroads::facts {

using GrantParts = FileParts<GrantRow, GrantStaging>;
using ReimbursementParts = FileParts<ReimbursementRow, ReimbursementStaging>;

// What the table of aid_ids can address: more than a terabyte of aid.csv in parts of the usual size.
inline constexpr std::size_t most_parts = (std::size_t{1} << 22) - 1;
inline constexpr std::size_t largest_part = std::size_t{8} << 20;
inline constexpr std::size_t smallest_row = 14;  // "x,2011-01-01,1" and its line end

/// Marks every grant row that a later row with the same aid_id replaces.
void replace_grants(GrantParts& grants, unsigned threads);

/// Puts reimbursements of an aid_id that no accepted row of aid.csv has into the quarantine.
void check_reimbursements(const ReimbursementParts& reimbursements, const GrantParts& grants, unsigned threads, Quarantine& quarantine, RowCounts& counts);

}  // namespace crossroads::facts
