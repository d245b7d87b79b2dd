// Texts that are the same in every archive.
#pragma once

#include <string_view>

namespace crossroads::ledger {

/// How an archive is opened and verified: README.txt of this folder.
extern const std::string_view archive_readme;
/// A program that verifies it with Go's own packages: verify.go of this folder.
extern const std::string_view archive_verify_go;

}  // namespace crossroads::ledger
