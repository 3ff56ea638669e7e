#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codecs/compiled_profile.hpp"
#include "codecs/profile_file.hpp"
#include "decode_case.hpp"

namespace raccordo::codecs {
namespace {

using testing::HasSubstr;

std::string faults_of(const std::string& yaml) {
  const auto profile = parse_profile(yaml, "profile.yaml");
  std::string all;
  if (profile) return "no fault";
  for (const auto& fault : profile.error()) all += std::to_string(fault.line) + ": " + fault.message + "\n";
  return all;
}

TEST(Profile, LoadsFieldsListsAndTables) {
  const auto profile = test_profile(json_profile(R"(  person.sex: {from: $.sesso, map: sex}
  access.channel: {first_of: [$.accesso.canale, $.canale], map: channel}
  interventions:
    each: $.interventi[*]
    fields:
      type: {join: [$.area, $.codice], with: "|", map: intervention, label: $.descrizione}
      amount: {from: $.importo, type: money}
)"));
  EXPECT_EQ(profile.source(), "prova");
  EXPECT_EQ(profile.title(), "prova");
  ASSERT_EQ(profile.tables().size(), 3U);
  EXPECT_EQ(profile.tables()[2].table, "intervention");
  EXPECT_EQ(profile.tables()[2].code_system, "intervention");
  EXPECT_EQ(profile.tables()[2].line, 14);
}

TEST(Profile, AcceptsAnchors) {
  EXPECT_EQ(test_profile(json_profile("  closed: &day {from: $.al, type: date}\n  closure.date: *day\n"))
                .compiled()
                .fields.size(),
            6U);
}

TEST(Profile, NamesUnknownKeysWithLineAndNearName) {
  const auto faults = faults_of(json_profile("  closed: {frm: $.al}\n", "recrods: $\n"));
  EXPECT_THAT(faults, HasSubstr("4: unknown key `recrods` in the profile; did you mean `records`?"));
  EXPECT_THAT(faults, HasSubstr("10: unknown key `frm` in `closed`; did you mean `from`?"));
}

TEST(Profile, ReportsEveryFaultInOrderOfLines) {
  const auto faults = faults_of(
      "source: Prova\nformat: jsn\nfields:\n  record_id: {from: $.a, type: money}\n  owner: {from: a}\n");
  for (const char* part :
       {"1: `source` must begin", "2: unknown format `jsn`; did you mean `json`?",
        "4: `record_id` cannot have type money; use type text", "5: the selector `a` is wrong",
        "`opened` is required", "the person is required", "`records` is missing"})
    EXPECT_THAT(faults, HasSubstr(part));
  EXPECT_LT(faults.find("2: unknown format"), faults.find("4: `record_id`"));
}

struct BadProfile {
  const char* what;
  std::string yaml;
  const char* fault;
};

class ProfileRejects : public testing::TestWithParam<BadProfile> {};

TEST_P(ProfileRejects, WithTheReason) {
  EXPECT_THAT(faults_of(GetParam().yaml), HasSubstr(GetParam().fault));
}

INSTANTIATE_TEST_SUITE_P(
    Each, ProfileRejects,
    testing::Values(
        BadProfile{"empty", "", "must be a block of `key: value` lines"},
        BadProfile{"list", "- a\n", "must be a block of `key: value` lines"},
        BadProfile{"no_yaml", "source: [\n", "this is not valid YAML"},
        BadProfile{"undefined_alias", "source: *x\n", "this is not valid YAML"},
        BadProfile{"duplicate_key", json_profile("", "title: a\ntitle: b\n"), "5: `title` is given twice"},
        BadProfile{"duplicate_field", json_profile("  opened: {from: $.b}\n"), "`opened` is given twice"},
        BadProfile{"text_expected", json_profile("", "title: [a]\n"), "`title` must be one value"},
        BadProfile{"unknown_encoding", json_profile("", "encoding: utf-99\n"), "unknown encoding `UTF-99`"},
        BadProfile{"encoding_with_option", json_profile("", "encoding: latin1//IGNORE\n"),
                   "unknown encoding"},
        BadProfile{"unknown_zone", json_profile("", "timezone: Europe/Bergamo\n"), "unknown time zone"},
        BadProfile{"zone_outside", json_profile("", "timezone: ../../../etc/passwd\n"), "unknown time zone"},
        BadProfile{"date_pattern", json_profile("", "dates: [\"%Q\"]\n"), "may use only"},
        BadProfile{"date_pattern_short", json_profile("", "dates: [\"%Y-%m\"]\n"), "must have a year"},
        BadProfile{"checker", json_profile("", "checks: [csi]\n"), "unknown checker `csi`"},
        BadProfile{"checker_of_xml", json_profile("", "checks: [csi-phases]\n"),
                   "4: the checker `csi-phases` is only for format xml"},
        BadProfile{"decimal_digit", json_profile("", "numbers: {decimal: \"5\"}\n"),
                   "4: `decimal` must be a sign that has no other meaning"},
        BadProfile{"decimal_minus", json_profile("", "numbers: {decimal: \"-\"}\n"),
                   "`decimal` must be a sign"},
        BadProfile{"thousands_blank", json_profile("", "numbers: {decimal: \",\", thousands: \" \"}\n"),
                   "`thousands` must be a sign"},
        BadProfile{"thousands_letter", json_profile("", "numbers: {thousands: e}\n"),
                   "`thousands` must be a sign"},
        BadProfile{"numbers_by_default", json_profile("", "numbers: {thousands: \".\"}\n"), "must differ"},
        BadProfile{"each_of_list", json_profile("  needs: {each: $.i, fields: {code: {from: $.s}}}\n"),
                   "write $.i[*]"},
        BadProfile{"each_of_single",
                   json_profile("  needs: {each: $.i, single: true, fields: {code: {from: $.s}}}\n"),
                   "write $.i[*]"},
        BadProfile{"each_of_one", json_profile("  needs: {each: \"$.i[0]\", fields: {code: {from: $.s}}}\n"),
                   "`each` must end in [*]"},
        BadProfile{"days_with_times", json_profile("", "dates: [\"%Y-%m-%d %H:%M\"]\n"),
                   "8: a date is read here, but every pattern in `dates` has a time of day"},
        BadProfile{"second_document", json_profile() + "---\nsource: altra\n",
                   "a second YAML document begins here"},
        BadProfile{"numbers", json_profile("", "numbers: {decimal: \",\", thousands: \",\"}\n"),
                   "must differ"},
        BadProfile{"number_sign", json_profile("", "numbers: {decimal: \",,\"}\n"),
                   "exactly one ASCII character"},
        BadProfile{"csv_in_json", json_profile("", "csv: {delimiter: \";\"}\n"), "only for format csv"},
        BadProfile{"namespaces_in_json", json_profile("", "namespaces: {a: b}\n"), "only for format xml"},
        BadProfile{"unknown_field", json_profile("  person.sexx: {from: $.s}\n"),
                   "did you mean `person.sex`?"},
        BadProfile{"unknown_type", json_profile("  closed: {from: $.s, type: dat}\n"),
                   "did you mean `date`?"},
        BadProfile{"rule_as_text", json_profile("  closed: $.s\n"), "`closed` must be a block"},
        BadProfile{"two_ways", json_profile("  closed: {from: $.s, const: x}\n"), "exactly one of from"},
        BadProfile{"no_way", json_profile("  closed: {type: date}\n"), "exactly one of from"},
        BadProfile{"with_alone", json_profile("  closed: {from: $.s, with: x}\n"), "`with` goes with `join`"},
        BadProfile{"map_on_date", json_profile("  closed: {from: $.s, map: x}\n"),
                   "`map` is for coded fields"},
        BadProfile{"table_name", json_profile("  person.sex: {from: $.s, map: ../x}\n"),
                   "a table is named by"},
        BadProfile{"table_twice",
                   json_profile("  person.sex: {from: $.s, map: x}\n  access.channel: {from: $.s, map: x}\n"),
                   "already maps to `sex` (line 9)"},
        BadProfile{"label_alone", json_profile("  person.sex: {from: $.s, label: $.l}\n"),
                   "`label` goes with `map`"},
        BadProfile{"keyed_date", json_profile("  closed: {from: $.s, keyed: true}\n"),
                   "`keyed` is only for text"},
        BadProfile{"keyed_word", json_profile("  closed: {from: $.s, keyed: maybe}\n"),
                   "must be true or false"},
        BadProfile{"list_without_each", json_profile("  needs: {fields: {code: {from: $.s}}}\n"),
                   "needs `each`"},
        BadProfile{"list_without_fields", json_profile("  needs: {each: \"$.x[*]\"}\n"), "needs `fields`"},
        BadProfile{"list_field", json_profile("  needs: {each: \"$.x[*]\", fields: {cod: {from: $.s}}}\n"),
                   "did you mean `code`?"},
        BadProfile{"person_twice", json_profile("  person.id_type: {const: local}\n"),
                   "`person` already fills"},
        BadProfile{"consent_elsewhere", json_profile("  closed: {from: $.s, consent: {from: $.c}}\n"),
                   "`consent` goes with `person` only"},
        BadProfile{"consent_without_place",
                   json_profile("  person.sex: {from: $.s, consent: {given: [si]}}\n"),
                   "`consent` needs `from`"},
        BadProfile{"consent_key", json_profile("  person.sex: {from: $.s, consent: {form: $.c}}\n"),
                   "did you mean `from`?"},
        BadProfile{"local_id_elsewhere", json_profile("  closure.reason: {from: $.s, type: local-id}\n"),
                   "cannot have type local-id"},
        BadProfile{"sender", json_profile("", "sender: third_sector\n"), "did you mean `third-sector`?"},
        BadProfile{"first_of_empty", json_profile("  person.sex: {first_of: []}\n"),
                   "must be a list of selectors"},
        BadProfile{"first_of_item", json_profile("  person.sex: {first_of: [{map: x}]}\n"), "needs `from`"},
        BadProfile{"records", "source: a\nformat: json\nrecords: \"$..x[*]\"\nfields: {}\n",
                   "member names ending in"},
        BadProfile{"ndjson_records", "source: a\nformat: ndjson\nrecords: \"$.x[*]\"\nfields: {}\n",
                   "is `$`"},
        BadProfile{"csv_records", "source: a\nformat: csv\nrecords: \"$\"\nfields: {}\n", "has no meaning"},
        BadProfile{"csv_delimiter", "source: a\nformat: csv\ncsv: {delimiter: \";;\"}\nfields: {}\n",
                   "exactly one"},
        BadProfile{"csv_same", "source: a\nformat: csv\ncsv: {delimiter: \"\\\"\"}\nfields: {}\n",
                   "must differ"},
        BadProfile{"csv_numbered",
                   "source: a\nformat: csv\ncsv: {header: false}\nfields:\n  record_id: {from: ID}\n",
                   "must be a number"},
        BadProfile{
            "csv_group_unseen",
            "source: a\nformat: csv\ncsv: {group_by: \"I\\u200bD\"}\nfields:\n  record_id: {from: ID}\n",
            "3: the columns `I\xE2\x80\x8B"
            "D` and `ID` differ only in letter case, blanks"},
        BadProfile{"csv_group_case",
                   "source: a\nformat: csv\ncsv: {group_by: id}\nfields:\n  record_id: {from: ID}\n",
                   "3: the columns `id` and `ID` differ only"},
        BadProfile{"csv_columns_case",
                   "source: a\nformat: csv\nfields:\n  record_id: {from: ID}\n  closure.reason: {from: Id}\n",
                   "the columns `ID` and `Id` differ only"},
        BadProfile{"csv_group_root",
                   "source: a\nformat: csv\ncsv: {group_by: $root.ID}\nfields:\n  record_id: {from: ID}\n",
                   "3: `group_by` names the column itself; remove `$root.`"},
        BadProfile{"csv_each", "source: a\nformat: csv\nfields:\n  needs: {each: row, fields: {}}\n",
                   "`each` is rows"}),
    [](const auto& test) { return std::string(test.param.what); });

TEST(Profile, ReportsAMissingFile) {
  const auto profile = load_profile("/nowhere/profile.yaml");
  ASSERT_FALSE(profile);
  EXPECT_THAT(profile.error().front().message, HasSubstr("there is no such file"));
}

TEST(Profile, TakesAnOwnerFromSeveralPlacesOfDifferentKind) {
  const auto profile = test_profile(
      "source: prova\nformat: json\nrecords: $\nfields:\n  record_id: {from: $.id}\n  opened: {from: $.dal}\n"
      "  person: {from: $.cf}\n"
      "  owner: {first_of: [{from: $.a, type: istat}, {from: $.b, map: owner}]}\n");
  ASSERT_EQ(profile.tables().size(), 1U);
  EXPECT_EQ(profile.tables()[0].code_system, "territory");
}

}  // namespace
}  // namespace raccordo::codecs
