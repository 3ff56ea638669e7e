// The HTTP request reader: a request read whole and the same read in pieces give the same result. Two
// readings of one stream would allow request smuggling past a proxy.
#include <algorithm>
#include <cstdlib>

#include "net/convert.hpp"
#include "net/request_reader.hpp"

namespace {

using raccordo::net::RequestReader;

struct Reading {
  raccordo::net::RawHead head;
  std::string body;
  RequestReader::Event end = RequestReader::Event::need_more;
  std::size_t consumed = 0;
  int status = 0;
  bool has_head = false;
};

/// Feeds the bytes as a session does: the unconsumed ones again, followed by `piece` more.
Reading read_in_pieces(std::string_view bytes, std::size_t piece) {
  RequestReader reader({512, 4096});
  Reading reading;
  std::size_t available = 0;
  while (true) {
    const auto unread = bytes.substr(reading.consumed, available - reading.consumed);
    const auto step = reader.feed(unread);
    if (step.consumed > unread.size()) std::abort();
    reading.consumed += step.consumed;
    reading.body += step.body;
    reading.has_head = reading.has_head || step.event == RequestReader::Event::head;
    reading.end = step.event;
    reading.status = step.status;
    if (step.event == RequestReader::Event::done || step.event == RequestReader::Event::refused) break;
    // After empty lines the rest is fed again.
    const bool is_fed_again = step.consumed > 0 && reading.consumed < available;
    if (step.event != RequestReader::Event::need_more || is_fed_again) continue;
    if (available == bytes.size()) break;
    available += std::min(piece, bytes.size() - available);
  }
  reading.head = std::move(reader.head());
  return reading;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  auto whole = read_in_pieces(bytes, bytes.size());
  const auto pieces = read_in_pieces(bytes, 1U + data[0] % 64U);
  // Bytes that never form a head are refused at once or after the time-out, in any pieces.
  if (whole.has_head != pieces.has_head) std::abort();
  constexpr auto kDone = RequestReader::Event::done;
  if ((whole.end == kDone) != (pieces.end == kDone)) std::abort();
  if (!whole.has_head) return 0;
  if (whole.head.method != pieces.head.method || whole.head.target != pieces.head.target ||
      whole.head.headers != pieces.head.headers || whole.head.content_length != pieces.head.content_length) {
    std::abort();
  }
  if (whole.end == kDone && (whole.body != pieces.body || whole.consumed != pieces.consumed)) std::abort();
  if (whole.head.content_length && whole.body.size() > *whole.head.content_length) std::abort();
  const auto id = raccordo::net::request_id_of(whole.head, {});
  if (id.empty() || id.size() > 128) std::abort();
  if (!raccordo::net::is_usable_target(whole.head.target)) return 0;
  const auto head = raccordo::net::to_request_head(whole.head, id, std::nullopt);
  if (!head.path.starts_with('/')) std::abort();
  return 0;
}
