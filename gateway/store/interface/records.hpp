// Records: the state of single records, for reconciliation, and their erasure. A port of CaseStore. Threads
// and errors: as CaseStore.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.hpp"
#include "store/chains/audit_chain.hpp"
#include "store/interface/stored.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

class Records {
 public:
  virtual ~Records() = default;

  virtual std::optional<RecordState> record(std::string_view source, std::string_view record_id,
                                            const RecordReach& reach = {}) = 0;
  virtual Page<RecordState> records(std::string_view source, std::optional<base::Instant> since,
                                    std::size_t limit, std::string_view cursor,
                                    const RecordReach& reach = {}) = 0;
  /// Erases the contents of a record that the order covers, waiting ones included, and a person without
  /// records. Bodies received before do not restore it: there it is rejected with `erased-meanwhile`. Nothing
  /// is appended to the audit if there was nothing to erase.
  virtual void erase_record(EraseOrder order, AuditEvent event, Done<Erased> done) = 0;
  /// Number of records of the client that were refused on that day because they belong to others.
  virtual std::uint64_t refusals(std::string_view client, base::Date day) = 0;
};

}  // namespace raccordo::store
