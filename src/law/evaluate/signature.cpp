#include "law/evaluate/signature.hpp"

#include <fmt/format.h>

namespace crossroads::law {
namespace {

struct Writer {
  const Authorisation& authorisation;

  std::string of(const ConditionPtr& part) const { return signature(authorisation, *part); }
  std::string list(const char* name, const std::vector<ConditionPtr>& parts) const {
    std::string text = name;
    for (const auto& part : parts) text += " " + of(part);
    return "(" + text + ")";
  }
  std::string operator()(const All& all) const { return list("and", all.parts); }
  std::string operator()(const Any& any) const { return list("or", any.parts); }
  std::string operator()(const Not& no) const { return "(not " + of(no.part) + ")"; }
  std::string operator()(const NationalityIs& is) const { return fmt::format("(nationality {})", static_cast<int>(is.which)); }
  std::string operator()(const FieldIn& in) const { return fmt::format("(field {} {})", static_cast<int>(in.field), in.values); }
  std::string operator()(const Recognised&) const { return "(recognised)"; }
  std::string operator()(const Lasts& lasts) const {
    return fmt::format("(lasts {} {} {})", static_cast<int>(lasts.measure), static_cast<int>(lasts.comparison), lasts.duration.in_months());
  }
  std::string operator()(const OfSponsor& sponsor) const { return "(sponsor " + of(sponsor.part) + ")"; }
  std::string operator()(const Aided& aid) const { return fmt::format("(aided {})", aid.natures); }
  std::string operator()(const SoFar& so_far) const { return "(so-far " + of(so_far.aid) + ")"; }
  std::string operator()(const For& lasting) const { return fmt::format("(for {} {})", of(lasting.aid), lasting.duration.in_months()); }
  std::string operator()(const TermUse& use) const { return of(authorisation.terms[use.term].means); }
};

}  // namespace

std::string signature(const Authorisation& authorisation, const Condition& condition) {
  return std::visit(Writer{authorisation}, condition.node);
}

}  // namespace crossroads::law
