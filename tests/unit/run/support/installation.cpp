#include "installation.hpp"

#include <fmt/format.h>

#include "records_only.hpp"

namespace crossroads::run::test {
namespace {

using crossroads::test::must;

std::string number(std::optional<MessageNumber> number) { return number ? std::to_string(static_cast<std::uint64_t>(*number)) : "-"; }

std::string text(const Message& message) {
  std::string text{to_name(message.kind)};
  if (message.replaces) text += " of " + number(message.replaces);
  text += fmt::format(": {} {}", message.identity.niss ? to_string(*message.identity.niss).substr(6, 3) : "", to_string(message.month));
  for (const auto& [month, amount, nature] : message.months) {
    text += fmt::format(" [{}{}{}]", to_string(month), nature ? fmt::format(" {}", domain::to_name(*nature)) : "",
                        amount ? " " + to_string(*amount) : "");
  }
  for (const auto& [from, to] : message.periods) text += fmt::format(" {}..{}", to_string(from), to_string(to));
  if (message.quality) text += fmt::format(" {}", domain::to_name(*message.quality));
  if (message.identity.last_name) text += " " + *message.identity.last_name;
  return text;
}

}  // namespace

std::string line(const HandedOver& message) { return fmt::format("source {} {}", number(message.number), text(message.message)); }
std::string line(const Relayed& message) { return fmt::format("hub {} {}", number(message.number), text(message.message)); }

Result<RunReport> Installation::try_run(Month month) {
  const auto population = world.population();
  Sha256::Bytes digest = {};
  digest.fill(7);
  const MonthlyRun order{.plan = plan,
                         .authorisation = {law.name.text, Sha256(digest)},
                         .members = members,
                         .population = population,
                         .newest = [this](Niss niss) { return world.newest(niss); },
                         .identity_of = [this](Niss niss) -> Result<std::optional<domain::Identity>> { return world.identity(niss); },
                         .month = month,
                         .clock = [this] { return Instant(std::chrono::milliseconds(1'500'000'000'000 + ticks++)); },
                         .randomness =
                             [this](std::span<std::uint8_t> bytes) {
                               for (auto& byte : bytes) byte = static_cast<std::uint8_t>(ticks++ * 37);
                             },
                         .threads = threads,
                         .batch = batch};
  RecordsOnly outbox(store);
  auto report = monthly_run(order, store, dry_run ? nullptr : &outbox);
  written = std::move(outbox.written);
  return report;
}

std::vector<std::string> Installation::sent(std::optional<RunId> of) {
  std::vector<std::string> lines;
  must(store.every_handed_over(of, [&](HandedOver&& message) -> Result<void> {
    lines.push_back(line(message));
    return {};
  }));
  for (auto& text : relayed(of)) lines.push_back(std::move(text));
  return lines;
}

std::vector<std::string> Installation::relayed(std::optional<RunId> of) {
  std::vector<std::string> lines;
  must(store.every_relayed(of, [&](Relayed&& message) -> Result<void> {
    lines.push_back(line(message));
    return {};
  }));
  return lines;
}

}  // namespace crossroads::run::test
