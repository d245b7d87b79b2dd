#include "library/library.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>  // SHA-256

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/spelling.hpp"
#include "law/check/checker.hpp"
#include "library/parameter_table.hpp"

namespace crossroads::library {
namespace {

namespace fs = std::filesystem;

Sha256 digest_of(std::string_view text) {
  Sha256::Bytes bytes{};
  EVP_Digest(text.data(), text.size(), bytes.data(), nullptr, EVP_sha256(), nullptr);
  return Sha256(bytes);
}

bool has_documents(const fs::path& folder) {
  std::error_code ignored;
  return std::ranges::any_of(fs::directory_iterator(folder, ignored),
                             [](const fs::directory_entry& entry) { return entry.path().extension() == ".law"; });
}

/// `authorisations/` beside the program, or in a folder above it (a build tree stands in its sources, an installation in its prefix).
std::optional<fs::path> beside(const fs::path& program) {
  for (fs::path folder = program.parent_path(); !folder.empty(); folder = folder.parent_path()) {
    for (const char* place : {"authorisations", "share/crossroads/authorisations"}) {
      if (has_documents(folder / place)) return folder / place;
    }
    if (folder == folder.parent_path()) break;
  }
  return std::nullopt;
}

}  // namespace

std::filesystem::path Document::cases() const { return std::filesystem::path(file).replace_extension(".cases"); }

std::filesystem::path Document::text() const { return file.parent_path() / authorisation.text.file; }

Result<std::string> read_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || fs::is_directory(file)) {
    return failure({.what = "this file can't be read", .place = {.file = file.string()}, .hint = "check that it exists and may be read"});
  }
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Result<Document> read_document(const fs::path& file) {
  law::Source source(file.string(), CROSSROADS_TRY(read_text(file)));
  auto parsed = law::parse_and_check(source);
  const auto first_error = std::ranges::find(parsed.diagnostics, law::Severity::error, &law::Diagnostic::severity);
  if (first_error != parsed.diagnostics.end()) {
    auto problem = law::as_problem(*first_error, source);
    const auto errors = std::ranges::count(parsed.diagnostics, law::Severity::error, &law::Diagnostic::severity);
    if (errors > 1) problem.kept = fmt::format("and {} more: crossroads law check {}", errors - 1, file.string());
    return failure(std::move(problem));
  }
  const auto digest = digest_of(source.text());
  return Document{file, std::move(source), std::move(*parsed.authorisation), digest, std::move(parsed.diagnostics)};
}

Result<Library> Library::open(const Search& search) {
  if (const auto& named = search.laws ? search.laws : search.laws_of_environment) {
    if (has_documents(*named)) return Library(*named);
    return failure(
        {.what = "there is no document (*.law) in the folder of the authorisations",
         .place = {.file = named->string()},
         .hint = search.laws ? "name the folder that holds them: --laws DIR" : "set CROSSROADS_LAWS to the folder that holds them"});
  }
  if (const auto found = beside(search.program)) return Library(*found);
  return failure({.what = "no folder of authorisations was found beside the program or above it",
                  .place = {.file = search.program.string()},
                  .hint = "name one: --laws DIR, or set CROSSROADS_LAWS"});
}

std::vector<fs::path> Library::files() const {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    if (entry.path().extension() == ".law") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

Result<Document> Library::authorisation(std::string_view name) const {
  std::vector<Document> found;
  std::vector<std::string> names;
  for (const auto& file : files()) {
    const law::Source source(file.string(), CROSSROADS_TRY(read_text(file)));
    const auto parsed = law::parse_authorisation(source);
    // A document that can't even be read might be the one: its own error is then the answer.
    if (!parsed.authorisation || parsed.authorisation->name.text == name) found.push_back(CROSSROADS_TRY(read_document(file)));
    else names.push_back(parsed.authorisation->name.text);
  }
  if (found.size() == 1) return std::move(found.front());
  if (found.empty()) {
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    const auto near = nearest(name, candidates);
    return failure({.what = fmt::format("there is no authorisation {} in {}", name, folder_.string()),
                    .expected = fmt::format("one of {}", fmt::join(names, ", ")),
                    .hint = near ? fmt::format("did you mean {}?", *near) : ""});
  }
  return failure({.what = fmt::format("the authorisation {} stands in {} documents", name, found.size()),
                  .place = {.file = found[1].file.string()},
                  .expected = fmt::format("one document; the other is {}", found[0].file.string())});
}

Result<domain::UnionMembers> Library::union_members() const {
  std::vector<domain::UnionMembers::Membership> memberships;
  CROSSROADS_CHECK(read_parameters(folder_, "union-members.csv", "country,from,to,source", [&](auto fields) -> Result<void> {
    const auto country = CROSSROADS_TRY(domain::Country::parse(fields[0]));
    const auto from = CROSSROADS_TRY(domain::Date::parse(fields[1]));
    const auto to = fields[2].empty() ? domain::Date::forever() : CROSSROADS_TRY(domain::Date::parse(fields[2]));
    memberships.push_back({country, {from, to}});
    return {};
  }));
  return domain::UnionMembers(memberships);
}

Result<Institutions> Library::institutions() const {
  std::vector<Institution> all;
  CROSSROADS_CHECK(read_parameters(folder_, "institutions.csv", "name,number,source", [&](auto fields) -> Result<void> {
    const auto number = CROSSROADS_TRY(domain::EnterpriseNumber::parse(fields[1]));
    if (std::ranges::find(all, fields[0], &Institution::name) != all.end())
      return failure({.what = "an institution stands there twice", .field = "name", .value = fields[0]});
    all.push_back({fields[0], number});
    return {};
  }));
  return Institutions(std::move(all));
}

}  // namespace crossroads::library
