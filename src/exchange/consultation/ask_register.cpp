#include "exchange/consultation/ask_register.hpp"

#include <algorithm>

#include "register/population.hpp"

namespace crossroads::exchange::consultation {

AskRegister ask_register_by(national_register::Register& the_register) {
  return [&the_register](domain::Niss niss, const service::Trace& trace, Waiting& waiting) -> Result<std::optional<RegisteredPerson>> {
    const auto answer =
        CROSSROADS_TRY(the_register.consult({{niss}, {.nationalities = true, .stays = true}}, trace.onward_headers(), waiting));
    const auto& person = answer.items.front();
    if (!person.known) return std::optional<RegisteredPerson>();
    RegisteredPerson known{.population = to_population(answer), .person = {}, .numbers = person.numbers};
    known.person = known.population.find(person.newest).value();
    // The newest last, whatever its digits.
    std::erase(known.numbers, person.newest);
    known.numbers.push_back(person.newest);
    return std::optional(std::move(known));
  };
}

}  // namespace crossroads::exchange::consultation
