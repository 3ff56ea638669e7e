#include "app/rules/record_key.hpp"

#include <gtest/gtest.h>

#include "base/secret.hpp"
#include "store/open/open_store.hpp"
#include "support/scratch_folder.hpp"

namespace raccordo::app {
namespace {

privacy::Sealer sealer(const std::string& generations) {
  std::string key;
  for (const char each : generations) key += std::string(32, each);
  return privacy::Sealer(base::Secret(key));
}

class RecordKey : public testing::Test {
 protected:
  std::string kept() { return store_->wrapped_key("record-ids").value_or(""); }

  support::ScratchFolder folder_;
  std::unique_ptr<store::CaseStore> store_ = store::open_store({(folder_.path() / "r.db").string()});
};

TEST_F(RecordKey, IsCreatedOnceAndStoredSealed) {
  ASSERT_TRUE(load_record_key(*store_, sealer("a")));
  const auto first = kept();
  ASSERT_FALSE(first.empty());
  ASSERT_TRUE(load_record_key(*store_, sealer("a")));
  EXPECT_EQ(kept(), first);
}

TEST_F(RecordKey, IsResealedButNotReplacedAfterARotation) {
  ASSERT_TRUE(load_record_key(*store_, sealer("a")));
  const auto before = sealer("a").open(kept(), "store-key|record-ids");
  ASSERT_TRUE(before);
  ASSERT_TRUE(load_record_key(*store_, sealer("ab")));
  EXPECT_TRUE(sealer("ab").is_newest(kept()));
  EXPECT_EQ(sealer("ab").open(kept(), "store-key|record-ids"), before);
}

TEST_F(RecordKey, OfAnotherSealingKeyStopsTheStart) {
  ASSERT_TRUE(load_record_key(*store_, sealer("a")));
  const auto first = kept();
  const auto loaded = load_record_key(*store_, sealer("x"));
  ASSERT_FALSE(loaded);
  EXPECT_NE(loaded.error().message.find("another store's key"), std::string::npos);
  EXPECT_EQ(kept(), first);
}

}  // namespace
}  // namespace raccordo::app
