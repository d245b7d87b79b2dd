#include "synth/names.hpp"

#include <array>
#include <span>
#include <string_view>

#include "synth/proportions.hpp"

namespace crossroads::synth {
namespace {

using Syllables = std::span<const std::string_view>;

/// How a language builds names: beginnings, middles and endings of words. `capital`: the beginnings that a name may start with.
struct Tongue {
  Syllables capital;
  Syllables middle;
  Syllables ending;
  bool spaced = false;  ///< syllables of a last name may stand apart (Han, no; Vietnamese, yes)
  std::string_view particle = {};
};

namespace latin {
constexpr std::array<std::string_view, 18> low_capital{"Van", "Ver", "Bro", "Dec", "Hel", "Wou", "Mae", "Cla", "Ghy",
                                                       "Sno", "Tie", "Roe", "Lam", "Zwe", "Bau", "Kee", "Noë", "Joz"};
constexpr std::array<std::string_view, 14> low_middle{"ver", "del", "ma",  "ste", "lo", "bra", "ke",
                                                      "wi",  "hoe", "rie", "dou", "ge", "li",  "no"};
constexpr std::array<std::string_view, 14> low_ending{"mans",  "sen",  "kens", "ven",  "ghe",  "len",  "ding",
                                                      "teren", "wijn", "lië",  "rick", "beke", "dael", "ne"};
constexpr std::array<std::string_view, 18> roman_capital{"Bel", "Mar", "Fé",  "Cha", "Du",  "Lé", "Gon", "Pé", "Ro",
                                                         "Ses", "Val", "Tor", "Bé",  "Íñi", "Çé", "Or",  "Ca", "Sal"};
constexpr std::array<std::string_view, 14> roman_middle{"ri",  "lo", "bre", "ça", "ñe", "va", "to",
                                                        "gui", "mé", "li",  "no", "da", "re", "sou"};
constexpr std::array<std::string_view, 14> roman_ending{"rel", "zo",  "gues", "ção", "tier", "ñez", "lini",
                                                        "rès", "dre", "val",  "ne",  "ros",  "tti", "mont"};
constexpr std::array<std::string_view, 16> eastern_capital{"Șer", "Po", "Dră", "Stan", "Ko",  "Wło", "Žel", "Hor",
                                                           "Ráz", "Mi", "Ște", "Bă",   "Kře", "Łu",  "Vas", "Jov"};
constexpr std::array<std::string_view, 12> eastern_middle{"ba", "ne", "go", "dzi", "ro", "lă", "vi", "cza", "še", "mi", "te", "ko"};
constexpr std::array<std::string_view, 14> eastern_ending{"nescu", "ță",   "wski", "čić", "ová", "ková", "eanu",
                                                          "iu",    "czyk", "dár",  "nov", "lić", "aru",  "íček"};
constexpr std::array<std::string_view, 16> turkic_capital{"Yıl", "Öz", "Gün", "Ak", "Kara", "Çe", "Şa",  "Ber",
                                                          "Er",  "Ko", "Tü",  "Al", "Dur",  "Ay", "Sel", "İs"};
constexpr std::array<std::string_view, 10> turkic_middle{"di", "tü", "ka", "lı", "me", "ğu", "ra", "be", "şa", "na"};
constexpr std::array<std::string_view, 12> turkic_ending{"kan", "demir", "oğlu", "türk", "maz", "can",
                                                         "gül", "lar",   "ci",   "taş",  "han", "man"};
constexpr std::array<std::string_view, 18> maghreb_capital{"Ben", "El", "Aït", "Bou", "Za", "Ha", "Che", "Ma", "Ou",
                                                           "Ra",  "Ta", "Kha", "Ab",  "Fa", "Na", "Sa",  "Ya", "Lah"};
constexpr std::array<std::string_view, 12> maghreb_middle{"ha", "ma", "ri", "lou", "ddi", "kha", "za", "bou", "mi", "ra", "ssa", "di"};
constexpr std::array<std::string_view, 12> maghreb_ending{"oui", "ane", "îm", "alla", "oun",  "iche",
                                                          "idi", "ad",  "ir", "ya",   "mane", "aoui"};
constexpr std::array<std::string_view, 16> central_capital{"Mu",  "Ka", "Ndo", "Ba",  "Tshi", "Ki", "Lu",  "Nga",
                                                           "Mbo", "Di", "Fo",  "Kou", "Ngu",  "Ab", "Oyé", "Sy"};
constexpr std::array<std::string_view, 12> central_middle{"ka", "lo", "mbe", "nza", "su", "ki", "nga", "le", "mba", "ndo", "bi", "ta"};
constexpr std::array<std::string_view, 12> central_ending{"ku", "mba", "nga", "dji", "bala", "lu", "té", "ndi", "za", "kou", "bé", "wa"};
constexpr std::array<std::string_view, 14> asian_capital{"Ra", "Shi", "Pra", "Nguy", "Trầ", "Ve", "Ku",
                                                         "Sa", "Mo",  "Be",  "De",   "Li",  "Ho", "Ja"};
constexpr std::array<std::string_view, 10> asian_middle{"ve", "na", "ri", "ma", "sha", "la", "ni", "ga", "dha", "mi"};
constexpr std::array<std::string_view, 12> asian_ending{"sh", "n", "nda", "ễn", "yan", "tra", "li", "ng", "mar", "ti", "ra", "ko"};
}  // namespace latin

namespace other_scripts {
constexpr std::array<std::string_view, 12> cyrillic_capital{"Бор", "Вла", "Мел", "Ков", "Шев", "Гри",
                                                            "Сте", "Заб", "Лут", "Руд", "Їжа", "Щер"};
constexpr std::array<std::string_view, 8> cyrillic_middle{"ни", "ро", "ле", "ма", "ве", "ді", "ба", "ну"};
constexpr std::array<std::string_view, 8> cyrillic_ending{"енко", "ський", "ова", "чук", "инов", "мила", "слав", "ия"};
constexpr std::array<std::string_view, 10> greek_capital{"Παπ", "Γιω", "Δημ", "Καλ", "Μαυ", "Στα", "Ηλ", "Θεο", "Ξεν", "Αρβ"};
constexpr std::array<std::string_view, 8> greek_middle{"ρο", "λε", "νι", "δό", "μα", "σα", "τι", "πο"};
constexpr std::array<std::string_view, 8> greek_ending{"πουλος", "ίδης", "άκης", "νός", "ρία", "θέα", "έας", "λλη"};
constexpr std::array<std::string_view, 10> arabic_capital{"حم", "سل", "كر", "عبد", "نو", "فا", "ال", "مص", "رش", "جم"};
constexpr std::array<std::string_view, 8> arabic_middle{"ما", "ري", "طا", "سو", "لي", "با", "نا", "دو"};
constexpr std::array<std::string_view, 8> arabic_ending{"ن", "د", "ري", "مة", "ين", "ور", "اني", "ب"};
constexpr std::array<std::string_view, 12> han_capital{"林", "欧", "司", "秦", "罗", "沈", "梁", "孟", "唐", "范", "崔", "温"};
constexpr std::array<std::string_view, 10> han_middle{"明", "雪", "文", "嘉", "思", "海", "若", "志", "晓", "安"};
constexpr std::array<std::string_view, 10> han_ending{"宁", "涛", "婷", "远", "琳", "辰", "月", "诚", "岚", "和"};
constexpr std::array<std::string_view, 10> ethiopic_capital{"አበ", "ገብ", "ሀይ", "ተስ", "መሐ", "ወል", "ሰላ", "ብር", "ዘር", "ፍቅ"};
constexpr std::array<std::string_view, 8> ethiopic_middle{"ረ", "ማ", "ሌ", "ጊ", "ና", "ደ", "ሚ", "ለ"};
constexpr std::array<std::string_view, 8> ethiopic_ending{"ም", "ያት", "ሉ", "ስ", "ርት", "ድ", "ኔ", "ሃን"};
constexpr std::array<std::string_view, 8> georgian_capital{"გიო", "მახ", "ლომ", "ნინ", "ბერ", "ქავ", "თამ", "ჯაფ"};
constexpr std::array<std::string_view, 6> georgian_middle{"რა", "თე", "ლი", "მა", "კო", "ვი"};
constexpr std::array<std::string_view, 6> georgian_ending{"შვილი", "ძე", "ია", "ური", "ანი", "ელი"};
constexpr std::array<std::string_view, 8> armenian_capital{"Հով", "Սար", "Գրի", "Մար", "Ավե", "Պետ", "Կար", "Նազ"};
constexpr std::array<std::string_view, 6> armenian_middle{"հա", "գի", "նի", "տի", "րա", "լի"};
constexpr std::array<std::string_view, 6> armenian_ending{"սյան", "նյան", "րյան", "կոս", "նուշ", "ման"};
constexpr std::array<std::string_view, 8> devanagari_capital{"रा", "शर्", "वि", "मो", "सु", "गी", "कु", "नी"};
constexpr std::array<std::string_view, 6> devanagari_middle{"मा", "ने", "जा", "ला", "रे", "दि"};
constexpr std::array<std::string_view, 6> devanagari_ending{"श", "ता", "वाल", "नी", "र", "न"};
}  // namespace other_scripts

constexpr Tongue low{latin::low_capital, latin::low_middle, latin::low_ending, false, "Van "};
constexpr Tongue roman{latin::roman_capital, latin::roman_middle, latin::roman_ending, false, "de "};
constexpr Tongue eastern{latin::eastern_capital, latin::eastern_middle, latin::eastern_ending};
constexpr Tongue turkic{latin::turkic_capital, latin::turkic_middle, latin::turkic_ending};
constexpr Tongue maghreb{latin::maghreb_capital, latin::maghreb_middle, latin::maghreb_ending, false, "El "};
constexpr Tongue central{latin::central_capital, latin::central_middle, latin::central_ending};
constexpr Tongue asian{latin::asian_capital, latin::asian_middle, latin::asian_ending, true};
constexpr Tongue cyrillic{other_scripts::cyrillic_capital, other_scripts::cyrillic_middle, other_scripts::cyrillic_ending};
constexpr Tongue greek{other_scripts::greek_capital, other_scripts::greek_middle, other_scripts::greek_ending};
constexpr Tongue arabic{other_scripts::arabic_capital, other_scripts::arabic_middle, other_scripts::arabic_ending};
constexpr Tongue han{other_scripts::han_capital, other_scripts::han_middle, other_scripts::han_ending};
constexpr Tongue ethiopic{other_scripts::ethiopic_capital, other_scripts::ethiopic_middle, other_scripts::ethiopic_ending};
constexpr Tongue georgian{other_scripts::georgian_capital, other_scripts::georgian_middle, other_scripts::georgian_ending};
constexpr Tongue armenian{other_scripts::armenian_capital, other_scripts::armenian_middle, other_scripts::armenian_ending};
constexpr Tongue devanagari{other_scripts::devanagari_capital, other_scripts::devanagari_middle, other_scripts::devanagari_ending};

/// How names are written in Belgian registers as a rule, and in the script of the country now and then.
struct Spelling {
  std::string_view countries;
  const Tongue* latin;
  const Tongue* script;
};
constexpr std::array spellings{
    Spelling{"BE NL LU", &low, nullptr},
    Spelling{"FR ES IT PT BR RO MD", &roman, nullptr},
    Spelling{"PL SK CZ HU HR SI LT LV EE AL XK", &eastern, nullptr},
    Spelling{"BG RU UA RS MK", &eastern, &cyrillic},
    Spelling{"GR CY", &eastern, &greek},
    Spelling{"TR", &turkic, nullptr},
    Spelling{"MA DZ TN SY IQ PS", &maghreb, &arabic},
    Spelling{"AF IR PK", &asian, &arabic},
    Spelling{"CN", &asian, &han},
    Spelling{"ER ET", &central, &ethiopic},
    Spelling{"GE", &eastern, &georgian},
    Spelling{"AM", &eastern, &armenian},
    Spelling{"IN", &asian, &devanagari},
    Spelling{"CD GN CM RW BI GH NG SN SO", &central, nullptr},
    Spelling{"VN PH", &asian, nullptr},
};

/// By country index, which spelling; found once, when the program is compiled.
constexpr std::array<std::uint8_t, domain::Country::count> spelling_by_country = [] {
  std::array<std::uint8_t, domain::Country::count> table{};  // all others as in Belgium
  for (std::size_t s = 0; s < spellings.size(); ++s) {
    const std::string_view list = spellings[s].countries;
    for (std::size_t i = 0; i + 1 < list.size(); i += 3) {
      table[domain::Country::from_letters(list[i], list[i + 1]).index()] = static_cast<std::uint8_t>(s);
    }
  }
  return table;
}();

std::string_view any_of(Syllables syllables, Random& random) {
  return syllables[random.below(static_cast<std::uint32_t>(syllables.size()))];
}

void append_word(const Tongue& tongue, bool long_word, Random& random, std::string& text) {
  text += any_of(tongue.capital, random);
  if (long_word) text += any_of(tongue.middle, random);
  text += any_of(tongue.ending, random);
}

}  // namespace

void draw_name(domain::Country country, Random& random, PersonName& name) {
  const Spelling& spelling = spellings[spelling_by_country[country.index()]];
  const bool own_script = spelling.script != nullptr && random.chance(share::other_script);
  const Tongue& tongue = own_script ? *spelling.script : *spelling.latin;
  name.last.clear();
  name.first.clear();
  if (!tongue.particle.empty() && random.chance(250)) name.last += tongue.particle;
  append_word(tongue, random.chance(600), random, name.last);
  if (random.chance(90)) {
    name.last += tongue.spaced ? ' ' : '-';
    append_word(tongue, false, random, name.last);
  }
  append_word(tongue, random.chance(300), random, name.first);
  if (random.chance(280)) {
    name.first += ' ';
    append_word(tongue, false, random, name.first);
  }
  if (random.chance(share::name_with_comma)) {
    name.last += ", ";
    append_word(tongue, false, random, name.last);
  }
  if (random.chance(share::name_with_quotes)) {
    name.first += " \"";
    append_word(tongue, false, random, name.first);
    name.first += '"';
  }
}

}  // namespace crossroads::synth
