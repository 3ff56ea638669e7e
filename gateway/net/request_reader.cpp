#include "net/request_reader.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <utility>

#include "base/text.hpp"
#include "net/head_scan.hpp"

namespace raccordo::net {
namespace {

namespace http = boost::beast::http;

constexpr std::size_t kHeaders = 100;
constexpr std::size_t kTrailers = 32;
constexpr std::size_t kChunkExtension = 256;
// The rest of a chunked body has at least the last chunk, 0 CRLF CRLF, as Beast assumes.
constexpr std::size_t kLeastOfChunked = 5;
using Error = boost::beast::error_code;
using View = boost::beast::string_view;

std::string_view view(View text) { return {text.data(), text.size()}; }

int status_of(const Error& error) {
  if (error == http::error::header_limit) return 431;
  if (error == http::error::body_limit) return 413;
  return 400;
}

std::size_t count(const RawHead& head, std::string_view name) {
  return static_cast<std::size_t>(std::count_if(head.headers.begin(), head.headers.end(),
                                                [&](const Header& header) { return header.first == name; }));
}

/// The characters of `uri-host [":" port]`; empty is allowed (RFC 9112, section 3.2).
bool is_host(std::string_view host) {
  constexpr std::string_view kMarks = "-._~!$&'()*+,;=:[]%";
  return std::all_of(host.begin(), host.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

/// RFC 9112, sections 3.2 and 6.1: ambiguous framing is refused. The parser already refuses both
/// Content-Length and Transfer-Encoding, or two of the latter.
bool is_ambiguous(const RawHead& head) {
  if (!is_host(head.header("host"))) return true;
  if (count(head, "host") > 1 || (head.version == 11 && count(head, "host") == 0)) return true;
  if (count(head, "transfer-encoding") == 0) return false;
  return head.version == 10 || count(head, "content-length") > 0 ||
         base::to_lower_ascii(head.header("transfer-encoding")) != "chunked";
}

}  // namespace

std::string_view RawHead::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

class RequestReader::Parser final : public http::basic_parser<true> {
 public:
  RawHead head;
  std::string_view piece;
  bool head_complete = false;

 private:
  void on_request_impl(http::verb, View method, View target, int version, Error&) override {
    head.method = std::string(view(method));
    head.target = std::string(view(target));
    head.version = version;
  }
  void on_response_impl(int, View, int, Error&) override {}
  void on_field_impl(http::field, View name, View value, Error& error) override {
    // Trailers arrive here as well; no address reads them.
    if (++fields_ > (head_complete ? kTrailers : kHeaders)) error = http::error::header_limit;
    if (!head_complete) head.headers.emplace_back(base::to_lower_ascii(view(name)), std::string(view(value)));
  }
  void on_header_impl(Error&) override {
    head_complete = true;
    fields_ = 0;
  }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}
  std::size_t on_body_impl(View body, Error&) override {
    piece = view(body);
    return body.size();
  }
  void on_chunk_header_impl(std::uint64_t, View extension, Error& error) override {
    if (extension.size() > kChunkExtension) error = http::error::bad_chunk_extension;
  }
  std::size_t on_chunk_body_impl(std::uint64_t, View body, Error&) override {
    piece = view(body);
    return body.size();
  }
  void on_finish_impl(Error&) override {}

  std::size_t fields_ = 0;
};

RequestReader::RequestReader(const ReaderLimits& limits)
    : parser_(std::make_unique<Parser>()), scan_(std::make_unique<HeadScan>()), limits_(limits) {
  parser_->eager(false);
  // The parser counts the bytes of one call only: the head is counted here.
  parser_->header_limit(static_cast<std::uint32_t>(limits.header + 1));
  parser_->body_limit(limits.body);
}

RequestReader::~RequestReader() = default;

RawHead& RequestReader::head() { return parser_->head; }

RequestReader::Step RequestReader::skip_empty_lines(std::string_view bytes) {
  Step step;
  while (bytes.substr(step.consumed).starts_with("\r\n")) step.consumed += 2;
  const auto rest = bytes.substr(step.consumed);
  skipped_ += step.consumed;
  if (skipped_ > limits_.header) {
    step.event = Event::refused;
    step.status = 431;
  }
  begun_ = !rest.empty() && rest != "\r";
  return step;
}

RequestReader::Step RequestReader::feed_head(std::string_view bytes) {
  Error error;
  Step step;
  if (!scan_->feed(bytes.substr(scanned_ - head_bytes_))) {
    step.event = Event::refused;
    step.status = 400;
    return step;
  }
  scanned_ = head_bytes_ + bytes.size();
  step.consumed = parser_->put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  head_bytes_ += step.consumed;
  const std::size_t pending = parser_->head_complete ? 0 : bytes.size() - step.consumed;
  const bool too_long = head_bytes_ + pending > limits_.header;
  if (error && error != http::error::need_more) {
    step.event = Event::refused;
    step.status = too_long && status_of(error) != 413 ? 431 : status_of(error);
  } else if (too_long) {
    step.event = Event::refused;
    step.status = 431;
  } else if (parser_->head_complete) {
    auto& head = parser_->head;
    if (const auto length = parser_->content_length(); length.has_value()) head.content_length = *length;
    head.has_body = !parser_->is_done();
    step.event = Event::head;
    if (is_ambiguous(head)) step = {Event::refused, step.consumed, {}, 400};
  }
  return step;
}

RequestReader::Step RequestReader::feed(std::string_view bytes) {
  Step step;
  if (parser_->head_complete && parser_->is_done()) {
    step.event = Event::done;
    return step;
  }
  if (bytes.empty()) return step;
  if (!begun_) {
    step = skip_empty_lines(bytes);
    // The bytes after the empty lines are fed again.
    if (!begun_ || step.consumed > 0 || step.event == Event::refused) return step;
  }
  if (!parser_->head_complete) return feed_head(bytes);
  // A chunk header is an event for the parser, but not for the caller.
  while (step.event == Event::need_more && step.consumed < bytes.size()) {
    Error error;
    parser_->piece = {};
    const auto rest = bytes.substr(step.consumed);
    if (parser_->chunked() && rest.size() < kLeastOfChunked) return step;
    step.consumed += parser_->put(boost::asio::const_buffer(rest.data(), rest.size()), error);
    if (!parser_->piece.empty()) {
      step.event = Event::body;
      step.body = parser_->piece;
    } else if (error == http::error::need_more) {
      return step;
    } else if (error) {
      step.event = Event::refused;
      step.status = status_of(error);
    } else if (parser_->is_done()) {
      step.event = Event::done;
    }
  }
  return step;
}

}  // namespace raccordo::net
