#include "app/http/foreign_page.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "intake/media_type.hpp"

namespace raccordo::app {
namespace {

/// `https://host:443` is `https://host`.
std::string plain_origin(std::string_view origin) {
  constexpr std::string_view kUsualPort = ":443";
  auto plain = base::to_lower_ascii(base::trim(origin));
  if (plain.ends_with(kUsualPort)) plain.resize(plain.size() - kUsualPort.size());
  return plain;
}

/// Scheme, host and port of an address.
std::string_view origin_in(std::string_view url) {
  const auto host = url.find("://");
  if (host == std::string_view::npos) return url;
  return url.substr(0, url.find('/', host + 3));
}

bool is_own(const Request& request, std::string_view origin) {
  const auto asked = plain_origin(origin);
  return asked == plain_origin("https://" + std::string(request.head.header("host"))) ||
         asked == plain_origin(origin_in(request.config().public_url));
}

/// Somebody followed a link to a page of the console: nothing is done, and the other page sees nothing.
bool is_link(const Request& request) {
  const bool reads = request.head.method == "GET" || request.head.method == "HEAD";
  return reads && request.head.path.starts_with("/console") &&
         request.head.header("sec-fetch-mode") == "navigate";
}

}  // namespace

std::optional<Problem> fault_of_page(const Request& request) {
  if (request.head.method == "OPTIONS") return std::nullopt;  // answered 405: it does nothing
  const auto origin = request.head.header("origin");
  const auto site = request.head.header("sec-fetch-site");
  const bool is_foreign = (!origin.empty() && !is_own(request, origin)) ||
                          (!site.empty() && site != "same-origin" && site != "none" && !is_link(request));
  if (!is_foreign) return std::nullopt;
  return Problem{"foreign-page", ""};
}

std::optional<Problem> fault_of_form(const Request& request) {
  constexpr std::array<std::string_view, 3> kForms = {"text/plain", "multipart/form-data",
                                                      "application/x-www-form-urlencoded"};
  if (request.head.method != "POST") return std::nullopt;
  const auto sent = request.head.header("content-type");
  const auto type = base::to_lower_ascii(base::trim(sent.substr(0, sent.find_first_of(";,"))));
  if (std::find(kForms.begin(), kForms.end(), type) == kForms.end()) return std::nullopt;
  return Problem{"unsupported-media-type", "Send the order as application/json; " +
                                               intake::sent_words("Content-Type", sent) +
                                               ". Nothing was done."};
}

}  // namespace raccordo::app
