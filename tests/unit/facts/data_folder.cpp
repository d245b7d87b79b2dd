#include "data_folder.hpp"

#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace crossroads::facts {

std::map<std::string, std::string> good_files() {
  return {
      {"persons.csv",
       "niss,last_name,first_names,country_of_origin\n"
       "71020410123,Peeters,Ann,BE\n"
       "72030510220,Dubois,Luc,FR\n"},
      {"nationalities.csv",
       "niss,country,from,to\n"
       "71020410123,BE,1971-02-04,\n"
       "72030510220,FR,1972-03-05,\n"},
      {"stays.csv",
       "niss,from,to,legal,register,title,ground,quality,recognised_on,applied_on,applied_at,sponsor_niss\n"
       "71020410123,2011-01-01,2012-12-31,yes,foreigners,E,art40,employee,2011-01-10,2010-12-01,territory,\n"
       "71020410123,2013-01-01,,yes,population,E+,art40,employee,2011-01-10,2010-12-01,,\n"
       "72030510220,2011-01-05,,yes,foreigners,F,art40bis,family_member,,,diplomatic_post,71020410123\n"},
      {"aid.csv",
       "aid_id,niss,centre,nature,category,monthly_cents,from,to,status\n"
       "G1,71020410123,0207533082,ris,2,90000,2011-06-01,2011-06-30,granted\n"
       "G2,72030510220,0207533082,social_aid,3,120000,2011-05-16,,granted\n"},
      {"reimbursements.csv",
       "aid_id,paid_on,cents\n"
       "G1,2011-09-01,4500\n"},
      {"replacements.csv", "old_niss,new_niss,on\n"},
  };
}

DataFolder::DataFolder(const std::map<std::string, std::string>& files) {
  std::string name = (std::filesystem::temp_directory_path() / "crossroads-facts-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
  for (const auto& [file, text] : files) {
    write_raw(file, file.ends_with(".gz") ? gzipped(text) : file.ends_with(".zst") ? zstd_compressed(text) : text);
  }
}

DataFolder::~DataFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void DataFolder::write_raw(const std::string& name, std::string_view bytes) const {
  std::ofstream file(path_ / name, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string gzipped(std::string_view text) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  std::string input(text);
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd_compressed(std::string_view text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

std::string described(const Result<Loaded>& loaded) {
  if (!loaded) return "refused: " + one_line(loaded.error());
  std::string text;
  const auto& population = loaded->population;
  for (std::uint32_t i = 0; i < population.size(); ++i) {
    const domain::PersonIndex person{i};
    text += to_string(population.niss(person));
    if (!loaded->identities.empty()) {
      const auto& identity = loaded->identities[i];
      text += fmt::format(" {}|{}|{}", identity.last_name, identity.first_names, to_string(identity.country_of_origin));
    }
    text += '\n';
    for (const auto& row : population.nationalities(person)) {
      text += fmt::format("  {} {}..{}\n", to_string(row.country), to_string(row.period.from), to_string(row.period.to));
    }
    for (const auto& row : population.stays(person)) {
      const std::string sponsor = row.sponsor == domain::no_sponsor        ? "none"
                                  : row.sponsor == domain::unknown_sponsor ? "unknown"
                                                                           : to_string(population.niss(row.sponsor));
      text += fmt::format("  stay {}..{} {} {} [{}] {} {} recognised {} applied {} [{}] sponsor {}\n", to_string(row.period.from),
                          to_string(row.period.to), to_name(row.legal), to_name(row.reg), to_name(row.title), to_name(row.ground),
                          to_name(row.quality), to_string(row.recognised_on), to_string(row.applied_on), to_name(row.applied_at), sponsor);
    }
    for (const auto& row : population.grants(person)) {
      text += fmt::format("  {} {}..{} {} category {}\n", row.monthly.count(), to_string(row.period.from), to_string(row.period.to),
                          to_name(row.nature), static_cast<int>(row.category));
    }
  }
  for (const auto& problem : loaded->quarantined) text += "bad: " + one_line(problem) + "\n";
  for (const DataFile file : all_data_files) {
    const auto i = static_cast<std::size_t>(file);
    text += fmt::format("{} {}+{}\n", to_name(file), loaded->counts.accepted[i], loaded->counts.bad[i]);
  }
  return text;
}

}  // namespace crossroads::facts
