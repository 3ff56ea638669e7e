// Contract of the snapshot: facts round-trip, and each person is counted once, with the best known values.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

TYPED_TEST_P(CountingContract, FactsRoundTrip) {
  auto record = accepted("A", 1, "a");
  record.facts.citizenship = "IT";
  record.facts.channel = "self";
  record.facts.closure = "moved";
  record.facts.closed = base::Date{2017, 6, 30};
  record.facts.interventions.push_back({"minori", "", "", {}, base::Date{2100, 12, 31}, -5});
  record.facts.interventions.push_back({"minori", "", "", {}, {}, {}});
  this->send(record, "S1", 1);
  const auto set = this->store().snapshot();
  ASSERT_EQ(set.cases.size(), 1u);
  const auto& facts = set.cases[0];
  const auto text = [&](model::CodeNo no) { return set.codes.text(no); };
  EXPECT_EQ(text(facts.source), "isola-bergamasca");
  EXPECT_EQ(text(facts.owner), "016198");
  EXPECT_EQ(text(facts.residence), "016024");
  EXPECT_EQ(text(facts.citizenship), "IT");
  EXPECT_EQ(text(facts.channel), "self");
  EXPECT_EQ(text(facts.closure), "moved");
  EXPECT_EQ(facts.opened, (base::Date{2016, 3, 1}));
  EXPECT_EQ(facts.closed, (base::Date{2017, 6, 30}));
  ASSERT_EQ(facts.needs.size(), 2u);
  EXPECT_EQ(text(facts.needs[1]), "casa");
  ASSERT_EQ(facts.interventions.size(), 3u);
  EXPECT_EQ(text(facts.interventions[0].type), "anziani.assistenza-domiciliare");
  EXPECT_EQ(text(facts.interventions[0].management), "associated");
  EXPECT_EQ(facts.interventions[0].start, (base::Date{2016, 4, 1}));
  EXPECT_EQ(facts.interventions[0].end, base::Date{});
  EXPECT_EQ(facts.interventions[0].amount_cents, 110'000);
  EXPECT_EQ(facts.interventions[1].amount_cents, -5);
  EXPECT_EQ(facts.interventions[1].end, (base::Date{2100, 12, 31}));
  EXPECT_TRUE(facts.interventions[1].has_amount);
  EXPECT_FALSE(facts.interventions[2].has_amount);
}

TYPED_TEST_P(CountingContract, OnePersonInTwoSourcesIsOnePersonAndTwoCases) {
  this->send(accepted("A", 1, "a", "maria"), "S1", 1);
  auto row = submission_row("S2", 2);
  row.source = "treviglio";
  apply_now(this->store(), row, {accepted("A", 1, "b", "maria"), accepted("B", 1, "c", "ugo")});
  const auto set = this->store().snapshot();
  ASSERT_EQ(set.cases.size(), 3u);
  ASSERT_EQ(set.persons.size(), 2u);
  EXPECT_EQ(set.cases[0].person, set.cases[1].person);
  EXPECT_NE(set.cases[0].person, set.cases[2].person);
  EXPECT_NE(set.persons[0].key, set.persons[1].key);
}

TYPED_TEST_P(CountingContract, FiscalCodeOutranksAndElseTheNewestRecordCounts) {
  const auto say = [&](const char* id, std::int64_t version, const char* sex, base::Date birth, auto rank) {
    auto record = accepted(id, version, id);
    record.person.sex = sex;
    record.person.birth_date = birth;
    record.person.from_fiscal_code = rank == 1;
    this->send(record, std::string("S") + id, version);
    const auto set = this->store().snapshot();
    return set.codes.text(set.persons.at(0).sex) + " " + base::to_string(set.persons.at(0).birth);
  };
  EXPECT_EQ(say("A", 5, "F", {1980, 1, 2}, 0), "F 1980-01-02");
  EXPECT_EQ(say("B", 4, "M", {1981, 0, 0}, 0), "F 1980-01-02");
  EXPECT_EQ(say("C", 6, "", {1982, 3, 0}, 0), "F 1982-03");
  EXPECT_EQ(say("D", 1, "M", {1983, 4, 5}, 1), "M 1983-04-05");
  EXPECT_EQ(say("E", 9, "F", {1984, 4, 5}, 0), "M 1983-04-05");
}

TYPED_TEST_P(CountingContract, PersonIsDeletedWithItsLastRecord) {
  this->send(accepted("A", 1, "a", "maria"), "S1", 1);
  this->send(accepted("A", 2, "b", "ugo"), "S2", 2);
  const auto set = this->store().snapshot();
  EXPECT_EQ(set.persons.size(), 1u);
  EXPECT_EQ(set.cases.at(0).person, 0u);
}

TYPED_TEST_P(CountingContract, TotalsBySourceFollowEveryChange) {
  const auto totals = [&] {
    const auto counts = this->store().source_counts();
    return counts.empty() ? std::string("none")
                          : std::to_string(counts[0].accepted) + "/" + std::to_string(counts[0].waiting);
  };
  EXPECT_EQ(totals(), "none");
  this->send(accepted("A", 1, "a"), "S1", 1);
  EXPECT_EQ(totals(), "1/0");
  this->send(waiting("A", 2, "b"), "S2", 2);
  EXPECT_EQ(totals(), "1/1");
  this->send(waiting("A", 3, "c"), "S3", 3);
  this->send(waiting("B", 3, "c"), "S4", 4);
  EXPECT_EQ(totals(), "1/2");
  this->send(accepted("A", 4, "d"), "S5", 5);
  EXPECT_EQ(totals(), "1/1");
}

TYPED_TEST_P(CountingContract, SnapshotOfNothingIsEmpty) {
  const auto set = this->store().snapshot();
  EXPECT_TRUE(set.cases.empty());
  EXPECT_TRUE(set.persons.empty());
}

REGISTER_TYPED_TEST_SUITE_P(CountingContract, FactsRoundTrip, OnePersonInTwoSourcesIsOnePersonAndTwoCases,
                            FiscalCodeOutranksAndElseTheNewestRecordCounts, PersonIsDeletedWithItsLastRecord,
                            TotalsBySourceFollowEveryChange, SnapshotOfNothingIsEmpty);

}  // namespace raccordo::store
