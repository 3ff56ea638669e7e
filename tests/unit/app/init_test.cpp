// `raccordo init`: questions, answers and the files that come of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <sstream>

#include "app/cli/cli_init.hpp"
#include "app/cli/cli_release.hpp"
#include "app/cli/init_files.hpp"
#include "app/cli/init_questions.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;

std::optional<InitAnswers> answers_to(const InitOptions& options, const std::string& typed,
                                      std::string& said) {
  std::istringstream in(typed);
  std::ostringstream out;
  auto answers = ask_for_init(options, in, out);
  said = out.str();
  return answers;
}

TEST(Init, TakesDefaultsForEmptyLines) {
  std::string said;
  InitOptions options;
  options.folder = "/etc/raccordo";
  options.language = "en";
  const auto answers = answers_to(options, "A body\n\n\n\n", said);
  ASSERT_TRUE(answers) << said;
  EXPECT_EQ(answers->certificates, Certificates::trial);
  EXPECT_EQ(answers->host, "localhost");
  EXPECT_EQ(answers->port, "8443");
  EXPECT_EQ(answers->store, "/var/lib/raccordo/raccordo.db");
  EXPECT_THAT(configuration_text(*answers, Language::en), HasSubstr("listen: \"127.0.0.1:8443\"\n"));
}

TEST(Init, AsksAgainAndSaysWhy) {
  std::string said;
  InitOptions options;
  options.language = "it";
  const auto answers = answers_to(options, "\n\tEnte\nx\nn\n-a\nb.example\n65536\n-1\n9\nc/\ns.db\n", said);
  ASSERT_TRUE(answers) << said;
  EXPECT_EQ(answers->body, "Ente");
  EXPECT_EQ(answers->host, "b.example");
  EXPECT_EQ(answers->port, "9");
  EXPECT_EQ(answers->store, "s.db");
  for (const auto* why :
       {"nome dell'ente", "s o n", "nome di macchina", "da 1 a 65535", "percorso di un file"})
    EXPECT_THAT(said, HasSubstr(why));
}

TEST(Init, EndsWhereTheAnswersEnd) {
  std::string said;
  InitOptions options;
  options.language = "en";
  EXPECT_FALSE(answers_to(options, "A body\nn\n", said));
  EXPECT_THAT(said, HasSubstr("--host: the answer is missing."));
}

TEST(Init, QuotesWhatWasTyped) {
  InitAnswers answers;
  answers.body = R"(A "b" \ c: #)";
  answers.store = "s.db";
  EXPECT_THAT(configuration_text(answers, Language::it), HasSubstr(R"(publisher: "A \"b\" \\ c: #")"));
  EXPECT_THAT(clients_text(Language::it), HasSubstr("clients: []"));
}

TEST(Init, ParsesItsOptions) {
  CLI::App app("raccordo");
  InitOptions options;
  std::function<int()> action;
  add_init(app, options, [&](std::function<int()> todo) { action = std::move(todo); });
  app.parse("--folder x --certificates own --port 1", false);
  EXPECT_EQ(options.certificates, "own");
  EXPECT_TRUE(action);
  EXPECT_THROW(app.parse("--language fr", false), CLI::ParseError);
}

}  // namespace
}  // namespace raccordo::app
