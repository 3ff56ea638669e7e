// RequestReader: parses the bytes of one HTTP/1.1 request into head and body. No sockets: session feeds it.
// Parsing is Beast's; the limits on head (16 KiB, 100 headers), trailers, chunk extensions and body and the
// rules against request smuggling are enforced here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/http.hpp"

namespace raccordo::net {

class HeadScan;

struct ReaderLimits {
  std::size_t header = 16 << 10;                ///< bytes of request line and headers; beyond: 431
  std::uint64_t body = std::uint64_t{2} << 30;  ///< bytes of body without chunk framing; beyond: 413
};

/// The head of a request as received, uninterpreted.
struct RawHead {
  std::string method, target;
  int version = 11;             ///< 10 or 11
  std::vector<Header> headers;  ///< names in lower case
  std::optional<std::uint64_t> content_length;
  bool has_body = false;
  std::string_view header(std::string_view name) const;
};

class RequestReader {
 public:
  enum class Event : std::uint8_t {
    need_more,  ///< feed the unconsumed bytes again, with more after them
    head,       ///< head() is complete
    body,       ///< `body` has the next piece
    done,       ///< the request is complete; bytes not consumed belong to the next one
    refused     ///< answer `status` and close
  };
  struct Step {
    Event event = Event::need_more;
    std::size_t consumed = 0;
    std::string_view body;  ///< within the bytes fed
    int status = 0;
  };

  explicit RequestReader(const ReaderLimits& limits);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  /// One event from all bytes not consumed so far.
  Step feed(std::string_view bytes);
  /// True if part of a request has arrived; empty lines before it do not count (RFC 9112, section 2.2).
  bool begun() const { return begun_; }
  /// What has been read of the head; complete after Event::head.
  RawHead& head();

 private:
  class Parser;
  Step skip_empty_lines(std::string_view bytes);
  Step feed_head(std::string_view bytes);
  std::unique_ptr<Parser> parser_;
  std::unique_ptr<HeadScan> scan_;
  ReaderLimits limits_;
  std::size_t head_bytes_ = 0;  ///< consumed of the head
  std::size_t scanned_ = 0;     ///< bytes of the head processed by scan_
  std::size_t skipped_ = 0;     ///< bytes of empty lines before the head
  bool begun_ = false;
};

}  // namespace raccordo::net
