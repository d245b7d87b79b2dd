// A register over a store in a scratch folder, asked in process: the Api whole, without TLS.
#pragma once

#include <string>

#include "net/blocking_waiting.hpp"
#include "register/client.hpp"
#include "register/operations.hpp"
#include "store/support/imported.hpp"

namespace crossroads::national_register::test {

using crossroads::test::DataFolder;
using crossroads::test::must;

inline const auto reader = domain::EnterpriseNumber::from_stored(244640631);
inline const auto stranger = domain::EnterpriseNumber::from_stored(123456749);

/// Opens the file as a service does: to read only.
[[nodiscard]] inline ReadingRoom::Open opener(std::filesystem::path file) {
  return [file = std::move(file)]() -> Result<std::shared_ptr<facts::FactStore>> {
    const std::shared_ptr<store::sqlite::Store> store =
        CROSSROADS_TRY(store::sqlite::Store::open(file, {.access = store::sqlite::Access::read_only}));
    return std::shared_ptr<facts::FactStore>(store, &store->facts());
  };
}

struct RegisterUnderTest {
  crossroads::test::ImportedStore store = {};
  std::size_t opened = 0;
  bool broken = false;  ///< the file is gone, say
  ReadingRoom room{[this, open = opener(store.folder().parent_path() / "crossroads.db")]() -> Result<std::shared_ptr<facts::FactStore>> {
    ++opened;
    if (broken) return failure({.what = "no such file", .field = "niss", .value = "85073003328"});
    return open();
  }};
  std::string lines = {};  // of the technical log
  service::Health health = {};
  service::Metrics metrics{"register"};
  service::TechnicalLog log{"register", [this] { return now.now(); }, [this](std::string_view line) { lines += line; }};
  net::BlockingWaiting now{[] { return Instant(std::chrono::milliseconds(1'790'000'000'000)); }};
  std::uint8_t chance = 0;
  std::size_t most = 1000;
  service::Api api{
      std::string(api_prefix), api_document, operations(room, {.readers = {reader}, .persons = most}, log),
      service::Surroundings{.health = health, .metrics = metrics, .log = log, .randomness = [this](std::span<std::uint8_t> bytes) {
                              for (auto& byte : bytes) byte = ++chance;
                            }}};

  void import(const DataFolder& data) { store.import(data, {.role = facts::ImportRole::national_register}); }
  net::Response ask(net::Request request, domain::EnterpriseNumber who = reader) {
    request.peer.institution = who;
    return api.answer(request, now);
  }
  net::Response search(const std::string& body, domain::EnterpriseNumber who = reader) {
    return ask({.method = "POST", .target = "/register/v1/persons/search", .headers = {{"content-type", "application/json"}}, .body = body},
               who);
  }
  RemoteRegister::Send send() {
    return [this](net::Request request, Waiting&) -> Result<net::Response> { return ask(std::move(request)); };
  }
};

}  // namespace crossroads::national_register::test
