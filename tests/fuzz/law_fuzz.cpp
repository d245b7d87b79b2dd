// Whatever the bytes: the reader of laws ends without a crash, its reports can be shown, and what it reads without an error is written
// and read back as the same law, written the same way.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "law/check/checker.hpp"
#include "law/syntax/equality.hpp"
#include "law/syntax/formatter.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace crossroads::law;
  const Source source("fuzz.law", std::string(data, data + size));
  const auto read = parse_authorisation(source);
  require(read.authorisation.has_value() == !has_errors(read.diagnostics));
  const auto shown = render(read.diagnostics, source);
  require(read.diagnostics.empty() == shown.empty());
  if (!read.authorisation) return 0;

  const auto findings = check(*read.authorisation);
  require(findings.empty() == render(findings, source).empty());

  const Source written("written.law", format(*read.authorisation));
  const auto again = parse_authorisation(written);
  require(again.authorisation.has_value());
  require(same(*read.authorisation, *again.authorisation));
  require(format(*again.authorisation) == written.text());
  require(check(*again.authorisation).size() == findings.size());
  return 0;
}
