// Leases in SQLite. Other files of this folder take and end leases within their own transactions.
#pragma once

#include "store/interface/leases.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/writer.hpp"

namespace raccordo::store {

/// The valid lease of another process, or nothing: then it is ours.
std::optional<LeaseRow> take_lease(Connection& db, std::string_view name, base::Instant now);
/// Ends the lease of any owner: its work is done.
void end_lease(Connection& db, std::string_view name);
bool lease_is_held(Connection& db, std::string_view name, base::Instant now);

/// A valid lease of another process; of several nodes.
bool is_lease_of_others(Connection& db, std::string_view name);
/// Of several nodes: throws base::SystemFault unless the lease is ours; renews it. Work goes on only with it.
void keep_lease(Connection& db, std::string_view name);
/// The time that leases are compared with: that of the database if several nodes share it, else `now`.
std::int64_t lease_time(Connection& db, base::Instant now);

std::string release_lease(std::string_view id);
std::string submission_lease(std::string_view id);

class SqliteLeases final : public Leases {
 public:
  /// Both must outlive the leases.
  SqliteLeases(SqliteReaders& readers, SqliteWriter& writer) : readers_(readers), writer_(writer) {}
  void take(std::string name, base::Instant now, Done<std::optional<LeaseRow>> done) override;
  void renew(base::Instant now, Done<bool> done) override;
  void give_back(std::string name) override;
  std::vector<LeaseRow> list() override;

 private:
  SqliteReaders& readers_;
  SqliteWriter& writer_;
};

}  // namespace raccordo::store
