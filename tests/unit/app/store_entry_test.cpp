// How `serve` comes to its store: nothing is changed before every check has passed.
#include "app/main/store_entry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/open/open_store.hpp"
#include "unit/app/ready_installation.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;
using testing::EndsWith;
using testing::HasSubstr;

class StoreEntryTest : public testing::Test, protected ReadyInstallation {
 protected:
  std::string refused(const ServeOptions& options = {}) const {
    const auto entry = enter_store(config_, options);
    return entry ? "" : entry.error().front().message;
  }
  /// Lets the installation run once.
  void begin() const {
    const auto entry = enter_store(config_, {});
    ASSERT_TRUE(entry) << entry.error().front().message;
    entry->installation->store->care().keep_mark();
    entry->installation->store->flush();
  }
  std::vector<std::string> set_aside() const {
    std::vector<std::string> names;
    for (const auto& each : fs::directory_iterator(config_.sqlite.parent_path())) {
      const auto name = each.path().filename().string();
      if (name.starts_with("spool-set-aside-")) names.push_back(name);
    }
    return names;
  }
};

TEST_F(StoreEntryTest, FirstStartMakesTheStoreAndItsFolder) {
  fs::remove_all(config_.sqlite.parent_path());
  const auto entry = enter_store(config_, {});
  ASSERT_TRUE(entry) << entry.error().front().message;
  EXPECT_EQ(entry->accepted, "");
  EXPECT_TRUE(fs::exists(config_.sqlite));
  EXPECT_GT(entry->installation->tables->sources().size(), 0U);
}

TEST_F(StoreEntryTest, StoreOfARunningGatewayIsRefusedAndFreeAgainAfterIt) {
  {
    const auto first = enter_store(config_, {});
    ASSERT_TRUE(first);
    EXPECT_THAT(refused(), HasSubstr("is in use by another `raccordo serve`"));
    EXPECT_THAT(refused({false, "begin again", ""}), HasSubstr("Stop it first")) << "no reason opens it";
  }
  EXPECT_EQ(refused(), "");
}

TEST_F(StoreEntryTest, ClaimAloneKeepsOthersOutBeforeTheStoreExists) {
  const auto claim = store::StoreClaim::take(config_.sqlite.string(), base::system_clock().now());
  ASSERT_TRUE(claim);
  EXPECT_THAT(refused(), HasSubstr("in use"));
  EXPECT_FALSE(fs::exists(config_.sqlite));
}

TEST_F(StoreEntryTest, MissingStoreIsNotReplacedWithoutAReason) {
  begin();
  fs::remove(config_.sqlite);
  EXPECT_THAT(refused(), HasSubstr("--new-store"));
  EXPECT_THAT(refused({false, "", "an older one"}), HasSubstr("--new-store"))
      << "the reason is for another case";
  EXPECT_FALSE(fs::exists(config_.sqlite));
}

TEST_F(StoreEntryTest, ReasonWithAnInvisibleCharacterOrAPersonIsRefused) {
  begin();
  fs::remove(config_.sqlite);
  EXPECT_THAT(refused({false, "the disk\u202E was lost", ""}), HasSubstr("`--new-store` has the character"));
  EXPECT_THAT(refused({false, "RTONNA48D52A794K", ""}), HasSubstr("an identifier of a person"));
  EXPECT_FALSE(fs::exists(config_.sqlite));
}

TEST_F(StoreEntryTest, AcceptedNewStoreSetsWaitingBodiesAsideAndIsAudited) {
  begin();
  fs::remove(config_.sqlite);
  folder_.write("store/spool/01JD3ZK7Q8X9V5T2M4N6P8R0S1", "a body");
  const ServeOptions options{false, "the disk was lost", ""};
  const auto entry = enter_store(config_, options);
  ASSERT_TRUE(entry) << entry.error().front().message;
  EXPECT_THAT(entry->accepted, HasSubstr(config_.sqlite.string()));
  ASSERT_EQ(set_aside().size(), 1U);
  EXPECT_TRUE(fs::exists(config_.sqlite.parent_path() / set_aside()[0] / "01JD3ZK7Q8X9V5T2M4N6P8R0S1"));
  tell_accepted(*entry, options);
  store::AuditFilter filter;
  filter.action = "store.accept";
  const auto told = entry->installation->store->audit().list(filter, 10, "").items;
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].event.reason, "the disk was lost");
  EXPECT_EQ(told[0].event.details.at("found"), entry->accepted);
}

TEST_F(StoreEntryTest, NothingIsAuditedIfTheStoreWasTheRightOne) {
  const ServeOptions options{false, "a needless reason", ""};
  const auto entry = enter_store(config_, options);
  ASSERT_TRUE(entry);
  tell_accepted(*entry, options);
  store::AuditFilter filter;
  filter.action = "store.accept";
  EXPECT_TRUE(entry->installation->store->audit().list(filter, 10, "").items.empty());
  EXPECT_TRUE(set_aside().empty());
}

TEST_F(StoreEntryTest, AnotherStoreInItsPlaceNeedsAReason) {
  begin();
  for (const auto* ending : {"", "-wal", "-shm"}) fs::remove(config_.sqlite.string() + ending);
  const auto kept = read(config_.sqlite.string() + ".identity");
  fs::remove(config_.sqlite.string() + ".identity");
  store::open_store({config_.sqlite.string()})->flush();
  std::ofstream(config_.sqlite.string() + ".identity") << kept;
  EXPECT_THAT(refused(), HasSubstr("--accept-older-store"));
  EXPECT_THAT(refused({false, "begin again", ""}), HasSubstr("--accept-older-store"));
  EXPECT_EQ(refused({false, "", "the copy of yesterday"}), "");
  EXPECT_EQ(refused(), "") << "from now on it is the one";
}

TEST_F(StoreEntryTest, KeysThatOthersMayReadOrOfAnotherStoreAreRefused) {
  fs::permissions(config_.sealing_key, static_cast<fs::perms>(0640));
  EXPECT_THAT(refused(), HasSubstr("chmod 600"));
  EXPECT_FALSE(fs::exists(config_.sqlite)) << "no store with keys that others know";
  fs::permissions(config_.sealing_key, static_cast<fs::perms>(0600));
  begin();
  write_key("pseudonym.key", 'z');
  EXPECT_THAT(refused(), HasSubstr("keys.pseudonym"));
  fs::remove(config_.pseudonym_key);
  EXPECT_THAT(refused(), HasSubstr("restore the key file from its backup"));
}

TEST_F(StoreEntryTest, FaultyRulesAreRefusedWithTheirLineAndTheClaimIsFreeAgain) {
  folder_.write("clients.yaml", "clients:\n  - {name: ats, rights: [administerr]}\n");
  const auto entry = enter_store(config_, {});
  ASSERT_FALSE(entry);
  EXPECT_THAT(entry.error().front().file, EndsWith("clients.yaml"));
  EXPECT_EQ(entry.error().front().line, 2);
  folder_.write("clients.yaml", "clients: []\n");
  EXPECT_EQ(refused(), "") << "the claim of the refused start is free again";
}

}  // namespace
}  // namespace raccordo::app
