// Contract of the quarantine: what waits, what it replaces, and how it is listed.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

TYPED_TEST_P(QuarantineContract, WaitingRecordKeepsItsSealedFieldsAndIssues) {
  EXPECT_EQ(this->send(waiting("A", 5, "five"), "S1", 10).outcome, model::Outcome::quarantined);
  const auto rows = this->store().quarantine({"isola-bergamasca"}, 10, "").items;
  ASSERT_EQ(rows.size(), 1u);
  const auto row = this->store().quarantined(rows[0].id).value();
  EXPECT_EQ(row.source, "isola-bergamasca");
  EXPECT_EQ(row.record_id, "A");
  EXPECT_EQ(row.owner, "016198");
  EXPECT_EQ(row.submission, "S1");
  EXPECT_EQ(row.sealed_fields, "sealed:five");
  ASSERT_EQ(row.waiting.size(), 1u);
  EXPECT_EQ(row.waiting[0].code, "SAD9");
  ASSERT_EQ(row.issues.size(), 1u);
  EXPECT_EQ(row.issues[0].outcome, model::Outcome::quarantined);
  EXPECT_EQ(row.issues[0].suggestions.at(0).score, 0.91);
  EXPECT_EQ(row.issues[0].at.path, "/cartelle/2/interventi/0/codice");
  EXPECT_FALSE(this->store().quarantined(rows[0].id + 1));
  EXPECT_TRUE(this->store().snapshot().cases.empty());
}

TYPED_TEST_P(QuarantineContract, AcceptedVersionCountsWhileTheNewestWaits) {
  this->send(accepted("A", 5, "five"), "S1", 10);
  EXPECT_EQ(this->send(waiting("A", 6, "six"), "S2", 11).outcome, model::Outcome::quarantined);
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
  EXPECT_EQ(this->state("A").outcome, model::Outcome::quarantined);
  EXPECT_EQ(this->send(accepted("A", 5, "between"), "S3", 12).age, Age::older_version);
}

TYPED_TEST_P(QuarantineContract, SameWaitingContentIsQuarantinedAgainAndMovesToTheNewestSubmission) {
  this->send(waiting("A", 5, "five"), "S1", 10);
  const auto id = this->store().quarantine({}, 10, "").items.at(0).id;
  EXPECT_EQ(this->send(waiting("A", 5, "five"), "S2", 20).outcome, model::Outcome::quarantined);
  EXPECT_EQ(this->counts("S2").quarantined, 1u);
  const auto row = this->store().quarantined(id).value();
  EXPECT_EQ(row.submission, "S2");
  const auto worklist = this->store().worklist();
  EXPECT_EQ(worklist.at(0).records, 1u);
  EXPECT_EQ(worklist.at(0).first_seen, at(10));
  EXPECT_EQ(worklist.at(0).last_seen, at(20));
}

TYPED_TEST_P(QuarantineContract, WaitingContentIsAcceptedOnceItMaps) {
  this->send(waiting("A", 5, "five"), "S1", 10);
  EXPECT_EQ(this->send(accepted("A", 5, "five"), "S2", 11).outcome, model::Outcome::accepted);
  EXPECT_TRUE(this->store().quarantine({}, 10, "").items.empty());
  EXPECT_TRUE(this->store().worklist().empty());
  EXPECT_EQ(this->store().source_counts().at(0).accepted, 1u);
  EXPECT_EQ(this->store().source_counts().at(0).waiting, 0u);
}

TYPED_TEST_P(QuarantineContract, AcceptedContentSentAgainDiscardsTheWaitingOne) {
  this->send(accepted("A", 5, "five"), "S1", 10);
  this->send(waiting("A", 6, "six"), "S2", 11);
  EXPECT_EQ(this->send(accepted("A", 7, "five"), "S3", 12).outcome, model::Outcome::unchanged);
  EXPECT_TRUE(this->store().quarantine({}, 10, "").items.empty());
  EXPECT_EQ(this->state("A").outcome, model::Outcome::accepted);
  EXPECT_EQ(this->state("A").version, at(7));
}

TYPED_TEST_P(QuarantineContract, OtherWaitingContentReplacesTheCodes) {
  this->send(waiting("A", 5, "five", "SAD9"), "S1", 10);
  this->send(waiting("A", 6, "six", "ADM1"), "S2", 11);
  const auto worklist = this->store().worklist();
  ASSERT_EQ(worklist.size(), 1u);
  EXPECT_EQ(worklist[0].code, "ADM1");
  EXPECT_EQ(worklist[0].first_seen, at(11));
}

TYPED_TEST_P(QuarantineContract, RejectionKeepsTheWaitingContent) {
  this->send(waiting("A", 5, "five"), "S1", 10);
  EXPECT_EQ(this->send(rejected("A", 6), "S2", 11).outcome, model::Outcome::rejected);
  EXPECT_EQ(this->store().quarantine({}, 10, "").items.size(), 1u);
}

TYPED_TEST_P(QuarantineContract, WorklistCountsRecordsAndComuniPerCode) {
  auto other = waiting("B", 1, "b");
  other.owner = "016024";
  other.waiting.push_back({"intervention", "SAD9", "Assistenza", "anziani", base::Date{2016, 3, 1}});
  other.waiting.push_back({"area", "X", ""});
  this->send(waiting("A", 1, "a"), "S1", 10);
  this->send(other, "S2", 20);
  this->send(waiting("C", 1, "c"), "S3", 30);
  const auto worklist = this->store().worklist();
  ASSERT_EQ(worklist.size(), 2u);
  EXPECT_EQ(worklist[0].table, "area");
  EXPECT_EQ(worklist[1].source, "isola-bergamasca");
  EXPECT_EQ(worklist[1].code, "SAD9");
  EXPECT_EQ(worklist[1].label, "Assistenza");
  EXPECT_EQ(worklist[1].records, 3u);
  EXPECT_EQ(worklist[1].comuni, (std::vector<std::string>{"016024", "016198"}));
  EXPECT_EQ(worklist[1].first_seen, at(10));
  EXPECT_EQ(worklist[1].last_seen, at(30));
  ASSERT_EQ(worklist[1].shares.size(), 2u);
  // Suggestions use the details of the record received last, by Comune and over all.
  EXPECT_EQ(worklist[1].shares[0].newest.parent, "anziani");
  EXPECT_EQ(worklist[1].shares[0].newest.day, (base::Date{2016, 3, 1}));
  EXPECT_EQ(worklist[1].shares[0].newest.label, "Assistenza");
  EXPECT_EQ(worklist[1].newest, worklist[1].shares[1].newest);
  EXPECT_EQ(worklist[1].newest.parent, "");
  EXPECT_EQ(worklist[1].newest.day, std::nullopt);
  EXPECT_EQ(worklist[1].shares[0].comune, "016024");
  EXPECT_EQ(worklist[1].shares[0].records, 1u);
  EXPECT_EQ(worklist[1].shares[1].records, 2u);
  EXPECT_EQ(worklist[1].shares[1].first_seen, at(10));
}

TYPED_TEST_P(QuarantineContract, ListsInPagesBySource) {
  for (int i = 0; i < 3; ++i) {
    const auto name = std::to_string(i);
    this->send(waiting("R" + name, 1, "c" + name), "S" + name, i);
  }
  const auto first = this->store().quarantine({"isola-bergamasca"}, 2, "");
  EXPECT_EQ(first.items.size(), 2u);
  const auto second = this->store().quarantine({"isola-bergamasca"}, 2, first.next);
  ASSERT_EQ(second.items.size(), 1u);
  EXPECT_EQ(second.items[0].record_id, "R2");
  EXPECT_EQ(second.next, "");
  EXPECT_TRUE(this->store().quarantine({"treviglio"}, 2, "").items.empty());
}

TYPED_TEST_P(QuarantineContract, ListsByComuneRecordCodeAndTime) {
  auto other = waiting("B", 1, "b", "ADM1");
  other.owner = "016024";
  this->send(waiting("A", 1, "a"), "S1", 10);
  this->send(other, "S2", 20);
  this->send(waiting("C", 1, "c"), "S3", 30);
  const auto found = [&](const QuarantineFilter& filter) {
    std::string names;
    for (const auto& row : this->store().quarantine(filter, 10, "").items) names += row.record_id;
    return names;
  };
  const auto like = [](auto&& change) {
    QuarantineFilter filter;
    change(filter);
    return filter;
  };
  EXPECT_EQ(found({}), "ABC");
  EXPECT_EQ(found(like([](auto& filter) { filter.owner = "016024"; })), "B");
  EXPECT_EQ(found(like([](auto& filter) { filter.record_id = "C"; })), "C");
  EXPECT_EQ(found(like([](auto& filter) { filter.table = "area"; })), "");
  EXPECT_EQ(found(like([](auto& filter) { filter.table = "intervention"; })), "ABC");
  EXPECT_EQ(found(like([](auto& filter) { filter.code = "ADM1"; })), "B");
  EXPECT_EQ(found(like([](auto& filter) { filter.since = at(20); })), "BC");
  EXPECT_EQ(found(like([](auto& filter) { filter.until = at(20); })), "A");
  EXPECT_EQ(found({"isola-bergamasca", "016198", "", "intervention", "SAD9", at(11), {}}), "C");
  EXPECT_EQ(found({"treviglio", "016198"}), "");
}

REGISTER_TYPED_TEST_SUITE_P(QuarantineContract, WaitingRecordKeepsItsSealedFieldsAndIssues,
                            AcceptedVersionCountsWhileTheNewestWaits,
                            SameWaitingContentIsQuarantinedAgainAndMovesToTheNewestSubmission,
                            WaitingContentIsAcceptedOnceItMaps, AcceptedContentSentAgainDiscardsTheWaitingOne,
                            OtherWaitingContentReplacesTheCodes, RejectionKeepsTheWaitingContent,
                            WorklistCountsRecordsAndComuniPerCode, ListsInPagesBySource,
                            ListsByComuneRecordCodeAndTime);

}  // namespace raccordo::store
