// Keepsakes: acts that must not be lost with the store, because an older copy of it would undo them:
// erasures, restrictions of processing, releases, publications, ends of exchanges. The store numbers them in
// the transaction of the act; app/backup copies them to the journal outside of the store and drops them here,
// and after a restore has them repeated. Reached by CaseStore::keepsakes(). Threads and errors: as CaseStore.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "base/time.hpp"
#include "store/chains/audit_chain.hpp"
#include "store/interface/stored.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

/// What was erased of one record.
struct ErasedRecord {
  base::Digest digest{};  ///< keyed, of source and id (RecordNames)
  std::string key;        ///< owner or body, if part of the record's key; else ""
  std::vector<std::string>
      owners;  ///< of the contents that were erased; empty: nothing of the record was left
};

struct Keepsake {
  enum class Kind : std::uint8_t {
    erase_record,
    erase_person,
    restrict,
    lift,
    publish,
    release,
    end_exchange
  };
  std::int64_t n = 0;  ///< from 1, growing; given by the store
  base::Instant at;
  Kind kind = Kind::erase_record;
  base::Digest mark{};  ///< the pseudonym of a person, or the hash of a release in the ledger
  model::Comuni comuni = model::Comuni::all();  ///< erase_person: whose contents
  std::vector<ErasedRecord> records;            ///< of an erasure
  std::string object;                           ///< the id of a release or of an exchange; else ""
  std::string actor, reason;                    ///< `reason` of an exchange: the state in which it ended
};

class Keepsakes {
 public:
  virtual ~Keepsakes() = default;
  /// Those with a number above `after`, in order.
  virtual std::vector<Keepsake> after(std::int64_t n, std::size_t limit) = 0;
  /// The highest number ever given; 0: none.
  virtual std::int64_t last() = 0;
  /// Drops all up to that number, which is never given again, nor is a lower one.
  virtual void drop(std::int64_t through, Done<bool> done) = 0;
  /// If the highest number is not above `through`, all that are here get numbers above it, in their order.
  virtual void renumber(std::int64_t through, Done<bool> done) = 0;
  /// Repeats acts of a journal, in order, in one transaction: what was erased then is erased whoever asked
  /// and whatever the contents now are; restrictions hold also for persons of whom nothing is stored.
  /// Releases are not entered. `events` are appended to the audit, one for each act. The acts leave no
  /// keepsakes.
  virtual void repeat(std::vector<Keepsake> acts, std::vector<AuditEvent> events, Done<bool> done) = 0;
  /// Why releases made before a restore may be missing; "": none is. While there is a reason no release is
  /// ordered.
  virtual std::string ledger_gap() = 0;
  virtual void set_ledger_gap(std::string why, Done<bool> done) = 0;
};

}  // namespace raccordo::store
