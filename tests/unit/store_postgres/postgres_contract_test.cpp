// Runs the contracts of CaseStore on the store in PostgreSQL.
#include "store/open/open_store.hpp"
#include "unit/store/all_contracts.hpp"
#include "unit/store_postgres/database.hpp"

namespace raccordo::store {
namespace {

RACCORDO_ALL_CONTRACTS(Postgres, PostgresFactory)

}  // namespace
}  // namespace raccordo::store
