// The command line's answers to unknown words, and its information about itself.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "app/cli/cli.hpp"
#include "app/cli/program_version.hpp"

namespace raccordo::app {
namespace {

struct Ended {
  int code = 0;
  std::string out, error;
};

Ended run(std::vector<const char*> words) {
  words.insert(words.begin(), "raccordo");
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const int code = run_command_line(static_cast<int>(words.size()), words.data(),
                                    [](const Config&, const ServeOptions&) { return 0; });
  return {code, testing::internal::GetCapturedStdout(), testing::internal::GetCapturedStderr()};
}

void expect_wrong(const std::vector<const char*>& words, const std::string& said) {
  const auto ended = run(words);
  EXPECT_EQ(ended.code, 2) << said;
  EXPECT_EQ(ended.out, "");
  EXPECT_TRUE(ended.error.starts_with(said + "\n")) << ended.error;
}

TEST(CommandLine, NamesTheNearVerb) {
  expect_wrong({"realese"}, "raccordo has no verb `realese`; did you mean `release`?");
  expect_wrong({"chekc"}, "raccordo has no verb `chekc`; did you mean `check`?");
  expect_wrong({"tables", "aprove", "a/b"}, "raccordo tables has no verb `aprove`; did you mean `approve`?");
  expect_wrong({"activate"}, "raccordo has no verb `activate`; did you mean `tables activate`?");
}

TEST(CommandLine, ListsTheVerbsIfNoneIsNear) {
  expect_wrong({"keys", "xyzzy"}, "raccordo keys has no verb `xyzzy`; the verbs are init, rotate");
  expect_wrong({"keys"}, "raccordo keys needs a verb: init, rotate");
}

TEST(CommandLine, NamesTheNearOptionAlsoIfAnotherIsMissing) {
  expect_wrong({"release", "create", "--perod", "2017"},
               "raccordo release create has no option `--perod`; did you mean `--period`?");
  expect_wrong({"release", "create", "--perod=2017"},
               "raccordo release create has no option `--perod`; did you mean `--period`?");
  expect_wrong({"check", "--colour"}, "raccordo check has no option `--colour`");
  expect_wrong({"release", "create"}, "raccordo release create needs --period");
}

TEST(CommandLine, ListsTheAcceptedValues) {
  expect_wrong(
      {"release", "export", "X", "--out", ".", "--format", "cvs"},
      "raccordo release export: --format: must be one of csv, sdmx-csv, json-stat, xlsx, not `cvs`; did "
      "you mean `csv`?");
  expect_wrong({"tables", "diff", "a/b", "--version", "0"},
               "raccordo tables diff: --version: must be a whole number from 1, not `0`");
  expect_wrong({"audit", "list", "--limit", "9999"},
               "raccordo audit list: --limit: must be a whole number from 1 to 1000, not `9999`");
  expect_wrong({"quarantine", "show", "one"},
               "raccordo quarantine show: id: must be a whole number from 1, not `one`");
  expect_wrong({"decode", "--source"}, "raccordo decode: --source needs a value");
  expect_wrong({"tables", "diff", "a/b", "--version", "1", "--file", "x"},
               "raccordo tables diff: give either --version or --file, not both");
}

TEST(CommandLine, SaysItsVersionOnOneLine) {
  const auto ended = run({"--version"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.out, program_version() + "\n");
}

TEST(CommandLine, CompletionKnowsEveryVerbOptionAndWord) {
  for (const auto* shell : {"bash", "zsh"}) {
    const auto script = run({"completion", shell});
    EXPECT_EQ(script.code, 0);
    for (const auto* word :
         {"release create", "tables activate", "--period", "json-stat", "concept-map", "--reason"}) {
      EXPECT_NE(script.out.find(word), std::string::npos) << shell << " " << word;
    }
    EXPECT_EQ(script.out.find("process-body"), std::string::npos) << "hidden verbs stay hidden";
  }
}

TEST(CommandLine, ManualHasAPageForEachVerb) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("raccordo-manual-" + std::to_string(::getpid()));
  const auto ended = run({"manual", "--out", folder.c_str()});
  EXPECT_EQ(ended.code, 0) << ended.error;
  std::ifstream file(folder / "raccordo-release.1");
  std::stringstream page;
  page << file.rdbuf();
  EXPECT_NE(page.str().find("2017, 2017\\-Q4 or 2017\\-12, as release.periodicity says"), std::string::npos);
  EXPECT_TRUE(std::filesystem::exists(folder / "raccordo.1"));
  EXPECT_FALSE(std::filesystem::exists(folder / "raccordo-process-body.1"));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace raccordo::app
