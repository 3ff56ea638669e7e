// Who brings an older schema to this version, and when.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/interface/store_claim.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/postgres_schema.hpp"
#include "unit/store_postgres/database.hpp"

namespace raccordo::store {
namespace {

class PostgresUpgrade : public testing::Test {
 protected:
  PostgresUpgrade() {
    server().make_database(name_);
    Connection db(place(), OpenMode::read_write);
    db.execute(postgres_schema()[0].sql);
  }
  StorePlace place(const std::string& node = "") const {
    StorePlace place(folder_.file(), server().conninfo(name_));
    place.node = node;
    return place;
  }
  /// As a gateway does.
  void serve(const std::string& node) const {
    const auto claim = StoreClaim::take(folder_.file(), base::system_clock().now());
    StoreOptions options{place(node)};
    options.claim = claim->get();
    open_store(options);
  }
  std::int64_t version() const {
    Connection db(place(), OpenMode::read_only);
    return postgres_version(db);
  }

  const std::string name_ = "older" + std::to_string(++number_);
  ScratchFolder folder_;
  static inline int number_ = 0;
};

TEST_F(PostgresUpgrade, AVerbLeavesTheSchemaOfAnOlderVersion) {
  EXPECT_THAT([&] { open_store({place()}); },
              testing::ThrowsMessage<base::SystemFault>(testing::HasSubstr("start `raccordo serve` once")));
  EXPECT_EQ(version(), 1);
  serve("");
  EXPECT_GT(version(), 1);
}

TEST_F(PostgresUpgrade, ANodeWaitsWithTheNewSchemaUntilNoOtherRuns) {
  PgSession other(server().conninfo(name_), PgSession::Use::reading, "another node");
  other.execute("SELECT pg_advisory_lock_shared(1380139845)");
  EXPECT_THAT([&] { serve("first"); },
              testing::ThrowsMessage<base::SystemFault>(testing::HasSubstr("Stop all nodes")));
  EXPECT_EQ(version(), 1);
  other.execute("SELECT pg_advisory_unlock_all()");
  serve("first");
  EXPECT_GT(version(), 1);
}

}  // namespace
}  // namespace raccordo::store
