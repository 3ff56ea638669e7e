// Identity of the store: a missing store, another one, an older copy, a lost log, a file replaced while it is
// open.
#include "store/sqlite/store_identity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "store/interface/store_claim.hpp"
#include "store/open/open_store.hpp"
#include "store/open/store_check.hpp"
#include "store_samples.hpp"

namespace raccordo::store {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class StoreIdentityTest : public testing::Test {
 protected:
  std::unique_ptr<CaseStore> open() const { return open_store({folder_.file()}); }
  void add_record(CaseStore& store, const std::string& id) const {
    apply_now(store, submission_row("S" + id, 1), {accepted(id, 1, id)});
  }
  void make_store_with(const std::string& id) const {
    const auto store = open();
    add_record(*store, id);
  }
  /// A copy of the store, its `-wal` file included.
  void copy_to(const std::string& name) const {
    for (const auto* end : {"", "-wal"}) {
      if (fs::exists(folder_.file() + end)) {
        fs::copy_file(folder_.file() + end, folder_.file() + name + end,
                      fs::copy_options::overwrite_existing);
      }
    }
  }
  void put_back(const std::string& name) const {
    for (const auto* end : {"", "-wal", "-shm"}) fs::remove(folder_.file() + end);
    for (const auto* end : {"", "-wal"}) {
      if (fs::exists(folder_.file() + name + end))
        fs::copy_file(folder_.file() + name + end, folder_.file() + end);
    }
  }
  std::string fault_of_opening() const {
    try {
      open();
      return "";
    } catch (const base::SystemFault& fault) {
      return fault.what();
    }
  }
  std::string identity_file() const { return folder_.file() + ".identity"; }

  ScratchFolder folder_;
};

TEST_F(StoreIdentityTest, ExistingStoreOpensRepeatedly) {
  make_store_with("A");
  make_store_with("B");
  EXPECT_EQ(identity_fault(folder_.file()), std::nullopt);
  EXPECT_EQ(open()->snapshot().cases.size(), 2U);
}

TEST_F(StoreIdentityTest, NewStoreNeedsNoConfirmation) {
  EXPECT_EQ(identity_fault(folder_.file()), std::nullopt);
  EXPECT_FALSE(fs::exists(folder_.file()));
}

TEST_F(StoreIdentityTest, MissingStoreIsNotReplacedByAnEmptyOne) {
  make_store_with("A");
  for (const bool emptied : {false, true}) {
    fs::remove(folder_.file());
    if (emptied) std::ofstream(folder_.file()).flush();
    EXPECT_THAT(identity_fault(folder_.file()).value_or(""), HasSubstr("--new-store"));
    EXPECT_THAT(fault_of_opening(), HasSubstr("is missing"));
  }
  StoreOptions options{folder_.file()};
  options.identity = StoreOptions::Identity::accepted;
  EXPECT_EQ(open_store(options)->snapshot().cases.size(), 0U);
  EXPECT_EQ(fault_of_opening(), "") << "the identity file is that of the new store";
}

TEST_F(StoreIdentityTest, OlderCopyIsRefusedUntilItIsAccepted) {
  make_store_with("A");
  copy_to("-copy");
  make_store_with("B");
  put_back("-copy");
  EXPECT_THAT(identity_fault(folder_.file()).value_or(""), HasSubstr("older copy"));
  EXPECT_THAT(fault_of_opening(), HasSubstr("--accept-older-store"));
  StoreOptions options{folder_.file()};
  options.identity = StoreOptions::Identity::accepted;
  EXPECT_EQ(open_store(options)->snapshot().cases.size(), 1U);
  EXPECT_EQ(fault_of_opening(), "");
}

TEST_F(StoreIdentityTest, StoreWithoutItsLogIsRefused) {
  {
    const auto store = open();
    add_record(*store, "A");
    store->care().keep_mark();
    copy_to("-copy");
  }
  ASSERT_GT(fs::file_size(folder_.file() + "-copy-wal"), 0U);
  fs::remove(folder_.file() + "-copy-wal");
  put_back("-copy");
  EXPECT_THAT(fault_of_opening(),
              testing::AnyOf(HasSubstr("-wal"), HasSubstr("no identity yet"), HasSubstr("missing")));
}

TEST_F(StoreIdentityTest, AnotherStoreIsRefused) {
  make_store_with("A");
  fs::rename(identity_file(), identity_file() + "-kept");
  fs::remove(folder_.file());
  make_store_with("B");
  fs::rename(identity_file() + "-kept", identity_file());
  EXPECT_THAT(fault_of_opening(), HasSubstr("another one"));
}

TEST_F(StoreIdentityTest, StoreAheadOfItsIdentityFileIsAccepted) {
  make_store_with("A");
  fs::copy_file(identity_file(), identity_file() + "-kept");
  make_store_with("B");
  fs::rename(identity_file() + "-kept", identity_file());
  EXPECT_EQ(fault_of_opening(), "");
}

TEST_F(StoreIdentityTest, IdentityFileNeverCountsCommitsThatAreNotDurable) {
  const auto store = open();
  for (int i = 0; i < 20; ++i) {
    add_record(*store, std::to_string(i));
    store->care().keep_mark();
    Connection other(folder_.file(), OpenMode::read_only);
    EXPECT_LE(read_mark(folder_.file())->commits, mark_of(other).commits);
  }
}

TEST_F(StoreIdentityTest, ChangedRowsOfLedgerAndAuditAreReported) {
  {
    const auto store = open();
    make_release(*store, "R1", "2017", 0);
    await<AuditHead>([&](auto done) { store->audit().append(act("a.b"), done); });
  }
  const auto change = [&](const char* sql) { Connection(folder_.file(), OpenMode::read_write).execute(sql); };
  change("UPDATE audit SET hash = zeroblob(32) WHERE seq = (SELECT max(seq) FROM audit)");
  EXPECT_THAT(identity_fault(folder_.file()).value_or(""), HasSubstr("of the audit"));
  change("DROP TRIGGER ledger_keeps_rows; DELETE FROM ledger");
  EXPECT_THAT(identity_fault(folder_.file()).value_or(""), HasSubstr("ledger"));
}

TEST_F(StoreIdentityTest, AuditWithExpiredRowsIsAccepted) {
  {
    const auto store = open();
    await<AuditHead>([&](auto done) { store->audit().append(act("a.b"), done); });
    store->care().keep_mark();
    fs::copy_file(identity_file(), identity_file() + "-kept");
    await<std::uint64_t>([&](auto done) { store->audit().expire(at(101), act("audit.expire"), done); });
  }
  fs::rename(identity_file() + "-kept", identity_file());
  EXPECT_EQ(identity_fault(folder_.file()), std::nullopt);
}

TEST_F(StoreIdentityTest, DamagedIdentityFileIsAFault) {
  make_store_with("A");
  for (const auto* text :
       {"", "raccordo store 1\n", "raccordo store 2\nidentity a\ncommits 1\nledger 0:00\naudit 0:00\n"}) {
    std::ofstream(identity_file(), std::ios::trunc) << text;
    EXPECT_THAT(fault_of_opening(), HasSubstr("damaged")) << text;
  }
}

TEST_F(StoreIdentityTest, FileReplacedWhileOpenTakesNoMoreWrites) {
  for (const auto* end : {"", "-wal"}) {
    const ScratchFolder folder;
    const auto store = open_store({folder.file()});
    add_record(*store, "A");
    store->care().check_in_place();
    fs::rename(folder.file() + end, folder.file() + end + "-gone");
    fs::copy_file(folder.file() + end + "-gone", folder.file() + end);
    EXPECT_THROW(add_record(*store, "B"), base::SystemFault);
    EXPECT_THROW(store->care().check_in_place(), base::SystemFault);
    fs::rename(folder.file() + end + "-gone", folder.file() + end);
    EXPECT_THROW(add_record(*store, "C"), base::SystemFault) << "changes in between are unknown";
  }
}

TEST_F(StoreIdentityTest, OldSchemaIsMigratedOnlyByAGateway) {
  make_store_with("A");
  Connection(folder_.file(), OpenMode::read_write).execute("PRAGMA user_version = 6");
  EXPECT_THAT(fault_of_opening(), HasSubstr("start `raccordo serve` once"));
  {
    Connection db(folder_.file(), OpenMode::read_only);
    auto query = db.query("PRAGMA user_version");
    ASSERT_TRUE(query.step());
    EXPECT_EQ(query.integer(0), 6);
  }
  EXPECT_EQ(older_schema_of({folder_.file()}), 6);
}

TEST_F(StoreIdentityTest, PresentSchemaIsNotOlder) {
  EXPECT_EQ(older_schema_of({folder_.file()}), std::nullopt) << "there is none";
  make_store_with("A");
  EXPECT_EQ(older_schema_of({folder_.file()}), std::nullopt);
}

}  // namespace
}  // namespace raccordo::store
