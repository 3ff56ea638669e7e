// What a submission asks for, and its body once it is whole. Values only: the sink makes them, the submission
// and its answers read them.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/http/request.hpp"
#include "base/digest.hpp"
#include "codecs/decoder.hpp"
#include "intake/spool.hpp"
#include "model/outcome.hpp"

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

}  // namespace raccordo::app
