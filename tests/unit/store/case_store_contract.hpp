// Contract of every CaseStore, independent of the database. The test of a store names a factory (struct whose
// `open()` opens the same data each time, and each new factory an empty store) and instantiates the
// suites: INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, RecordContract, SqliteFactory) and so on.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store_samples.hpp"

namespace raccordo::store {

template <class Factory>
class StoreContract : public testing::Test {
 protected:
  void reopen() {
    store_.reset();
    store_ = open_with_key(*factory_);
  }
  /// Another, empty store.
  void start_afresh() {
    store_.reset();
    factory_.emplace();
    store_ = open_with_key(*factory_);
  }
  CaseStore& store() { return *store_; }
  Factory& factory() { return *factory_; }
  /// Applies one record in a submission of its own.
  AppliedRecord send(PreparedRecord record, const std::string& id, std::int64_t received) {
    return apply_now(*store_, submission_row(id, received), {std::move(record)}).at(0);
  }
  model::Counts counts(const std::string& id) { return store_->submission(id).value().counts; }
  RecordState state(const std::string& id) { return store_->record("isola-bergamasca", id).value(); }
  std::uint64_t retain(const CaseStore::RetentionCutoffs& cutoffs) {
    return await<std::uint64_t>(
        [&](auto done) { store_->apply_retention(cutoffs, event_of("retention.apply", "records"), done); });
  }

 private:
  static std::unique_ptr<CaseStore> open_with_key(const Factory& factory) {
    auto store = factory.open();
    store->use_record_key(base::Hmac(std::string(32, 'r')));
    return store;
  }

  std::optional<Factory> factory_{std::in_place};
  std::unique_ptr<CaseStore> store_ = open_with_key(*factory_);
};

template <class F>
class RecordContract : public StoreContract<F> {};
template <class F>
class OrderContract : public StoreContract<F> {};
template <class F>
class QuarantineContract : public StoreContract<F> {};
template <class F>
class SubmissionContract : public StoreContract<F> {};
template <class F>
class CountingContract : public StoreContract<F> {};
template <class F>
class HeldContract : public StoreContract<F> {};
template <class F>
class AuditContract : public StoreContract<F> {};
template <class F>
class KeepingContract : public StoreContract<F> {};
template <class F>
class TableContract : public StoreContract<F> {};
TYPED_TEST_SUITE_P(TableContract);
template <class F>
class LedgerContract : public StoreContract<F> {};
TYPED_TEST_SUITE_P(RecordContract);
TYPED_TEST_SUITE_P(OrderContract);
TYPED_TEST_SUITE_P(QuarantineContract);
TYPED_TEST_SUITE_P(SubmissionContract);
TYPED_TEST_SUITE_P(CountingContract);
TYPED_TEST_SUITE_P(KeepingContract);
TYPED_TEST_SUITE_P(LedgerContract);
TYPED_TEST_SUITE_P(AuditContract);
TYPED_TEST_SUITE_P(HeldContract);

}  // namespace raccordo::store
