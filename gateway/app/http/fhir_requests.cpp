#include "app/http/fhir_requests.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "app/http/answer_language.hpp"
#include "app/problem/error_catalogue.hpp"
#include "base/text.hpp"
#include "fhir/outcome.hpp"
#include "intake/media_type.hpp"

namespace raccordo::app {
namespace {

constexpr std::string_view kFhirJson = "application/fhir+json";
constexpr std::array<std::string_view, 3> kOffers = {kFhirJson, "application/json", "text/json"};

}  // namespace

bool accepts_fhir(const Request& request) {
  const auto format = request.asked("_format");
  if (format.empty()) {
    const auto accept = intake::accept_of_r4(request.head.header("accept"));
    return intake::negotiate(accept, kOffers).has_value();
  }
  const auto plain = base::to_lower_ascii(format.substr(0, format.find(';')));
  // A `+` in a query is a blank: `_format=application/fhir+json` as most clients write it.
  return plain == "json" || plain == "application/fhir json" ||
         std::find(kOffers.begin(), kOffers.end(), plain) != kOffers.end();
}

Problem no_other_fhir() {
  return {"not-acceptable", "FHIR resources come as application/fhir+json, R4 (`fhirVersion=4.0`)."};
}

fhir::Publisher publisher_of(const Service& service, const Request& request) {
  const auto& config = request.config();
  return {config.public_url, config.catalog.publisher, to_string(base::local_date(service.clock.now()))};
}

net::Response fhir_response(std::string json) {
  return {200, {{"content-type", std::string(kFhirJson)}, {"vary", "Accept"}}, std::move(json)};
}

net::Response refuse(const Request& request, const fhir::Remarks& remarks) {
  const auto* page = find_error("bad-request");
  const auto address = request.config().public_url + "/errors/bad-request";
  return {page->status,
          {{"content-type", std::string(kFhirJson)}},
          fhir::write_outcome({page->status, page->code, page->title.in(language_of(request)), "", address},
                              remarks)};
}

Handler fhir_handler(Handler answer) {
  return [answer = std::move(answer)](Service& service, const Request& request, const std::string& body) {
    if (accepts_fhir(request)) return answer(service, request, body);
    return problem_response(request, no_other_fhir());
  };
}

base::Result<fhir::Parameters, net::Response> parameters_of(const Request& request, const std::string& body) {
  fhir::Parameters out;
  for (const auto& [name, value] : request.query) out.push_back({name, value, {}});
  if (request.head.method != "POST") return out;
  const auto type = request.head.header("content-type");
  const auto plain = base::to_lower_ascii(base::trim(type.substr(0, type.find(';'))));
  if (std::find(kOffers.begin(), kOffers.end(), plain) == kOffers.end()) {
    return problem_response(
        request, {"unsupported-media-type",
                  "Send a Parameters resource as application/fhir+json; " +
                      intake::sent_words("Content-Type", request.head.header("content-type")) + "."});
  }
  auto posted = fhir::read_parameters(body);
  if (!posted) return refuse(request, posted.error());
  std::move(posted->begin(), posted->end(), std::back_inserter(out));
  return out;
}

std::optional<std::size_t> search_number(const Request& request, std::string_view name,
                                         std::size_t otherwise) {
  const std::string text(request.asked(name));
  if (text.empty()) return otherwise;
  std::size_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string next_page(const Request& request, std::size_t count, std::size_t offset) {
  auto address = request.config().public_url + request.head.path + "?";
  for (const auto part : base::split(request.head.query, '&')) {
    if (part.starts_with("_count=") || part.starts_with("_offset=") || part.empty()) continue;
    address += std::string(part) + "&";
  }
  return address + "_count=" + std::to_string(count) + "&_offset=" + std::to_string(offset);
}

}  // namespace raccordo::app
