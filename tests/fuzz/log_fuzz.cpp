// What the access log says about itself, and what a time-stamper answers: whatever is taken is written the same again; no made-up answer of
// a time-stamper verifies. The first byte chooses the format.
#include <cstdlib>
#include <iostream>
#include <span>

#include "ledger/anchor/timestamp.hpp"
#include "ledger/log/entry_id.hpp"
#include "ledger/log/statement.hpp"
#include "ledger/tree/frontier.hpp"

namespace {

using namespace crossroads::ledger;

void must(bool holds, const char* what) {
  if (holds) return;
  std::cerr << what << '\n';
  std::abort();
}

void statement(std::string_view text) {
  if (const auto read = parse_statement(text)) must(to_line(*read) == text, "a statement is written otherwise than it was read");
}
void entry_id(std::string_view text) {
  if (const auto read = parse_entry_id(text)) must(to_string(*read) == text, "an entry's place is written otherwise than it was read");
}
void edge(std::span<const std::uint8_t> bytes) {
  auto read = Frontier::from_bytes(bytes);
  if (!read) return;
  const auto again = read->to_bytes();
  must(std::ranges::equal(again, bytes), "an edge is written otherwise than it was read");
  const auto size = read->size();
  static_cast<void>(read->root());
  read->append(Hash{});
  must(read->size().value == size.value + 1, "an edge does not grow");
}
/// Nobody is vouched for by an empty list.
void timestamp(std::string_view text) {
  must(!verified_timestamp({.digest = {}, .nonce = 1}, std::string(text), "/dev/null"), "a time stamp of nobody verifies");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::span<const std::uint8_t> bytes(data + 1, size - 1);
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  switch (data[0] % 4) {
    case 0: statement(text); break;
    case 1: entry_id(text); break;
    case 2: edge(bytes); break;
    default: timestamp(text);
  }
  return 0;
}
