#include "store/sqlite/stored_enum.hpp"

#include <gtest/gtest.h>

#include "base/stored_damage.hpp"
#include "model/issue.hpp"
#include "store/sqlite/connection.hpp"
#include "support/scratch_folder.hpp"

namespace raccordo::store {
namespace {

using model::Outcome;

class StoredEnum : public testing::Test {
 protected:
  Outcome read(std::int64_t number) {
    auto query = db_.query("SELECT ?1", number);
    query.step();
    return stored_enum(query, 0, Outcome::rejected);
  }

  support::ScratchFolder folder_;
  Connection db_{(folder_.path() / "raccordo.db").string(), OpenMode::read_write};
};

TEST_F(StoredEnum, AreReadBackFromTheirNumbers) {
  for (const auto outcome :
       {Outcome::accepted, Outcome::unchanged, Outcome::quarantined, Outcome::rejected}) {
    EXPECT_EQ(read(static_cast<std::int64_t>(outcome)), outcome);
  }
}

TEST_F(StoredEnum, OfANumberThatNoWordHasAreDamage) {
  for (const std::int64_t number :
       {std::int64_t{4}, std::int64_t{-1}, std::int64_t{256}, std::int64_t{1} << 32})
    EXPECT_THROW(read(number), base::StoredDamage) << number;
}

TEST_F(StoredEnum, ADigestOfAnotherSizeIsDamage) {
  auto query = db_.query("SELECT x'00'");
  query.step();
  EXPECT_THROW(query.digest(0), base::StoredDamage);
}

}  // namespace
}  // namespace raccordo::store
