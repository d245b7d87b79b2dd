// A consultation and its answer as JSON, as api/register.yaml has them, both ways.
#pragma once

#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "register/person.hpp"
#include "service/body.hpp"

namespace crossroads::national_register {

[[nodiscard]] std::string to_json(const Question& question);
/// Notes in the body whatever is wrong: who asks for its issues finds them. `today`: the day after which nobody is born.
[[nodiscard]] Question read_question(service::Body& body, std::size_t most_persons, domain::Date today);

[[nodiscard]] std::string to_json(const RegisterAnswer& answer, const Elements& elements);
/// Fails for an answer that breaks the contract in any way, or that is none to that question. The problem repeats nothing of the answer.
[[nodiscard]] Result<RegisterAnswer> read_answer(std::string_view json, const Question& question, domain::Date today);

}  // namespace crossroads::national_register
