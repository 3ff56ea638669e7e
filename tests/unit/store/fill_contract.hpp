// Contract of FieldFills: which fields a source fills.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

template <class F>
class FillContract : public StoreContract<F> {};
TYPED_TEST_SUITE_P(FillContract);

TYPED_TEST_P(FillContract, FilledFieldsOfTheLastThousandRecordsOutliveARestart) {
  const auto type = static_cast<std::size_t>(model::Field::intervention_type);
  const auto send_many = [&](const std::string& id, std::size_t count, model::FillMask filled) {
    std::vector<PreparedRecord> records;
    for (std::size_t i = 0; i < count; ++i) {
      auto record = i % 2 == 0 ? accepted((id + std::to_string(i)).c_str(), 1, "a") : rejected("", 1);
      record.number = i + 1;
      record.filled = filled;
      records.push_back(std::move(record));
    }
    apply_now(this->store(), submission_row(id, 1), std::move(records));
  };
  send_many("S1", 1200, model::FillMask{1} << type);
  EXPECT_EQ(this->store().fills().last_records("isola-bergamasca").records, 600u);
  EXPECT_EQ(this->store().fills().last_records("isola-bergamasca").filled[type], 600u);
  send_many("S2", 1000, 0);
  this->reopen();
  const auto counts = this->store().fills().last_records("isola-bergamasca");
  EXPECT_EQ(counts.records, 1000u);
  EXPECT_EQ(counts.filled[type], 500u);
  EXPECT_EQ(this->store().fills().last_records("bergamo").records, 0u);
}

TYPED_TEST_P(FillContract, FallenFieldsAreListedUntilFilledAgain) {
  const auto judge = [&](const std::string& id, std::int64_t received, FillVerdict verdict) {
    ApplyRequest request;
    request.submission = submission_row(id, received);
    request.fills = std::move(verdict);
    await<std::vector<AppliedRecord>>([&](auto done) { this->store().apply(std::move(request), done); });
  };
  judge("S1", 1, {150, {"interventions.type", "opened"}, {}});
  judge("S2", 2, {120, {"interventions.type"}, {"opened"}});
  this->reopen();
  const auto fallen = this->store().fills().fallen();
  ASSERT_EQ(fallen.size(), 1u);
  EXPECT_EQ(fallen[0].source, "isola-bergamasca");
  EXPECT_EQ(fallen[0].field, "interventions.type");
  EXPECT_EQ(fallen[0].submission, "S2");
  EXPECT_EQ(fallen[0].records, 120u);
  EXPECT_EQ(fallen[0].first_seen, at(1));
  EXPECT_EQ(fallen[0].last_seen, at(2));
}

REGISTER_TYPED_TEST_SUITE_P(FillContract, FilledFieldsOfTheLastThousandRecordsOutliveARestart,
                            FallenFieldsAreListedUntilFilledAgain);

}  // namespace raccordo::store
