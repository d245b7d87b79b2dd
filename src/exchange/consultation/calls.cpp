#include "exchange/consultation/calls.hpp"

#include <fmt/format.h>

namespace crossroads::exchange::consultation {
namespace {

constexpr std::array<std::string_view, 4> languages{"en", "fr", "nl", "de"};  // by Language

net::Request post(std::string target, const service::Trace& trace, std::string body) {
  net::Request request{
      .method = "POST", .target = std::move(target), .headers = trace.onward_headers(), .body = std::move(body), .peer = {}};
  request.headers.emplace_back("content-type", "application/json");
  request.headers.emplace_back("accept", "application/json, application/problem+json");
  return request;
}

}  // namespace

AskHub ask_hub_by(Send send) {
  return [send = std::move(send)](const law::consult::Request& asked, law::Language language, const service::Trace& trace,
                                  Waiting& waiting) -> Result<FromHub> {
    auto request = post("/hub/v1/attestations/search", trace, to_json(asked));
    request.headers.emplace_back("accept-language", languages.at(static_cast<std::size_t>(language)));
    auto response = CROSSROADS_TRY(send(std::move(request), waiting));
    return FromHub{response.status, std::move(response.body)};
  };
}

AskSource ask_source_by(Send send) {
  return [send = std::move(send)](const law::consult::Permit& permit, const SourceRequest& asked, const service::Trace& trace,
                                  Waiting& waiting) -> Result<std::vector<law::consult::GrantOnRecord>> {
    const auto response = CROSSROADS_TRY(send(post("/source/v1/grants/search", trace, to_json(asked)), waiting));
    if (response.status != 200) {
      return failure(
          {.what = fmt::format("the source answered with status {}", response.status), .expected = "200", .hint = "see its technical log"});
    }
    return read_grants(response.body, permit.person());
  };
}

}  // namespace crossroads::exchange::consultation
