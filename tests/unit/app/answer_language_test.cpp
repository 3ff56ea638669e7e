#include "app/http/answer_language.hpp"

#include <gtest/gtest.h>

namespace raccordo::app {
namespace {

constexpr auto kIt = Language::it;
constexpr auto kEn = Language::en;

TEST(AnswerLanguage, TakesTheGreatestWeightThenTheFirstNamed) {
  EXPECT_EQ(accepted_language("it"), kIt);
  EXPECT_EQ(accepted_language("it-IT"), kIt);
  EXPECT_EQ(accepted_language("IT-it, en;q=0.9"), kIt);
  EXPECT_EQ(accepted_language("en;q=0.3, it;q=0.8"), kIt);
  EXPECT_EQ(accepted_language("it;q=0.3, en-GB;q=0.8"), kEn);
  EXPECT_EQ(accepted_language("en, it"), kEn);
  EXPECT_EQ(accepted_language("it, en"), kIt);
  EXPECT_EQ(accepted_language("de, fr;q=0.9, it;q=0.001"), kIt);
  EXPECT_EQ(accepted_language("it-CH;q=0.2, en;q=0.5, it-IT;q=0.9"), kIt);
}

TEST(AnswerLanguage, CountsAStarForWhatIsNotNamed) {
  EXPECT_EQ(accepted_language("*"), std::nullopt);
  EXPECT_EQ(accepted_language("de, *;q=0.5"), std::nullopt);
  EXPECT_EQ(accepted_language("it, *;q=0.5"), kIt);
  EXPECT_EQ(accepted_language("*;q=0.5, it"), kIt);
  EXPECT_EQ(accepted_language("it;q=0.2, *"), kEn);
  EXPECT_EQ(accepted_language("it;q=0, *"), kEn);
  EXPECT_EQ(accepted_language("*, en;q=0"), kIt);
}

TEST(AnswerLanguage, FindsNothingInOtherLanguagesRefusalsAndNonsense) {
  for (const auto* header :
       {"", ",", "de", "ita", "italiano", "i", "it;q=0", "en;q=0", "it;q=2", "it;q=-1", "it;q=", "it;q=0,5x",
        "it q=1", ";q=1", ";;;", "\xc3\xa8", "-it", "it_IT", "it;lang=it"}) {
    EXPECT_EQ(accepted_language(header), std::nullopt) << header;
  }
  EXPECT_EQ(accepted_language("it;q=9, en"), kEn) << "a malformed element is passed over";
}

TEST(AnswerLanguage, IsEnglishWithoutAPreferenceAndIsNamedInTheAnswer) {
  Request request;
  EXPECT_EQ(language_of(request), kEn);
  request.head.headers = {{"accept-language", "it-IT, it;q=0.9"}};
  EXPECT_EQ(language_of(request), kIt);
  const auto answer = json_in(kIt, 201, "{}");
  EXPECT_EQ(answer.status, 201);
  const std::vector<net::Header> expected = {
      {"content-type", "application/json"}, {"content-language", "it"}, {"vary", "Accept-Language"}};
  EXPECT_EQ(answer.headers, expected);
}

}  // namespace
}  // namespace raccordo::app
