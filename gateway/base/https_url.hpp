// HttpsUrl: the address of an HTTPS service that the gateway may call, read strictly: what two programs could
// read differently is refused, so that a comparison of two addresses holds for every reader. Used by
// clients.yaml, `X-ReplyTo` and net/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace raccordo::base {

struct HttpsUrl {
  std::string host;         ///< lower case: a name, an IPv4 address or an IPv6 address without brackets
  bool is_address = false;  ///< host is an IP address
  std::uint16_t port = 443;
  std::string path = "/";  ///< begins with `/`; percent-encodings in upper case

  /// `host:port` as in the Host header; the port only if it is not 443.
  std::string authority() const;
  /// The whole URL in its one spelling.
  std::string text() const { return "https://" + authority() + path; }

  bool operator==(const HttpsUrl&) const = default;
};

/// Reads an absolute https URL of at most 2000 characters. Refused: other schemes, user names, a query, a
/// fragment, empty, `.` or `..` segments, backslashes, semicolons, non-ASCII characters, encodings of
/// characters that need none or could change the path (`/`, `\`, `%`, `.`, control characters), numeric host
/// names that are no dotted IPv4 address. The fault says what is wrong, without the URL.
Result<HttpsUrl> read_https_url(std::string_view text);

/// Whether `url` is `root` or lies below it: same host and port, and the segments of root's path begin those
/// of url.
bool lies_below(const HttpsUrl& url, const HttpsUrl& root);

}  // namespace raccordo::base
