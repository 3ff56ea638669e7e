// Exchanges: one case of a body, stored for another body until that fetches it and decides
// (docs/exchange.md). What the case and the people wrote is sealed by app/exchange; the store keeps the
// parties, the times and the state, and never opens the rest. Each change is one transaction with its audit
// entry. Reached by CaseStore::exchanges(). Threads and errors: as CaseStore.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "base/time.hpp"
#include "model/comuni.hpp"
#include "store/chains/audit_chain.hpp"
#include "store/interface/stored.hpp"
#include "store/interface/write_done.hpp"
#include "store/settlement/exchange_life.hpp"

namespace raccordo::store {

/// An exchange without its document.
struct ExchangeRow {
  std::string id;
  std::string sender, recipient;  ///< names of clients
  std::string office;             ///< of the recipient; "": the body
  std::string source, purpose;
  std::string owner;          ///< ISTAT code of the record's Comune
  std::string sealed_letter;  ///< what the sender wrote, and the record's id
  std::string sealed_reason;  ///< of a refusal; else ""
  base::Instant sent_at, expires_at;
  std::optional<base::Instant> fetched_at;  ///< the first time
  std::optional<base::Instant> ended_at;
  ExchangeState state = ExchangeState::sent;  ///< as stored: an open one may have expired since
};

/// The sealed case: the bytes as sent, and the shared record as mapped on sending.
struct ExchangeCase {
  std::string document, record;
};

struct NewExchange {
  ExchangeRow row;
  ExchangeCase content;
  base::Digest digest{};           ///< keyed, of source and bytes: recognises a document that is open already
  base::Digest pseudonym{};        ///< of the person
  bool is_transfer = false;        ///< its acceptance is noted with the recipient's records of the person
  std::string sealed_record_id;    ///< the record's id at the sender, for those notes
  std::optional<std::string> key;  ///< keyed digest of the idempotency key
  base::Digest request{};          ///< keyed, of the whole request, if there is a key
};

struct SentExchange {
  /// made: stored now. open: the sender has sent the same document to this recipient, and it is still open:
  /// that one. replayed: the key's first request. key_mismatch: the key belongs to another request;
  /// key_spent: its exchange is no longer kept; nothing is stored then, and `row` is empty.
  enum class Result : std::uint8_t { made, open, replayed, key_mismatch, key_spent } result = Result::made;
  ExchangeRow row;
  int status = 0;  ///< HTTP status, of a replay that of its first answer
};

/// A step of an exchange, at `event.at`.
struct ExchangeStep {
  std::string id;
  ExchangeAct act = ExchangeAct::fetch;
  std::string sealed_reason;  ///< refuse only
};

/// The exchange after the step; `done` is false if its state did not allow it, which `row` then says. A step
/// on one whose time is over ends it as EXPIRED first. Nothing: there is no such exchange (any more).
struct SteppedExchange {
  bool done = false;
  ExchangeRow row;
};

/// Which exchanges to list; an empty member does not restrict. The views are read during the call only.
struct ExchangeFilter {
  std::string_view recipient = {}, sender = {};
  std::string_view office = {}, purpose = {};
  std::optional<ExchangeState> state = {};  ///< at `now`
  base::Instant now;                        ///< open ones whose time is over count as EXPIRED
};

/// Exchanges that nobody of the office has fetched.
struct UnreadExchanges {
  std::string office;  ///< "": sent to the body
  std::uint64_t count = 0;
};

class Exchanges {
 public:
  virtual ~Exchanges() = default;
  /// Stores an exchange; `event` is appended if it was made. Two at once: one makes it, both get it.
  virtual void send(NewExchange exchange, AuditEvent event, Done<SentExchange> done) = 0;
  virtual std::optional<ExchangeRow> find(std::string_view id) = 0;
  /// The sealed case; nothing if there is no such exchange.
  virtual std::optional<ExchangeCase> content(std::string_view id) = 0;
  /// Newest first.
  virtual Page<ExchangeRow> list(const ExchangeFilter& filter, std::size_t limit,
                                 std::string_view cursor) = 0;
  /// By office; those without are first.
  virtual std::vector<UnreadExchanges> unread(std::string_view recipient, base::Instant now) = 0;
  /// Takes a step if the state allows it; `event` is appended if it was taken, which includes a document
  /// fetched again.
  virtual void step(ExchangeStep step, AuditEvent event, Done<std::optional<SteppedExchange>> done) = 0;
  /// Ends all open ones whose time is over at `event.at`: an entry of the audit for each. Returns how many.
  virtual void expire(AuditEvent event, Done<std::uint64_t> done) = 0;
  /// Those that hold a case of the person, of these Comuni, in the order of sending.
  virtual std::vector<ExchangeRow> of_person(const std::vector<base::Digest>& pseudonyms,
                                             const model::Comuni& comuni) = 0;
};

}  // namespace raccordo::store
