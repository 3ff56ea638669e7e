#include "app/http/kept_answer.hpp"

#include "app/tables/table_etag.hpp"
#include "base/digest.hpp"
#include "intake/compress.hpp"
#include "net/http_date.hpp"

namespace raccordo::app {
namespace {

using intake::ContentCoding;

std::string_view cache_control(Keeping keeping) {
  switch (keeping) {
    case Keeping::a_day:
      return "public, max-age=86400";
    case Keeping::short_time:
      return "public, max-age=300";
    case Keeping::ask:
      return "private, no-cache";
  }
  return "no-store";
}

bool client_has_it(const Request& request, std::string_view etag, base::Instant changed) {
  if (const auto named = request.head.header("if-none-match"); !named.empty()) return names_etag(named, etag);
  const auto since = net::parse_http_date(request.head.header("if-modified-since"));
  constexpr std::int64_t kSecond = 1'000'000;
  return since && changed.micros != 0 && changed.micros / kSecond <= since->micros / kSecond;
}

/// The release of the program is part of it: another release may write a format otherwise.
std::string etag_of(const KeptAnswer& answer, ContentCoding coding) {
  auto text =
      base::sha256_hex(std::string(RACCORDO_VERSION) + "\n" + answer.media_type + "\n" + answer.identity);
  text.resize(32);
  if (coding != ContentCoding::identity) text.append("-").append(intake::to_string(coding));
  return "\"" + text + "\"";
}

}  // namespace

net::Response deliver(const Request& request, const KeptAnswer& answer,
                      const std::function<std::string()>& body) {
  const bool is_packed = answer.media_type.find("spreadsheetml") != std::string::npos;
  const auto coding =
      is_packed ? ContentCoding::identity : intake::negotiate_coding(request.head.header("accept-encoding"));
  net::Response response;
  const auto etag = etag_of(answer, coding);
  response.headers = {{"etag", etag},
                      {"vary", "Accept, Accept-Encoding, Accept-Language"},
                      {"cache-control", std::string(cache_control(answer.keeping))}};
  if (answer.changed.micros != 0)
    response.headers.emplace_back("last-modified", net::http_date(answer.changed));
  if (client_has_it(request, etag, answer.changed)) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("content-type", answer.media_type);
  if (!answer.file_name.empty()) {
    const bool shown = answer.file_name.ends_with(".json");  // a browser shows it
    response.headers.emplace_back("content-disposition", std::string(shown ? "inline" : "attachment") +
                                                             "; filename=\"" + answer.file_name + "\"");
  }
  response.body = body();
  if (coding != ContentCoding::identity) {
    response.headers.emplace_back("content-encoding", std::string(intake::to_string(coding)));
    response.body = intake::compress(response.body, coding);
  }
  return response;
}

bool is_open_data(std::string_view path) {
  return path == "/open" || path.starts_with("/open/") || path == "/catalog";
}

net::Response preflight_answer() {
  return {204,
          {{"allow", "GET, HEAD, OPTIONS"},
           {"access-control-allow-methods", "GET, HEAD, OPTIONS"},
           {"access-control-allow-headers",
            "Accept, Accept-Language, If-None-Match, If-Modified-Since, X-Request-Id"},
           {"access-control-max-age", "86400"}},
          ""};
}

void allow_every_origin(std::string_view path, net::Response& response) {
  if (!is_open_data(path)) return;
  response.headers.emplace_back("access-control-allow-origin", "*");
  response.headers.emplace_back("access-control-expose-headers",
                                "ETag, Last-Modified, Link, Content-Disposition, X-Request-Id, Retry-After");
}

}  // namespace raccordo::app
