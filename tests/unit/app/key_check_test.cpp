#include "app/rules/key_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "store/open/open_store.hpp"
#include "store/open/store_check.hpp"
#include "support/scratch_folder.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;
using testing::Optional;

/// Key files of one installation, and a store that they were bound to.
class KeyCheck : public testing::Test {
 protected:
  std::shared_ptr<Keyring> keys(char pseudonym, const std::string& sealing) {
    Config config;
    config.pseudonym_key = write("pseudonym.key", {pseudonym});
    config.sealing_key = write("sealing.key", sealing);
    auto loaded = load_keyring(config);
    EXPECT_TRUE(loaded) << loaded.error().message;
    return *loaded;
  }
  /// One generation of 32 bytes for each letter.
  std::filesystem::path write(const std::string& name, const std::string& generations) {
    std::string bytes;
    for (const char letter : generations) {
      for (char i = 0; i < 32; ++i) bytes += static_cast<char>(letter + i);
    }
    const auto file = folder_.write(name, bytes);
    std::filesystem::permissions(file,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return file;
  }

  support::ScratchFolder folder_;
  std::unique_ptr<store::CaseStore> store_ = store::open_store({(folder_.path() / "store.db").string()});
};

TEST_F(KeyCheck, AcceptsTheKeysOfTheStore) {
  EXPECT_EQ(bind_keys(*store_, *keys('A', "a")), std::nullopt);
  EXPECT_EQ(bind_keys(*store_, *keys('A', "a")), std::nullopt);
}

TEST_F(KeyCheck, RefusesAnotherPseudonymKey) {
  EXPECT_EQ(bind_keys(*store_, *keys('A', "a")), std::nullopt);
  EXPECT_THAT(bind_keys(*store_, *keys('B', "a")), Optional(HasSubstr("keys.pseudonym")));
}

TEST_F(KeyCheck, RefusesAnotherSealingKey) {
  EXPECT_EQ(bind_keys(*store_, *keys('A', "a")), std::nullopt);
  EXPECT_THAT(bind_keys(*store_, *keys('A', "b")), Optional(HasSubstr("keys.sealing")));
}

TEST_F(KeyCheck, RequiresEveryGenerationUsedForSealing) {
  EXPECT_EQ(bind_keys(*store_, *keys('A', "a")), std::nullopt);
  EXPECT_EQ(bind_keys(*store_, *keys('A', "ab")), std::nullopt);
  EXPECT_THAT(bind_keys(*store_, *keys('A', "a")), Optional(HasSubstr("generations")));
  EXPECT_THAT(bind_keys(*store_, *keys('A', "b")), Optional(HasSubstr("keys.sealing")));
}

TEST_F(KeyCheck, ReadsCheckValuesWithoutOpeningTheStoreForWriting) {
  EXPECT_EQ(store::read_key_checks((folder_.path() / "none.db").string()), std::nullopt);
  const auto loaded = keys('A', "a");
  EXPECT_EQ(bind_keys(*store_, *loaded), std::nullopt);
  const auto checks = store::read_key_checks((folder_.path() / "store.db").string());
  ASSERT_TRUE(checks);
  EXPECT_EQ(fault_of_keys(*checks, *loaded), std::nullopt);
  EXPECT_THAT(fault_of_keys(*checks, *keys('B', "a")), Optional(HasSubstr("keys.pseudonym")));
}

/// A store from before check values existed is compared with the persons in it.
TEST_F(KeyCheck, ComparesAStoreWithoutCheckValuesWithItsPersons) {
  const auto first = keys('A', "a");
  store::ApplyRequest request;
  request.submission.id = "01";
  request.submission.source = "bergamo";
  store::PreparedRecord record;
  record.number = 1;
  record.record_id = "R1";
  record.outcome = model::Outcome::accepted;
  record.owner = "016024";
  record.person.pseudonym =
      privacy::pseudonym_of(first->pseudonym, model::IdType::stp, "", base::Secret("STP0000000000001"));
  record.person.sealed_id = first->sealer.seal("stp|STP0000000000001", "person");
  request.records.push_back(record);
  std::promise<void> stored;
  store_->apply(std::move(request), [&](const std::exception_ptr& failed, const auto&) {
    EXPECT_FALSE(failed);
    stored.set_value();
  });
  stored.get_future().get();
  EXPECT_THAT(bind_keys(*store_, *keys('A', "b")), Optional(HasSubstr("keys.sealing")));
  EXPECT_THAT(bind_keys(*store_, *keys('B', "a")), Optional(HasSubstr("keys.pseudonym")));
  EXPECT_EQ(bind_keys(*store_, *keys('A', "a")), std::nullopt);
}

}  // namespace
}  // namespace raccordo::app
