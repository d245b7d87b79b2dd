#include "config/table.hpp"

#include <gtest/gtest.h>

#include "config/service.hpp"

namespace crossroads::config {
namespace {

struct Small {
  domain::EnterpriseNumber number;
  Endpoint listen;
  Remote peer;
  Bytes body{};
  Count requests{};
  std::chrono::milliseconds time{};
  std::filesystem::path store;
  std::optional<std::filesystem::path> log;
  Files lists;
  InstitutionNumbers readers;
};

const Table<Small>& small_table() {
  static const auto table = [] {
    Table<Small> made;
    made.must("institution.number", &Small::number, "\"0123456749\"", "Who it is.");
    made.may("listen.address", &Small::listen, "\"127.0.0.1:8443\"", "Where.");
    made.may("peer.address", &Small::peer, "\"https://hub.example\"", "Whom.");
    made.may("limits.body", &Small::body, "\"1 MiB\"", "How much.");
    made.may("limits.requests", &Small::requests, "16", "How many.");
    made.may("limits.time", &Small::time, "\"10 s\"", "How long.");
    made.may("store.file", &Small::store, "\"crossroads.db\"", "Which store.");
    made.may("store.log", &Small::log, "Which log.");
    made.may("identity.lists", &Small::lists, "[\"a.pem\"]", "Which lists.");
    made.may("access.readers", &Small::readers, "[]", "Who.");
    return made;
  }();
  return table;
}

constexpr std::string_view file = "/etc/crossroads/small.toml";
const std::string number = "institution.number = \"0123456749\"\n";

Small good(const std::string& text) {
  const auto read = small_table().read(number + text, file);
  if (!read) throw std::runtime_error(one_line(read.error().front()));
  return *read;
}

TEST(ConfigTable, FillsInTheDefaults) {
  const auto small = good("");
  EXPECT_EQ(to_string(small.number), "0123456749");
  EXPECT_EQ(small.listen, (Endpoint{"127.0.0.1", 8443}));
  EXPECT_EQ(small.peer, (Remote{"hub.example", 443}));
  EXPECT_EQ(small.body, Bytes{1 << 20});
  EXPECT_EQ(small.requests, Count{16});
  EXPECT_EQ(small.time, std::chrono::seconds(10));
  EXPECT_EQ(small.store, "/etc/crossroads/crossroads.db");
  EXPECT_EQ(small.log, std::nullopt);
  EXPECT_EQ(small.lists, Files{"/etc/crossroads/a.pem"});
  EXPECT_TRUE(small.readers.empty());
}

TEST(ConfigTable, TakesWhatTheFileSays) {
  EXPECT_EQ(good("listen.address = \"[::1]:0\"\n").listen, (Endpoint{"::1", 0}));
  EXPECT_EQ(good("[peer]\naddress = \"https://source.example:8441/\"\n").peer, (Remote{"source.example", 8441}));
  EXPECT_EQ(good("limits.body = \"64 KiB\"\n").body, Bytes{65536});
  EXPECT_EQ(good("limits.body = \"12B\"\n").body, Bytes{12});
  EXPECT_EQ(good("limits.requests = 1_000\n").requests, Count{1000});
  EXPECT_EQ(good("limits.time = \"250 ms\"\n").time, std::chrono::milliseconds(250));
  EXPECT_EQ(good("limits.time = \"2 d\"\n").time, std::chrono::hours(48));
  EXPECT_EQ(good("store.file = \"../data/x.db\"\n").store, "/etc/data/x.db");
  EXPECT_EQ(good("store.file = \"/x.db\"\n").store, "/x.db");
  EXPECT_EQ(good("store.log = \"log\"\n").log, "/etc/crossroads/log");
  EXPECT_EQ(good("identity.lists = [\"b\", \"/c\"]\n").lists, (Files{"/etc/crossroads/b", "/c"}));
  EXPECT_EQ(good("access.readers = [\"0123456749\"]\n").readers.size(), 1U);
}

struct BadCase {
  const char* name;
  std::string text;
  std::uint32_t line, column;
  std::string what, field;
};

const BadCase bad[] = {
    {"no TOML", "institution = = 1\n", 1, 15, "no TOML", ""},
    {"a setting twice", number + number, 2, 22, "no TOML", ""},
    {"missing", "", 0, 0, "a setting is missing", "institution.number"},
    {"misspelt", number + "listen.adress = \"127.0.0.1:1\"\n", 2, 17, "there is no such setting", "listen.adress"},
    {"a table that is none", number + "listen = 3\n", 2, 10, "there is no such setting", "listen"},
    {"a fraction", number + "limits.requests = 1.5\n", 2, 19, "no setting has a value of this kind", "limits.requests"},
    {"a date", number + "limits.requests = 2020-01-01\n", 2, 19, "no setting has a value of this kind", "limits.requests"},
    {"numbers in a list", number + "identity.lists = [\"a\", 1]\n", 2, 24, "no setting has a value of this kind", "identity.lists"},
    {"a bad number", "institution.number = \"0123456748\"\n", 1, 22, "", "institution.number"},
    {"a number without quotes", "institution.number = 123456749\n", 1, 22, "this is no text", "institution.number"},
    {"no port", number + "listen.address = \"127.0.0.1\"\n", 2, 18, "this is no address", "listen.address"},
    {"a name to listen on", number + "listen.address = \"localhost:80\"\n", 2, 18, "this is no address", "listen.address"},
    {"a port too great", number + "listen.address = \"127.0.0.1:65536\"\n", 2, 18, "this is no port", "listen.address"},
    {"a port with letters", number + "listen.address = \"127.0.0.1:80a\"\n", 2, 18, "this is no port", "listen.address"},
    {"a bracket left open", number + "listen.address = \"[::1:80\"\n", 2, 18, "this is no address", "listen.address"},
    {"plain http", number + "peer.address = \"http://hub.example\"\n", 2, 16, "this is no https address", "peer.address"},
    {"a path in the address", number + "peer.address = \"https://hub.example/x\"\n", 2, 16, "this is no https address", "peer.address"},
    {"a user in the address", number + "peer.address = \"https://a@hub.example\"\n", 2, 16, "this is no https address", "peer.address"},
    {"port 0 of another", number + "peer.address = \"https://hub.example:0\"\n", 2, 16, "this is no port", "peer.address"},
    {"a size without a unit", number + "limits.body = \"12\"\n", 2, 15, "this can't be understood", "limits.body"},
    {"a size as a number", number + "limits.body = 12\n", 2, 15, "this is no text", "limits.body"},
    {"no size", number + "limits.body = \"0 B\"\n", 2, 15, "this can't be understood", "limits.body"},
    {"a size too great", number + "limits.body = \"1025 MiB\"\n", 2, 15, "this is too much", "limits.body"},
    {"a size that overflows", number + "limits.body = \"99999999999999999999 MiB\"\n", 2, 15, "this can't be understood", "limits.body"},
    {"a duration of another unit", number + "limits.time = \"3 weeks\"\n", 2, 15, "this can't be understood", "limits.time"},
    {"a negative duration", number + "limits.time = \"-3 s\"\n", 2, 15, "this can't be understood", "limits.time"},
    {"none at all", number + "limits.requests = 0\n", 2, 19, "this is out of range", "limits.requests"},
    {"a number in quotes", number + "limits.requests = \"16\"\n", 2, 19, "this is no whole number", "limits.requests"},
    {"a truth for a number", number + "limits.requests = true\n", 2, 19, "this is no whole number", "limits.requests"},
    {"an empty path", number + "store.file = \"\"\n", 2, 14, "the path is empty", "store.file"},
    {"a list for a path", number + "store.file = [\"a\"]\n", 2, 14, "this is no text", "store.file"},
    {"a path for a list", number + "identity.lists = \"a\"\n", 2, 18, "this is no list", "identity.lists"},
};

TEST(ConfigTable, SaysWhatIsWrongAndWhere) {
  for (const auto& [name, text, line, column, what, field] : bad) {
    SCOPED_TRACE(name);
    const auto read = small_table().read(text, file);
    ASSERT_FALSE(read);
    ASSERT_EQ(read.error().size(), 1U);
    const auto& problem = read.error().front();
    EXPECT_EQ(problem.place, (Place{std::string(file), line, column})) << one_line(problem);
    EXPECT_TRUE(problem.what.starts_with(what)) << problem.what;
    EXPECT_EQ(problem.field, field);
    EXPECT_FALSE(problem.expected.empty() && problem.hint.empty()) << problem.what;
  }
}

TEST(ConfigTable, SaysEverythingThatIsWrongInTheOrderOfTheFile) {
  const auto read = small_table().read("limits.body = \"many\"\nlisten.port = 80\nlimits.requests = 0\n", file);
  ASSERT_FALSE(read);
  std::vector<std::string> fields;
  for (const auto& problem : read.error()) fields.push_back(problem.field);
  EXPECT_EQ(fields, (std::vector<std::string>{"institution.number", "limits.body", "listen.port", "limits.requests"}));
}

TEST(ConfigTable, GuessesWhatWasMeant) {
  const auto read = small_table().read(number + "limits.requets = 3\n", file);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().front().hint, "`limits.requests` was meant?");
}

/// What a table prints as a sample is itself a configuration, as it stands and with every default written out.
template <class Configuration>
void expect_sample_is_read(const Table<Configuration>& table) {
  const auto page = sample("A sample.", table.settings());
  const auto as_it_stands = table.read(page, file);
  ASSERT_TRUE(as_it_stands) << one_line(as_it_stands.error().front()) << "\n" << page;
  std::string written_out;
  for (std::size_t begin = 0; begin < page.size();) {
    const auto end = page.find('\n', begin);
    const auto line = std::string_view(page).substr(begin, end - begin);
    // `#key = value`, and not `# words` nor `#key =`
    const bool is_default = line.size() > 1 && line[0] == '#' && line[1] != ' ' && !line.ends_with('=');
    if (line.empty() || line[0] != '#' || is_default) (written_out += line.substr(is_default ? 1 : 0)) += '\n';
    begin = end + 1;
  }
  const auto all = table.read(written_out, file);
  ASSERT_TRUE(all) << one_line(all.error().front()) << "\n" << written_out;
  for (const auto& setting : table.settings()) {
    EXPECT_NE(page.find(std::string(setting.meaning.substr(0, 8))), std::string::npos) << setting.key;
  }
}

TEST(ConfigTable, ItsSampleCanBeRead) { expect_sample_is_read(small_table()); }
TEST(ConfigTable, TheSampleOfTheRegisterCanBeRead) { expect_sample_is_read(register_table()); }
TEST(ConfigTable, TheSampleOfTheSourceCanBeRead) { expect_sample_is_read(source_table()); }
TEST(ConfigTable, TheSampleOfTheHubCanBeRead) { expect_sample_is_read(hub_table()); }
TEST(ConfigTable, TheSampleOfTheDeskCanBeRead) { expect_sample_is_read(desk_table()); }

TEST(ConfigTable, IsItsOwnDocumentation) {
  const auto page = markdown(small_table().settings());
  EXPECT_NE(page.find("| `institution.number` | enterprise number | must be said, such as `\"0123456749\"` | Who it is. |\n"),
            std::string::npos)
      << page;
  EXPECT_NE(page.find("| `limits.time` | duration | `\"10 s\"` | How long. |\n"), std::string::npos) << page;
  EXPECT_NE(page.find("| `store.log` | path | nothing | Which log. |\n"), std::string::npos) << page;
}

}  // namespace
}  // namespace crossroads::config
