#include "net/convert.hpp"

#include <algorithm>
#include <array>
#include <boost/beast/http/status.hpp>
#include <cstdio>
#include <ctime>
#include <utility>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "net/http_date.hpp"

namespace raccordo::net {
namespace {

constexpr std::size_t kLongestScheme = 5;
constexpr std::size_t kRequestIdBytes = 64;
constexpr std::array<std::string_view, 6> kOwnHeaders = {
    "content-length", "connection", "transfer-encoding", "date", "x-request-id", "keep-alive"};

bool is_token(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

bool is_field_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
  });
}

void put(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

bool names(const Response& response, std::string_view lower_name) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [&](const Header& header) { return base::to_lower_ascii(header.first) == lower_name; });
}

}  // namespace

std::string_view RequestHead::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

std::string origin_form(std::string_view target) {
  const auto scheme = base::to_lower_ascii(target.substr(0, std::min(target.find(':'), kLongestScheme)));
  if (scheme != "https" && scheme != "http") return std::string(target);
  auto rest = target.substr(scheme.size());
  if (!rest.starts_with("://")) return "";
  rest.remove_prefix(3);
  const auto end = std::min(rest.find_first_of("/?#"), rest.size());
  const auto authority = rest.substr(0, end);
  // User information in the authority can mislead readers (RFC 9110, section 4.2.4).
  if (authority.empty() || authority.find('@') != std::string_view::npos) return "";
  rest.remove_prefix(end);
  return rest.starts_with('/') ? std::string(rest) : "/" + std::string(rest);
}

bool is_usable_target(std::string_view target) {
  return target.starts_with('/') && target.size() <= kTargetBytes &&
         std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '#'; });
}

std::string path_of(const RawHead& head) {
  return is_usable_target(head.target) ? head.target.substr(0, head.target.find('?')) : "";
}

std::string request_id_of(const RawHead& head, base::Instant now) {
  const std::string_view own = head.header("x-request-id");
  const bool usable =
      !own.empty() && own.size() <= kRequestIdBytes && std::all_of(own.begin(), own.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' ||
               c == '_' || c == '-';
      });
  return usable ? std::string(own) : base::new_ulid(now);
}

RequestHead to_request_head(RawHead& raw, std::string request_id, std::optional<PeerCertificate> peer) {
  RequestHead head;
  head.method = std::move(raw.method);
  const std::string_view target = raw.target;
  const std::size_t mark = target.find('?');
  head.path = std::string(target.substr(0, mark));
  if (mark != std::string_view::npos) head.query = std::string(target.substr(mark + 1));
  head.headers = std::move(raw.headers);
  head.content_length = raw.content_length;
  head.peer = std::move(peer);
  head.request_id = std::move(request_id);
  return head;
}

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

std::string answer_head(const Response& response, const AnswerFrame& frame) {
  std::string out;
  out.reserve(512);
  const auto reason = boost::beast::http::obsolete_reason(
      boost::beast::http::int_to_status(static_cast<unsigned>(response.status)));
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  out.append(reason.data(), reason.size()).append("\r\n");
  put(out, "Date", http_date(frame.now));
  for (const auto& [name, value] : response.headers) {
    const std::string lower = base::to_lower_ascii(name);
    const bool own = std::find(kOwnHeaders.begin(), kOwnHeaders.end(), lower) != kOwnHeaders.end();
    if (!own && is_token(name) && is_field_value(value)) put(out, name, value);
  }
  put(out, "X-Request-Id", frame.request_id);
  put(out, "X-Content-Type-Options", "nosniff");
  if (!names(response, "cache-control")) put(out, "Cache-Control", "no-store");
  if (frame.channel == AnswerFrame::Channel::tls) {
    put(out, "Strict-Transport-Security", "max-age=31536000");
  }
  if (may_have_body(response.status)) put(out, "Content-Length", std::to_string(response.body.size()));
  put(out, "Connection", frame.next == AnswerFrame::Next::keep ? "keep-alive" : "close");
  out.append("\r\n");
  return out;
}

}  // namespace raccordo::net
