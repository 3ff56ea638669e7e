// Where a store is: a file of SQLite, or a database of PostgreSQL. Value only.
#pragma once

#include <string>
#include <utility>

namespace raccordo::store {

struct StorePlace {
  StorePlace(std::string its_file, std::string conninfo = {})  // NOLINT(google-explicit-constructor)
      : file(std::move(its_file)), postgres(std::move(conninfo)) {}

  /// The file of SQLite. The other files of the store (claim, identity, locks) begin with this name, and its
  /// journal and spool are in the same folder; with PostgreSQL there are only those.
  std::string file;
  /// The connection string of libpq; "": the store is the file. It may contain a password: never shown or
  /// logged.
  std::string postgres;
  /// The name of this gateway among several on one database of PostgreSQL; "": one gateway serves the store.
  std::string node = {};
  bool is_postgres() const { return !postgres.empty(); }
  /// For messages.
  std::string shown() const { return is_postgres() ? "in PostgreSQL" : file; }
};

}  // namespace raccordo::store
