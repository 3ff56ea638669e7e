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

/// What an answer says besides its issues, in the language of the sender.
struct AnswerWords {
  std::string all_well;       ///< there is no issue
  std::string received;       ///< of a body that is processed later (202)
  std::string not_read;       ///< of a part that went into no record
  std::string of_its_record;  ///< of a part whose record says what became of it
  std::string more_issues;    ///< only some issues are here, and where the others are
  std::string line;           ///< "Line", before the number of one
};

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
  AnswerWords words = {};         ///< for a protocol that has_words()
};

/// A fact of documents whose records stand or fall together: if one is REJECTED nothing is stored.
inline constexpr const char* kAllOrNothing = "all-or-nothing";
/// Whether the document says so.
inline bool is_all_or_nothing(const DocumentFacts& facts) {
  return std::any_of(facts.begin(), facts.end(),
                     [](const auto& fact) { return fact.first == kAllOrNothing; });
}

/// A fact of documents in which some records are stored only if none of their id is: their positions from 1,
/// apart by blanks. Known once the first record is.
inline constexpr const char* kOnlyNew = "only-new";

/// Immutable; used by several threads at once.
class Protocol {
 public:
  virtual ~Protocol() = default;
  /// Of the answer: the sender gets it if `Accept` prefers this to `application/json`.
  virtual std::string_view media_type() const = 0;
  /// The body of the answer; empty if the document asked for none.
  virtual std::string write(const DocumentAnswer& answer) const = 0;
  /// Its answers hold sentences besides those of the issues; they are also given to a body that is processed
  /// later (status 202).
  virtual bool has_words() const { return false; }
  /// Of HTTP; by default that of the JSON receipt.
  virtual int status(const DocumentAnswer& answer) const { return answer.status; }
};

/// The protocol of sources of this format; null if they get JSON receipts only.
const Protocol* find_protocol(model::DocumentFormat format);

}  // namespace raccordo::codecs
