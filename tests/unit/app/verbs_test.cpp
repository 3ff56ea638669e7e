// The verbs of the command line as functions: exit codes, what is printed where, and what is done.
#include "app/cli/verbs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "store/open/open_store.hpp"
#include "unit/app/ready_installation.hpp"
#include "unit/app/scene.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class VerbsTest : public testing::Test, protected ReadyInstallation {
 protected:
  struct Ended {
    int code = 0;
    std::string out, error;
  };
  template <class Verb>
  static Ended run(Verb verb) {
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    Ended ended;
    ended.code = verb();
    ended.out = testing::internal::GetCapturedStdout();
    ended.error = testing::internal::GetCapturedStderr();
    return ended;
  }
  /// The one object that a verb with --json prints.
  static rapidjson::Document json(const Ended& ended) {
    rapidjson::Document document;
    document.Parse(ended.out.c_str());
    EXPECT_FALSE(document.HasParseError()) << ended.out;
    EXPECT_EQ(std::count(ended.out.begin(), ended.out.end(), '\n'), 1);
    return document;
  }
  Ended import(const std::string& document, Output output, const std::string& source = kIsola) {
    const auto file = folder_.write("document.json", document);
    return run([&] { return run_import(config_, {source, {file.string()}}, output); });
  }
  Ended quarantine(QuarantineOptions options, Output output = Output::text) {
    return run([&] { return run_quarantine(config_, options, output); });
  }
  Ended submissions(SubmissionsOptions options, Output output = Output::text) {
    return run([&] { return run_submissions(config_, options, output); });
  }
  Ended tables(TablesOptions options, Output output = Output::text) {
    return run([&] { return run_tables(config_, options, output); });
  }
  Ended audit(const std::string& verb, Output output = Output::text) {
    AuditOptions options;
    options.verb = verb;
    return run([&] { return run_audit(config_, options, output); });
  }
  Ended release(ReleaseOptions options, Output output = Output::text) {
    return run([&] { return run_release(config_, options, output); });
  }
};

TEST_F(VerbsTest, KeysAreMadeOnceAndNeverOverwritten) {
  fs::remove(config_.pseudonym_key);
  fs::remove(config_.sealing_key);
  const auto init = [&](Output output) { return run([&] { return run_keys_init(config_, output); }); };
  EXPECT_THAT(init(Output::text).out, AllOf(HasSubstr("created " + config_.pseudonym_key.string()),
                                            HasSubstr("Keep copies of both keys")));
  const auto mode = fs::status(config_.sealing_key).permissions();
  EXPECT_EQ(mode, static_cast<fs::perms>(0600));
  const auto bytes = read(config_.pseudonym_key);
  EXPECT_EQ(bytes.size(), 32U);
  EXPECT_EQ(init(Output::json).out, "{\"pseudonym\":\"kept\",\"sealing\":\"kept\"}\n");
  EXPECT_EQ(read(config_.pseudonym_key), bytes);
  EXPECT_EQ(import(isola_document(1), Output::json).code, 0) << "the store is written with them";
  fs::remove(config_.pseudonym_key);
  const auto refused = init(Output::text);
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.error, HasSubstr("restore the key file from its copy"));
  EXPECT_FALSE(fs::exists(config_.pseudonym_key));
}

TEST_F(VerbsTest, CheckOfAReadyInstallationIsWellAndOfAFaultyOneNamesTheLine) {
  const auto check = [&](Output output) {
    return run([&] { return run_check(config_.file.string(), output); });
  };
  EXPECT_EQ(check(Output::text).code, 0);
  EXPECT_THAT(check(Output::text).out, HasSubstr("All is well: "));
  EXPECT_TRUE(json(check(Output::json))["faults"].Empty());
  fs::permissions(config_.clients, static_cast<fs::perms>(0666));
  fs::remove(config_.tls.key);
  const auto found = check(Output::json);
  EXPECT_EQ(found.code, 1);
  const auto report = json(found);
  ASSERT_EQ(report["faults"].Size(), 2U);
  EXPECT_EQ(report["faults"][0]["line"].GetInt(), 3);
  EXPECT_THAT(report["faults"][1]["message"].GetString(), HasSubstr("chmod go-w"));
  EXPECT_EQ(run([&] { return run_check((folder_.path() / "none.yaml").string(), Output::text); }).code, 1);
}

TEST_F(VerbsTest, CheckWithoutAConfigurationRunsTheExamplesOfTheMappings) {
  const auto found = run([] { return run_check_of_mappings(Output::text); });
  EXPECT_EQ(found.code, 0);
  EXPECT_THAT(found.out, AllOf(HasSubstr("The mappings have no faults: "), Not(HasSubstr("warning: "))));
}

TEST_F(VerbsTest, ImportSaysWhatBecameOfEachRecordAndFailsIfOneWasRejected) {
  const auto stored = import(isola_document(2, 1), Output::json);
  EXPECT_EQ(stored.code, 0);
  const auto told = json(stored);
  const auto& counts = told["files"][0]["receipt"]["counts"];
  EXPECT_EQ(counts["accepted"].GetInt(), 2);
  EXPECT_EQ(counts["quarantined"].GetInt(), 1);
  auto wrong = case_of(1);
  wrong.replace(wrong.find("RTONNA48D52A794K"), 16, "RTONNA48D52A794A");
  const auto rejected = import("{\"cartelle\":[" + wrong + "]}", Output::text);
  EXPECT_EQ(rejected.code, 1);
  EXPECT_THAT(rejected.out, AllOf(HasSubstr("bad-fiscal-code"), Not(HasSubstr("RTONNA48D52A794A"))));
  EXPECT_EQ(import("{", Output::text).code, 1) << "a broken document";
  const auto unknown = import(isola_document(1), Output::json, "isola-bergamaska");
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.error, HasSubstr("did you mean isola-bergamasca?"));
  EXPECT_EQ(run([&] { return run_import(config_, {kIsola, {"/nonexistent"}}, Output::text); }).code, 1);
}

TEST_F(VerbsTest, QuarantineShowsWaitingRecordsMaskedUntilAReasonIsGiven) {
  import(isola_document(1, 2), Output::json);
  const auto list = json(quarantine({"list", "", "", "", "", 0, false}, Output::json));
  EXPECT_STREQ(list["rows"][0]["code"].GetString(), "ANZ|SAD8");
  const auto id = store::open_store({config_.sqlite.string()})->quarantine({kIsola}, 10, "").items.front().id;
  const auto masked = quarantine({"show", "", "", "", "", id, false});
  EXPECT_EQ(masked.code, 0);
  EXPECT_THAT(masked.out, Not(HasSubstr("RTONNA48D52A794K")));
  EXPECT_EQ(quarantine({"show", "", "", "", "", id, true}).code, 1) << "without a reason";
  EXPECT_THAT(quarantine({"show", "", "", "", "the code is unclear", id, true}).out,
              HasSubstr("RTONNA48D52A794K"));
  const auto named = quarantine({"show", "", "", "", "per RTONNA48D52A794K", id, true});
  EXPECT_EQ(named.code, 1);
  EXPECT_THAT(named.out + named.error, Not(HasSubstr("RTONNA48D52A794K")));
  EXPECT_EQ(quarantine({"show", "", "", "", "", 99'999, false}).code, 1);
}

TEST_F(VerbsTest, ReplayOfTheCommandLineEndsAndCountsWhatStillWaits) {
  import(isola_document(0, 2), Output::json);
  const auto done = run([&] {
    return run_quarantine_replay(config_, {"replay", kIsola, "", "", "again", 0, false}, Output::json);
  });
  EXPECT_EQ(done.code, 0) << done.error;
  const auto task = json(done);
  EXPECT_STREQ(task["state"].GetString(), "COMPLETED");
  EXPECT_EQ(task["failed"].GetInt(), 2);
  EXPECT_NE(run([&] {
              return run_quarantine_replay(config_, {"replay", "nobody", "", "", "", 0, false}, Output::text);
            }).code,
            0);
}

TEST_F(VerbsTest, SubmissionsOfAnImportAreShownAndUnknownOnesAreNot) {
  const auto stored = import(isola_document(1), Output::json);
  const std::string id = json(stored)["files"][0]["receipt"]["id"].GetString();
  EXPECT_EQ(submissions({"list", "", ""}).code, 0);
  const auto shown = json(submissions({"show", id, ""}, Output::json));
  EXPECT_STREQ(shown["state"].GetString(), "COMPLETED");
  EXPECT_EQ(submissions({"show", "no-such-id", ""}).code, 1);
  EXPECT_EQ(submissions({"retry", id, "again"}).code, 1) << "it was not set aside";
}

TEST_F(VerbsTest, TablesAreListedExportedAndStepsFromAWrongStateRefused) {
  TablesOptions options;
  options.verb = "list";
  EXPECT_GT(json(tables(options, Output::json))["items"].Size(), 40U);
  options.verb = "export";
  options.table = "bergamo/sex";
  options.out = "-";
  EXPECT_THAT(tables(options).out, testing::StartsWith("source_code,"));
  options.verb = "approve";
  const auto refused = tables(options);
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.error, HasSubstr("raccordo: "));
  options.table = "bergamo/no-such-table";
  EXPECT_EQ(tables(options).code, 1);
  options.table = "bergamo";
  EXPECT_NE(tables(options).code, 0) << "a step is for one table";
}

TEST_F(VerbsTest, AuditIsWholeUntilAnEntryIsChangedOutsideTheProgram) {
  import(isola_document(1), Output::json);
  EXPECT_EQ(audit("verify").code, 0);
  EXPECT_THAT(audit("verify").out, HasSubstr("the chain is whole"));
  EXPECT_FALSE(json(audit("list", Output::json))["items"].Empty());
  AuditOptions options;
  options.verb = "verify";
  options.heads = {"1:" + std::string(64, '0')};
  const auto broken = run([&] { return run_audit(config_, options, Output::text); });
  EXPECT_EQ(broken.code, 1);
  EXPECT_THAT(broken.out, HasSubstr("the chain is broken"));
  options.store = (folder_.path() / "none.db").string();
  EXPECT_EQ(run([&] { return run_audit(config_, options, Output::json); }).code, 1);
  EXPECT_FALSE(fs::exists(options.store)) << "reading makes no store";
}

TEST_F(VerbsTest, ReleasesThatDoNotExistAreNamed) {
  EXPECT_EQ(release({"list", "", "", "", "csv", ".", ""}).code, 0);
  for (const auto* verb : {"show", "verify", "export", "microdata"}) {
    EXPECT_EQ(release({verb, "no-such-release", "", "", "csv", folder_.path().string(), ""}).code, 1) << verb;
  }
  const auto wrong = release({"create", "", "2017-13", "", "csv", ".", ""}, Output::json);
  EXPECT_EQ(wrong.code, 1);
  EXPECT_TRUE(json(wrong).HasMember("error"));
}

}  // namespace
}  // namespace raccordo::app
