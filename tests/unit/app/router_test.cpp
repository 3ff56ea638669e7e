#include "app/http/router.hpp"

#include <gtest/gtest.h>

namespace raccordo::app {
namespace {

class RouterTest : public testing::Test {
 protected:
  Router router_;
  std::size_t list_ = router_.add("GET", "/v1/releases");
  std::size_t order_ = router_.add("POST", "/v1/releases");
  std::size_t record_ = router_.add("GET", "/v1/sources/{source}/records/{record_id}");
  std::size_t erase_ = router_.add("DELETE", "/v1/sources/{source}/records/{record_id}");
};

TEST_F(RouterTest, FindsARouteByMethodAndPath) {
  EXPECT_EQ(router_.match("GET", "/v1/releases").route, list_);
  EXPECT_EQ(router_.match("POST", "/v1/releases").route, order_);
}

TEST_F(RouterTest, TreatsHeadAsGet) { EXPECT_EQ(router_.match("HEAD", "/v1/releases").route, list_); }

TEST_F(RouterTest, ListsTheAllowedMethodsForAnother) {
  const auto match = router_.match("PUT", "/v1/releases");
  EXPECT_FALSE(match.route);
  EXPECT_EQ(match.allowed, (std::vector<std::string>{"GET", "POST"}));
}

TEST_F(RouterTest, RefusesUnknownPaths) {
  for (const auto* path : {"", "/", "/v1", "/v1/releases/", "//v1/releases", "/v1/releases/1", "/V1/releases",
                           "/v1/sources//records/1", "/v1/sources/a/records/", "/v1/sources/a/records/1/2"}) {
    const auto match = router_.match("GET", path);
    EXPECT_FALSE(match.route) << path;
    EXPECT_TRUE(match.allowed.empty()) << path;
  }
}

TEST_F(RouterTest, DecodesParametersAndKeepsAnEncodedSlashInside) {
  const auto match = router_.match("DELETE", "/v1/sources/bergamo/records/A%2F1%20%C3%A9+");
  EXPECT_EQ(match.route, erase_);
  EXPECT_EQ(match.parameters.find("source")->second, "bergamo");
  EXPECT_EQ(match.parameters.find("record_id")->second, "A/1 \xC3\xA9+");
}

TEST_F(RouterTest, DoesNotDecodeTwice) {
  EXPECT_EQ(router_.match("GET", "/v1/sources/a/records/%2541").parameters.find("record_id")->second, "%41");
}

TEST_F(RouterTest, RefusesBrokenOrUnnecessaryEncoding) {
  for (const auto* path : {"/v1/sources/a/records/%", "/v1/sources/a/records/%4", "/v1/sources/a/records/%zz",
                           "/v1/sources/a/records/%C3", "/v1/sources/a/records/%FF"}) {
    EXPECT_TRUE(router_.match("GET", path).allowed.empty()) << path;
  }
}

TEST_F(RouterTest, DoesNotMatchAnEncodedLetterOfAPattern) {
  EXPECT_TRUE(router_.match("GET", "/v1/%72eleases").allowed.empty());
}

TEST(OpenEndedRoutes, MatchEveryAddressBelow) {
  Router router;
  const auto pages = router.add_open_ended("GET", "/console/{page}");
  const auto other = router.add("GET", "/consoles/{id}");
  for (const auto* path : {"/console/", "/console/worklist", "/console/tables/a/b", "/console/%zz"}) {
    EXPECT_EQ(router.match("GET", path).route, pages) << path;
  }
  EXPECT_TRUE(router.match("GET", "/console").allowed.empty());
  EXPECT_EQ(router.match("GET", "/consoles/1").route, other);
  EXPECT_TRUE(router.match("GET", "/consoles/1/2").allowed.empty());
  EXPECT_EQ(router.match("POST", "/console/x").allowed, std::vector<std::string>{"GET"});
}

}  // namespace
}  // namespace raccordo::app
