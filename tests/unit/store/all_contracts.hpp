// All contracts of CaseStore, for the test of a store: RACCORDO_ALL_CONTRACTS(Sqlite, SqliteFactory) within
// its namespace (case_store_contract.hpp says what a factory is).
#pragma once

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
#include "submission_contract.hpp"
#include "table_contract.hpp"
#include "webhook_contract.hpp"
#include "withdrawal_contract.hpp"

// clang-format off
#define RACCORDO_ALL_CONTRACTS(name, factory)                          \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, RecordContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, OrderContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, QuarantineContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, SubmissionContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, ReplayContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, ActivationContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, GenerationContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, CountingContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, HeldContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, AuditContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, KeepingContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, RetentionContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, TableContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, LedgerContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, ConsentContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, OwnershipContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, BodyContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, DecisionContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, ErasureContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, RestrictionContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, WithdrawalContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, CareContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, ExpiryContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, ExchangeContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, FigureContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, FillContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, KeyContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, KeepsakeContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, LeaseContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, RequestKeyContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, SpooledBodyContract, factory); \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, WebhookContract, factory);
// clang-format on
