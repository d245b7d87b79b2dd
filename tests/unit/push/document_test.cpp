// The code and api/{source,hub,desk}.yaml say the same: operations, limits, and the words of every closed list.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "exchange/consultation/desk.hpp"
#include "exchange/consultation/hub.hpp"
#include "exchange/consultation/source.hpp"
#include "exchange/documents.hpp"
#include "exchange/push/desk.hpp"
#include "exchange/push/problems.hpp"
#include "exchange/push/queue_operations.hpp"
#include "exchange/push/repeat.hpp"
#include "exchange/push/source_runs.hpp"
#include "support/network.hpp"

namespace crossroads::exchange::push::test {
namespace {

using ::testing::HasSubstr;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  std::istringstream stream{std::string(text)};
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// `POST /messages` → `handOverMessages`, by the indentation that the documents keep.
std::map<std::string, std::string> documented_operations(std::string_view document) {
  std::map<std::string, std::string> found;
  std::string path, method;
  for (const auto& line : lines_of(document)) {
    if (line.starts_with("  /")) {
      path = line.substr(2, line.size() - 3);
    } else if (line.size() > 5 && line.starts_with("    ") && line[4] != ' ' && line.ends_with(':')) {
      method = line.substr(4, line.size() - 5);
      std::ranges::transform(method, method.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    } else if (line.starts_with("      operationId: ")) {
      found.emplace(method + " " + path, line.substr(19));
    }
  }
  return found;
}

/// The lines of a schema, each without the spaces before it.
std::vector<std::string> schema(std::string_view document, const std::string& name) {
  const auto lines = lines_of(document);
  std::vector<std::string> found;
  auto line = std::ranges::find(lines, "    " + name + ":");
  if (line == lines.end()) return found;
  for (++line; line != lines.end() && line->starts_with("      "); ++line) found.push_back(line->substr(line->find_first_not_of(' ')));
  return found;
}

/// Everything of a source, a hub and a desk that answers, as their services compose it.
struct Institutions {
  Institutions() : network("11-031", world), desk(network.hub_house.institutions.back().number, "desk", network.now) {}

  std::vector<service::Operation> of_source() {
    auto operations = queue.operations();
    std::ranges::move(runs.operations(), std::back_inserter(operations));
    operations.push_back(grants.operation());
    operations.push_back(messages.operation());
    return operations;
  }
  std::vector<service::Operation> of_hub() {
    auto operations = queue.operations();
    operations.push_back(attestations.operation());
    operations.push_back(network.hub_push->operation());
    return operations;
  }
  std::vector<service::Operation> of_desk() { return {consultations.operation(), received.operation()}; }

  const run::test::World world;
  Network network;
  Place desk;
  const consultation::House& house = network.hub_house;
  QueueOperations queue{{.house = house, .prefix = "/hub/v1", .with_queue = {}}};
  SourceRuns runs{{.house = house, .with_records = {}, .perform = {}}, network.laws};
  consultation::SourceAttestations grants{house, house.self, network.source.log(), {}};
  SourceMessages messages{house, house.self, network.source.log(), {}, network.laws};
  consultation::HubConsultations attestations{house, network.members, network.hub.log(), {}, {}};
  consultation::DeskConsultations consultations{house, desk.log(), {}, {}};
  DeskPush received{{.house = house, .hub = house.self, .log = desk.log(), .record = desk.store().desk_record(), .with_record = {}}, {}};
};

TEST(PushDocuments, HaveTheOperationsOfTheCode) {
  Institutions all;
  const struct {
    std::string_view document, prefix;
    std::vector<service::Operation> operations;
  } documents[] = {{source_document, source_prefix, all.of_source()},
                   {hub_document, hub_prefix, all.of_hub()},
                   {desk_document, desk_prefix, all.of_desk()}};
  for (const auto& [document, prefix, operations] : documents) {
    SCOPED_TRACE(prefix);
    std::map<std::string, std::string> in_code{{"GET /health", "getHealth"}, {"GET /doc/openapi.yaml", "getDocument"}};
    for (const auto& operation : operations) {
      const auto place = fmt::format("{} {}", operation.method, operation.path);
      EXPECT_TRUE(in_code.emplace(place, operation.id).second) << place << " is there twice";
      // A body is described where one is read, and nowhere else.
      const auto whole = std::string(document);
      const auto from = whole.find(fmt::format("      operationId: {}\n", operation.id));
      ASSERT_NE(from, std::string::npos);
      EXPECT_EQ(whole.substr(from, whole.find("      responses:\n", from) - from).contains("      requestBody:\n"), operation.has_body)
          << place;
    }
    EXPECT_EQ(documented_operations(document), in_code);
    EXPECT_THAT(std::string(document), HasSubstr("  - url: " + std::string(prefix) + "\n"));
  }
}

TEST(PushDocuments, HaveTheLimitsOfTheCode) {
  const auto says = [](std::string_view document, const std::string& name, const std::string& line) {
    const auto lines = schema(document, name);
    EXPECT_TRUE(std::ranges::find(lines, line) != lines.end()) << name << " does not say " << line;
  };
  says(hub_document, "HandOverBatch", fmt::format("maxItems: {}", HubPush::most_items));
  says(hub_document, "Accepted", fmt::format("maximum: {}", HubPush::most_items));
  says(source_document, "MessagesQuestion", fmt::format("maxItems: {}", HubPush::most_items));
  says(desk_document, "RelayBatch", fmt::format("maxItems: {}", DeskPush::most_items));
  says(desk_document, "Accepted", fmt::format("maximum: {}", DeskPush::most_items));
  for (const auto document : {source_document, hub_document}) {
    says(document, "QueueState", fmt::format("maxItems: {}", QueueOperations::page_size));
    says(document, "QueueState", fmt::format("enum: [{}]", QueueOperations::page_size));
  }
}

/// A good message of that kind; `change` says what else is in it.
HandOver item_of(const std::function<void(run::Message&)>& change, run::MessageKind kind = run::MessageKind::first) {
  HandOver item{.number = domain::MessageNumber{3}, .run_month = domain::Month(2020, 5), .rule = "continue", .message = {}};
  item.message = {.authorisation = {.name = "11/031", .text = sha256_of("text")},
                  .category = "family",
                  .purpose = "to examine",
                  .kind = kind,
                  .person = run::test::number(1),
                  .month = domain::Month(2020, 5)};
  if (kind != run::MessageKind::first) item.message.replaces = domain::MessageNumber{2};
  change(item.message);
  return item;
}

/// The text that the JSON has under this name.
std::string written(const HandOver& item, std::string_view member) {
  const auto json = to_json(SourceItem(item));
  const auto name = fmt::format("\"{}\":\"", member);
  const auto from = json.find(name) + name.size();
  return json.substr(from, json.find('"', from) - from);
}

TEST(PushDocuments, HaveTheWordsOfTheCode) {
  const auto list = [](const auto& words) { return fmt::format("enum: [{}]", fmt::join(words, ", ")); };
  std::vector<std::string> kinds, natures, qualities;
  for (std::size_t i = 0; i < run::message_kind_names.size(); ++i)
    kinds.push_back(written(item_of([](auto&) {}, static_cast<run::MessageKind>(i)), "kind"));
  for (std::size_t i = 0; i < domain::names<domain::Nature>.size(); ++i) {
    natures.push_back(written(
        item_of([i](auto& message) { message.months = {{.month = message.month, .nature = static_cast<domain::Nature>(i)}}; }), "nature"));
  }
  for (std::size_t i = 0; i < domain::names<domain::Quality>.size(); ++i)
    qualities.push_back(written(item_of([i](auto& message) { message.quality = static_cast<domain::Quality>(i); }), "quality"));
  for (const auto document : {source_document, hub_document, desk_document}) {
    EXPECT_THAT(schema(document, "MessageKind"), ::testing::Contains(list(kinds)));
    EXPECT_THAT(schema(document, "AidNature"), ::testing::Contains(list(natures)));
    EXPECT_THAT(schema(document, "Quality"), ::testing::Contains(list(qualities)));
  }
}

TEST(PushDocuments, NameEveryReasonWhyABatchIsNotTaken) {
  const auto names = [](std::string_view document, const service::ProblemType& type) {
    const auto name = type.urn.substr(type.urn.rfind(':') + 1);
    EXPECT_THAT(std::string(document), HasSubstr(fmt::format("`{}`", name)));
  };
  for (const auto* type : {&problems::not_authorised, &problems::number_taken, &problems::replaced_unknown}) names(hub_document, *type);
  names(desk_document, problems::replaced_unknown);
}

}  // namespace
}  // namespace crossroads::exchange::push::test
