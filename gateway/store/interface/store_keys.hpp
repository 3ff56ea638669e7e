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
  identifier,          ///< of a person
  waiting,             ///< the fields of a record that waits
  exchange_case,       ///< the case of an exchange, with the identifier of its person
  exchange_document,   ///< the same as it was sent
  exchange_letter,     ///< what its sender wrote
  exchange_reason,     ///< of a refusal
  exchange_record_id,  ///< the id of its record
  origin_record_id     ///< the same, kept with a record that came from it
};
inline constexpr std::array kSealedKinds = {SealedKind::identifier,         SealedKind::waiting,
                                            SealedKind::exchange_case,      SealedKind::exchange_document,
                                            SealedKind::exchange_letter,    SealedKind::exchange_reason,
                                            SealedKind::exchange_record_id, SealedKind::origin_record_id};
/// Those that hold the identifier of a person, under a pseudonym.
inline constexpr std::array kKindsWithPerson = {SealedKind::identifier, SealedKind::waiting,
                                                SealedKind::exchange_case};

struct SealedRow {
  SealedKind kind = SealedKind::identifier;
  std::int64_t no = 0;                 ///< grows within a kind
  std::string source;                  ///< of the record; of a person that of one of the records
  std::string record_id;               ///< waiting; of an exchange or an origin the id of the exchange
  std::vector<std::string> key_parts;  ///< what may be part of the record's key
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
  std::uint64_t persons = 0, waiting = 0, exchanges = 0, restrictions = 0;
  std::uint64_t unread = 0;  ///< waiting records and exchanges that keep theirs: they do not open
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

  /// Rows with a number above `after`, in order; of origins all those of the last record.
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
