#include "written_folder.hpp"

#include <fstream>
#include <random>
#include <sstream>
#include <stdexcept>

#include "synth/folder.hpp"

namespace crossroads::synth::test {

TemporaryDirectory::TemporaryDirectory() {
  std::random_device device;
  path_ = std::filesystem::temp_directory_path() / ("crossroads-synth-" + std::to_string(device()) + std::to_string(device()));
  std::filesystem::create_directories(path_);
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;  // a directory left behind in /tmp must not hide what the test found
  std::filesystem::remove_all(path_, ignored);
}

std::string read_bytes(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error("no such file: " + file.string());
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

namespace {

Table parse(const std::string& text) {
  Table rows;
  Row row;
  std::string value;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"') value += c;
      else if (i + 1 < text.size() && text[i + 1] == '"') value += text[++i];
      else quoted = false;
    } else if (c == '"') {
      if (!value.empty()) throw std::runtime_error("a quote inside a value");
      quoted = true;
    } else if (c == ',' || c == '\n') {
      row.push_back(std::move(value));
      value.clear();
      if (c == '\n') rows.push_back(std::exchange(row, {}));
    } else {
      value += c;
    }
  }
  if (quoted || !row.empty() || !value.empty()) throw std::runtime_error("the file breaks off");
  return rows;
}

}  // namespace

Table read_table(const std::filesystem::path& file) {
  Table rows = parse(read_bytes(file));
  rows.erase(rows.begin());
  return rows;
}

std::string header_of(const std::filesystem::path& file) {
  const std::string text = read_bytes(file);
  return text.substr(0, text.find('\n'));
}

const std::string& Written::resolve(const std::string& niss) const {
  const auto found = newest.find(niss);
  return found == newest.end() ? niss : found->second;
}

Written write_and_read(Options options) {
  const TemporaryDirectory directory;
  options.out = directory.path();
  const auto summary = generate(options);
  if (!summary) throw std::runtime_error(one_line(summary.error()));
  Written written{.persons = read_table(directory.path() / "persons.csv"),
                  .nationalities = read_table(directory.path() / "nationalities.csv"),
                  .stays = read_table(directory.path() / "stays.csv"),
                  .aid = read_table(directory.path() / "aid.csv"),
                  .reimbursements = read_table(directory.path() / "reimbursements.csv"),
                  .replacements = read_table(directory.path() / "replacements.csv"),
                  .summary = *summary,
                  .newest = {}};
  std::map<std::string, std::string> next;
  for (const Row& row : written.replacements) {
    if (!next.emplace(row[0], row[1]).second) throw std::runtime_error("a second successor: " + row[0]);
  }
  for (const auto& [old, successor] : next) {
    std::string last = successor;
    for (std::size_t steps = 0; next.contains(last); last = next.at(last)) {
      if (++steps > next.size()) throw std::runtime_error("a loop of numbers: " + old);
    }
    written.newest[old] = last;
  }
  return written;
}

std::string all_bytes(const std::filesystem::path& folder) {
  std::string bytes;
  for (const auto name : file_names) bytes += read_bytes(folder / name);
  return bytes;
}

}  // namespace crossroads::synth::test
