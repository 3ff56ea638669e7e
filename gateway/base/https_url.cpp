#include "base/https_url.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.hpp"

namespace raccordo::base {
namespace {

constexpr std::size_t kLongest = 2000, kLongestName = 253, kLongestLabel = 63;
constexpr std::string_view kScheme = "https://";

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// RFC 3986 unreserved.
bool is_unreserved(char c) { return is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

/// Characters of a path segment that need no encoding; no `;`, which some servers cut off.
bool is_plain(char c) {
  return is_unreserved(c) || std::string_view("!$&'()*+,=:@").find(c) != std::string_view::npos;
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= kLongestLabel && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

/// Resolvers read `0x7f.1` or `2130706433` as an address, so a name whose last label begins with a digit must
/// be an address in its usual form.
std::string read_name(std::string_view text, HttpsUrl& into) {
  into.host = to_lower_ascii(text);
  const auto last = std::string_view(into.host).substr(into.host.rfind('.') + 1);
  if (!last.empty() && last.front() >= '0' && last.front() <= '9') {
    in_addr address{};
    std::array<char, INET_ADDRSTRLEN> written{};
    if (::inet_pton(AF_INET, into.host.c_str(), &address) != 1 ||
        ::inet_ntop(AF_INET, &address, written.data(), written.size()) == nullptr ||
        into.host != written.data())
      return "its host is neither a name nor an IPv4 address of four numbers";
    into.is_address = true;
    return "";
  }
  const auto labels = split(into.host, '.');
  if (into.host.size() > kLongestName || !std::all_of(labels.begin(), labels.end(), is_label))
    return "its host must be a name of letters, digits, `-` and `.`, or an IP address";
  return "";
}

std::string read_v6(std::string_view text, HttpsUrl& into) {
  in6_addr address{};
  std::array<char, INET6_ADDRSTRLEN> written{};
  if (::inet_pton(AF_INET6, std::string(text).c_str(), &address) != 1 ||
      ::inet_ntop(AF_INET6, &address, written.data(), written.size()) == nullptr)
    return "its host is no IPv6 address in brackets (without zone)";
  into.host = written.data();
  into.is_address = true;
  return "";
}

std::string read_port(std::string_view digits, std::uint16_t& into) {
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), into);
  const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  if (digits.empty() || digits.front() == '0' || !whole) return "its port must be a number from 1 to 65535";
  return "";
}

std::string read_authority(std::string_view text, HttpsUrl& into) {
  if (text.find('@') != std::string_view::npos) return "it must have no user name or password";
  auto rest = text;
  std::string wrong;
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return "its host is no IPv6 address in brackets";
    wrong = read_v6(text.substr(1, end - 1), into);
    rest = text.substr(end + 1);
    if (wrong.empty() && !rest.empty() && rest.front() != ':')
      return "after the host only `:` and a port may follow";
  } else {
    const auto colon = text.find(':');
    wrong = read_name(text.substr(0, colon), into);
    rest = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
  }
  if (!wrong.empty()) return wrong;
  return rest.empty() ? "" : read_port(rest.substr(1), into.port);
}

/// The byte that `%HH` means; nothing if it is no encoding or may not be encoded here.
std::optional<char> encoded(std::string_view text) {
  if (text.size() < 3) return std::nullopt;
  const int high = hex_value(text[1]);
  const int low = hex_value(text[2]);
  if (high < 0 || low < 0) return std::nullopt;
  const auto byte = static_cast<unsigned char>(high * 16 + low);
  const auto c = static_cast<char>(byte);
  if (byte < 0x20 || byte == 0x7f || is_unreserved(c) || c == '/' || c == '\\' || c == '%' || c == ';')
    return std::nullopt;
  return c;
}

std::string read_path(std::string_view text, std::string& into) {
  into.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '/' || is_plain(text[i])) {
      into += text[i];
      continue;
    }
    if (text[i] != '%')
      return "its path has a character that is not allowed (no query, no `#`, `;`, `\\` or blank)";
    if (!encoded(text.substr(i)))
      return "its path has a percent-encoding that is damaged, or of a character that is not to be encoded "
             "here";
    into += '%';
    for (const char c : text.substr(i + 1, 2)) into += static_cast<char>(c >= 'a' ? c - 'a' + 'A' : c);
    i += 2;
  }
  if (into.empty()) into = "/";
  const auto segments = split(std::string_view(into).substr(1), '/');
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const bool is_last = i + 1 == segments.size();
    if (segments[i] == "." || segments[i] == ".." || (segments[i].empty() && !is_last))
      return "its path must have no empty, `.` or `..` segment";
  }
  return "";
}

}  // namespace

std::string HttpsUrl::authority() const {
  const auto name = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return port == 443 ? name : name + ":" + std::to_string(port);
}

Result<HttpsUrl> read_https_url(std::string_view text) {
  if (text.size() > kLongest) return fault("it is longer than " + std::to_string(kLongest) + " characters");
  if (to_lower_ascii(text.substr(0, kScheme.size())) != kScheme) return fault("it must begin with https://");
  const auto rest = text.substr(kScheme.size());
  const auto slash = rest.find('/');
  HttpsUrl url;
  auto wrong = read_authority(rest.substr(0, slash), url);
  if (wrong.empty())
    wrong = read_path(slash == std::string_view::npos ? std::string_view() : rest.substr(slash), url.path);
  if (!wrong.empty()) return fault(wrong);
  return url;
}

bool lies_below(const HttpsUrl& url, const HttpsUrl& root) {
  if (url.host != root.host || url.port != root.port) return false;
  auto stem = root.path;
  if (stem.ends_with('/')) stem.pop_back();
  return url.path == stem || url.path.starts_with(stem + "/");
}

}  // namespace raccordo::base
