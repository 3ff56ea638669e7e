// Runs the contracts of CaseStore on the SQLite store.
#include "activation_contract.hpp"
#include "audit_contract.hpp"
#include "body_contract.hpp"
#include "care_contract.hpp"
#include "consent_contract.hpp"
#include "counting_contract.hpp"
#include "decision_contract.hpp"
#include "erasure_contract.hpp"
#include "exchange_contract.hpp"
#include "expiry_contract.hpp"
#include "figure_contract.hpp"
#include "fill_contract.hpp"
#include "generation_contract.hpp"
#include "held_contract.hpp"
#include "keeping_contract.hpp"
#include "keepsake_contract.hpp"
#include "key_contract.hpp"
#include "lease_contract.hpp"
#include "ledger_contract.hpp"
#include "order_contract.hpp"
#include "ownership_contract.hpp"
#include "quarantine_contract.hpp"
#include "record_contract.hpp"
#include "replay_contract.hpp"
#include "request_key_contract.hpp"
#include "restriction_contract.hpp"
#include "retention_contract.hpp"
#include "spooled_body_contract.hpp"
#include "store/open/open_store.hpp"
#include "submission_contract.hpp"
#include "table_contract.hpp"
#include "webhook_contract.hpp"
#include "withdrawal_contract.hpp"

namespace raccordo::store {
namespace {

struct SqliteFactory {
  ScratchFolder folder;
  std::unique_ptr<CaseStore> open() const { return open_store({folder.file()}); }
  void leave_behind(const std::string& owner) const { store::leave_behind(folder.file(), owner); }
};

INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, RecordContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, OrderContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, QuarantineContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, SubmissionContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, ReplayContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, ActivationContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, GenerationContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, CountingContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, HeldContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, AuditContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, KeepingContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, RetentionContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, TableContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, LedgerContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, ConsentContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, OwnershipContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, BodyContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, DecisionContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, ErasureContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, RestrictionContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, WithdrawalContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, CareContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, ExpiryContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, ExchangeContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, FigureContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, FillContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, KeyContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, KeepsakeContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, LeaseContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, RequestKeyContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, SpooledBodyContract, SqliteFactory);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, WebhookContract, SqliteFactory);

}  // namespace
}  // namespace raccordo::store
