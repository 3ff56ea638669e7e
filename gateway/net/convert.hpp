// Conversion between HTTP messages and the plain values of http.hpp: the request for app/, and the head of an
// answer. Pure functions, called by session.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "net/http.hpp"
#include "net/request_reader.hpp"

namespace raccordo::net {

inline constexpr std::size_t kTargetBytes = 8 << 10;

/// The target in origin-form: of `https://host/path?query` the part after the authority, "" if that is not
/// well-formed; any other target unchanged (RFC 9112, section 3.2.2).
std::string origin_form(std::string_view target);

/// Origin-form (RFC 9112, section 3.2.1), printable ASCII without `#`, at most kTargetBytes.
bool is_usable_target(std::string_view target);

/// The path of a head as far as it was read; "" if its target is invalid.
std::string path_of(const RawHead& head);

/// The caller's own id if it is 1 to 128 allowed visible characters, else a new ULID.
std::string request_id_of(const RawHead& head, base::Instant now);

/// Moves the head over; the target must be valid.
RequestHead to_request_head(RawHead& raw, std::string request_id, std::optional<PeerCertificate> peer);

/// The headers of an answer that net adds.
struct AnswerFrame {
  enum class Channel : std::uint8_t { plain, tls };
  enum class Next : std::uint8_t { keep, close };
  std::string_view request_id;
  base::Instant now;
  Channel channel = Channel::tls;
  Next next = Next::keep;
};

/// Status line and headers with the empty line. Framing (Content-Length, Connection, Date) and X-Request-Id
/// are set by net: values of app for them are left out, as is a header with a line break.
std::string answer_head(const Response& response, const AnswerFrame& frame);

/// 1xx, 204 and 304 have no body.
bool may_have_body(int status);

}  // namespace raccordo::net
