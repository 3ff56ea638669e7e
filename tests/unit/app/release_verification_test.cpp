// Changes made in the store by hand: each must be found and named.
#include "app/releases/release_verification.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aggregate/make/making.hpp"
#include "app/releases/publish.hpp"
#include "app/releases/release_evidence.hpp"
#include "app/releases/release_order.hpp"
#include "app/rules/keyring.hpp"
#include "store/open/open_store.hpp"
#include "store/sqlite/connection.hpp"
#include "support/fixed_clock.hpp"
#include "unit/app/shipped_book.hpp"
#include "unit/store/store_samples.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;

class ReleaseVerificationTest : public testing::Test {
 protected:
  ReleaseVerificationTest() {
    std::vector<store::PreparedRecord> records;
    for (int i = 0; i < 40; ++i) {
      const auto name = std::to_string(i);
      records.push_back(store::accepted("R" + name, 1, name, "person" + name));
      records.back().owner = i < 3 ? "016009" : i % 2 == 0 ? "016030" : "016170";
      records.back().person.sex = i % 2 == 0 ? "F" : "M";
      records.back().facts.opened = base::Date{2014, 3, 1};
      records.back().facts.interventions.front().start = base::Date{2014, 4, 1};
      records.back().facts.interventions.front().type.clear();
      records.back().facts.interventions.front().amount_cents.reset();
    }
    store::apply_now(*store_, store::submission_row("S1", 1), records);
    first_ = release("2016");
    second_ = release("2017");
  }

  std::string release(const std::string& period) {
    const auto ordered = order_release(*store_, config_, {period, "", "ats"}, clock_);
    const auto row = carry_out_release(*store_, *tables_, *keys_, *ordered, clock_);
    EXPECT_EQ(row.state, "DONE") << row.reason;
    return row.id;
  }
  ReleaseVerification verify(const std::string& id) {
    return verify_release(*store_, *store_->release(id), {&keys_->sealer, ""});
  }
  /// Changes the file as another program could, without the triggers.
  void force(const std::string& sql) {
    store::Connection db(config_.sqlite.string(), store::OpenMode::read_write);
    db.execute(
        "DROP TRIGGER IF EXISTS ledger_keeps_rows; DROP TRIGGER IF EXISTS ledger_keeps_words;"
        "DROP TRIGGER IF EXISTS ledger_grows_in_order");
    db.execute(sql.c_str());
  }
  /// `release/row/table: what` of every breach, without repeating the release that was asked for.
  static std::vector<std::string> named(const ReleaseVerification& found) {
    std::vector<std::string> all;
    for (const auto& breach : found.breaches) {
      all.push_back(breach.release + "/" + std::to_string(breach.ledger_row) + "/" + breach.table + ": " +
                    breach.what);
    }
    return all;
  }

  aggregate::ReleaseRequest request_of(const store::ReleaseRow& ordered) const {
    aggregate::ReleaseRequest request;
    request.id = ordered.id;
    request.period = *model::parse_period(ordered.period, config_.periodicity);
    request.rules = config_.disclosure;
    request.key = keys_->release_key;
    return request;
  }

  support::ScratchFolder folder_;
  support::FixedClock clock_;
  Config config_ = shipped_config(folder_);
  std::unique_ptr<store::CaseStore> store_ = store::open_store({config_.sqlite.string()});
  std::shared_ptr<const ActiveTables> tables_ = ActiveTables::from_store(load_book(config_), *store_, clock_);
  std::shared_ptr<const Keyring> keys_ = example_keyring();
  std::string first_, second_;
};

TEST_F(ReleaseVerificationTest, RecomputesEveryCertificateOfAnIntactRelease) {
  for (const auto& id : {first_, second_}) {
    const auto found = verify(id);
    EXPECT_TRUE(found.holds()) << testing::PrintToString(named(found));
    EXPECT_GT(found.certificates, 0u);
    EXPECT_GT(found.hidden, 0u);
    EXPECT_EQ(found.ledger_rows, 2u);
  }
  EXPECT_EQ(verify(first_).ledger_row, 1);
  EXPECT_EQ(verify(second_).ledger_row, 2);
}

TEST_F(ReleaseVerificationTest, NamesTheTableOfAnEditedCell) {
  force(
      "UPDATE releases SET content = CAST(replace(CAST(content AS TEXT), '\"cells\":[40,', '\"cells\":[41,')"
      " AS BLOB) WHERE id = '" +
      second_ + "'");
  const auto found = verify(second_);
  EXPECT_THAT(named(found), testing::Contains(HasSubstr("/0/cases-by-ambito: The digest of the table")));
  EXPECT_THAT(found.unchecked, testing::ElementsAre(HasSubstr("certificates")));
  EXPECT_TRUE(verify(first_).holds());
}

TEST_F(ReleaseVerificationTest, NamesEditedMetadata) {
  force("UPDATE releases SET metadata = replace(metadata, '\"k\":5', '\"k\":4') WHERE id = '" + second_ +
        "'");
  EXPECT_THAT(named(verify(second_)), testing::ElementsAre(HasSubstr("`k`")));
}

TEST_F(ReleaseVerificationTest, NamesAnEditedRowOfTheLedger) {
  force("UPDATE ledger SET at = at + 1 WHERE seq = 1");
  EXPECT_THAT(named(verify(second_)), testing::ElementsAre(HasSubstr("/1/: The hash does not fit")));
}

TEST_F(ReleaseVerificationTest, NamesARowThatDiffersFromItsRelease) {
  force("UPDATE ledger SET content = 'another', period = '2001', revision_date = '2026-06-30' WHERE seq = 2");
  EXPECT_THAT(named(verify(first_)),
              testing::ElementsAre(HasSubstr("/2/: The hash"),
                                   HasSubstr(second_ + "/2/: The ledger names another digest"),
                                   HasSubstr("another period"), HasSubstr("another revision date")));
}

TEST_F(ReleaseVerificationTest, NamesTheReleaseWithoutARow) {
  force("DELETE FROM ledger WHERE seq = 1");
  EXPECT_THAT(named(verify(second_)),
              testing::UnorderedElementsAre(HasSubstr("/1/: The row is missing"),
                                            HasSubstr(first_ + "/0/: The ledger has no row")));
  force("DELETE FROM ledger WHERE seq = 2");
  EXPECT_THAT(named(verify(second_)), testing::Contains(HasSubstr(second_ + "/0/: The ledger has no row")));
}

TEST_F(ReleaseVerificationTest, NamesSwappedRows) {
  force(
      "UPDATE ledger SET seq = 9 WHERE seq = 1; UPDATE ledger SET seq = 1 WHERE seq = 2;"
      "UPDATE ledger SET seq = 2 WHERE seq = 9");
  EXPECT_THAT(named(verify(first_)),
              testing::IsSupersetOf({HasSubstr("/1/: The hash"), HasSubstr("/2/: The hash")}));
}

TEST_F(ReleaseVerificationTest, NamesTheRowOfADeletedRelease) {
  force("DELETE FROM releases WHERE id = '" + first_ + "'");
  EXPECT_THAT(named(verify(second_)),
              testing::ElementsAre(HasSubstr(first_ + "/1/: The release of this row is missing")));
}

TEST_F(ReleaseVerificationTest, NamesEditedOrMissingEvidence) {
  force("UPDATE evidence SET sealed = CAST(sealed || x'00' AS BLOB)");
  for (const auto& id : {first_, second_}) {  // one evidence proves both
    const auto edited = verify(id);
    EXPECT_THAT(named(edited), testing::ElementsAre(HasSubstr(second_ + "/2/: The evidence is not the one")));
    EXPECT_THAT(edited.unchecked, testing::ElementsAre(HasSubstr("certificates")));
  }
  force("DELETE FROM evidence");
  EXPECT_THAT(named(verify(first_)),
              testing::ElementsAre(HasSubstr(second_ + "/2/: The evidence is missing")));
}

TEST_F(ReleaseVerificationTest, NamesEvidenceOfAnotherRelease) {
  force("CREATE TABLE taken AS SELECT sealed FROM evidence");
  const auto third = release("2018");
  force("UPDATE evidence SET sealed = (SELECT sealed FROM taken)");
  const auto found = verify(third);
  EXPECT_THAT(named(found), testing::ElementsAre(HasSubstr(third + "/3/: The evidence is not the one")));
  EXPECT_THAT(found.unchecked, testing::ElementsAre(HasSubstr("does not open")));
}

TEST_F(ReleaseVerificationTest, NamesEvidenceThatDoesNotProveTheReleases) {
  // Sealed by someone who has the key, and matching the ledger: only recomputation finds it.
  const auto ordered = *order_release(*store_, config_, {"2018", "", "ats"}, clock_);
  const auto earlier = *aggregate::read_evidence(
      *unseal_evidence(keys_->sealer, second_, *store_->ledger().evidence(second_)));
  auto made = *aggregate::make_proven_release(store_->snapshot(), tables_->book().extracts,
                                              tables_->book().scheme, request_of(ordered), &earlier);
  auto evidence = *aggregate::read_evidence(made.evidence);
  evidence.facts.cases.pop_back();
  store::FinishedRelease finished;
  finished.row = ordered;
  finished.row.digest = made.release.digest();
  finished.row.metadata = made.release.metadata();
  finished.row.content = made.release.serialise();
  finished.evidence = seal_evidence(keys_->sealer, ordered.id, aggregate::write_evidence(evidence));
  finished.after = 2;
  finished.event = store::event_of("release.create", ordered.id);
  EXPECT_EQ(store::enter(*store_, finished), store::Entered::done);
  for (const auto& id : {first_, second_, ordered.id}) {
    EXPECT_THAT(named(verify(id)), testing::ElementsAre(testing::AllOf(
                                       HasSubstr("/0/: The evidence does not prove it"),
                                       testing::AnyOf(HasSubstr("table '"), HasSubstr("what release ")))));
  }
}

TEST_F(ReleaseVerificationTest, ListsUncheckedPartsWithoutTheKey) {
  const auto row = *store_->release(second_);
  const auto without = verify_release(*store_, row, {nullptr, "keys/sealing.key: cannot be read"});
  EXPECT_THAT(named(without), testing::IsEmpty());
  EXPECT_THAT(without.unchecked, testing::ElementsAre(HasSubstr("keys/sealing.key: cannot be read")));
  EXPECT_FALSE(without.holds());
  const privacy::Sealer other(base::Secret(std::string(32, 'x')));
  const auto wrong = verify_release(*store_, row, {&other, ""});
  EXPECT_THAT(named(wrong), testing::IsEmpty());
  EXPECT_THAT(wrong.unchecked, testing::ElementsAre(HasSubstr("does not open the evidence")));
}

}  // namespace
}  // namespace raccordo::app
