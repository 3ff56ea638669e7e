// Constant values in a profile that are invalid in every record.
#include "codecs/fixed_values.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codecs/profile_file.hpp"

namespace raccordo::codecs {
namespace {

using testing::HasSubstr;

model::Scheme small_scheme() {
  model::Scheme scheme;
  std::vector<model::Code> codes(2);
  codes[0].code = "F";
  codes[1].code = "M";
  scheme.systems.emplace("sex", model::CodeSystem("sex", std::move(codes)));
  return scheme;
}

/// The faults of a profile whose `fields` end with these lines.
std::string faults_of(const std::string& fields) {
  const auto profile = parse_profile(
      "source: prova\nformat: json\nrecords: $.r[*]\ndates: [\"%d/%m/%Y\"]\n"
      "numbers: {decimal: \",\", thousands: \".\"}\nfields:\n"
      "  record_id: {from: $.id}\n  person: {from: $.cf, type: person-id}\n" +
          fields,
      "profile.yaml");
  if (!profile) return "does not load: " + profile.error().front().message;
  std::string told;
  for (const auto& fault : fixed_value_faults(*profile, small_scheme(), "profile.yaml"))
    told += std::to_string(fault.line) + ": " + fault.message + "\n";
  return told;
}

constexpr const char* kOwner = "  owner: {from: $.c, map: comune}\n";
constexpr const char* kOpened = "  opened: {from: $.o}\n";

TEST(FixedValues, DateInAnotherForm) {
  EXPECT_EQ(faults_of(std::string(kOwner) + "  opened: {const: 01/02/2017}\n"), "");
  EXPECT_THAT(
      faults_of(std::string(kOwner) + "  opened: {const: \"2017-01-01\"}\n"),
      HasSubstr("10: `const` of `opened` is `2017-01-01`, which no record could have: not a date; write "
                "it as gg/mm/aaaa"));
  EXPECT_THAT(
      faults_of(std::string(kOwner) + "  opened: {from: $.o, default: 31/02/2017}\n"),
      HasSubstr("`default` of `opened` is `31/02/2017`, which no record could have: there is no such day"));
}

TEST(FixedValues, AmountsNumbersAndTimes) {
  const auto with = [](const std::string& field) { return faults_of(std::string(kOwner) + kOpened + field); };
  const std::string plan = "  plans: {each: \"$.p[*]\", fields: {value: {from: $.v, default: \"";
  EXPECT_EQ(with(plan + "1.200,50\"}}}\n"), "");
  EXPECT_THAT(with(plan + "1200.50\"}}}\n"), HasSubstr("`default` of `value` is `1200.50`"));
  EXPECT_THAT(with("  person.household.members: {from: $.n, default: tre}\n"),
              HasSubstr("not a whole number"));
  EXPECT_THAT(with("  version: {const: ieri}\n"), HasSubstr("not a date and time"));
}

TEST(FixedValues, CodesAndComuni) {
  const auto with = [](const std::string& field) { return faults_of(std::string(kOwner) + kOpened + field); };
  EXPECT_EQ(with("  person.sex: {const: F}\n"), "");
  EXPECT_EQ(with("  person.sex: {from: $.s, map: sex, default: X}\n"), "")
      << "tables change; the record waits";
  EXPECT_THAT(with("  person.sex: {from: $.s, default: f}\n"),
              HasSubstr("no code of `sex`; did you mean `F`?"));
  EXPECT_THAT(faults_of(std::string("  owner: {const: \"016999\", type: istat}\n") + kOpened),
              HasSubstr("is no Comune of the territory"));
  EXPECT_THAT(with("  person.residence: {const: Nowhere, type: comune-name}\n"),
              HasSubstr("is no Comune known here"));
}

TEST(FixedValues, KindsOfIdentifier) {
  const auto profile = parse_profile(
      "source: prova\nformat: json\nrecords: $.r[*]\nfields:\n  record_id: {from: $.id}\n"
      "  owner: {from: $.c, map: comune}\n  opened: {from: $.o}\n  person.id: {from: $.n}\n"
      "  person.id_type: {const: locale}\n",
      "profile.yaml");
  ASSERT_TRUE(profile);
  const auto faults = fixed_value_faults(*profile, small_scheme(), "profile.yaml");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_THAT(faults[0].message, HasSubstr("no kind of identifier; did you mean `local`?"));
  EXPECT_EQ(faults[0].line, 9);
}

}  // namespace
}  // namespace raccordo::codecs
