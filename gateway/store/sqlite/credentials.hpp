// Credentials in SQLite. Made by SqliteStore.
#pragma once

#include <optional>
#include <string>

#include "store/interface/credentials.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/writer.hpp"

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

/// As store::read_key_checks (store/open/store_check.hpp).
std::optional<KeyChecks> stored_key_checks(const StorePlace& place);

}  // namespace raccordo::store
