// ExchangeSink: receives the document of an exchange, checks it as a dry run does, and stores it for its
// recipient. Threads: write and complete on the connection's strand; the rest in the lane `changes`.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "app/exchange/exchange_order.hpp"
#include "app/http/request.hpp"
#include "app/service/service.hpp"
#include "intake/admission.hpp"
#include "intake/decompress.hpp"
#include "net/http.hpp"

namespace raccordo::app {

/// A request to send a case, as far as its head says.
struct SendRequest {
  std::shared_ptr<const Request> request;
  ExchangeOrder order;
  model::DocumentFormat format = model::DocumentFormat::json;
  std::optional<std::string> key;  ///< keyed digest of the idempotency key
};

class ExchangeSink final : public net::BodySink {
 public:
  ExchangeSink(Service& service, SendRequest send, intake::ContentCoding coding, intake::Ticket ticket);
  std::optional<net::Response> write(std::string_view bytes) override;
  void complete(net::Responder responder) override;

 private:
  std::optional<net::Response> refuse(intake::DecompressState state);
  /// One record may have that many bytes, and a document holds one.
  std::uint64_t limit() const { return send_->request->config().limits.record; }

  Service& service_;
  std::shared_ptr<const SendRequest> send_;
  std::unique_ptr<intake::Decompressor> decompressor_;
  std::shared_ptr<intake::Ticket> ticket_;
  std::string body_;
  bool no_memory_ = false;
};

/// Checks the head: recipient, source, words, dates, media type, limits. An answer, or the sink.
std::variant<net::Response, std::unique_ptr<net::BodySink>> begin_exchange(
    Service& service, std::shared_ptr<const Request> request);

}  // namespace raccordo::app
