// Credentials in SQLite. Made by SqliteStore.
#pragma once

#include "store/credentials.hpp"
#include "store/sqlite_readers.hpp"
#include "store/sqlite_writer.hpp"

namespace raccordo::store {

class SqliteCredentials final : public Credentials {
 public:
  /// Both must outlive it.
  SqliteCredentials(SqliteReaders& readers, SqliteWriter& writer) : readers_(readers), writer_(writer) {}
  KeyChecks key_checks() override;
  void add_key_checks(KeyChecks checks, Done<bool> done) override;
  std::vector<SealedPerson> some_persons(std::size_t limit) override;
  void saw(CertificateSeen seen, Done<bool> done) override;
  std::vector<CertificateSeen> certificates() override;

 private:
  SqliteReaders& readers_;
  SqliteWriter& writer_;
};

}  // namespace raccordo::store
