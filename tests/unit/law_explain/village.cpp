#include "village.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "law/explain/render_html.hpp"
#include "law/syntax/parser.hpp"

namespace crossroads::law::explain::test {
namespace {

using domain::Date;

constexpr Rows people_of_2011{.nationalities = R"(71020410123,BE,1970-01-01,
72030510220,FR,1970-01-01,
73040610317,RO,1970-01-01,
74050710414,BG,1970-01-01,
76070910608,ES,1970-01-01,
79101210996,NL,1970-01-01,2011-07-14
79101210996,BE,2011-07-15,
80111311093,DE,1970-01-01,
81121411190,DE,1970-01-01,
82011511203,MA,1970-01-01,
83021611397,MA,1970-01-01,
88072111882,MA,1970-01-01,)",
                              .stays = R"(71020410123,2011-01-01,,yes,foreigners,E,art40,employee,2011-01-10,territory,
72030510220,2011-01-05,,yes,foreigners,E,art40,jobseeker,2011-01-10,territory,
73040610317,2011-03-01,,yes,foreigners,E,art40,self_employed,,territory,
74050710414,2011-02-01,,yes,foreigners,E,art40,employee,2011-04-20,territory,
76070910608,2010-12-01,,yes,foreigners,E,art40,jobseeker,,territory,
79101210996,2010-06-01,,yes,foreigners,E,art40,jobseeker,,territory,
80111311093,2008-07-01,,yes,foreigners,E,art40,jobseeker,,territory,
81121411190,2008-07-01,,yes,population,E,art40,jobseeker,,territory,
82011511203,2011-02-01,,yes,foreigners,F,art40bis,family_member,,territory,72030510220
83021611397,2011-02-01,,yes,foreigners,F,art40bis,family_member,,territory,
85041811591,2007-01-01,2010-05-31,yes,foreigners,E,art40,employee,2010-01-10,territory,
87062011785,2011-02-01,,yes,foreigners,F,art40bis,family_member,,territory,72030510220
88072111882,2011-02-01,,yes,foreigners,F,art40bis,family_member,,territory,71020410123)",
                              .aid = R"(71020410123,ris,90000,2011-06-01,2011-06-30
72030510220,ris,90000,2011-05-16,2011-10-31
73040610317,social_aid,90000,2011-05-01,2011-06-30
74050710414,social_aid,90000,2011-05-10,2011-06-30
74050710414,ris,90000,2011-07-01,2011-08-31
76070910608,ris_equivalent,90000,2011-05-01,2011-06-15
76070910608,ris,90000,2011-08-20,2011-09-30
79101210996,social_aid,90000,2011-05-01,2011-08-31
80111311093,social_aid,90000,2011-05-01,2011-08-31
81121411190,social_aid,90000,2011-05-01,2011-08-31
82011511203,social_aid,90000,2011-06-01,2011-07-31
83021611397,social_aid,90000,2011-06-01,2011-06-30
85041811591,social_aid,90000,2011-06-01,2011-06-30
87062011785,social_aid,90000,2011-06-01,2011-06-30
88072111882,social_aid,90000,2011-06-01,2011-06-30)"};

constexpr Rows people_of_2018{.nationalities = R"(71020410123,FR,1970-01-01,
72030510220,NL,1970-01-01,
74050710414,GB,1970-01-01,
75060810511,CD,1970-01-01,
76070910608,CD,1970-01-01,
77081010705,TR,1970-01-01,
79101210996,TR,1970-01-01,
80111311093,MA,1970-01-01,
81121411190,MA,1970-01-01,
82011511203,DZ,1970-01-01,
82011511203,BE,2018-06-15,
84031711494,PL,1970-01-01,)",
                              .stays = R"(71020410123,2015-06-01,,yes,foreigners,E,art40,employee,2011-01-10,territory,
72030510220,2013-07-01,,yes,foreigners,E,art40,employee,2011-01-10,territory,
74050710414,2017-06-01,,yes,foreigners,E,art40,employee,2011-01-10,territory,
75060810511,2016-09-01,,yes,foreigners,A,art58,student,2016-10-10,diplomatic_post,
76070910608,2017-01-01,,yes,foreigners,A,art10bis,family_member,,territory,75060810511
77081010705,2010-01-01,,yes,foreigners,A,art10bis,family_member,2010-02-01,territory,nobody
79101210996,2013-07-01,,yes,foreigners,F,art10,family_member,2013-08-01,territory,
80111311093,2016-01-01,,yes,population,F+,art40bis,family_member,,territory,71020410123
81121411190,2016-01-01,,yes,foreigners,F+,art40bis,family_member,,territory,71020410123
82011511203,2016-01-01,,yes,population,F,art40ter,family_member,,territory,
84031711494,2016-01-01,,yes,foreigners,E,art40,student,2016-01-10,territory,)",
                              .aid = R"(71020410123,ris,90000,2018-06-10,2018-08-31
72030510220,ris,90000,2018-05-01,2018-07-31
74050710414,ris,90000,2019-12-01,2020-02-29
75060810511,social_aid,90000,2018-06-01,2018-07-31
76070910608,ris_equivalent,90000,2018-06-01,2018-06-30
77081010705,ris,90000,2018-06-01,2018-06-30
79101210996,ris,90000,2018-05-01,2018-07-31
80111311093,ris,90000,2018-06-01,2018-06-30
81121411190,ris,90000,2018-06-01,2018-06-30
81121411190,social_aid,123456,2018-06-20,2018-06-30
82011511203,ris,90000,2018-05-01,2018-06-30
84031711494,social_aid,90000,2018-05-01,2018-05-31
84031711494,social_aid,90000,2018-07-01,2018-07-31)"};

using Fields = std::vector<std::string>;

std::vector<Fields> lines_of(std::string_view csv) {
  std::vector<Fields> lines;
  std::istringstream in{std::string(csv)};
  for (std::string line; std::getline(in, line);) {
    Fields fields(1);
    for (const char c : line) {
      if (c == ',') fields.emplace_back();
      else fields.back() += c;
    }
    lines.push_back(std::move(fields));
  }
  return lines;
}

Date day(const std::string& text, Date if_empty) { return text.empty() ? if_empty : Date::parse(text).value(); }
domain::Period period(const std::string& from, const std::string& to) { return {day(from, Date::never()), day(to, Date::forever())}; }
domain::Niss niss_of(std::string_view text) { return domain::Niss::parse(text, Date(2026, 1, 1)).value(); }

struct Person {
  std::vector<domain::NationalityRow> nationalities;
  std::vector<std::pair<domain::StayRow, std::string>> stays;  // with the sponsor as written
  std::vector<domain::GrantRow> grants;
};

}  // namespace

std::string read_file(const std::string& below_root) {
  std::ifstream in(std::string(CROSSROADS_ROOT) + "/" + below_root, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + below_root);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

const domain::UnionMembers& union_members() {
  static const domain::UnionMembers members = [] {
    std::vector<domain::UnionMembers::Membership> memberships;
    auto lines = lines_of(read_file("parameters/union-members.csv"));
    for (std::size_t i = 1; i < lines.size(); ++i)
      memberships.push_back({domain::Country::parse(lines[i][0]).value(), period(lines[i][1], lines[i][2])});
    return domain::UnionMembers(std::move(memberships));
  }();
  return members;
}

std::unique_ptr<Authorisation> parse_law(const std::string& text) {
  const Source source("test.law", text);
  auto parsed = parse_authorisation(source);
  if (!parsed.authorisation) throw std::runtime_error(parsed.diagnostics.empty() ? "no law" : parsed.diagnostics.front().message);
  return std::make_unique<Authorisation>(std::move(*parsed.authorisation));
}

std::unique_ptr<Authorisation> read_law(const std::string& file) { return parse_law(read_file("authorisations/" + file)); }

domain::Population population(const Rows& rows) {
  std::map<domain::Niss, Person> persons;
  for (const auto& f : lines_of(rows.nationalities))
    persons[niss_of(f[0])].nationalities.push_back({domain::Country::parse(f[1]).value(), period(f[2], f[3])});
  for (const auto& f : lines_of(rows.stays)) {
    domain::StayRow row;
    row.period = period(f[1], f[2]);
    row.legal = domain::from_name<domain::Legal>(f[3]).value();
    row.reg = domain::from_name<domain::Register>(f[4]).value();
    row.title = domain::from_name<domain::Title>(f[5]).value();
    row.ground = domain::from_name<domain::Ground>(f[6]).value();
    row.quality = domain::from_name<domain::Quality>(f[7]).value();
    row.recognised_on = day(f[8], Date::never());
    row.applied_at = domain::from_name<domain::AppliedAt>(f[9]).value();
    persons[niss_of(f[0])].stays.emplace_back(row, f[10]);
  }
  for (const auto& f : lines_of(rows.aid)) {
    persons[niss_of(f[0])].grants.push_back({domain::Cents::parse(f[2]).value(), period(f[3], f[4]),
                                             domain::from_name<domain::Nature>(f[1]).value(), domain::AidCategory::single});
  }
  domain::Population::Columns columns;
  for (const auto& [niss, person] : persons) columns.niss.push_back(niss);
  const auto index_of = [&](const std::string& sponsor) {
    if (sponsor.empty()) return domain::no_sponsor;
    if (sponsor == "nobody") return domain::unknown_sponsor;
    const auto found = std::ranges::find(columns.niss, niss_of(sponsor));
    return found == columns.niss.end() ? domain::unknown_sponsor
                                       : domain::PersonIndex{static_cast<std::uint32_t>(found - columns.niss.begin())};
  };
  for (const auto& [niss, person] : persons) {
    columns.nationalities.insert(columns.nationalities.end(), person.nationalities.begin(), person.nationalities.end());
    columns.grants.insert(columns.grants.end(), person.grants.begin(), person.grants.end());
    for (auto [row, sponsor] : person.stays) {
      row.sponsor = index_of(sponsor);
      columns.stays.push_back(row);
    }
    columns.nationalities_end.push_back(static_cast<std::uint32_t>(columns.nationalities.size()));
    columns.stays_end.push_back(static_cast<std::uint32_t>(columns.stays.size()));
    columns.grants_end.push_back(static_cast<std::uint32_t>(columns.grants.size()));
  }
  return domain::Population(std::move(columns));
}

Village::Village(std::unique_ptr<Authorisation> law, domain::Population population)
    : law_(std::move(law)), plan_(*law_), population_(std::move(population)) {}

Village::Village(const std::string& file)
    : Village(read_law(file), test::population(file.starts_with("11") ? people_of_2011 : people_of_2018)) {}

Subject Village::subject(std::string_view niss) const { return subject(population_.find(niss_of(niss)).value()); }

Explanation Village::explain(std::string_view niss, domain::Month month) const {
  auto asked = evaluator(month.plus(12));
  return explain::explain(plan_, asked, subject(niss), subject(niss), month);
}

std::string Village::page(std::string_view niss, domain::Month month, Language language) const {
  auto asked = evaluator(month.plus(12));
  const auto explanation = explain::explain(plan_, asked, subject(niss), subject(niss), month);
  return render_html(explanation, asked, language);
}

}  // namespace crossroads::law::explain::test
