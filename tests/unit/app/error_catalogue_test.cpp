#include "app/problem/error_catalogue.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "model/issue.hpp"

namespace raccordo::app {
namespace {

TEST(ErrorCatalogue, HasAPageForEveryIssueCode) {
  for (std::size_t i = 0; i < model::kIssueCodes; ++i) {
    const auto code = model::to_string(static_cast<model::IssueCode>(i));
    EXPECT_NE(find_error(code), nullptr) << code;
  }
}

TEST(ErrorCatalogue, SpellsEachCodeOnceAndFillsEveryText) {
  std::set<std::string_view> seen;
  for (const auto& page : all_errors()) {
    EXPECT_TRUE(seen.insert(page.code).second) << page.code;
    for (const auto text : {page.title.en, page.title.it, page.text.en, page.text.it}) {
      EXPECT_FALSE(text.empty()) << page.code;
      EXPECT_EQ(text.find_first_of("<>"), text.npos) << page.code;
    }
  }
}

TEST(ErrorCatalogue, GivesEveryPageAnHttpErrorStatusAndARetryValue) {
  const std::set<std::string_view> words{"no", "yes", "if-idempotent"};
  for (const auto& page : all_errors()) {
    EXPECT_TRUE(page.status == 0 || (page.status >= 400 && page.status < 600)) << page.code;
    EXPECT_TRUE(words.contains(page.retry)) << page.code;
  }
}

TEST(ErrorCatalogue, KnowsNoPageForAnUnknownOrEmptyCode) {
  EXPECT_EQ(find_error("no-such-code"), nullptr);
  EXPECT_EQ(find_error(""), nullptr);
}

}  // namespace
}  // namespace raccordo::app
