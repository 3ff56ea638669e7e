// The command line about itself: its tree, the messages for wrong words, completion and manual.
#include "app/cli/command_tree.hpp"

#include <gmock/gmock.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "app/cli/completion.hpp"
#include "app/cli/manual.hpp"
#include "app/cli/usage_fault.hpp"
#include "support/scratch_folder.hpp"

namespace raccordo::app {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A program with a group, a hidden verb, and help texts that shells and roff would read as commands.
class CommandTreeTest : public testing::Test {
 protected:
  CommandTreeTest() {
    app_.require_subcommand(1);
    group_ = app_.add_subcommand("group", "A group: its verbs");
    make_ =
        group_->add_subcommand("make", "Don't; `touch made-by-help` $(touch made-by-help)\n.br of roff \\n");
    make_->add_option("--form,-f", form_, "'Form' of the file")
        ->check(one_of({"csv", "xlsx"}))
        ->capture_default_str();
    make_->add_option("--count", count_, "How many")->check(whole_number(1, 9))->required();
    make_->add_flag("--force", force_, "Also if not");
    make_->add_option("name", name_, "Its name")->required();
    make_->add_option("--unshown", name_, "For the program itself")->group("");
    auto* hidden = app_.add_subcommand("hidden", "For the program itself");
    hidden->group("");
  }
  std::string fault(std::vector<std::string> words) {
    std::reverse(words.begin(), words.end());
    try {
      app_.parse(std::move(words));
    } catch (const CLI::ParseError& error) {
      return usage_fault(app_, error);
    }
    return "";
  }
  /// What bash proposes for the last of the words.
  std::vector<std::string> completed(const std::string& words) const {
    const support::ScratchFolder folder;
    const auto script = folder.write("complete", bash_completion(app_) + "COMP_WORDS=(" + words +
                                                     ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_raccordo\n"
                                                     "printf '%s\\n' \"${COMPREPLY[@]}\"\n");
    const auto command = "cd " + folder.path().string() + " && bash " + script.string() + " 2>&1";
    std::string said;
    auto* pipe = ::popen(command.c_str(), "r");
    std::array<char, 4096> part{};
    while (std::fgets(part.data(), part.size(), pipe) != nullptr) said += part.data();
    EXPECT_EQ(::pclose(pipe), 0) << said;
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "made-by-help")) << "a help text was run";
    std::vector<std::string> lines;
    std::istringstream in(said);
    for (std::string line; std::getline(in, line);) {
      if (!line.empty()) lines.push_back(line);
    }
    return lines;
  }

  CLI::App app_{"A program", "raccordo"};
  CLI::App* group_ = nullptr;
  CLI::App* make_ = nullptr;
  std::string form_ = "csv", name_;
  int count_ = 0;
  bool force_ = false;
};

TEST_F(CommandTreeTest, HiddenVerbsAndOptionsAreLeftOut) {
  EXPECT_THAT(names_of(shown_verbs(app_)), ElementsAre("group"));
  EXPECT_THAT(option_names(*make_), ElementsAre("--help", "-h", "--form", "-f", "--count", "--force"));
  ASSERT_EQ(positionals(*make_).size(), 1U);
  EXPECT_EQ(positionals(*make_)[0]->get_name(true), "name");
}

TEST_F(CommandTreeTest, PathNamesEveryVerbFromTheProgramOn) {
  EXPECT_EQ(command_path(*make_), "raccordo group make");
  EXPECT_EQ(command_path(app_), "raccordo");
}

TEST_F(CommandTreeTest, OptionsSayWhetherTheyTakeAValueAndWhichWords) {
  const auto* form = make_->get_option("--form");
  EXPECT_TRUE(takes_value(*form));
  EXPECT_THAT(choices(*form), ElementsAre("csv", "xlsx"));
  EXPECT_FALSE(takes_value(*make_->get_option("--force")));
  EXPECT_THAT(choices(*make_->get_option("--count")), IsEmpty());
  EXPECT_EQ(choice_of({"a", "b"}), "{a,b}");
  EXPECT_EQ(in_one_line({"a", "b"}), "a, b");
  EXPECT_EQ(in_one_line({}), "");
}

TEST_F(CommandTreeTest, FaultNamesTheWordANearOneAndTheHelpToRead) {
  EXPECT_EQ(fault({"group", "mkae"}),
            "raccordo group has no verb `mkae`; did you mean `make`?\n`raccordo group --help` shows what it "
            "takes.");
  EXPECT_THAT(fault({"make"}), HasSubstr("did you mean `group make`?"));
  EXPECT_THAT(fault({"group", "make", "x", "--cuont=3"}),
              HasSubstr("no option `--cuont`; did you mean `--count`?"));
  EXPECT_THAT(fault({"group", "make", "x"}), HasSubstr("raccordo group make needs --count"));
  EXPECT_THAT(fault({"group", "make", "x", "--count", "10"}),
              HasSubstr("whole number from 1 to 9, not `10`"));
  EXPECT_THAT(fault({"group", "make", "x", "--count", "1", "--form", "xlxs"}),
              HasSubstr("must be one of csv, xlsx, not `xlxs`; did you mean `xlsx`?"));
  EXPECT_THAT(fault({"group", "make", "--count"}), HasSubstr("--count needs a value"));
  EXPECT_THAT(fault({}), HasSubstr("raccordo needs a verb: group"));
  EXPECT_THAT(fault({"hiden"}), Not(HasSubstr("`hidden`"))) << "a hidden verb is not proposed";
}

TEST_F(CommandTreeTest, FaultOfAHostileWordNamesTheHelpToo) {
  for (const auto& word :
       {std::string("--\n"), std::string(100'000, 'x'), std::string("\xFF\x01"), std::string("%s%n")}) {
    const auto said = fault({"group", "make", "x", "--count", "1", word});
    EXPECT_THAT(said, HasSubstr("--help` shows what it takes."));
  }
}

TEST_F(CommandTreeTest, BashCompletesVerbsOptionsAndWords) {
  EXPECT_THAT(completed("raccordo gr"), ElementsAre("group"));
  EXPECT_THAT(completed("raccordo group ''"), testing::Contains("make"));
  EXPECT_THAT(completed("raccordo group make --f"), ElementsAre("--form", "--force"));
  EXPECT_THAT(completed("raccordo group make --form ''"), ElementsAre("csv", "xlsx"));
  EXPECT_THAT(completed("raccordo group make --form x"), ElementsAre("xlsx"));
  EXPECT_THAT(completed("raccordo group make --count ''"), IsEmpty());
  EXPECT_THAT(completed("raccordo group --form make --co"), Not(testing::Contains("hidden")));
  EXPECT_THAT(completed("raccordo hid"), IsEmpty());
}

TEST_F(CommandTreeTest, ZshQuotesHelpTexts) {
  const auto script = zsh_completion(app_);
  EXPECT_THAT(script, AllOf(HasSubstr("#compdef raccordo"), HasSubstr("'make:Don'\\''t'"),
                            HasSubstr("'raccordo group make --form') compadd -- csv xlsx; return ;;")));
  EXPECT_THAT(script, AllOf(Not(HasSubstr("hidden")), Not(HasSubstr("--unshown"))));
}

TEST_F(CommandTreeTest, ManualHasOnePageForTheProgramAndOneForEachShownVerb) {
  const auto pages = manual_pages(app_, "1.2.3");
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_THAT(pages.at("raccordo.1"),
              AllOf(HasSubstr(".TH RACCORDO 1 \"\" \"1.2.3\""), HasSubstr("\\fBgroup\\fR"),
                    HasSubstr(".SH EXIT STATUS"), Not(HasSubstr("hidden"))));
  const auto& page = pages.at("raccordo-group.1");
  EXPECT_THAT(
      page, AllOf(HasSubstr("\\fBraccordo group make\\fR \\fB\\-\\-count\\fR \\fINUMBER\\fR"),
                  HasSubstr("\\fB\\-\\-form\\fR, \\fB\\-f\\fR \\fIcsv|xlsx\\fR"), HasSubstr("(default: csv)"),
                  HasSubstr(".SH OPTIONS OF EACH VERB"), Not(HasSubstr("unshown"))));
}

TEST_F(CommandTreeTest, ManualPrintsHelpTextsInsteadOfRunningThemAsRoff) {
  const auto page = manual_pages(app_, "1").at("raccordo-group.1");
  EXPECT_THAT(page, HasSubstr("\n\\&.br of roff \\en\n"));
  EXPECT_THAT(page, HasSubstr("\n\\&'Form' of the file"));
  EXPECT_THAT(page, Not(HasSubstr("\n.br of roff")));
}

TEST_F(CommandTreeTest, ManualIsWrittenIntoAFolderThatIsMade) {
  const support::ScratchFolder folder;
  const auto into = folder.path() / "share/man1";
  testing::internal::CaptureStdout();
  EXPECT_EQ(write_manual(app_, into.string(), Output::json), 0);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "{\"files\":[\"" + (into / "raccordo-group.1").string() +
                                                        "\",\"" + (into / "raccordo.1").string() + "\"]}\n");
  EXPECT_TRUE(std::filesystem::exists(into / "raccordo.1"));
}

TEST_F(CommandTreeTest, FolderThatCannotBeMadeIsAFailure) {
  const support::ScratchFolder folder;
  const auto file = folder.write("file", "no folder");
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  EXPECT_EQ(write_manual(app_, (file / "man1").string(), Output::json), 1);
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("raccordo: cannot write "));
  EXPECT_THAT(testing::internal::GetCapturedStdout(), HasSubstr("{\"error\":{\"code\":\"failed\""));
}

}  // namespace
}  // namespace raccordo::app
