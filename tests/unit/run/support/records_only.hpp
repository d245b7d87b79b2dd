// An outbox that writes the records and no log, and remembers what rested on what.
#pragma once

#include <fmt/format.h>

#include "run/message_store.hpp"
#include "run/outbox.hpp"

namespace crossroads::run::test {

class RecordsOnly final : public Outbox {
 public:
  explicit RecordsOnly(MessageStore& store) : store_(store) {}

  [[nodiscard]] Result<std::vector<MessageNumber>> hand_over(RunId run, std::span<const Message> batch, EachBasis bases) override {
    auto numbers = CROSSROADS_TRY(store_.hand_over(run, batch));
    for (std::size_t i = 0; i < batch.size(); ++i) {
      note(fmt::format("source {} {} {}", static_cast<std::uint64_t>(numbers[i]), to_name(batch[i].kind), to_string(batch[i].month)),
           *bases[i]);
    }
    return numbers;
  }
  [[nodiscard]] Result<void> relay(RunId run, std::span<const Relayed> batch, EachBasis bases) override {
    CROSSROADS_CHECK(store_.relay(run, batch));
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const auto& [ticket, number, of, message] = batch[i];
      note(fmt::format("hub {} {} {}", number ? std::to_string(static_cast<std::uint64_t>(*number)) : "-", to_name(message.kind),
                       to_string(message.month)),
           *bases[i]);
    }
    return {};
  }
  [[nodiscard]] Result<void> strike(RunId run, std::span<const Struck> batch, EachBasis bases) override {
    std::vector<MessageNumber> numbers;
    for (const auto& one : batch) numbers.push_back(one.number);
    CROSSROADS_CHECK(store_.strike(run, numbers));
    for (std::size_t i = 0; i < batch.size(); ++i) {
      note(fmt::format("struck {} {}{}", static_cast<std::uint64_t>(batch[i].number), to_string(batch[i].month),
                       batch[i].unknown ? " unknown" : ""),
           *bases[i]);
    }
    return {};
  }

  [[nodiscard]] Result<void> finish(RunId run, Instant finished) override { return store_.finish_run(run, finished); }

  /// In the order of the writes: `source 1 new 2018-06: family by at-once [§4 §12]`.
  std::vector<std::string> written = {};

 private:
  void note(const std::string& what, const Basis& basis) {
    written.push_back(
        fmt::format("{}: {} by {} [{}]", what, basis.category, basis.rule.empty() ? "-" : basis.rule, to_string(basis.paragraphs)));
  }
  MessageStore& store_;
};

}  // namespace crossroads::run::test
