// SubmissionSink: receives the body of one submission: decompressed, counted, hashed, kept in memory up to
// async_threshold and sealed on disk beyond. Then the submission starts (submission.hpp). Threads: write and
// complete on the connection's strand.
#pragma once

#include <memory>
#include <optional>
#include <variant>

#include "app/http/submission_order.hpp"
#include "app/service/service.hpp"
#include "base/digest.hpp"
#include "intake/decompress.hpp"
#include "net/http.hpp"

namespace raccordo::app {

class SubmissionSink final : public net::BodySink {
 public:
  SubmissionSink(Service& service, SubmissionOrder order, intake::ContentCoding coding,
                 intake::Ticket ticket);
  std::optional<net::Response> write(std::string_view bytes) override;
  void complete(net::Responder responder) override;

 private:
  bool take(std::string_view plain);
  bool has_room(std::uint64_t bytes);
  std::optional<net::Response> refuse(intake::DecompressState state) const;
  Service& service_;
  SubmissionOrder order_;
  std::unique_ptr<intake::Decompressor> decompressor_;
  std::shared_ptr<intake::Ticket> ticket_;
  ReceivedBody body_;
  base::Sha256 digest_;
  intake::SpoolRoom room_ = intake::SpoolRoom::free;
};

/// Checks the head of a submission: source, right, media type, coding, options, limits. An answer, or the
/// sink.
std::variant<net::Response, std::unique_ptr<net::BodySink>> begin_submission(
    Service& service, std::shared_ptr<const Request> request);

}  // namespace raccordo::app
