// Retention, specific to SQLite: a store of an earlier schema, a missing key, and traces of the person in the
// files.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "open_claimed.hpp"
#include "store/codecs/facts_codec.hpp"
#include "store/open/open_store.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/migrations.hpp"
#include "store_samples.hpp"

namespace raccordo::store {
namespace {

constexpr CaseStore::RetentionCutoffs kCutoffs{{}, {}, {}, {2010, 6, 30}};
// Invented.
const std::string kId = "invented-record-id-of-RSSMRA80A01F205X";

std::uint64_t retain(CaseStore& store) {
  return await<std::uint64_t>(
      [&](auto done) { store.apply_retention(kCutoffs, event_of("retention.apply", "records"), done); });
}

PreparedRecord closed_record() {
  auto record = accepted(kId, 1, kId, "p-" + kId);
  record.body = "{\"record\":\"" + kId + "\"}" + std::string(9000, 'x');
  record.person.sealed_id = "sealed-" + kId;
  record.facts.closed = base::Date{2010, 6, 29};
  return record;
}

/// Number of schema files before the one whose name contains `word`.
std::size_t schemas_before(std::string_view word) {
  std::size_t count = 0;
  for (const auto& each : sqlite_schema()) {
    if (std::string_view(each.name).find(word) != std::string_view::npos) return count;
    ++count;
  }
  return count;
}

/// A store of the previous schema: one person with a case closed long ago and an open one.
void make_former_store(const std::string& file) {
  Connection db(file, OpenMode::read_write);
  migrate(db, sqlite_schema().first(schemas_before("retention")));
  db.execute(
      "INSERT INTO codes (no, text) VALUES (1, 'isola-bergamasca'), (2, '016198'), (3, 'F');"
      "INSERT INTO persons (no, random_key, sex, sex_said, birth, birth_said) VALUES (7, 4711, 3, 1, "
      "1013794, 1);"
      "INSERT INTO identities (person, pseudonym, sealed_id) VALUES (7, zeroblob(32), x'00');"
      "INSERT INTO records (no, source, record_id, outcome, version, submission, number, received_at, owner,"
      " accepted_version, accepted_digest) VALUES (1, 1, 'OLD', 0, 1, 'S0', 1, 1, '016198', 1, zeroblob(32)),"
      " (2, 1, 'OPEN', 0, 1, 'S0', 2, 1, '016198', 1, zeroblob(32));"
      "INSERT INTO bodies (record, body) VALUES (1, '{}'), (2, '{}');"
      "INSERT INTO source_totals (source, accepted, waiting) VALUES (1, 2, 0)");
  model::CaseFacts facts;
  facts.source = 1;
  facts.owner = 2;
  facts.opened = {2009, 3, 17};
  db.run("INSERT INTO facts (record, person, closed, facts) VALUES (2, 7, 0, ?1)", Blob{encode_facts(facts)});
  facts.closed = {2010, 6, 29};
  db.run("INSERT INTO facts (record, person, closed, facts) VALUES (1, 7, ?2, ?1)", Blob{encode_facts(facts)},
         pack_date(facts.closed));
}

TEST(SqliteRetention, StoreOfThePreviousSchemaKeepsItsCount) {
  const ScratchFolder folder;
  make_former_store(folder.file());
  const auto store = open_claimed(folder.file());
  store->use_record_key(base::Hmac("key"));
  ASSERT_EQ(store->snapshot().cases.size(), 2u);
  EXPECT_EQ(retain(*store), 1u);
  const auto set = store->snapshot();
  ASSERT_EQ(set.cases.size(), 2u);
  ASSERT_EQ(set.persons.size(), 1u);
  EXPECT_EQ(set.persons[0].key, 4711u);
  EXPECT_TRUE(store->record("isola-bergamasca", "OLD")->anonymised);
  EXPECT_FALSE(store->record("isola-bergamasca", "OPEN")->anonymised);
  EXPECT_EQ(store->source_counts().at(0).accepted, 2u);
}

TEST(SqliteRetention, FactOfAnOlderSchemaBelongsToItsOwner) {
  const ScratchFolder folder;
  {
    Connection db(folder.file(), OpenMode::read_write);
    migrate(db, sqlite_schema().first(schemas_before("key_owner_of_facts")));
    db.execute(
        "INSERT INTO codes (no, text) VALUES (1, 'isola-bergamasca'), (2, '016198');"
        "INSERT INTO anonymous_persons (no, random_key, sex, birth) VALUES (-7, 4711, 0, 1013760);"
        "INSERT INTO source_totals (source, accepted, waiting) VALUES (1, 1, 0)");
    model::CaseFacts facts;
    facts.source = 1;
    facts.owner = 2;
    db.run(
        "INSERT INTO anonymous_facts (no, digest, source, owner, person, facts)"
        " VALUES (-5, ?1, 1, '016198', -7, ?2)",
        Blob{base::as_bytes(base::Hmac("key").compute("1|" + kId))}, Blob{encode_facts(facts)});
  }
  const auto store = open_claimed(folder.file());
  store->use_record_key(base::Hmac("key"));
  auto own = closed_record();
  own.per_owner = true;
  own.beyond_retention = true;
  auto other = own;
  other.owner = "016024";
  EXPECT_EQ(apply_now(*store, submission_row("S1", 1), {own}).at(0).outcome, model::Outcome::unchanged);
  EXPECT_EQ(apply_now(*store, submission_row("S2", 2), {other}).at(0).outcome, model::Outcome::accepted);
  EXPECT_EQ(retain(*store), 1u);
  EXPECT_EQ(store->snapshot().cases.size(), 2u);
  EXPECT_TRUE(store->record("isola-bergamasca", kId, {model::Comuni::all(), "", "016198"})->anonymised);
  EXPECT_TRUE(store->record("isola-bergamasca", kId, {model::Comuni::all(), "", "016024"})->anonymised);
}

TEST(SqliteRetention, FailsWithoutItsKeyAndChangesNothing) {
  const ScratchFolder folder;
  const auto store = open_store({folder.file()});
  apply_now(*store, submission_row("S1", 1), {closed_record()});
  EXPECT_THROW(retain(*store), base::SystemFault);
  EXPECT_FALSE(store->record("isola-bergamasca", kId)->anonymised);
  EXPECT_EQ(store->snapshot().cases.size(), 1u);
}

TEST(SqliteRetention, RemovesAllTracesOfThePersonFromTheFiles) {
  const ScratchFolder folder;
  const auto store = open_store({folder.file()});
  store->use_record_key(base::Hmac("key"));
  apply_now(*store, submission_row("S1", 1), {closed_record(), accepted("other", 1, "other", "other")});
  EXPECT_EQ(retain(*store), 1u);
  const auto pseudonym = digest_of("p-" + kId);
  for (const auto* const end : {"", "-wal", "-shm"}) {
    std::ifstream in(folder.file() + end, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(bytes.find(kId), std::string::npos) << end;
    EXPECT_EQ(bytes.find(base::as_bytes(pseudonym)), std::string::npos) << end;
  }
  EXPECT_EQ(store->snapshot().cases.size(), 2u);
}

TEST(SqliteRetention, NumberOfThePersonIsUnusedAfterwards) {
  const ScratchFolder folder;
  {
    const auto store = open_store({folder.file()});
    store->use_record_key(base::Hmac("key"));
    apply_now(*store, submission_row("S1", 1), {closed_record()});
    retain(*store);
  }
  Connection db(folder.file(), OpenMode::read_only);
  for (const Sql sql :
       {Sql("SELECT count(*) FROM persons"), Sql("SELECT count(*) FROM identities"),
        Sql("SELECT count(*) FROM records"), Sql("SELECT count(*) FROM bodies"),
        Sql("SELECT count(*) FROM facts"), Sql("SELECT count(*) FROM anonymous_facts WHERE person >= 0"),
        Sql("SELECT count(*) FROM anonymous_facts WHERE person NOT IN"
            " (SELECT no FROM anonymous_persons)")}) {
    auto query = db.query(sql);
    ASSERT_TRUE(query.step());
    EXPECT_EQ(query.integer(0), 0) << sql.text();
  }
}

/// One case without its person that was sent again as reopened; in a source that numbers
/// by Comune (true), another Comune has an anonymous case of the same number.
class ReopenedCase : public testing::TestWithParam<bool> {
 protected:
  static constexpr auto kOther = "016024";

  ReopenedCase() {
    store_->use_record_key(base::Hmac("key"));
    apply_now(*store_, submission_row("S1", 1), {keyed(closed_record())});
    if (GetParam()) {
      auto other = keyed(closed_record());
      other.owner = kOther;
      other.person.pseudonym = digest_of("another");
      apply_now(*store_, submission_row("S0", 1), {other});
    }
    retain(*store_);
    apply_now(*store_, submission_row("S2", 2), {reopened()});
  }
  ~ReopenedCase() override { EXPECT_TRUE(!GetParam() || of(kOther).anonymised); }
  static PreparedRecord keyed(PreparedRecord record) {
    record.per_owner = GetParam();
    return record;
  }
  RecordState of(const std::string& comune) {
    return store_->record("isola-bergamasca", kId, {model::Comuni::all(), "", comune}).value();
  }
  static std::size_t others() { return GetParam() ? 1 : 0; }
  static PreparedRecord reopened() {
    auto record = keyed(accepted(kId, 2, kId + " again"));
    record.seal = [] { return std::string("sealed:reopened"); };
    return record;
  }
  Decided decide(std::optional<PreparedRecord> accept) {
    const auto row = store_->quarantine({}, 10, "").items.at(0);
    EXPECT_EQ(row.awaits, "beyond-retention");
    Decision decision{row.id, row.content, std::move(accept), act("record.decide")};
    return await<Decided>([&](auto done) { store_->decide(std::move(decision), done); });
  }

  ScratchFolder folder_;
  std::unique_ptr<CaseStore> store_ = open_store({folder_.file()});
};

TEST_P(ReopenedCase, AcceptedReplacesItsFact) {
  EXPECT_EQ(decide(reopened()), Decided::done);
  const auto cases = store_->snapshot().cases;
  EXPECT_TRUE(
      std::any_of(cases.begin(), cases.end(), [](const auto& each) { return each.closed == base::Date{}; }));
  EXPECT_EQ(store_->snapshot().cases.size(), 1u + others());
  EXPECT_EQ(of("016198").outcome, model::Outcome::accepted);
  EXPECT_FALSE(of("016198").anonymised);
  EXPECT_EQ(store_->submission("S2")->counts.accepted, 1u);
  EXPECT_EQ(store_->submission("S2")->counts.quarantined, 0u);
  EXPECT_EQ(store_->source_counts().at(0).accepted, 1u + others());
  EXPECT_TRUE(store_->quarantine({}, 10, "").items.empty());
}

TEST_P(ReopenedCase, RejectedKeepsTheFact) {
  EXPECT_EQ(decide(std::nullopt), Decided::done);
  EXPECT_TRUE(of("016198").anonymised);
  EXPECT_EQ(store_->snapshot().cases.size(), 1u + others());
  EXPECT_EQ(store_->submission("S2")->counts.rejected, 1u);
  EXPECT_EQ(store_->submission("S2")->counts.quarantined, 0u);
  const auto told = store_->issues("S2", 10, "").items;
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].outcome, model::Outcome::rejected);
  EXPECT_EQ(store_->source_counts().at(0).waiting, 0u);
  EXPECT_TRUE(store_->quarantine({}, 10, "").items.empty());
}

INSTANTIATE_TEST_SUITE_P(ByIdAndByComune, ReopenedCase, testing::Bool());

TEST(SqliteRetention, WrappedKeyIsReplacedOnlyWithTheCurrentValue) {
  const ScratchFolder folder;
  const auto store = open_store({folder.file()});
  const auto put = [&](const std::string& sealed, const std::string& before) {
    return await<bool>([&](auto done) { store->put_wrapped_key("k", sealed, before, done); });
  };
  EXPECT_FALSE(store->wrapped_key("k"));
  EXPECT_TRUE(put("one", ""));
  EXPECT_FALSE(put("two", ""));
  EXPECT_FALSE(put("two", "other"));
  EXPECT_TRUE(put("two", "one"));
  EXPECT_EQ(open_store({folder.file()})->wrapped_key("k"), "two");
}

}  // namespace
}  // namespace raccordo::store
