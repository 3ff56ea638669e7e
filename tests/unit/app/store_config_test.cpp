#include "app/rules/store_config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/rules/config.hpp"
#include "base/result.hpp"
#include "store/open/store_check.hpp"
#include "support/scratch_folder.hpp"

namespace raccordo::app {
namespace {

class StoreConfigTest : public testing::Test {
 protected:
  ConfigReading read(const std::string& store) const {
    return read_config(folder_.write("raccordo.yaml",
                                     "tls: {certificate: c.pem, key: c.key, client_ca: ca.pem}\n"
                                     "clients: clients.yaml\n"
                                     "keys: {pseudonym: p.key, sealing: s.key}\n" +
                                         store + "\n"));
  }
  support::ScratchFolder folder_;
};

TEST_F(StoreConfigTest, SqliteIsTheDefault) {
  const auto reading = read("node: here");
  EXPECT_TRUE(reading.faults.empty());
  EXPECT_FALSE(reading.config.place().is_postgres());
  EXPECT_EQ(reading.config.place().shown(), (folder_.path() / "data/raccordo.db").string());
}

TEST_F(StoreConfigTest, PostgresHasAFolderForItsFiles) {
  const auto reading = read("store: {postgres: \"host=db dbname=raccordo password=segretissimo\"}");
  EXPECT_TRUE(reading.faults.empty());
  const auto place = reading.config.place();
  EXPECT_TRUE(place.is_postgres());
  EXPECT_EQ(place.file, (folder_.path() / "data/postgres").string());
  EXPECT_EQ(place.shown().find("segretissimo"), std::string::npos);
  EXPECT_EQ(read("store: {postgres: \"dbname=raccordo\", files: /var/lib/raccordo}").config.sqlite,
            "/var/lib/raccordo/postgres");
}

TEST_F(StoreConfigTest, WrongStringsAreRefusedWithoutQuotingThem) {
  for (const auto* const wrong : {"password segretissimo", "host=db nonsense=1 password=segretissimo"}) {
    const auto reading = read(std::string("store: {postgres: \"") + wrong + "\"}");
    ASSERT_EQ(reading.faults.size(), 1U) << wrong;
    EXPECT_THAT(reading.faults[0].message, testing::HasSubstr("must be a connection string"));
    EXPECT_THAT(reading.faults[0].message, testing::Not(testing::HasSubstr("segretissimo")));
  }
}

TEST_F(StoreConfigTest, AnUnwrittenAtInAPasswordIsRefused) {
  const auto reading = read("store: {postgres: \"postgresql://run:segre@tissimo@db/raccordo\"}");
  ASSERT_EQ(reading.faults.size(), 1U);
  EXPECT_THAT(reading.faults[0].message, testing::HasSubstr("write %40"));
  EXPECT_TRUE(read("store: {postgres: \"postgresql://run:segre%40tissimo@db/raccordo\"}").faults.empty());
}

TEST_F(StoreConfigTest, NoPartOfAPasswordIsNamed) {
  for (const auto* const wrong :
       {"postgresql://run:SEGRE/tissimo@db:5432/raccordo", "postgresql://run:SEGRE%tissimo@db/x",
        "host=db password=SEGRE tissimo", ""}) {
    const auto reading = read(std::string("store: {postgres: \"") + wrong + "\"}");
    ASSERT_EQ(reading.faults.size(), 1U) << wrong;
    EXPECT_THAT(reading.faults[0].message,
                testing::Not(testing::AnyOf(testing::HasSubstr("SEGRE"), testing::HasSubstr("tissimo"))));
    try {
      store::read_key_checks({"none", *wrong ? wrong : " "});
      ADD_FAILURE() << wrong;
    } catch (const base::SystemFault& fault) {
      EXPECT_THAT(fault.what(),
                  testing::Not(testing::AnyOf(testing::HasSubstr("SEGRE"), testing::HasSubstr("tissimo"))));
    }
  }
}

TEST_F(StoreConfigTest, AStoreIsEitherAFileOrADatabase) {
  const auto reading = read("store: {postgres: \"dbname=raccordo\", sqlite: data/raccordo.db}");
  ASSERT_EQ(reading.faults.size(), 1U);
  EXPECT_THAT(reading.faults[0].message, testing::HasSubstr("remove one of the two keys"));
}

}  // namespace
}  // namespace raccordo::app
