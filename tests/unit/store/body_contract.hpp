// Contract of records whose key contains the body that reports (profile: `per: managed_by`): the same id of
// two bodies is two records, and a record stored before keeps its body.
#pragma once

#include "ownership_contract.hpp"
#include "retention_fixture.hpp"

namespace raccordo::store {

inline constexpr const char* kSource = "isola-bergamasca";

/// A report of a body. A stored content names the body as its text ends: `... by CODE`.
inline PreparedRecord by_body(PreparedRecord record, const std::string& code,
                              const std::string& owner = "016198") {
  record = of_comune(std::move(record), owner, "local " + code);
  record.body_key = key_of_body(code);
  if (!record.body.empty()) record.body += " by " + code;
  if (!record.sealed_fields.empty()) record.sealed_fields += " by " + code;
  record.is_of_body = [code](std::string_view body, std::string_view sealed) {
    return (body.empty() ? sealed : body).ends_with(" by " + code);
  };
  return record;
}

/// The same as a program stored it that did not know of bodies in keys.
inline PreparedRecord before_bodies(PreparedRecord record) {
  record.body_key.clear();
  record.is_of_body = {};
  return record;
}

template <class F>
class BodyContract : public RetentionContract<F> {
 protected:
  static RecordReach of(const std::string& body) { return {kOneComune, "x", "", {}, body}; }
  std::optional<RecordState> find(const RecordReach& reach) {
    return this->store().record(kSource, "1", reach);
  }
  std::size_t cases() { return this->store().snapshot().cases.size(); }
};
TYPED_TEST_SUITE_P(BodyContract);

TYPED_TEST_P(BodyContract, TheSameIdOfTwoBodiesIsTwoRecords) {
  EXPECT_EQ(this->send(by_body(accepted("1", 5, "a"), "7"), "S1", 10).outcome, model::Outcome::accepted);
  const auto other = this->send(by_body(accepted("1", 6, "b"), "8"), "S2", 11);
  EXPECT_EQ(other.outcome, model::Outcome::accepted);
  EXPECT_TRUE(other.issues.empty());
  EXPECT_EQ(this->cases(), 2u);
  EXPECT_EQ(this->store().snapshot().persons.size(), 2u);
  EXPECT_EQ(this->find(this->of("7"))->version, at(5));
  EXPECT_EQ(this->find(this->of("8"))->version, at(6));
  EXPECT_EQ(this->find(this->of("8"))->body, "8");
  EXPECT_EQ(this->find(this->of(""))->others, 1u);
  EXPECT_FALSE(this->find(this->of("9")));
  EXPECT_EQ(this->store().held().key_parts(kSource, "1"), (std::vector<std::string>{"body:7", "body:8"}));
  // A correction reaches the record of its own body, an older one nothing.
  EXPECT_EQ(this->send(by_body(accepted("1", 7, "c"), "7"), "S3", 12).outcome, model::Outcome::accepted);
  EXPECT_EQ(this->send(by_body(accepted("1", 4, "d"), "8"), "S4", 13).outcome, model::Outcome::unchanged);
  EXPECT_EQ(this->find(this->of("7"))->version, at(7));
  EXPECT_EQ(this->find(this->of("8"))->version, at(6));
}

TYPED_TEST_P(BodyContract, AClientOfOneBodyReachesItsRecordsAlone) {
  this->send(by_body(accepted("1", 5, "a"), "7"), "S1", 10);
  this->send(by_body(accepted("1", 6, "b"), "8"), "S2", 11);
  this->send(by_body(accepted("2", 6, "c"), "8"), "S3", 12);
  const RecordReach seven{kOneComune, "x", "", {"7"}};
  EXPECT_EQ(this->find(seven)->version, at(5));
  EXPECT_EQ(this->find(seven)->others, 0u);
  EXPECT_FALSE(this->store().record(kSource, "2", seven));
  EXPECT_EQ(this->store().records(kSource, {}, 10, "", seven).items.size(), 1u);
  EXPECT_EQ(erase_now(this->store(), "2", seven), Erased::nothing);
  EXPECT_EQ(erase_now(this->store(), "1", {kOneComune, "x", "", {}}), Erased::several);
  EXPECT_EQ(erase_now(this->store(), "1", seven), Erased::done);
  // A restored backup repeats it for this body alone.
  const auto kept = this->store().keepsakes().after(0, 10);
  ASSERT_EQ(kept.size(), 1u);
  ASSERT_EQ(kept[0].records.size(), 1u);
  EXPECT_EQ(kept[0].records[0].key, key_of_body("7"));
  EXPECT_FALSE(this->find(seven));
  EXPECT_EQ(this->find(this->of("8"))->version, at(6));
  EXPECT_EQ(this->cases(), 2u);
}

TYPED_TEST_P(BodyContract, RecordsStoredBeforeKeepTheirBody) {
  this->send(before_bodies(by_body(accepted("1", 5, "a"), "7")), "S1", 10);
  this->send(before_bodies(by_body(waiting("2", 5, "b"), "7")), "S2", 11);
  // Another body's report of the id is a record of its own.
  EXPECT_EQ(this->send(by_body(accepted("1", 9, "x"), "8"), "S3", 12).outcome, model::Outcome::accepted);
  EXPECT_EQ(this->send(by_body(accepted("2", 9, "y"), "8"), "S4", 13).outcome, model::Outcome::accepted);
  EXPECT_EQ(this->cases(), 3u);
  // The body's own finds what is stored, and is known by its body from then on.
  EXPECT_EQ(this->send(by_body(accepted("1", 5, "a"), "7"), "S5", 14).outcome, model::Outcome::unchanged);
  EXPECT_EQ(this->send(by_body(accepted("1", 6, "c"), "7"), "S6", 15).outcome, model::Outcome::accepted);
  EXPECT_EQ(this->send(by_body(accepted("2", 6, "d"), "7"), "S7", 16).outcome, model::Outcome::accepted);
  EXPECT_EQ(this->cases(), 4u);
  EXPECT_EQ(this->find(this->of("7"))->version, at(6));
  EXPECT_EQ(this->find(this->of("8"))->version, at(9));
  EXPECT_EQ(this->store().quarantine({kSource}, 10, "").items.size(), 0u);
}

TYPED_TEST_P(BodyContract, ARefusalUnderAWrongBodyIsNoSecondRecord) {
  const RecordReach all{kOneComune, "isola", "", {}};
  const auto send_by = [&](const std::string& id, PreparedRecord record, const std::string& client) {
    apply_now(this->store(), sending(id, 10, std::move(record), kOneComune, client));
  };
  send_by("S1", by_body(rejected("1", 5), "9"), "isola");
  send_by("S2", by_body(rejected("1", 5), "4"), "other");
  send_by("S3", by_body(accepted("1", 5, "a"), "7"), "isola");
  EXPECT_FALSE(this->find(this->of("9")));
  EXPECT_EQ(this->find(this->of("7"))->outcome, model::Outcome::accepted);
  EXPECT_EQ(this->find(this->of("4"))->outcome, model::Outcome::rejected);
  EXPECT_FALSE(this->store().issues("S1", 10, "").items.empty());
}

TYPED_TEST_P(BodyContract, ASendingOfAnotherBodysClientLeavesTheRecordAsItIs) {
  this->send(by_body(accepted("1", 5, "a"), "7"), "S1", 10);
  auto foreign = by_body(rejected("1", 9), "7");
  foreign.issues = {model::not_your_body_issue(1, "1")};
  const auto applied = this->send(foreign, "S2", 11);
  EXPECT_EQ(applied.outcome, model::Outcome::rejected);
  EXPECT_TRUE(applied.issues.empty());
  const auto state = this->find(this->of("7"));
  EXPECT_EQ(state->outcome, model::Outcome::accepted);
  EXPECT_EQ(state->submission, "S1");
  EXPECT_FALSE(state->last_attempt);
  EXPECT_EQ(codes_of(this->store().issues("S2", 10, "").items), std::vector{model::IssueCode::not_your_body});
  // An id that is free stays free.
  foreign.record_id = "2";
  this->send(foreign, "S3", 12);
  EXPECT_FALSE(this->store().record(kSource, "2", this->of("7")));
}

TYPED_TEST_P(BodyContract, TwoBodiesKeepAFactEachBeyondRetention) {
  this->send(by_body(this->closed("1"), "7"), "S1", 1);
  this->send(by_body(this->closed("1"), "8"), "S2", 2);
  this->send(before_bodies(by_body(this->closed("2"), "7")), "S3", 3);
  EXPECT_EQ(this->retain_closed(), 3u);
  EXPECT_EQ(this->cases(), 3u);
  EXPECT_TRUE(this->find(this->of("7"))->anonymised);
  EXPECT_EQ(this->send(by_body(this->reopened("1"), "9"), "S4", 4).outcome, model::Outcome::accepted);
  EXPECT_EQ(this->send(by_body(this->reopened("1"), "8"), "S5", 5).outcome, model::Outcome::quarantined);
  // Of a fact from before nobody knows the body: an administrator decides.
  EXPECT_EQ(this->send(by_body(this->reopened("2"), "8"), "S6", 6).outcome, model::Outcome::quarantined);
  // One body's erasure leaves the fact of the other, although the Comune is the same.
  EXPECT_EQ(erase_now(this->store(), "1", this->of("9")), Erased::done);
  EXPECT_EQ(erase_now(this->store(), "1", this->of("8")), Erased::done);
  EXPECT_TRUE(this->find(this->of("7"))->anonymised);
  EXPECT_EQ(this->cases(), 2u);
}

REGISTER_TYPED_TEST_SUITE_P(BodyContract, TheSameIdOfTwoBodiesIsTwoRecords,
                            AClientOfOneBodyReachesItsRecordsAlone, RecordsStoredBeforeKeepTheirBody,
                            ARefusalUnderAWrongBodyIsNoSecondRecord,
                            ASendingOfAnotherBodysClientLeavesTheRecordAsItIs,
                            TwoBodiesKeepAFactEachBeyondRetention);

}  // namespace raccordo::store
