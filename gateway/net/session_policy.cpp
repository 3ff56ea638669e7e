#include "net/session_policy.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace raccordo::net {
namespace {

bool lists(const RawHead& head, std::string_view name, std::string_view token) {
  for (const auto& [key, value] : head.headers) {
    if (key != name) continue;
    for (const std::string_view part : base::split(value, ',')) {
      if (base::to_lower_ascii(base::trim(part)) == token) return true;
    }
  }
  return false;
}

}  // namespace

Progress::Progress(std::chrono::milliseconds idle, SteadyTime now)
    : window_(std::min<std::chrono::milliseconds>(idle, kProgressWindow)),
      wanted_(kBytesPerSecond * static_cast<std::size_t>(window_.count()) / 1000),
      deadline_(now + window_) {}

void Progress::received(std::size_t bytes, SteadyTime now) {
  since_ += bytes;
  if (since_ < wanted_) return;
  since_ = 0;
  deadline_ = now + window_;
}

SteadyTime reading_deadline(std::size_t bytes, std::chrono::milliseconds idle, SteadyTime now) {
  return now + idle + std::chrono::seconds(bytes / kBytesPerSecond);
}

Keep wanted_keep(const RawHead& head) {
  if (lists(head, "connection", "close")) return Keep::close;
  if (head.version == 10 && !lists(head, "connection", "keep-alive")) return Keep::close;
  return Keep::open;
}

Body unwanted_body(const RawHead& head, std::size_t buffered) {
  if (!head.has_body) return Body::none;
  // A client that expects 100 may or may not send the body after a final answer: the stream is ambiguous.
  if (expectation(head) == Expectation::wants_continue && buffered == 0) return Body::abandon;
  return head.content_length.has_value() && *head.content_length <= kDrainableBody ? Body::drain
                                                                                   : Body::abandon;
}

Expectation expectation(const RawHead& head) {
  const std::string_view value = head.header("expect");
  if (value.empty() || head.version == 10) return Expectation::none;
  return base::to_lower_ascii(base::trim(value)) == "100-continue" ? Expectation::wants_continue
                                                                   : Expectation::unknown;
}

}  // namespace raccordo::net
