#include "app/http/page_language.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace raccordo::app {
namespace {

Request asking(std::string lang, std::string accepted) {
  Request request;
  if (!lang.empty()) request.query.emplace("lang", lang);
  if (!accepted.empty()) request.head.headers = {{"accept-language", std::move(accepted)}};
  return request;
}

TEST(PageLanguage, IsThatOfTheQueryThenOfTheHeaderThenItalian) {
  EXPECT_EQ(*page_language(asking("", "")), PageLanguage::it);
  EXPECT_EQ(*page_language(asking("", "de, en-GB;q=0.9, it;q=0.8")), PageLanguage::en);
  EXPECT_EQ(*page_language(asking("it", "en")), PageLanguage::it);
  EXPECT_EQ(*page_language(asking("", "de")), PageLanguage::it);
}

TEST(PageLanguage, OfAnotherWordIsABadRequest) {
  EXPECT_EQ(page_language(asking("de", "")).error().code, "bad-request");
}

}  // namespace
}  // namespace raccordo::app
