// SubmissionSink: the body of one submission while it streams in: undone compression, counted, digested, kept
// in memory up to async_threshold and sealed on disk beyond. Then the submission begins (submission.hpp).
// Threads: write and complete on the connection's strand.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/request.hpp"
#include "app/service.hpp"
#include "base/digest.hpp"
#include "codecs/decoder.hpp"
#include "intake/decompress.hpp"
#include "model/outcome.hpp"
#include "net/http.hpp"

namespace raccordo::app {

/// A whole body, in memory or committed to the spool.
struct ReceivedBody {
  std::string bytes;
  std::optional<intake::SpoolWriter> spooled;  ///< not yet committed
  base::Digest digest{};
};

/// What the head of a submission asks for.
struct SubmissionOrder {
  std::shared_ptr<const Request> request;
  std::string source;
  codecs::BodyFormat format = codecs::BodyFormat::json;
  bool dry_run = false;        ///< `?dry_run=true`
  bool respond_async = false;  ///< `Prefer: respond-async`
  bool wants_xml = false;      ///< `Accept: application/xml` of an xml source
  model::OnUnmapped on_unmapped = model::OnUnmapped::quarantine;
  std::optional<std::string> idempotency_key;
};

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

/// Checks the head of a submission: source, right, media type, coding, options, room. An answer, or the sink.
std::variant<net::Response, std::unique_ptr<net::BodySink>> begin_submission(
    Service& service, std::shared_ptr<const Request> request);

}  // namespace raccordo::app
