// Which authorisations and dated parameters this installation works with. A new deliberation is a new file here, and nothing else.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "base/sha256.hpp"
#include "domain/country.hpp"
#include "law/syntax/authorisation.hpp"
#include "law/syntax/diagnostic.hpp"
#include "law/syntax/source.hpp"
#include "library/institutions.hpp"

namespace crossroads::library {

/// A document as it stands in its file, read and checked.
struct Document {
  std::filesystem::path file;
  law::Source source;
  law::Authorisation authorisation;
  Sha256 digest;  ///< of the text: what a log cites
  std::vector<law::Diagnostic> warnings = {};

  /// The cases that stand beside it: the same name, ending `.cases`.
  [[nodiscard]] std::filesystem::path cases() const;
  /// The deliberation's own words, where the document names their file.
  [[nodiscard]] std::filesystem::path text() const;
};

/// Where the documents are looked for, in this order: the folder given (`--laws`), the environment's CROSSROADS_LAWS, and a folder
/// `authorisations` (or `share/crossroads/authorisations`) beside the program or above it.
struct Search {
  std::optional<std::filesystem::path> laws = {};
  std::optional<std::filesystem::path> laws_of_environment = {};
  std::filesystem::path program = {};  ///< the running program's own file
};

class Library {
 public:
  [[nodiscard]] static Result<Library> open(const Search& search);

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  /// Every document's file, by name.
  [[nodiscard]] std::vector<std::filesystem::path> files() const;
  /// The authorisation of that name (`11/031`). Fails where there is none, with those that there are; where it has errors, with the
  /// first of them; where two documents of that name are in force together.
  [[nodiscard]] Result<Document> authorisation(std::string_view name) const;
  /// The member states by date: `union-members.csv` in the folder `parameters` beside the documents or above them.
  [[nodiscard]] Result<domain::UnionMembers> union_members() const;
  /// The parties that authorisations name: `institutions.csv`, there too.
  [[nodiscard]] Result<Institutions> institutions() const;

 private:
  explicit Library(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
};

/// A file's bytes.
[[nodiscard]] Result<std::string> read_text(const std::filesystem::path& file);
/// Reads and checks one document. A document with errors is a failure whose problem is the first of them.
[[nodiscard]] Result<Document> read_document(const std::filesystem::path& file);

}  // namespace crossroads::library
