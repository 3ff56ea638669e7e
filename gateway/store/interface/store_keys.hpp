// StoreKeys: keys of the store, sealed by the installation's sealing key, and what a rotation of the
// installation's keys changes. A port of CaseStore; called when a store is opened (app/rules/record_key), by
// `keys rotate` and by a restore (app/backup). Threads and errors: as CaseStore.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "store/chains/audit_chain.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

/// What the installation's sealing key seals row by row. The evidence of releases is not among it: the ledger
/// has its digest as sealed.
enum class SealedKind : std::uint8_t {
  identifier,         ///< of a person
  waiting,            ///< the fields of a record that waits
  exchange_case,      ///< the record of an exchange, with its identifier
  exchange_document,  ///< the document of an exchange
  exchange_letter,    ///< what its sender wrote
  exchange_reason,    ///< of its refusal
  exchange_id,        ///< the id of its record at the sender
  origin_id           ///< the same, with a record of the recipient
};
inline constexpr std::array kSealedKinds = {SealedKind::identifier,      SealedKind::waiting,
                                            SealedKind::exchange_case,   SealedKind::exchange_document,
                                            SealedKind::exchange_letter, SealedKind::exchange_reason,
                                            SealedKind::exchange_id,     SealedKind::origin_id};
/// The kinds whose rows have a pseudonym and something to compute it from.
inline constexpr std::array kPersonKinds = {SealedKind::identifier, SealedKind::waiting,
                                            SealedKind::exchange_case};

struct SealedRow {
  SealedKind kind = SealedKind::identifier;
  std::int64_t no = 0;                 ///< grows within a kind
  std::string source;                  ///< of the record; of a person that of one of the records
  std::string record_id;               ///< waiting; of an exchange its id
  std::vector<std::string> key_parts;  ///< waiting: what may be part of the record's key
  std::optional<base::Digest> pseudonym;
  std::string sealed;
};

/// A row and what is to replace its sealed text.
struct Resealed {
  SealedRow row;
  std::string sealed;
};

/// Whether keepsakes tell the journal of restrictions that were renewed. A restore repeats those it has.
enum class RenewalInJournal : std::uint8_t { told, not_told };

/// How the pseudonyms of a store become those of another generation of the key.
struct PseudonymRenewal {
  /// The new pseudonym of a row with one; nothing: its identifier cannot be read. Called by the writer.
  std::function<std::optional<base::Digest>(const SealedRow&)> pseudonym;
  /// The new form of a digest that is kept without what it was made of (Keyring::renewed).
  std::function<base::Digest(const base::Digest&)> digest;
  std::string check_name, check;                ///< the check value of the new generation
  AuditEvent event;                             ///< appended with the counts
  std::function<void(std::uint64_t)> progress;  ///< rows so far; may be empty. Called by the writer
  RenewalInJournal journal = RenewalInJournal::told;
};

struct RenewedPseudonyms {
  std::uint64_t persons = 0, waiting = 0, restrictions = 0, exchanges = 0;
  /// Waiting records and exchanges that keep their former pseudonym: what is sealed of them does not open.
  std::uint64_t unread = 0;
};

class StoreKeys {
 public:
  virtual ~StoreKeys() = default;

  /// The key for recognising records without a person; set once after opening, before any record arrives
  /// (app/rules/record_key). It never changes.
  virtual void use_record_key(const base::Hmac& key) = 0;
  /// A key of this store as stored: sealed by the installation's sealing key.
  virtual std::optional<std::string> wrapped_key(std::string_view name) = 0;
  /// Stores it; false if the stored value is not `before` ("": nothing) any more.
  virtual void put_wrapped_key(std::string name, std::string sealed, std::string before, Done<bool> done) = 0;

  /// Rows with a number above `after`, in order.
  virtual std::vector<SealedRow> sealed_rows(SealedKind kind, std::int64_t after, std::size_t limit) = 0;
  virtual std::uint64_t count_sealed_rows() = 0;
  /// Replaces sealed texts that are still those of their rows; returns how many.
  virtual void reseal(std::vector<Resealed> rows, Done<std::uint64_t> done) = 0;
  /// The generation of the sealing key with which everything above was sealed last.
  virtual std::int64_t resealed_through() = 0;
  virtual void note_resealed(std::int64_t generation, AuditEvent event, Done<bool> done) = 0;
  /// Renews everything that is kept under the pseudonym key, with its check value, in one transaction. Throws
  /// base::StoredDamage, with nothing changed, if the identifier of a person cannot be read.
  virtual void renew_pseudonyms(PseudonymRenewal renewal, Done<RenewedPseudonyms> done) = 0;
};

}  // namespace raccordo::store
