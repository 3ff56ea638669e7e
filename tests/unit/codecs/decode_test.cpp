// How a profile's rules are applied to a record, independent of the format.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "decode_case.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

DecodedRecord read(const std::string& rules, const std::string& members, const std::string& head = "") {
  return decode(test_profile(json_profile(rules, head)), json_document(json_record("1", members)))
      .records.at(0);
}

TEST(Decode, ReadsTheFirstOfSeveralPlaces) {
  const std::string rules = "  access.channel: {first_of: [$.a, $.b], map: channel}\n";
  EXPECT_EQ(read(rules, R"("a":"x","b":"y")").value("access.channel"), "x");
  EXPECT_EQ(read(rules, R"("a":"  ","b":"y")").value("access.channel"), "y");
  EXPECT_EQ(read(rules, R"("a":null,"b":"y")").value("access.channel"), "y");
  EXPECT_EQ(read(rules, "").value("access.channel"), "(absent)");
  EXPECT_THAT(read(rules, R"("a":"x")").tables, ElementsAre("access.channel>channel"));
}

TEST(Decode, SkipsAnItemOfAnotherType) {
  const auto profile = test_profile(
      "source: prova\nformat: json\nrecords: $.cartelle[*]\nfields:\n  record_id: {from: $.id}\n  opened: "
      "{from: $.dal}\n"
      "  person: {from: $.cf}\n  owner: {first_of: [{from: $.x, type: istat}, {from: $.y, type: istat}, "
      "{from: $.z, map: owner}]}\n");
  const auto owner = [&](const std::string& members) {
    return decode(profile,
                  json_document(R"({"id":"1","dal":"2017-03-01","cf":"12345678901",)" + members + "}"))
        .records.at(0);
  };
  EXPECT_EQ(owner(R"("x":"016024","y":"016219")").value("owner"), "016024");
  EXPECT_EQ(owner(R"("x":"ASST","y":"016219")").value("owner"), "016219");
  const auto mapped = owner(R"("x":"ASST","y":"015146","z":"GW-7")");
  EXPECT_EQ(mapped.value("owner"), "GW-7");
  EXPECT_THAT(mapped.tables, ElementsAre("owner>owner"));
  EXPECT_TRUE(mapped.issues.empty());
  const auto none = owner(R"("x":"ASST")");
  ASSERT_EQ(none.issues.size(), 1U);
  EXPECT_EQ(none.issues[0].code, IssueCode::unknown_comune);
  EXPECT_EQ(none.issues[0].at.path, "/cartelle/0/x");
  EXPECT_EQ(owner(R"("w":1)").issues.at(0).code, IssueCode::missing_field);
}

TEST(Decode, JoinsPartsAndIsAbsentWhenAllAre) {
  const std::string rules = "  person.sex: {join: [$.a, $.b], with: \"|\", map: sex, label: $.l}\n";
  EXPECT_EQ(read(rules, R"("a":"x","b":"y")").value("person.sex"), "x|y");
  EXPECT_EQ(read(rules, R"("b":"y")").value("person.sex"), "|y");
  EXPECT_EQ(read(rules, R"("a":"")").value("person.sex"), "(absent)");
  EXPECT_THAT(read(rules, R"("a":"x","l":" Uomo ")").tables,
              ElementsAre("person.sex>sex", "person.sex#Uomo"));
}

TEST(Decode, ReplacesKeyedValuesByTheirHmac) {
  const auto hmac = [](const std::string& text) {
    return base::to_hex(base::as_bytes(test_key().compute(text))).substr(0, 16);
  };
  const auto record = [](const std::string& rule, const std::string& members) {
    auto yaml = json_profile();
    yaml.replace(yaml.find("{from: $.id}"), 12, rule);
    return decode(test_profile(yaml), json_document(json_record("1", members)))
        .records.at(0)
        .value("record_id");
  };
  EXPECT_EQ(record("{from: $.id, keyed: true}", ""), hmac("1"));
  const std::string joined = "{join: [$.a, $.b], with: \"|\", keyed: true}";
  EXPECT_EQ(record(joined, R"("a":"x","b":"y")"), hmac("x|y"));
  EXPECT_NE(record(joined, R"("a":"x|","b":"y")"), record(joined, R"("a":"x","b":"|y")"));
}

TEST(Decode, UsesConstantsAndDefaults) {
  const std::string rules =
      "  person.citizenship: {const: IT}\n  person.sex: {from: $.s, map: sex, default: \"9\"}\n";
  EXPECT_EQ(read(rules, "").value("person.citizenship"), "IT");
  EXPECT_EQ(read(rules, "").value("person.sex"), "9");
  EXPECT_EQ(read(rules, R"("s":"1")").value("person.sex"), "1");
}

TEST(Decode, ReadsJsonNumbersAsWritten) {
  const std::string rules = "  plans: {each: \"$.p[*]\", fields: {value: {from: $.v, type: money}}}\n";
  const std::string italian = "numbers: {decimal: \",\", thousands: \".\"}\n";
  const auto record =
      read(rules, R"("p":[{"v":1285.5},{"v":"1.285,50"},{"v":"1285.5"},{"v":-3},{"v":1e3}])", italian);
  EXPECT_EQ(record.value("plans[0].value"), "1285.50");
  EXPECT_EQ(record.value("plans[1].value"), "1285.50");
  EXPECT_EQ(record.value("plans[3].value"), "-3.00");
  EXPECT_EQ(record.value("plans[4].value"), "1000.00");
  ASSERT_EQ(record.issues.size(), 1U);
  EXPECT_EQ(record.issues[0].field, "plans[2].value");
  EXPECT_EQ(record.issues[0].at.path, "/cartelle/0/p/2/v");
}

TEST(Decode, ReadsJsonNumbersThatAreCodesWithoutExponentAndZeros) {
  const std::string rules = "  person.sex: {from: $.s, map: sex}\n";
  for (const char* one : {"1", "1.0", "1e0", "1.00E+0", "10e-1", "0.1e1", "\"1\""})
    EXPECT_EQ(read(rules, std::string("\"s\":") + one).value("person.sex"), "1") << one;
  EXPECT_EQ(read(rules, "\"s\":1.10").value("person.sex"), "1.10");
  EXPECT_EQ(read(rules, "\"s\":-0.0").value("person.sex"), "0");
  EXPECT_EQ(read(rules, "\"s\":-15e-1").value("person.sex"), "-1.5");
  EXPECT_EQ(read(rules, "\"s\":1e3").value("person.sex"), "1000");
  EXPECT_EQ(read(rules, "\"s\":1e400").value("person.sex"), "1e400");
  EXPECT_EQ(read(rules, "\"s\":\"1.0\"").value("person.sex"), "1.0");
}

TEST(Decode, NumbersItemsAndDropsEmptyOnes) {
  const std::string rules =
      "  needs: {each: \"$.n[*]\", fields: {code: {from: $.c, map: need}}}\n"
      "  interventions: {each: \"$.i[*]\", fields: {id: {from: $.id}, management: {const: direct}, "
      "managed_by: {from: $root.id}}}\n";
  const auto record = read(rules, R"("n":[{"c":"a"},{},{"c":" "},{"c":"b"}],"i":[{"id":"I1"}])");
  EXPECT_EQ(record.value("needs[1].code"), "b");
  EXPECT_EQ(record.value("needs[2].code"), "(absent)");
  EXPECT_EQ(record.value("interventions[0].management"), "direct");
  EXPECT_EQ(record.value("interventions[0].managed_by"), "1");
}

TEST(Decode, FillsOneListFromSeveralPlaces) {
  const auto record = read(
      "  needs:\n    - {each: \"$.n[*]\", fields: {code: {from: $, map: need}}}\n    - {each: \"$.m[*]\", "
      "fields: {code: {from: $, map: need}}}\n",
      R"("n":["a"],"m":["b"])");
  EXPECT_EQ(record.value("needs[0].code"), "a");
  EXPECT_EQ(record.value("needs[1].code"), "b");
}

TEST(Decode, ReportsAllIssuesOfARecordWithoutPersonalData) {
  const auto result = decode(
      test_profile(json_profile(
          "  person.birth_date: {from: $.nato, type: date}\n"
          "  plans: {each: \"$.p[*]\", fields: {id: {from: $.id, required: true}, start: {from: $.s}}}\n")),
      json_document(
          R"({"id":"1","comune":"999999","cf":"ROSSI MARIO","nato":"ieri","p":[{"s":"2017-01-01"}]})"));
  const auto& issues = result.records.at(0).issues;
  std::vector<std::string> seen;
  for (const auto& issue : issues) {
    seen.push_back(std::string(model::to_string(issue.code)) + " " + issue.field + " " + issue.at.path);
    EXPECT_EQ(issue.record_id, "1");
    EXPECT_EQ(issue.record, 1U);
    for (const char* secret : {"ROSSI", "ieri"}) EXPECT_THAT(issue.message, Not(HasSubstr(secret)));
  }
  EXPECT_THAT(
      seen, ElementsAre("unknown-comune owner /cartelle/0/comune", "bad-fiscal-code person.id /cartelle/0/cf",
                        "bad-date person.birth_date /cartelle/0/nato",
                        "missing-field plans[0].id /cartelle/0/p/0", "missing-field opened /cartelle/0"));
}

TEST(Decode, RepeatsDatesTimesAmountsAndNumbersThatCannotBeRead) {
  const auto result = decode(
      test_profile(json_profile("  version: {from: $.v, type: instant}\n"
                                "  person.household.members: {from: $.m, type: integer}\n"
                                "  plans: {each: \"$.p[*]\", fields: {value: {from: $.e, type: money}}}\n",
                                "dates: [\"%d/%m/%Y\"]\n")),
      json_document(R"({"id":"1","comune":"016024","cf":"RSSMRA80A01F205X","dal":"31/11/2017","v":"ieri",)"
                    R"("m":"due","p":[{"e":"12,5.0"},{"e":"RSSMRA80A01F205X"}]})"));
  std::vector<std::string> told;
  for (const auto& issue : result.records.at(0).issues) told.push_back(issue.message);
  EXPECT_THAT(told, testing::UnorderedElementsAre(
                        testing::StartsWith("\"ieri\": not a date and time; write it as aaaa-mm-gg"),
                        testing::StartsWith("\"31/11/2017\": there is no such day"),
                        testing::StartsWith("\"due\": not a whole number"),
                        testing::StartsWith("\"12,5.0\": not an amount; write digits with `.`"),
                        testing::StartsWith("a value of 16 characters: not an amount")));
}

TEST(Decode, LeavesTheRecordIdEmptyIfItCannotBeRead) {
  const auto result = decode(test_profile(json_profile()), json_document("{}"));
  ASSERT_EQ(result.records.at(0).issues.size(), 4U);
  for (const auto& issue : result.records[0].issues) {
    EXPECT_EQ(issue.code, IssueCode::missing_field);
    EXPECT_EQ(issue.record_id, "");
  }
}

TEST(Decode, RejectsControlCharactersInValues) {
  const auto record = read("  person.sex: {from: $.s, map: sex}\n", R"("s":"a\u0000b")");
  ASSERT_EQ(record.issues.size(), 1U);
  EXPECT_EQ(record.issues[0].code, IssueCode::bad_encoding);
  EXPECT_EQ(record.issues[0].field, "person.sex");
  EXPECT_EQ(record.value("person.sex"), "(absent)");
}

TEST(Decode, WarnsOfAnUnknownResidence) {
  const auto record = read("  person.residence: {from: $.r, type: belfiore}\n", R"("r":"F205")");
  ASSERT_EQ(record.issues.size(), 1U);
  EXPECT_EQ(record.issues[0].severity, model::Severity::warning);
  EXPECT_EQ(record.value("person.residence"), "(absent)");
}

TEST(Decode, WarnsOfAnAmbiguousLocalTime) {
  const auto record = read("  version: {from: $.v, type: instant}\n", R"("v":"2017-10-29T02:15:00")",
                           "timezone: Europe/Rome\n");
  EXPECT_EQ(record.value("version"), "2017-10-29T01:15:00Z");
  ASSERT_EQ(record.issues.size(), 1U);
  EXPECT_EQ(record.issues[0].code, IssueCode::ambiguous_time);
  EXPECT_EQ(record.issues[0].severity, model::Severity::warning);
  EXPECT_EQ(record.issues[0].field, "version");
  EXPECT_EQ(record.issues[0].at.path, "/cartelle/0/v");
}

TEST(Decode, ReadsInstantsInTheZoneOfTheProfile) {
  EXPECT_EQ(read("  version: {from: $.v, type: instant}\n", R"("v":"2017-07-03T10:00:00")",
                 "timezone: Europe/Rome\n")
                .value("version"),
            "2017-07-03T08:00:00Z");
}

TEST(Decode, RequiresAKeyForKeyedFields) {
  auto yaml = json_profile();
  yaml.replace(yaml.find("{from: $.id}"), 12, "{from: $.id, keyed: true}");
  const auto profile = test_profile(yaml);
  DecodeContext context = test_context();
  context.pseudonym_key = nullptr;
  EXPECT_THROW(decode(profile, json_document(json_record()), context), base::SystemFault);
}

}  // namespace
}  // namespace raccordo::codecs
