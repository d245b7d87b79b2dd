#include "exchange/push/repeat.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/json_writer.hpp"

namespace crossroads::exchange::push {
namespace {

using domain::MessageNumber;

constexpr service::ProblemType unknown_message{"urn:problem-type:crossroads:messageUnknown", 404, "Message Unknown",
                                               "Ask for numbers under which this source handed messages over."};

Result<MessageNumber> parse_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.front() == '0' || number > std::uint64_t{1} << 53U)
    return failure({.what = "this is no number of a message", .expected = "a positive whole number, without zeros before it"});
  return MessageNumber{number};
}

Result<std::vector<HandOver>> ask_once(const consultation::Send& send, std::span<const MessageNumber> numbers, const service::Trace& trace,
                                       Waiting& waiting) {
  JsonWriter json;
  json.open_object().name("numbers").open_array();
  for (const auto number : numbers) json.value(std::to_string(static_cast<std::uint64_t>(number)));
  net::Request request{.method = "POST",
                       .target = "/source/v1/messages/search",
                       .headers = trace.onward_headers(),
                       .body = json.close_array().close_object().take(),
                       .peer = {}};
  request.headers.emplace_back("content-type", "application/json");
  request.headers.emplace_back("accept", "application/json, application/problem+json");
  const auto response = CROSSROADS_TRY(send(std::move(request), waiting));
  if (response.status != 200) {
    return failure(
        {.what = fmt::format("the source answered with status {}", response.status), .expected = "200", .hint = "see its technical log"});
  }
  const domain::Date today(std::chrono::year_month_day(std::chrono::ceil<std::chrono::days>(waiting.now())));
  service::Body body(response.body);
  std::vector<HandOver> again;
  for (auto& one : body.root().objects("items", 1, HubPush::most_items)) {
    auto item = read_source_item(one, today);
    if (auto* message = std::get_if<HandOver>(&item)) again.push_back(std::move(*message));
  }
  if (!body.issues().empty()) return failure({.what = "the source did not answer as its OpenAPI document says"});
  return again;
}

}  // namespace

service::Operation SourceMessages::operation() {
  return {.id = "searchMessages",
          .method = "POST",
          .path = "/messages/search",
          .has_body = true,
          .allowed = [this](domain::EnterpriseNumber caller) { return caller == hub_; },
          .answer = [this](service::Call& call) { return answer(call); }};
}

Result<ledger::LogEntry> SourceMessages::entry(const run::HandedOver& sent, const service::Trace& trace) const {
  const auto law = std::ranges::find(laws_, sent.message.authorisation.name, [](const PushLaw& one) { return one.version.name; });
  if (law == laws_.end()) return failure({.what = "the authorisation of this message is not one of this installation any more"});
  const auto batch = CROSSROADS_TRY(ledger::Batch::parse(fmt::format("run-{}", static_cast<std::uint64_t>(sent.run))));
  const auto occasion = law->occasion(CROSSROADS_TRY(ledger::TraceId::parse(trace.trace_id)));
  auto entry = CROSSROADS_TRY(entry_of(occasion, batch, sent.message, run::Basis{.category = sent.message.category}));
  entry.authorisation = sent.message.authorisation;
  entry.message = sent.number;
  entry.sender = house_.self;
  entry.recipient = hub_;
  return ledger::LogEntry{.entry = std::move(entry)};
}

service::Answer SourceMessages::answer(service::Call& call) const {
  auto root = call.body.root();
  const auto numbers = root.all("numbers", 1, HubPush::most_items, parse_number);
  if (auto bad = call.bad_request()) return std::move(*bad);
  std::vector<run::HandedOver> found;
  const auto read = with_records_([&](run::MessageStore& records) -> Result<void> {
    found = CROSSROADS_TRY(records.handed_over(numbers));
    return {};
  });
  if (!read) return service::Answer::refused({.type = &unknown_message}).because(read.error());
  JsonWriter json;
  json.open_object().name("items").open_array();
  std::vector<ledger::LogEntry> entries;
  for (const auto& one : found) {
    auto logged = entry(one, call.trace);
    if (!logged) return consultation::unlogged(std::move(logged.error()));
    entries.push_back(std::move(*logged));
    json.raw(to_json(SourceItem(HandOver{.number = one.number, .run_month = one.message.month, .rule = {}, .message = one.message})));
  }
  auto answered = log_.answer(std::move(entries), service::Json{json.close_array().close_object().take()}, call.waiting);
  return answered ? service::Answer::logged(std::move(*answered)) : consultation::unlogged(std::move(answered.error()));
}

AskAgain ask_again_by(consultation::Send send) {
  return [send = std::move(send)](std::span<const MessageNumber> numbers, const service::Trace& trace,
                                  Waiting& waiting) -> Result<std::vector<HandOver>> {
    std::vector<HandOver> again;
    // One person may want more than a request takes.
    for (; !numbers.empty(); numbers = numbers.subspan(std::min(numbers.size(), HubPush::most_items))) {
      auto some = CROSSROADS_TRY(ask_once(send, numbers.first(std::min(numbers.size(), HubPush::most_items)), trace, waiting));
      std::ranges::move(some, std::back_inserter(again));
    }
    return again;
  };
}

}  // namespace crossroads::exchange::push
