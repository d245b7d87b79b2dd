#include "exchange/consultation/refusals.hpp"

#include <algorithm>
#include <charconv>

#include "law/explain/consultation/in_words.hpp"

namespace crossroads::exchange::consultation {
namespace {

using law::consult::RefusalType;
using service::ProblemType;

/// 400 where the caller can put right what it asked; 403 where the law has the last word.
constexpr ProblemType type(std::string_view urn, std::uint16_t status, std::string_view title) {
  return {.urn = urn, .status = status, .title = title, .advice = "See the paragraph."};
}

/// By RefusalType.
constexpr std::array<ProblemType, law::consult::refusal_names.size()> types{
    type("urn:problem-type:crossroads:unknownInstitution", 403, "Unknown Institution"),
    type("urn:problem-type:crossroads:unknownAuthorisation", 400, "Unknown Authorisation"),
    type("urn:problem-type:crossroads:authorisationNotInForce", 403, "Authorisation Not In Force"),
    type("urn:problem-type:crossroads:callerNotRecipient", 403, "Caller Not Recipient"),
    type("urn:problem-type:crossroads:modeNotAuthorised", 403, "Mode Not Authorised"),
    type("urn:problem-type:crossroads:unknownCategory", 400, "Unknown Category"),
    type("urn:problem-type:crossroads:categoryNotAnswered", 403, "Category Not Answered"),
    type("urn:problem-type:crossroads:roleNotAnswered", 403, "Role Not Answered"),
    type("urn:problem-type:crossroads:groundNotAnswered", 403, "Ground Not Answered"),
    type("urn:problem-type:crossroads:joiningNotStated", 400, "Joining Not Stated"),
    type("urn:problem-type:crossroads:onlyMinorDescendantsJoin", 403, "Only Minor Descendants Join"),
    type("urn:problem-type:crossroads:doubtNotStated", 400, "Doubt Not Stated"),
    type("urn:problem-type:crossroads:informationNotStated", 400, "Information Not Stated"),
    type("urn:problem-type:crossroads:applicationInTheFuture", 400, "Application In The Future"),
    type("urn:problem-type:crossroads:dossierDecided", 403, "Dossier Decided"),
    type("urn:problem-type:crossroads:unknownPerson", 400, "Unknown Person"),
    type("urn:problem-type:crossroads:personDoesNotFit", 403, "Person Does Not Fit"),
    type("urn:problem-type:crossroads:personExcluded", 403, "Person Excluded"),
    type("urn:problem-type:crossroads:periodEndsBeforeItBegins", 400, "Period Ends Before It Begins"),
    type("urn:problem-type:crossroads:periodInTheFuture", 400, "Period In The Future"),
    type("urn:problem-type:crossroads:periodTooFarBack", 400, "Period Too Far Back"),
};

/// Every type that a consultation can end in at the hub.
const ProblemType* known_type(std::string_view urn) {
  for (const auto& type : types) {
    if (type.urn == urn) return &type;
  }
  for (const auto* type : {&register_unavailable, &source_unavailable, &log_unavailable, &service::problems::bad_request,
                           &service::problems::missing_permission, &service::problems::internal_error, &service::problems::unavailable}) {
    if (type->urn == urn) return type;
  }
  return nullptr;
}

/// By Language.
constexpr std::array<std::string_view, 4> languages{"en", "fr", "nl", "de"};

constexpr std::string_view nothing_remembered = "Ask again later; nothing was remembered.";

}  // namespace

const ProblemType& problem_type(RefusalType type) { return types.at(static_cast<std::size_t>(type)); }

const ProblemType register_unavailable{"urn:problem-type:crossroads:registerUnavailable", 503, "National Register Unavailable",
                                       nothing_remembered};
const ProblemType source_unavailable{"urn:problem-type:crossroads:sourceUnavailable", 503, "Source Unavailable", nothing_remembered};
const ProblemType hub_unavailable{"urn:problem-type:crossroads:hubUnavailable", 503, "Hub Unavailable", nothing_remembered};
const ProblemType log_unavailable{"urn:problem-type:crossroads:logUnavailable", 503, "Access Log Unavailable",
                                  "Ask again later: what can't be logged is not answered."};

service::CitedBasis to_cited(const law::consult::LegalBasis& basis, const std::string& authorisation) {
  service::CitedBasis cited;
  cited.authorisation = authorisation;
  cited.section = basis.section;
  cited.interpretations = basis.interpretations;
  for (const auto& paragraph : basis.paragraphs) cited.paragraphs.push_back(to_string(paragraph));
  return cited;
}

service::ProblemDocument to_problem(const law::consult::Refusal& refusal, const law::consult::Request& request,
                                    const law::Authorisation* asked, law::Language language) {
  const auto words = law::explain::consultation::in_words(refusal, request, asked, language);
  return {.type = &problem_type(refusal.type),
          .detail = words.sentence,
          .advice = words.remedy,
          .basis = to_cited(refusal.basis, asked != nullptr ? asked->name.text : std::string())};
}

Result<service::ProblemDocument> read_problem(std::string_view text) {
  service::Body body(text);
  auto root = body.root();
  const auto unreadable = [] {
    return failure({.what = "the hub told no problem that is known here", .hint = "see whether both run versions that go together"});
  };
  constexpr std::size_t longest = 4000;
  const auto urn = root.text("type", longest);
  const auto* known = known_type(urn);
  if (known == nullptr) return unreadable();
  service::ProblemDocument problem{.type = known};
  if (root.has("detail")) problem.detail = root.text("detail", longest);
  problem.advice = root.text("advice", longest);
  if (root.has("legalBasis")) {
    auto cited = root.object("legalBasis");
    auto& basis = problem.basis.emplace();
    const auto any = [](std::string_view one) -> Result<std::string> { return std::string(one); };
    if (cited.has("authorisation")) basis.authorisation = cited.text("authorisation", longest);
    if (cited.has("section")) basis.section = cited.text("section", longest);
    if (cited.has("paragraphs")) basis.paragraphs = cited.all("paragraphs", 1, 1000, any);
    if (cited.has("interpretations")) basis.interpretations = cited.all("interpretations", 1, 1000, any);
  }
  if (problem.advice.empty()) return unreadable();
  return problem;
}

law::Language language_of(std::string_view accept_language) {
  auto best = law::Language::en;
  int best_weight = 0;
  while (!accept_language.empty()) {
    const auto end = std::min(accept_language.find(','), accept_language.size());
    auto one = accept_language.substr(0, end);
    accept_language.remove_prefix(std::min(end + 1, accept_language.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    int weight = 1000;
    if (const auto quality = one.find("q="); quality != std::string_view::npos) {
      double written = 0;
      const auto text = one.substr(quality + 2);
      if (std::from_chars(text.data(), text.data() + text.size(), written).ec != std::errc()) continue;
      weight = static_cast<int>(written * 1000);
    }
    const auto found = std::ranges::find(languages, one.substr(0, 2));
    if (found == languages.end() || (one.size() > 2 && one[2] != '-' && one[2] != ';' && one[2] != ' ')) continue;
    if (weight > best_weight) {
      best_weight = weight;
      best = static_cast<law::Language>(found - languages.begin());
    }
  }
  return best;
}

}  // namespace crossroads::exchange::consultation
