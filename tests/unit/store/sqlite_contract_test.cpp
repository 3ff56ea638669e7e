// Runs the contracts of CaseStore on the SQLite store.
#include "all_contracts.hpp"
#include "store/open/open_store.hpp"

namespace raccordo::store {
namespace {

struct SqliteFactory {
  ScratchFolder folder;
  std::unique_ptr<CaseStore> open() const { return open_store({folder.file()}); }
  void leave_behind(const std::string& owner) const { store::leave_behind(folder.file(), owner); }
};

RACCORDO_ALL_CONTRACTS(Sqlite, SqliteFactory)

}  // namespace
}  // namespace raccordo::store
