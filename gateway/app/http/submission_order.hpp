// The options of a submission, and its complete body. Values only: made by the sink, read by the submission
// and its answers.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/http/request.hpp"
#include "base/digest.hpp"
#include "codecs/decoder.hpp"
#include "codecs/protocol.hpp"
#include "intake/spool.hpp"
#include "model/outcome.hpp"

namespace raccordo::app {

/// A complete body, in memory or committed to the spool.
struct ReceivedBody {
  std::string bytes;
  std::optional<intake::SpoolWriter> spooled;  ///< not yet committed
  base::Digest digest{};
};

/// The options in the head of a submission.
struct SubmissionOrder {
  std::shared_ptr<const Request> request;
  std::string source;
  model::DocumentFormat format = model::DocumentFormat::json;
  bool dry_run = false;                         ///< `?dry_run=true`
  bool respond_async = false;                   ///< `Prefer: respond-async`
  const codecs::Protocol* answer_in = nullptr;  ///< what `Accept` prefers; null: the JSON receipt
  model::OnUnmapped on_unmapped = model::OnUnmapped::quarantine;
  std::string reply_to;  ///< `X-ReplyTo`, checked; "": none
  /// Keyed digest of the `Idempotency-Key` in hex: a key may name a person, so nothing stores it as it was
  /// sent.
  std::optional<std::string> idempotency_key;
};

/// Whether the request is for the operation $validate of FHIR.
inline bool is_validation(const Request& request) { return request.route.ends_with("validate"); }

}  // namespace raccordo::app
