#include "run/html/words.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

namespace crossroads::run::html_report {

std::string Words::filled(Phrase phrase, const std::vector<std::string>& arguments) const {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const auto& argument : arguments) store.push_back(argument);
  return fmt::vformat(html_report::phrase(language_, phrase), store);
}

std::string Words::figure(std::uint64_t n) const {
  auto digits = fmt::to_string(n);
  const auto separator = phrase(language_, Phrase::figure_thousands);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), separator);
  return digits;
}

std::string Words::share(std::uint64_t part, std::uint64_t whole) const {
  if (whole == 0) return {};
  const auto text = fmt::format("{:.1f}", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
  const auto point = text.find('.');
  return say(Phrase::figure_share, text.substr(0, point) + std::string(phrase(language_, Phrase::figure_decimal)) + text.substr(point + 1));
}

std::string Words::persons(std::uint64_t n) const { return say(n == 1 ? Phrase::persons_one : Phrase::persons_other, figure(n)); }
std::string Words::messages(std::uint64_t n) const { return say(n == 1 ? Phrase::messages_one : Phrase::messages_other, figure(n)); }

std::string Words::transmit_rule(const std::string& name) const {
  using Kind = law::RuleRef::Kind;
  for (const auto kind : {Kind::at_once, Kind::continue_, Kind::resume}) {
    const law::RuleRef unnamed{.kind = kind};
    if (name == law::rule_name(authorisation_, unnamed)) return law_.rule(unnamed);
  }
  return name;
}

}  // namespace crossroads::run::html_report
