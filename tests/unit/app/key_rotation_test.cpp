// Rotation of both keys on a store with an accepted, a waiting and a restricted person;
// tests/integration/case_key_rotation.py plays the story with a running gateway, kills and a restore.
#include "app/backup/key_rotation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/backup/journal.hpp"
#include "app/cli/cli_keys.hpp"
#include "app/ingest/record_pipeline.hpp"
#include "app/ingest/sealed_person.hpp"
#include "base/stored_damage.hpp"
#include "mapping/record_json.hpp"
#include "store/interface/wait_for.hpp"
#include "unit/app/ready_installation.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

constexpr auto kSource = "bergamo";
constexpr auto kAccepted = "STP0000000000001";
constexpr auto kWaiting = "STP0000000000002";

class KeyRotation : public testing::Test, protected ReadyInstallation {
 protected:
  KeyRotation() {
    opened();
    apply(accepted("R1", kAccepted));
    apply(waiting("R2", kWaiting));
  }

  Installation& opened() {
    if (installation_) return *installation_;
    auto result = open_installation(config_);
    if (!result) throw std::runtime_error(result.error().front().message);
    installation_ = std::move(*result);
    return *installation_;
  }
  void close() { installation_.reset(); }
  const Keyring& keys() { return *opened().keys; }
  store::CaseStore& store() { return *opened().store; }

  store::PreparedRecord accepted(const std::string& id, const std::string& person) {
    store::PreparedRecord record;
    record.number = 1;
    record.record_id = id;
    record.outcome = model::Outcome::accepted;
    record.owner = "016024";
    record.content = keys().renewed(keys().names.compute("content of " + id));
    record.person.pseudonym = pseudonym(person);
    record.person.sealed_id = keys().sealer.seal("stp|" + person, "person");
    for (const auto& key : keys().former())
      record.person.former.push_back(
          privacy::pseudonym_of(key, model::IdType::stp, kSource, base::Secret(person)));
    return record;
  }
  store::PreparedRecord waiting(const std::string& id, const std::string& person) {
    auto record = accepted(id, person);
    record.outcome = model::Outcome::quarantined;
    model::FieldRecord fields;
    fields.values.push_back({});
    fields.values.back().field = model::Field::person_id;
    fields.values.back().text = person;
    record.sealed_fields =
        keys().sealer.seal(mapping::field_record_json(fields), quarantine_context(kSource, id));
    return record;
  }
  model::Outcome apply(store::PreparedRecord record) {
    store::ApplyRequest request;
    request.submission.id = "S" + std::to_string(++sent_);
    request.submission.source = kSource;
    request.submission.received_at = {sent_ * 1'000'000};
    record.version = request.submission.received_at;
    request.records.push_back(std::move(record));
    return wait_for<std::vector<store::AppliedRecord>>(
               [&](store::Done<std::vector<store::AppliedRecord>> done) {
                 store().apply(std::move(request), std::move(done));
               })
        .at(0)
        .outcome;
  }
  store::RestrictionChange::Result restrict(const base::Digest& mark, store::RestrictionStep step) {
    return wait_for<store::RestrictionChange>([&](store::Done<store::RestrictionChange> done) {
             store().held().restrict_person(mark, step, {{1}, "a", "subject.restrict", "o", "why", {}},
                                            std::move(done));
           })
        .result;
  }

  base::Digest pseudonym(const std::string& person) {
    return privacy::pseudonym_of(keys().pseudonym, model::IdType::stp, kSource, base::Secret(person));
  }
  std::size_t records_of(const base::Digest& mark) {
    return store().held().of_person({mark}, 10, "", model::Comuni::all()).items.size();
  }
  bool is_restricted(const base::Digest& mark) {
    return !store().held().trail_of({mark}).restrictions.empty();
  }
  std::size_t generations(const char* file) { return read(folder_.path() / file).size() / 32; }

  /// As the verb does it, with nobody else on the store.
  Rotated rotate(base::Result<Rotated> (*work)(const Config&, store::KeyTurn&, const RotationProgress&)) {
    close();
    const auto turn = store::KeyTurn::take(config_.sqlite.string());
    EXPECT_TRUE(turn);
    EXPECT_TRUE((*turn)->close_gate(0s));
    auto done = work(config_, **turn, {});
    EXPECT_TRUE(done) << done.error().message;
    return *done;
  }
  std::vector<store::SealedRow> rows() {
    auto all = store().sealed_rows(store::SealedKind::identifier, 0, 100);
    for (auto& each : store().sealed_rows(store::SealedKind::waiting, 0, 100)) all.push_back(each);
    return all;
  }

  std::unique_ptr<Installation> installation_;
  std::int64_t sent_ = 0;
};

TEST_F(KeyRotation, OfThePseudonymKeyRecomputesEveryPseudonym) {
  const auto before = std::pair(pseudonym(kAccepted), pseudonym(kWaiting));
  const auto done = rotate(rotate_pseudonym);
  EXPECT_EQ(done.generation, 2u);
  EXPECT_FALSE(done.continued);
  EXPECT_EQ(done.pseudonyms.persons, 1u);
  EXPECT_EQ(done.pseudonyms.waiting, 1u);
  EXPECT_EQ(done.pseudonyms.unread, 0u);
  EXPECT_EQ(generations("pseudonym.key"), 2u);
  EXPECT_EQ(keys().in_force(), 2u);
  EXPECT_NE(pseudonym(kAccepted), before.first);
  EXPECT_EQ(records_of(before.first) + records_of(before.second), 0u);
  EXPECT_EQ(records_of(pseudonym(kAccepted)), 1u);
  EXPECT_EQ(records_of(pseudonym(kWaiting)), 1u);
  rotate(rotate_pseudonym);
  EXPECT_EQ(keys().in_force(), 3u);
  EXPECT_EQ(records_of(pseudonym(kAccepted)), 1u);
  EXPECT_EQ(records_of(pseudonym(kWaiting)), 1u);
}

TEST_F(KeyRotation, LeavesContentsAndNamesRecognisable) {
  const auto name = keys().names.compute("IB-1");
  rotate(rotate_pseudonym);
  rotate(rotate_pseudonym);
  EXPECT_EQ(keys().names.compute("IB-1"), name);
  EXPECT_EQ(apply(accepted("R1", kAccepted)), model::Outcome::unchanged);
  EXPECT_NE(keys().renewed(name), name)
      << "a digest under a key that leaked would not stay a test of guesses";
  EXPECT_EQ(store().snapshot().cases.size(), 1u);
}

TEST_F(KeyRotation, MovesARestrictionInTheStoreAndInTheJournal) {
  const auto before = pseudonym(kAccepted);
  ASSERT_EQ(restrict(before, store::RestrictionStep::restrict), store::RestrictionChange::Result::done);
  EXPECT_EQ(rotate(rotate_pseudonym).pseudonyms.restrictions, 1u);
  EXPECT_FALSE(is_restricted(before));
  EXPECT_TRUE(is_restricted(pseudonym(kAccepted)));
  EXPECT_TRUE(store().snapshot().cases.empty());
  const auto journal = read_journal(journal_of(config_.sqlite), keys().sealer);
  ASSERT_TRUE(journal);
  ASSERT_EQ(journal->acts.size(), 3u);
  EXPECT_EQ(journal->acts[1].kind, store::Keepsake::Kind::lift);
  EXPECT_EQ(journal->acts[1].mark, before);
  EXPECT_EQ(journal->acts[2].kind, store::Keepsake::Kind::restrict);
  EXPECT_EQ(journal->acts[2].mark, pseudonym(kAccepted));
}

TEST_F(KeyRotation, ReachesARestrictedPersonOfWhomNothingIsStored) {
  const auto former = pseudonym("STP0000000000003");
  store::Keepsake act;
  act.n = 7;
  act.kind = store::Keepsake::Kind::restrict;
  act.mark = former;
  wait_for<bool>([&](store::Done<bool> done) { store().keepsakes().repeat({act}, {}, std::move(done)); });
  EXPECT_EQ(rotate(rotate_pseudonym).pseudonyms.restrictions, 0u);
  EXPECT_TRUE(is_restricted(former));
  apply(accepted("R3", "STP0000000000003"));
  EXPECT_FALSE(is_restricted(former));
  EXPECT_TRUE(is_restricted(pseudonym("STP0000000000003")));
  EXPECT_EQ(store().snapshot().cases.size(), 1u) << "that of the other person";
}

TEST_F(KeyRotation, ChangesNothingIfAnIdentifierDoesNotOpenAndContinuesOnceItDoes) {
  const auto before = pseudonym(kAccepted);
  const auto row = store().sealed_rows(store::SealedKind::identifier, 0, 1).at(0);
  const auto put = [&](const std::string& old, const std::string& fresh) {
    auto damaged = row;
    damaged.sealed = old;
    return wait_for<std::uint64_t>([&](store::Done<std::uint64_t> done) {
      store().reseal({{damaged, fresh}}, std::move(done));
    });
  };
  ASSERT_EQ(put(row.sealed, "damaged"), 1u);
  EXPECT_EQ(put(row.sealed, "again"), 0u) << "only what is still the same is replaced";
  EXPECT_THROW(rotate(rotate_pseudonym), base::StoredDamage);
  EXPECT_EQ(generations("pseudonym.key"), 2u);
  EXPECT_EQ(keys().in_force(), 1u) << "the store says which generation is in force";
  EXPECT_EQ(pseudonym(kAccepted), before);
  EXPECT_EQ(records_of(pseudonym(kWaiting)), 1u);
  put("damaged", row.sealed);
  const auto done = rotate(rotate_pseudonym);
  EXPECT_TRUE(done.continued);
  EXPECT_EQ(done.generation, 2u);
  EXPECT_EQ(generations("pseudonym.key"), 2u);
  EXPECT_EQ(records_of(pseudonym(kAccepted)), 1u);
}

TEST_F(KeyRotation, LeavesAWaitingRecordWithoutReadableFieldsItsPseudonym) {
  const auto before = pseudonym(kWaiting);
  auto row = store().sealed_rows(store::SealedKind::waiting, 0, 1).at(0);
  wait_for<std::uint64_t>([&](store::Done<std::uint64_t> done) {
    store().reseal({{row, "damaged"}}, std::move(done));
  });
  const auto done = rotate(rotate_pseudonym);
  EXPECT_EQ(done.pseudonyms.unread, 1u);
  EXPECT_EQ(records_of(before), 1u);
}

TEST_F(KeyRotation, OfTheSealingKeySealsAgain) {
  const auto done = rotate(rotate_sealing);
  EXPECT_EQ(done.generation, 2u);
  EXPECT_EQ(done.resealed, 2u);
  EXPECT_EQ(done.unread, 0u);
  EXPECT_EQ(store().resealed_through(), 2);
  EXPECT_TRUE(keys().sealer.is_newest(store().wrapped_key("record-ids").value()));
  for (const auto& row : rows()) {
    EXPECT_TRUE(keys().sealer.is_newest(row.sealed));
    EXPECT_TRUE(pseudonyms_of(row, keys()));
  }
  EXPECT_EQ(store().credentials().key_checks().count("sealing/2"), 1u);
  EXPECT_EQ(rotate(rotate_sealing).generation, 3u);
}

TEST_F(KeyRotation, OfTheSealingKeyContinuesWhatWasCutOff) {
  close();
  ASSERT_TRUE(privacy::append_generation(config_.sealing_key));  // and killed
  EXPECT_FALSE(keys().sealer.is_newest(rows().at(0).sealed));
  const auto done = rotate(rotate_sealing);
  EXPECT_TRUE(done.continued);
  EXPECT_EQ(done.resealed, 2u);
  EXPECT_EQ(generations("sealing.key"), 2u);
}

TEST_F(KeyRotation, WaitsForThoseWhoUseTheKeys) {
  const auto store = config_.sqlite.string();
  const auto turn = store::KeyTurn::take(store);
  ASSERT_TRUE(turn);
  EXPECT_FALSE(store::KeyTurn::take(store)) << "one rotation at a time";
  EXPECT_FALSE(opened().key_use->is_wanted());
  const auto refused = (*turn)->close_gate(0s);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("Nothing was changed"));
  EXPECT_FALSE(store::is_gate_closed(store));
  close();
  ASSERT_TRUE((*turn)->close_gate(0s));
  EXPECT_TRUE(store::is_gate_closed(store));
  const auto use = store::KeyUse::take(store, 0ms);
  ASSERT_FALSE(use);
  EXPECT_THAT(use.error().message, HasSubstr("being rotated"));
  (*turn)->open_gate();
  EXPECT_TRUE(store::KeyUse::take(store, 0ms));
}

TEST_F(KeyRotation, TranslatesActsOfAJournalToThePseudonymsInForce) {
  std::vector<store::Keepsake> acts(3);
  acts[0].kind = store::Keepsake::Kind::erase_person;
  acts[0].mark = pseudonym(kAccepted);
  acts[1].kind = store::Keepsake::Kind::restrict;
  acts[1].mark = pseudonym("STP0000000000009");  // nobody knows who that is
  acts[2].kind = store::Keepsake::Kind::release;
  acts[2].mark = pseudonym(kAccepted);  // a hash that happens to be the same
  const auto before = acts;
  rotate(rotate_pseudonym);
  rotate(rotate_pseudonym);
  translate_marks(store(), keys(), acts);
  EXPECT_EQ(acts[0].mark, pseudonym(kAccepted));
  EXPECT_EQ(acts[1].mark, before[1].mark);
  EXPECT_EQ(acts[2].mark, before[2].mark);
}

TEST_F(KeyRotation, RenewsARestoredStoreWithoutTellingTheJournal) {
  restrict(pseudonym(kAccepted), store::RestrictionStep::restrict);
  const auto last = store().keepsakes().last();
  close();
  ASSERT_TRUE(privacy::append_generation(config_.pseudonym_key));
  renew_restored(store(), keys());
  EXPECT_EQ(store().keepsakes().last(), last);
  close();
  EXPECT_EQ(keys().in_force(), 2u);
  EXPECT_TRUE(is_restricted(pseudonym(kAccepted)));
}

}  // namespace
}  // namespace raccordo::app
