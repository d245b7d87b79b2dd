#include "register/operations.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "register/answer_text.hpp"

namespace crossroads::national_register {
namespace {

/// What the operators may know of it: the value of a field can be a person's number.
Problem without_person(Problem problem) {
  if (!problem.field.empty()) problem.value.clear();
  return problem;
}

}  // namespace

std::vector<service::Operation> operations(ReadingRoom& room, Access access, const service::TechnicalLog& log) {
  const auto search = [&room, &log, most = access.persons](service::Call& call) {
    const domain::Date today(std::chrono::floor<std::chrono::days>(call.waiting.now()));
    const auto question = read_question(call.body, most, today);
    if (auto bad = call.bad_request()) return std::move(*bad);
    const auto answer = room.look_up(question);
    if (answer) return service::Answer::of_the_register({to_json(*answer, question.elements)});
    log.problem("store", without_person(answer.error()));
    return service::Answer::refused(
        {.type = &service::problems::unavailable, .detail = "The register can't read its store.", .retry_after = std::chrono::seconds(10)});
  };
  const auto allowed = [readers = std::move(access.readers)](domain::EnterpriseNumber caller) {
    return std::ranges::find(readers, caller) != readers.end();
  };
  return {{.id = "searchPersons", .method = "POST", .path = search_path, .has_body = true, .allowed = allowed, .answer = search}};
}

service::Component store_health(ReadingRoom& room) {
  const auto import = room.last_import();
  if (!import) return {"store", service::State::down, one_line(without_person(import.error()))};
  if (*import == facts::before_every_import) {
    return {"store", service::State::degraded, "nothing was imported yet: `crossroads import --role register`"};
  }
  return {"store", service::State::up, fmt::format("last import {}", static_cast<std::uint64_t>(*import))};
}

}  // namespace crossroads::national_register
