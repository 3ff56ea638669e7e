// Keepsakes: acts that must not be lost with the store, because an older copy of it would undo them:
// erasures, restrictions of processing, publications. The store numbers them in the transaction of the act;
// app/backup copies them to the journal outside of the store and drops them here. Reached by
// CaseStore::keepsakes(). Threads and errors: as CaseStore.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "base/time.hpp"
#include "store/interface/stored.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

struct Keepsake {
  enum class Kind : std::uint8_t { erase_record, erase_person, restrict, lift, publish };
  std::int64_t n = 0;  ///< from 1, growing; given by the store
  base::Instant at;
  Kind kind = Kind::erase_record;
  base::Digest mark{};  ///< of a record (EraseOrder::mark), or the pseudonym of a person
  RecordReach reach;    ///< of an erasure
  std::string object;   ///< the source of a record, the id of a release; else ""
  std::string actor, reason;
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
};

}  // namespace raccordo::store
