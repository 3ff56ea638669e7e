#include "app/http/missing_right.hpp"

#include <gtest/gtest.h>

#include "app/http/problem_answer.hpp"

namespace raccordo::app {
namespace {

TEST(MissingRight, names_each_right_that_would_do_in_both_languages) {
  const auto problem = missing_right({intake::Right::edit_tables, intake::Right::approve_tables});
  EXPECT_EQ(problem.detail, "This client lacks the right `edit-tables` or `approve-tables`.");
  for (const auto language : {Language::en, Language::it}) {
    const auto answer = to_response(problem, "01JD", "/v1/tables", "https://localhost", language);
    EXPECT_EQ(answer.status, 403);
    EXPECT_NE(answer.body.find(R"("missing_rights":["edit-tables","approve-tables"])"), std::string::npos)
        << answer.body;
  }
}

}  // namespace
}  // namespace raccordo::app
