// Contract of consent taken back (docs/third-sector.en.md): a report that comes again without the person's
// identifier deletes the person, in the same transaction and audited, also if the new report waits.
#pragma once

#include "ownership_contract.hpp"

namespace raccordo::store {

/// A report of the person `person`; "local": without identifier.
inline PreparedRecord report_of(PreparedRecord record, const std::string& person) {
  record.person = {digest_of(person), "sealed-" + person, "F", {}, false};
  record.unnamed = digest_of("local");
  if (person == "local") record.unnamed_event = std::make_shared<const AuditEvent>(act("record.erase"));
  return record;
}

template <class F>
class ConsentContract : public StoreContract<F> {};
TYPED_TEST_SUITE_P(ConsentContract);

TYPED_TEST_P(ConsentContract, ConsentTakenBackDeletesThePersonAlsoIfTheNewReportWaits) {
  auto& store = this->store();
  send_as(store, "S1", 10, report_of(accepted("A", 5, "five"), "p1"), kOneComune);
  const auto applied = send_as(store, "S2", 11, report_of(waiting("A", 6, "six"), "local"), kOneComune);
  EXPECT_EQ(applied.outcome, model::Outcome::quarantined);
  EXPECT_EQ(codes_of(applied.issues), std::vector{model::IssueCode::person_changed});
  EXPECT_TRUE(store.snapshot().persons.empty());
  EXPECT_TRUE(store.snapshot().cases.empty());
  EXPECT_EQ(this->state("A").outcome, model::Outcome::quarantined);
  AuditFilter erasures;
  erasures.action = "record.erase";
  EXPECT_EQ(store.audit().list(erasures, 10, "").items.size(), 1u);
  EXPECT_EQ(store.source_counts().at(0).accepted, 0u);
  EXPECT_EQ(store.source_counts().at(0).waiting, 1u);
  const auto older = send_as(store, "S3", 12, report_of(accepted("A", 5, "five"), "p1"), kOneComune);
  EXPECT_EQ(older.outcome, model::Outcome::unchanged)
      << "the person does not come back with an older version";
  EXPECT_TRUE(store.snapshot().persons.empty());
  EXPECT_EQ(send_as(store, "S4", 13, report_of(accepted("A", 7, "seven"), "local"), kOneComune).outcome,
            model::Outcome::accepted);
  EXPECT_EQ(store.snapshot().cases.size(), 1u);
}

TYPED_TEST_P(ConsentContract, ARefusedReportWithoutIdentifierSaysThatThePersonStays) {
  auto& store = this->store();
  send_as(store, "S1", 10, report_of(accepted("A", 5, "five"), "p1"), kOneComune);
  const auto refused = send_as(store, "S2", 11, report_of(rejected("A", 6), "local"), kOneComune);
  EXPECT_EQ(refused.outcome, model::Outcome::rejected);
  EXPECT_EQ(codes_of(refused.issues), std::vector{model::IssueCode::consent_missing});
  EXPECT_EQ(store.snapshot().cases.size(), 1u);
  send_as(store, "S3", 12, report_of(accepted("B", 5, "b"), "local"), kOneComune);
  EXPECT_TRUE(send_as(store, "S4", 13, report_of(rejected("B", 6), "local"), kOneComune).issues.empty());
}

TYPED_TEST_P(ConsentContract, TheReportOfARestrictedPersonStays) {
  auto& store = this->store();
  const auto change = [&](RestrictionStep step) {
    await<RestrictionChange>([&](auto done) {
      store.held().restrict_person(digest_of("p1"), step, act("subject.restrict", "R1"), done);
    });
  };
  send_as(store, "S1", 10, report_of(accepted("A", 5, "five"), "p1"), kOneComune);
  change(RestrictionStep::restrict);
  for (const auto& record : {accepted("A", 6, "six"), waiting("A", 6, "six")}) {
    const auto refused = send_as(store, "S2", 11, report_of(record, "local"), kOneComune);
    EXPECT_EQ(refused.outcome, model::Outcome::rejected);
    ASSERT_EQ(codes_of(refused.issues), std::vector{model::IssueCode::person_changed});
    EXPECT_EQ(refused.issues[0].severity, model::Severity::error);
    EXPECT_EQ(store.held().of_person({digest_of("p1")}, 10, "").items.size(), 1u);
  }
  EXPECT_EQ(send_as(store, "S3", 12, report_of(accepted("A", 4, "old"), "local"), kOneComune).outcome,
            model::Outcome::unchanged)
      << "an older one would change nothing";
  EXPECT_EQ(send_as(store, "S4", 13, report_of(accepted("A", 7, "seven"), "p1"), kOneComune).outcome,
            model::Outcome::accepted)
      << "a correction replaces it";
  change(RestrictionStep::lift);
  EXPECT_EQ(send_as(store, "S5", 14, report_of(accepted("A", 8, "eight"), "local"), kOneComune).outcome,
            model::Outcome::accepted);
  EXPECT_TRUE(store.held().of_person({digest_of("p1")}, 10, "").items.empty());
}

REGISTER_TYPED_TEST_SUITE_P(ConsentContract, TheReportOfARestrictedPersonStays,
                            ConsentTakenBackDeletesThePersonAlsoIfTheNewReportWaits,
                            ARefusedReportWithoutIdentifierSaysThatThePersonStays);

}  // namespace raccordo::store
