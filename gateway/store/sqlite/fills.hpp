// FieldFills in SQLite, and what apply writes of them. Made by SqliteStore.
#pragma once

#include "store/interface/case_store.hpp"
#include "store/sqlite/readers.hpp"

namespace raccordo::store {

class SqliteFills final : public FieldFills {
 public:
  /// Must outlive it.
  explicit SqliteFills(SqliteReaders& readers) : readers_(readers) {}
  model::FillCounts last_records(std::string_view source) override;
  std::vector<FallenField> fallen() override;

 private:
  SqliteReaders& readers_;
};

/// Stores the filled fields of all records of the request that were not rejected, and its verdict. `applied`
/// is parallel to the request's records.
void write_fills(Connection& db, const ApplyRequest& request, const std::vector<AppliedRecord>& applied);

}  // namespace raccordo::store
