// Contract of Keepsakes: every erasure, restriction and publication leaves one, in the transaction of the
// act.
#pragma once

#include "restriction_contract.hpp"

namespace raccordo::store {

template <class F>
class KeepsakeContract : public RestrictionContract<F> {
 protected:
  using Kind = Keepsake::Kind;
  std::vector<Kind> kinds(std::int64_t after = 0) {
    std::vector<Kind> found;
    for (const auto& each : this->store().keepsakes().after(after, 100)) found.push_back(each.kind);
    return found;
  }
  void drop(std::int64_t through) {
    await<bool>([&](auto done) { this->store().keepsakes().drop(through, done); });
  }
  Erased erase(const std::string& id) {
    return await<Erased>([&](auto done) {
      this->store().erase_record({"isola-bergamasca", id, {model::Comuni({"016198"}), "", ""}, digest_of(id)},
                                 act("record.erase", id), done);
    });
  }
  void erase_person(const std::string& person) {
    await<SubjectErasure>([&](auto done) {
      this->store().held().erase_person({digest_of(person)}, act("subject.erase", "R1"), done);
    });
  }
};
TYPED_TEST_SUITE_P(KeepsakeContract);

TYPED_TEST_P(KeepsakeContract, EveryActLeavesOneThatSaysWhatToRepeat) {
  using K = Keepsake::Kind;
  this->send(accepted("A", 1, "a", "p1"), "S1", 1);
  this->send(accepted("B", 1, "b", "p2"), "S2", 2);
  EXPECT_EQ(this->erase("Z"), Erased::nothing);
  EXPECT_TRUE(this->kinds().empty()) << "nothing was done";
  EXPECT_EQ(this->erase("A"), Erased::done);
  this->restrict("p2");
  this->restrict("p2");
  this->lift("p2");
  this->erase_person("p2");
  this->reopen();
  EXPECT_EQ(this->kinds(), (std::vector{K::erase_record, K::restrict, K::lift, K::erase_person}));
  const auto first = this->store().keepsakes().after(0, 1).front();
  EXPECT_EQ(first.n, 1);
  ASSERT_EQ(first.records.size(), 1u);
  EXPECT_TRUE(first.records[0].owners.empty()) << "nothing of it was left";
  EXPECT_EQ(this->store().keepsakes().after(1, 1).front().mark, digest_of("p2"));
}

/// What an older store needs: whoever the record is of by now, and whatever restriction holds.
TYPED_TEST_P(KeepsakeContract, RepeatsWhatWasErasedWhateverTheContentsAre) {
  this->send(accepted("A", 1, "a", "p1"), "S1", 1);
  EXPECT_EQ(this->erase("A"), Erased::done);
  const auto acts = this->store().keepsakes().after(0, 10);
  this->drop(acts.back().n);
  this->send(accepted("A", 1, "another content", "p3"), "S2", 2);  // as the older store has it
  this->send(accepted("B", 1, "b", "p1"), "S3", 3);
  this->restrict("p3");
  await<bool>(
      [&](auto done) { this->store().keepsakes().repeat(acts, {act("record.erase", "journal 1")}, done); });
  EXPECT_FALSE(this->store().record("isola-bergamasca", "A", {}));
  EXPECT_TRUE(this->store().record("isola-bergamasca", "B", {}));
}

TYPED_TEST_P(KeepsakeContract, RepeatsARestrictionOfAPersonOfWhomNothingIsStored) {
  Keepsake restricted;
  restricted.n = 3;
  restricted.kind = Keepsake::Kind::restrict;
  restricted.mark = digest_of("p1");
  restricted.actor = "officer";
  await<bool>([&](auto done) { this->store().keepsakes().repeat({restricted}, {}, done); });
  EXPECT_EQ(this->store().keepsakes().last(), 3);
  this->send(accepted("A", 1, "a", "p1"), "S1", 1);
  EXPECT_EQ(this->counted(), 0u) << "processing is restricted";
  EXPECT_EQ(this->erase("A"), Erased::restricted);
  this->lift("p1");
  EXPECT_EQ(this->counted(), 1u);
}

TYPED_TEST_P(KeepsakeContract, NumbersAreRaisedAboveThoseOfAJournal) {
  this->erase_person("p1");
  this->erase_person("p2");
  await<bool>([&](auto done) { this->store().keepsakes().renumber(10, done); });
  const auto acts = this->store().keepsakes().after(10, 10);
  ASSERT_EQ(acts.size(), 2u);
  EXPECT_EQ(acts[0].n, 11);
  EXPECT_EQ(acts[0].mark, digest_of("p1"));
  EXPECT_EQ(acts[1].n, 12);
  this->erase_person("p3");
  EXPECT_EQ(this->store().keepsakes().last(), 13);
}

TYPED_TEST_P(KeepsakeContract, GapOfTheLedgerIsKept) {
  EXPECT_EQ(this->store().keepsakes().ledger_gap(), "");
  await<bool>([&](auto done) { this->store().keepsakes().set_ledger_gap("no journal", done); });
  this->reopen();
  EXPECT_EQ(this->store().keepsakes().ledger_gap(), "no journal");
}

TYPED_TEST_P(KeepsakeContract, NumbersAreNeverGivenTwice) {
  EXPECT_EQ(this->store().keepsakes().last(), 0);
  this->erase_person("p1");
  this->erase_person("p2");
  this->drop(2);
  EXPECT_TRUE(this->kinds().empty());
  this->reopen();
  EXPECT_EQ(this->store().keepsakes().last(), 2);
  this->drop(7);  // the journal of the store that this one replaces ends there
  this->erase_person("p3");
  this->drop(5);
  EXPECT_EQ(this->store().keepsakes().last(), 8);
  ASSERT_EQ(this->store().keepsakes().after(7, 10).size(), 1u);
  EXPECT_EQ(this->store().keepsakes().after(7, 10).front().n, 8);
}

REGISTER_TYPED_TEST_SUITE_P(KeepsakeContract, EveryActLeavesOneThatSaysWhatToRepeat,
                            RepeatsWhatWasErasedWhateverTheContentsAre,
                            RepeatsARestrictionOfAPersonOfWhomNothingIsStored,
                            NumbersAreRaisedAboveThoseOfAJournal, GapOfTheLedgerIsKept,
                            NumbersAreNeverGivenTwice);

}  // namespace raccordo::store
