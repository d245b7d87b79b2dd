#include "facts/rows.hpp"

namespace crossroads::facts {
namespace {

constexpr std::array<std::string_view, data_files> file_names{"persons", "nationalities", "stays", "aid", "reimbursements", "replacements"};

constexpr std::array<std::string_view, 4> persons{"niss", "last_name", "first_names", "country_of_origin"};
constexpr std::array<std::string_view, 4> nationalities{"niss", "country", "from", "to"};
constexpr std::array<std::string_view, 12> stays{"niss",    "from",          "to",         "legal",      "register",    "title", "ground",
                                                 "quality", "recognised_on", "applied_on", "applied_at", "sponsor_niss"};
constexpr std::array<std::string_view, 9> aid{"aid_id", "niss", "centre", "nature", "category", "monthly_cents", "from", "to", "status"};
constexpr std::array<std::string_view, 3> reimbursements{"aid_id", "paid_on", "cents"};
constexpr std::array<std::string_view, 3> replacements{"old_niss", "new_niss", "on"};

constexpr std::array<std::span<const std::string_view>, data_files> columns{persons, nationalities,  stays,
                                                                            aid,     reimbursements, replacements};

}  // namespace

std::string_view to_name(DataFile file) { return file_names[static_cast<std::size_t>(file)]; }
std::span<const std::string_view> columns_of(DataFile file) { return columns[static_cast<std::size_t>(file)]; }

}  // namespace crossroads::facts
