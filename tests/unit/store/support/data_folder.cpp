#include "data_folder.hpp"

#include <fmt/format.h>

#include <fstream>

namespace crossroads::test {

namespace {

void write_file(const std::filesystem::path& path, const std::string& header, const std::vector<std::string>& lines) {
  std::ofstream file(path, std::ios::binary);
  file << header << '\n';
  for (const auto& line : lines) file << line << '\n';
}

std::vector<std::string> both(std::vector<std::string> lines, const std::vector<std::string>& more) {
  lines.insert(lines.end(), more.begin(), more.end());
  return lines;
}

}  // namespace

void DataFolder::write(const std::filesystem::path& folder) const {
  std::filesystem::create_directories(folder);
  write_file(folder / "persons.csv", "niss,last_name,first_names,country_of_origin", persons);
  write_file(folder / "nationalities.csv", "niss,country,from,to", nationalities);
  write_file(folder / "stays.csv", "niss,from,to,legal,register,title,ground,quality,recognised_on,applied_on,applied_at,sponsor_niss",
             stays);
  write_file(folder / "aid.csv", "aid_id,niss,centre,nature,category,monthly_cents,from,to,status", aid);
  std::filesystem::remove(folder / "reimbursements.csv");
  std::filesystem::remove(folder / "replacements.csv");
  if (!without_reimbursements) write_file(folder / "reimbursements.csv", "aid_id,paid_on,cents", reimbursements);
  if (!without_replacements) write_file(folder / "replacements.csv", "old_niss,new_niss,on", replacements);
}

DataFolder DataFolder::plus(const DataFolder& other) const {
  return {.persons = both(persons, other.persons),
          .nationalities = both(nationalities, other.nationalities),
          .stays = both(stays, other.stays),
          .aid = both(aid, other.aid),
          .reimbursements = both(reimbursements, other.reimbursements),
          .replacements = both(replacements, other.replacements)};
}

std::string person_row(domain::Niss niss, const std::string& last_name, const std::string& country) {
  return fmt::format("{},{},Example,{}", to_string(niss), last_name, country);
}

std::string nationality_row(domain::Niss niss, const std::string& country, const std::string& from, const std::string& to) {
  return fmt::format("{},{},{},{}", to_string(niss), country, from, to);
}

std::string stay_row(domain::Niss niss, const std::string& from, const std::string& to, const std::string& quality,
                     std::optional<domain::Niss> sponsor) {
  return fmt::format("{},{},{},yes,foreigners,E,art40,{},2011-01-10,2010-12-01,territory,{}", to_string(niss), from, to, quality,
                     sponsor ? to_string(*sponsor) : "");
}

std::string aid_row(const std::string& aid_id, domain::Niss niss, const std::string& from, const std::string& to, const std::string& cents,
                    const std::string& status) {
  return fmt::format("{},{},0207533082,ris,2,{},{},{},{}", aid_id, to_string(niss), cents, from, to, status);
}

std::string reimbursement_row(const std::string& aid_id, const std::string& paid_on, const std::string& cents) {
  return fmt::format("{},{},{}", aid_id, paid_on, cents);
}

std::string replacement_row(domain::Niss old_niss, domain::Niss new_niss, const std::string& on) {
  return fmt::format("{},{},{}", to_string(old_niss), to_string(new_niss), on);
}

}  // namespace crossroads::test
