// The verbs of the groups as the command line parses them: what words become options, and which are refused.
#include <gmock/gmock.h>

#include <limits>

#include "app/cli/cli_audit.hpp"
#include "app/cli/cli_quarantine.hpp"
#include "app/cli/cli_subjects.hpp"
#include "app/cli/cli_submissions.hpp"
#include "app/cli/cli_tables.hpp"
#include "app/cli/command_tree.hpp"
#include "unit/app/parsed_verbs.hpp"

namespace raccordo::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class TableVerbsTest : public testing::Test {
 protected:
  TableVerbsTest() { add_table_verbs(line_.verbs, options_, line_.maker); }
  /// What is wrong with `raccordo tables WORDS`.
  std::string fault(std::vector<std::string> words) {
    options_ = {};
    words.insert(words.begin(), "tables");
    return line_.parse(std::move(words));
  }
  TablesOptions options_;
  ParsedVerbs line_{"tables"};
};

TEST_F(TableVerbsTest, EveryVerbRunsUnderItsOwnName) {
  const std::vector<std::vector<std::string>> all = {{"list"},
                                                     {"status"},
                                                     {"diff", "a/b"},
                                                     {"impact", "a/b"},
                                                     {"test", "a"},
                                                     {"import", "a/b"},
                                                     {"export", "a/b"},
                                                     {"submit", "a/b"},
                                                     {"approve", "a/b"},
                                                     {"send-back", "a/b"},
                                                     {"discard", "a/b"},
                                                     {"activate", "a/b"},
                                                     {"rollback", "a/b", "--version", "1", "--reason", "r"}};
  for (const auto& words : all) {
    EXPECT_EQ(fault(words), "");
    line_.run_in_vain();
    EXPECT_EQ(options_.verb, words[0]);
    EXPECT_EQ(options_.table, words.size() > 1 ? words[1] : "");
  }
}

TEST_F(TableVerbsTest, OptionsReachTheVerb) {
  EXPECT_EQ(fault({"diff", "a/b", "--version", "7", "--against", "3"}), "");
  EXPECT_EQ(std::pair(options_.version, options_.against), std::pair(7, 3));
  EXPECT_EQ(fault({"import", "a/b", "f.csv", "--replace", "--reason", "why so", "--format", "concept-map"}),
            "");
  EXPECT_EQ(options_.file, "f.csv");
  EXPECT_TRUE(options_.replace);
  EXPECT_EQ(options_.reason, "why so");
  EXPECT_EQ(options_.format, "concept-map");
  EXPECT_EQ(fault({"test", "a", "--accept"}), "");
  EXPECT_TRUE(options_.accept);
  EXPECT_EQ(fault({"activate", "a/b", "--force", "--yes"}), "");
  EXPECT_TRUE(options_.force && options_.yes);
  EXPECT_EQ(fault({"export", "a/b", "--out", "-"}), "");
  EXPECT_EQ(options_.out, "-");
  EXPECT_EQ(options_.format, "csv");
  EXPECT_FALSE(options_.to_mappings);
}

TEST_F(TableVerbsTest, VersionsAreWholeNumbersFromOneToTheLargestStored) {
  EXPECT_EQ(fault({"submit", "a/b", "--version", "2147483647"}), "");
  EXPECT_EQ(options_.version, 2147483647);
  for (const auto* wrong :
       {"0", "-1", "2147483648", "99999999999999999999", "1.0", "1e3", "seven", "0x7", " 7", "7 "}) {
    EXPECT_EQ(
        fault({"submit", "a/b", std::string("--version=") + wrong}),
        std::string("raccordo tables submit: --version: must be a whole number from 1, not `") + wrong + "`");
  }
}

TEST_F(TableVerbsTest, WhatIsMissingOrExcludesEachOtherIsNamed) {
  EXPECT_EQ(fault({"approve"}), "raccordo tables approve needs table");
  EXPECT_EQ(fault({"rollback", "a/b", "--reason", "r"}), "raccordo tables rollback needs --version");
  EXPECT_EQ(fault({"rollback", "a/b", "--version", "1"}), "raccordo tables rollback needs --reason");
  EXPECT_EQ(fault({"test", "a", "--version", "1", "--file", "f"}),
            "raccordo tables test: give either --version or --file, not both");
  EXPECT_THAT(fault({"export", "a/b", "--out", "f", "--to-mappings"}), HasSubstr("give either"));
  EXPECT_THAT(fault({"export", "a/b", "--format", "xml"}),
              HasSubstr("must be one of csv, concept-map, not `xml`"));
  EXPECT_EQ(fault({"activate", "a/b", "c/d"}),
            "raccordo tables activate does not know what to do with `c/d`");
  EXPECT_THAT(fault({"submit", "a/b", "--force"}), HasSubstr("has no option `--force`"));
}

TEST(AuditVerbs, HeadsTimesAndLimitsAreCheckedWhenParsed) {
  ParsedVerbs line("audit");
  AuditOptions options;
  add_audit_verbs(line.verbs, options, line.maker);
  const std::string head = "12:" + std::string(64, 'a');
  EXPECT_EQ(line.parse({"audit", "verify", "--head", head, "--head", head, "--store", "copy.db"}), "");
  EXPECT_THAT(options.heads, ElementsAre(head, head));
  EXPECT_EQ(options.store, "copy.db");
  line.run_in_vain();
  EXPECT_EQ(options.verb, "verify");
  for (const auto* wrong : {"12", ":", "x:aa", "12:zz", "-1:aa", ""}) {
    EXPECT_THAT(line.parse({"audit", "verify", std::string("--head=") + wrong}), HasSubstr("--head"))
        << wrong;
  }
  EXPECT_EQ(line.parse({"audit", "list", "--since", "2017-01-01", "--until", "2018-01-01T00:00:00Z",
                        "--limit", "1000"}),
            "");
  EXPECT_EQ(options.limit, 1000U);
  line.run_in_vain();
  EXPECT_EQ(options.verb, "list");
  EXPECT_THAT(line.parse({"audit", "list", "--since", "yesterday"}), HasSubstr("must be an RFC 3339 time"));
  EXPECT_THAT(line.parse({"audit", "list", "--limit", "0"}), HasSubstr("from 1 to 1000, not `0`"));
}

TEST(QuarantineVerbs, DecisionsNeedANumberAndAReason) {
  ParsedVerbs line("quarantine");
  QuarantineOptions options;
  add_quarantine_verbs(line.verbs, options, line.maker);
  for (const auto* verb : {"accept", "reject"}) {
    EXPECT_EQ(line.parse({"quarantine", verb, "7", "--reason", "r"}), "");
    EXPECT_EQ(options.id, 7);
    line.run_in_vain();
    EXPECT_EQ(options.verb, verb);
    EXPECT_EQ(line.parse({"quarantine", verb, "7"}),
              std::string("raccordo quarantine ") + verb + " needs --reason");
    for (const auto* wrong : {"seven", "0", "99999999999999999999", "1.5", ""}) {
      EXPECT_EQ(line.parse({"quarantine", verb, wrong, "--reason", "r"}),
                std::string("raccordo quarantine ") + verb + ": id: must be a whole number from 1, not `" +
                    wrong + "`");
    }
    EXPECT_EQ(line.parse({"quarantine", verb, "9223372036854775807", "--reason", "r"}), "");
    EXPECT_EQ(options.id, std::numeric_limits<std::int64_t>::max());
  }
}

TEST(QuarantineVerbs, PersonalFieldsStayMaskedUnlessAskedFor) {
  ParsedVerbs line("quarantine");
  QuarantineOptions options;
  add_quarantine_verbs(line.verbs, options, line.maker);
  EXPECT_EQ(line.parse({"quarantine", "show", "3"}), "");
  EXPECT_FALSE(options.unmask);
  EXPECT_EQ(line.parse({"quarantine", "show", "3", "--unmask", "--reason", "r"}), "");
  EXPECT_TRUE(options.unmask);
  line.run_in_vain();
  EXPECT_EQ(options.verb, "show");
}

TEST(QuarantineVerbs, ReplayNeedsASource) {
  ParsedVerbs line("quarantine");
  QuarantineOptions options;
  add_quarantine_verbs(line.verbs, options, line.maker);
  EXPECT_EQ(line.parse({"quarantine", "replay"}), "raccordo quarantine replay needs --source");
  EXPECT_EQ(line.parse({"quarantine", "replay", "--source", "a", "--table", "t", "--code=-x"}), "");
  EXPECT_EQ(options.code, "-x");
  EXPECT_EQ(line.parse({"quarantine", "list", "--source", "b"}), "");
  line.run_in_vain();
  EXPECT_EQ(options.verb, "list");
}

TEST(SubmissionVerbs, RetryNeedsAReasonAndListNothing) {
  ParsedVerbs line("submissions");
  SubmissionsOptions options;
  add_submission_verbs(line.verbs, options, line.maker);
  EXPECT_EQ(line.parse({"submissions", "list"}), "");
  line.run_in_vain();
  EXPECT_EQ(options.verb, "list");
  EXPECT_EQ(line.parse({"submissions", "show"}), "raccordo submissions show needs id");
  EXPECT_EQ(line.parse({"submissions", "retry", "S1"}), "raccordo submissions retry needs --reason");
  EXPECT_EQ(line.parse({"submissions", "retry", "S1", "--reason", "corrected"}), "");
  EXPECT_EQ(std::pair(options.id, options.reason), std::pair(std::string("S1"), std::string("corrected")));
}

TEST(SubmissionVerbs, VerbOfTheLoneProcessIsHiddenAndNeedsItsNumbers) {
  ParsedVerbs line("submissions");
  ProcessBodyOptions options;
  add_process_body(line.app, options, line.maker);
  EXPECT_EQ(line.parse({"process-body", "S1", "--parent", "12", "--bytes", "18446744073709551615"}), "");
  EXPECT_EQ(options.submission, "S1");
  EXPECT_EQ(options.parent, 12);
  EXPECT_EQ(options.bytes, 18446744073709551615ULL);
  EXPECT_EQ(line.parse({"process-body", "S1", "--bytes", "1"}), "raccordo process-body needs --parent");
  EXPECT_NE(line.parse({"process-body", "S1", "--parent", "x", "--bytes", "1"}), "");
  EXPECT_THAT(names_of(shown_verbs(line.app)), ElementsAre("submissions"));
}

TEST(SubjectVerbs, NeedAReasonAndTakeNoIdentifier) {
  ParsedVerbs line("subjects");
  SubjectsOptions options;
  add_subject_verbs(line.verbs, options, line.maker);
  for (const std::string verb : {"export", "restrict", "lift", "erase"}) {
    EXPECT_EQ(line.parse({"subjects", verb}), "raccordo subjects " + verb + " needs --reason");
    EXPECT_EQ(line.parse({"subjects", verb, "--reason", "r", "--id-type", "stp", "--source", "s"}), "");
    EXPECT_EQ(options.id_type, "stp");
    EXPECT_NE(line.parse({"subjects", verb, "--reason", "r", "RSSMRA80A01F205X"}), "")
        << "it would be in the history";
  }
  EXPECT_EQ(line.parse({"subjects", "export", "--reason", "r", "--format", "html", "--out", "f"}), "");
  EXPECT_EQ(options.format, "html");
  EXPECT_NE(line.parse({"subjects", "export", "--reason", "r", "--format", "pdf"}), "");
  EXPECT_NE(line.parse({"subjects", "erase", "--reason", "r", "--out", "f"}), "");
}

TEST(SubjectVerbs, RegisterOfProcessingHasTwoForms) {
  ParsedVerbs line("subjects");
  ProcessingRegisterOptions options;
  add_processing_register(line.app, options, line.maker);
  EXPECT_EQ(line.parse({"processing-register"}), "");
  EXPECT_EQ(options.format, "markdown");
  EXPECT_EQ(line.parse({"processing-register", "--format", "html"}), "");
  EXPECT_EQ(options.format, "html");
  EXPECT_NE(line.parse({"processing-register", "--format", "pdf"}), "");
}

}  // namespace
}  // namespace raccordo::app
