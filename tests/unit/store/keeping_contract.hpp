// Contract of the whole store: data that survive a restart.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

TYPED_TEST_P(KeepingContract, EverythingIsStoredAfterReopening) {
  this->send(accepted("A", 1, "a"), "S1", 1);
  this->send(waiting("B", 1, "b"), "S2", 2);
  this->reopen();
  EXPECT_EQ(this->state("A").outcome, model::Outcome::accepted);
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
  EXPECT_EQ(this->store().quarantine({}, 10, "").items.at(0).sealed_fields, "sealed:b");
  EXPECT_EQ(this->send(accepted("A", 1, "a"), "S3", 3).outcome, model::Outcome::unchanged);
  EXPECT_NO_THROW(this->store().ping());
}

REGISTER_TYPED_TEST_SUITE_P(KeepingContract, EverythingIsStoredAfterReopening);

}  // namespace raccordo::store
