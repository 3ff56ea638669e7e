// Protocol: how an answer to a document looks in the language of its interchange. Every sender may have the
// JSON receipt; a source whose format has a protocol may ask for its answer by `Accept` instead. app/http
// builds a DocumentAnswer from the receipt and has the protocol write it. codecs/registry.cpp says which
// format has which protocol.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "codecs/decoder.hpp"
#include "model/document_format.hpp"
#include "model/issue.hpp"

namespace raccordo::codecs {

/// The result of the whole document. accepted: stored (the issues may hold warnings). error: understood,
/// some content refused. refused: not a document that can be taken, or not to its end.
enum class Verdict : std::uint8_t { accepted, error, refused };

struct DocumentAnswer {
  DocumentFacts request;  ///< as the decoder gave them; what is missing is answered as unknown
  Verdict verdict = Verdict::accepted;
  std::string id;  ///< of the answer itself, e.g. of the submission
  base::Instant created;
  std::vector<model::Issue> issues;
  int status = 201;                           ///< of HTTP, as the JSON receipt has it
  std::vector<model::Outcome> outcomes = {};  ///< of the records, in their order; empty if they are not known
  bool is_dry_run = false;
  bool refused_whole = false;     ///< all or nothing was asked for, and nothing was stored
  std::string public_url = {};    ///< of the gateway, without `/` at its end
  bool issues_truncated = false;  ///< the submission has more issues than `issues`
};

/// A fact of documents whose records stand or fall together: if one is REJECTED nothing is stored.
inline constexpr const char* kAllOrNothing = "all-or-nothing";
/// Whether the document says so.
inline bool is_all_or_nothing(const DocumentFacts& facts) {
  return std::any_of(facts.begin(), facts.end(),
                     [](const auto& fact) { return fact.first == kAllOrNothing; });
}

/// Immutable; used by several threads at once.
class Protocol {
 public:
  virtual ~Protocol() = default;
  /// Of the answer: the sender gets it if `Accept` prefers this to `application/json`.
  virtual std::string_view media_type() const = 0;
  /// The body of the answer; empty if the document asked for none.
  virtual std::string write(const DocumentAnswer& answer) const = 0;
  /// Of HTTP; by default that of the JSON receipt.
  virtual int status(const DocumentAnswer& answer) const { return answer.status; }
};

/// The protocol of sources of this format; null if they get JSON receipts only.
const Protocol* find_protocol(model::DocumentFormat format);

}  // namespace raccordo::codecs
