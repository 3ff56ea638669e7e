// The JSON and the texts of values: members, order, omitted values, and what must never be in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/cli/release_verbs.hpp"
#include "app/cli/table_verbs.hpp"
#include "app/forms/audit_forms.hpp"
#include "app/forms/json_forms.hpp"
#include "app/forms/replay_json.hpp"
#include "app/rules/yaml_reader.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;

rapidjson::Document parsed(const std::string& json) {
  rapidjson::Document document;
  document.Parse(json.c_str());
  EXPECT_FALSE(document.HasParseError()) << json;
  return document;
}

TEST(Forms, AReceiptTellsItsCountsItsIssuesAndWhetherSomeAreMissing) {
  model::Receipt receipt;
  receipt.id = "S1";
  receipt.source = "bergamo";
  receipt.state = model::SubmissionState::completed;
  receipt.counts = {3, 1, 0, 1, 1};
  receipt.mapping_versions = {{"area", 2}};
  receipt.issues_truncated = true;
  model::Issue issue;
  issue.code = model::IssueCode::unmapped_code;
  issue.value = "a\"b";
  issue.suggestions = {{"anziani", "Anziani", 0.9}};
  receipt.issues = {issue};
  const auto json = parsed(receipt_json(receipt));
  EXPECT_STREQ(json["state"].GetString(), "COMPLETED");
  EXPECT_EQ(json["counts"]["received"].GetInt(), 3);
  EXPECT_EQ(json["mapping_versions"]["area"].GetInt(), 2);
  EXPECT_TRUE(json["issues_truncated"].GetBool());
  EXPECT_STREQ(json["issues"][0]["value"].GetString(), "a\"b");
  EXPECT_STREQ(json["issues"][0]["suggestions"][0]["target"].GetString(), "anziani");
}

TEST(Forms, AReplayIsToldWithWhatRemainsOfIt) {
  store::ReplayRow row;
  row.id = "T1";
  row.source = "bergamo";
  row.state = store::ReplayState::processing;
  row.total = 10;
  row.succeeded = 6;
  row.failed = 1;
  const auto json = parsed(replay_json(row));
  EXPECT_EQ(json["remaining"].GetInt(), 3);
  EXPECT_STREQ(json["state"].GetString(), "PROCESSING");
  EXPECT_FALSE(json.HasMember("table"));
  EXPECT_FALSE(json.HasMember("codes"));
  EXPECT_FALSE(json.HasMember("ended_at"));
}

TEST(Forms, TheAuditNamesTheFirstBrokenLinkAndWhatShowsIt) {
  store::AuditCheck check;
  check.entries = 4;
  check.first = 1;
  EXPECT_TRUE(parsed(audit_check_json(check))["broken"].IsNull());
  check.broken = store::AuditBreak{5, store::AuditFault::missing, store::AuditWitness::head, 0};
  const auto json = parsed(audit_check_json(check));
  EXPECT_FALSE(json["whole"].GetBool());
  EXPECT_EQ(json["broken"]["seq"].GetInt(), 5);
  EXPECT_THAT(json["broken"]["message"].GetString(), HasSubstr("entry 5 is missing"));
  check.broken->witness = store::AuditWitness::anchor;
  EXPECT_THAT(in_words(*check.broken), HasSubstr("up to 5"));
  const store::AuditEntry entry{7, {{0}, "anna", "table.edit", "bergamo/area", "why", {{"rows", "3"}}}, {}};
  EXPECT_THAT(audit_line(entry), HasSubstr("7  1970-01-01T00:00:00Z  anna  table.edit  bergamo/area  why"));
  EXPECT_THAT(audit_line(entry), HasSubstr("rows=3"));
  const auto page = parsed(audit_page_json({{entry}, "c"}, {7, {}, {}}));
  EXPECT_STREQ(page["next"].GetString(), "c");
  EXPECT_EQ(page["items"][0]["seq"].GetInt(), 7);
}

TEST(Forms, ATableIsNamedByItsSourceOrByBoth) {
  EXPECT_EQ(parse_table_name("bergamo/area").source, "bergamo");
  EXPECT_EQ(parse_table_name("bergamo/area").table, "area");
  EXPECT_EQ(parse_table_name("bergamo").table, "");
}

TEST(YamlReader, CollectsEveryFaultWithItsLine) {
  base::FileFaults faults;
  std::string name;
  bool flag = false;
  std::int64_t number = 0;
  std::vector<std::string> list;
  const auto node = YAML::Load("name: ''\nflag: perhaps\nnumber: 11\nlist: [a, [b]]\nnumbr: 1\n");
  YamlReader reader(node, "", "f.yaml", faults);
  reader.text("name", name);
  reader.boolean("flag", flag);
  reader.integer("number", 1, 10, number);
  reader.list("list", [&](const std::string& value) {
    list.push_back(value);
    return std::string();
  });
  reader.require("missing");
  reader.finish();
  std::vector<int> lines;
  for (const auto& fault : faults) {
    EXPECT_EQ(fault.file, "f.yaml");
    lines.push_back(fault.line);
  }
  EXPECT_THAT(lines, testing::IsSupersetOf({1, 2, 3, 4, 5}));
  EXPECT_EQ(faults.size(), 6u);
  EXPECT_EQ(number, 0);
  EXPECT_THAT(list, testing::ElementsAre("a"));
}

TEST(YamlReader, ReadsSectionsAndRefusesWhatIsNoMapping) {
  base::FileFaults faults;
  std::int64_t days = 0;
  const auto node = YAML::Load("retention: {days: 7}\nkeys: 3\n");
  YamlReader reader(node, "", "f.yaml", faults);
  reader.section("retention", [&](YamlReader& section) { section.integer("days", 1, 10, days); });
  reader.section("keys", [](YamlReader&) {});
  reader.finish();
  EXPECT_EQ(days, 7);
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].line, 2);
}

}  // namespace
}  // namespace raccordo::app
