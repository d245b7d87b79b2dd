// No field beyond the authorisation leaves the hub (SPEC §1): every member of what it pushes and answers is one that the law names for the category.
#include <boost/json.hpp>

#include "invariant.hpp"

namespace crossroads::simulation {
namespace {

namespace json = boost::json;

const std::set<std::string_view> of_every_item{"ticket",   "number",  "replaces", "periodsAlone", "authorisation",
                                               "category", "purpose", "kind",     "month"};

class NoFieldBeyond final : public Invariant {
 public:
  using Invariant::Invariant;
  std::string_view name() const override { return "no-field-beyond-the-authorisation"; }

  void see(const Passing& passing) override {
    if (passing.from != Place::hub || passing.to != Place::desk) return;
    if (!passing.answer && passing.request.target == "/desk/v1/messages") {
      for (const auto& item : items(passing.request.body)) check_push(item.as_object());
    }
    if (passing.answer && passing.response.status == 200 && passing.request.target == "/hub/v1/attestations/search") {
      const std::set<std::string_view> named{"number", "attestationNature", "attestationType", "periodFrom", "periodTo", "niss"};
      for (const auto& item : items(passing.response.body)) check_members(item.as_object(), named, "an attestation");
    }
  }

 private:
  static json::array items(std::string_view body) { return json::parse(body).as_object().at("items").as_array(); }

  void check_push(const json::object& item) {
    const std::string category(item.at("category").as_string());
    auto named = of_every_item;
    std::set<std::string_view> of_month{"month"};
    for (std::size_t c = 0; c < world_.law.categories.size(); ++c) {
      if (world_.law.categories[c].name.text != category) continue;
      for (const auto& disclosure : world_.law.push->disclosures) {
        if (disclosure.applies_to(static_cast<law::CategoryIndex>(c))) name_field(disclosure.field, named, of_month);
      }
    }
    if (item.at("kind").as_string() == "withdrawal") {
      for (const auto* said : {"lastName", "firstNames", "countryOfOrigin", "months", "periods", "quality"}) named.erase(said);
    }
    check_members(item, named, "a pushed item of " + category);
    if (!item.contains("months")) return;
    for (const auto& month : item.at("months").as_array()) check_members(month.as_object(), of_month, "a month of " + category);
  }

  static void name_field(law::Field field, std::set<std::string_view>& named, std::set<std::string_view>& of_month) {
    using enum law::Field;
    switch (field) {
      case niss: named.insert("niss"); return;
      case last_name: named.insert("lastName"); return;
      case first_names: named.insert("firstNames"); return;
      case country_of_origin: named.insert("countryOfOrigin"); return;
      case periods: named.insert("periods"); return;
      case quality: named.insert("quality"); return;
      case amount:
        named.insert("months");
        of_month.insert("amountCents");
        return;
      case nature:
        named.insert("months");
        of_month.insert("nature");
        return;
      default: return;
    }
  }

  void check_members(const json::object& object, const std::set<std::string_view>& named, const std::string& of) {
    for (const auto& member : object) {
      if (!named.contains(std::string_view(member.key().data(), member.key().size()))) broken(of + " says " + std::string(member.key()));
    }
  }
};

}  // namespace

std::unique_ptr<Invariant> no_field_beyond_the_authorisation(World& world) { return std::make_unique<NoFieldBeyond>(world); }

}  // namespace crossroads::simulation
