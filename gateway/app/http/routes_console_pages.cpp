#include <algorithm>
#include <memory>

#include "app/http/console_files.hpp"
#include "app/http/console_refusal.hpp"
#include "app/http/routes.hpp"
#include "app/tables/table_etag.hpp"
#include "base/text.hpp"
#include "intake/compress.hpp"

namespace raccordo::app {
namespace {

constexpr std::string_view kRoot = "/console";
constexpr std::string_view kPolicy =
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
constexpr std::string_view kNotBuilt =
    "The console is not installed with this gateway. Build it with deploy/console, then restart the gateway; "
    "or "
    "name the folder of its files in raccordo.yaml (`console`).";

/// True if the client takes gzip; `;q=0` refuses it.
bool takes_gzip(std::string_view accept_encoding) {
  // Without zstd, of which there is no stored form, the choice is between gzip and identity.
  std::string offers;
  for (const auto element : base::split(accept_encoding, ',')) {
    if (base::to_lower_ascii(base::trim(element)).starts_with("zstd")) continue;
    offers.append(offers.empty() ? "" : ",").append(element);
  }
  return intake::negotiate_coding(offers) == intake::ContentCoding::gzip;
}

/// An address that a page of the console can have: valid UTF-8 without `.` or `..` between slashes, also
/// encoded ones.
bool is_page_address(std::string_view below) {
  const auto plain = base::percent_decode(below);
  if (!plain || base::find_bad_utf8(*plain) || plain->find('\0') != std::string::npos) return false;
  const auto segments = base::split(*plain, '/');
  return std::none_of(segments.begin(), segments.end(),
                      [](std::string_view segment) { return segment == "." || segment == ".."; });
}

net::Response answer_file(const Request& request, const ConsoleFile& file) {
  const bool packed = !file.gzip.empty() && takes_gzip(request.head.header("accept-encoding"));
  auto etag = file.etag;
  if (packed) etag.insert(etag.size() - 1, "-gzip");
  net::Response response;
  response.headers = {
      {"etag", etag},
      {"vary", "Accept-Encoding"},
      {"cache-control", file.hashed ? "public, max-age=31536000, immutable" : "private, no-cache"},
      {"content-security-policy", std::string(kPolicy)},
      {"referrer-policy", "same-origin"}};
  if (names_etag(request.head.header("if-none-match"), etag)) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("content-type", file.media_type);
  if (packed) response.headers.emplace_back("content-encoding", "gzip");
  response.body = packed ? file.gzip : file.bytes;
  return response;
}

net::Response answer_console(const ConsoleFiles& files, const Request& request) {
  if (files.empty()) return console_refusal(request, {"not-found", std::string(kNotBuilt)});
  auto below = std::string_view(request.head.path).substr(kRoot.size());
  if (below.starts_with('/')) below.remove_prefix(1);
  if (const auto* file = files.find(below)) return answer_file(request, *file);
  if (below.starts_with("assets/") || !is_page_address(below)) {
    return not_found(request,
                     "The console has no file of that name; reload the page if it was just updated.");
  }
  return answer_file(request, files.page());  // an address of the console: its program shows the page
}

}  // namespace

void add_console_pages(RouteTable& table, const std::filesystem::path& folder) {
  const auto found = folder.empty() ? find_console_folder() : folder;
  auto files = std::make_shared<const ConsoleFiles>(found ? ConsoleFiles::load(*found) : ConsoleFiles());
  const Handler handler = [files](Service&, const Request& request, const std::string&) {
    return answer_console(*files, request);
  };
  table.push_back(Route{"GET", "/console", Access::any_client, {}, handler}.of_pages());
  table.push_back(Route{"GET", "/console/{page}", Access::any_client, {}, handler}.of_pages());
}

}  // namespace raccordo::app
