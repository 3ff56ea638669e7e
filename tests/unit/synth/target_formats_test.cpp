// docs/target-formats.md says what the shipped profiles read and what messages of the gateway say.
#include "unit/synth/target_formats.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "codecs/compiled_profile.hpp"
#include "codecs/csi/csi_message.hpp"
#include "mapping/own_codes.hpp"
#include "unit/synth/shipped_profile.hpp"

namespace raccordo::synth {
namespace {

using model::Field;

/// Fields that the profile fills. The person's identifier is one rule for two fields.
std::set<std::string> filled_by(const codecs::Profile& profile) {
  std::set<std::string> paths;
  const auto add = [&](const std::vector<codecs::FieldRule>& rules) {
    for (const auto& rule : rules) paths.insert(TargetFormats::row_of(rule.field));
  };
  add(profile.compiled().fields);
  for (const auto& list : profile.compiled().lists) add(list.fields);
  if (paths.contains("person.id")) paths.insert("person.id_type");
  return paths;
}

TEST(TargetFormatsPage, SaysWhatTheShippedProfilesRead) {
  const TargetFormats page;
  ASSERT_GE(page.sources().size(), 6U);
  for (const auto& source : page.sources()) {
    const auto filled = filled_by(ShippedProfile(source).profile());
    for (const auto& info : model::field_table()) {
      const auto row = TargetFormats::row_of(info.field);
      EXPECT_EQ(page.has_place(source, row), filled.contains(row)) << source << " " << row;
    }
  }
  EXPECT_EQ(filled_by(ShippedProfile("terzo-settore-csv").profile()),
            filled_by(ShippedProfile("terzo-settore").profile()));
}

TEST(TargetFormatsPage, HasNoRowThatNamesNoField) {
  std::set<std::string> rows;
  for (const auto& info : model::field_table()) rows.insert(TargetFormats::row_of(info.field));
  const TargetFormats page;
  for (const auto& row : page.rows()) EXPECT_TRUE(rows.contains(row)) << row;
}

/// A record with every field, in codes that the tables of health-portal have.
model::CaseRecord whole_record() {
  const auto coded = [](std::string code) { return model::Coded{std::move(code), "", "", "", 0}; };
  model::CaseRecord record;
  record.record_id = "R-1";
  record.version = base::Instant{1'500'000'000'000'000};
  record.owner = "016198";
  record.managed_by = "95600000004";
  record.opened = base::Date{2016, 3, 1};
  record.closed = base::Date{2017, 6, 30};
  record.person.id = base::Secret("RSSMRA80A01A794J");
  record.person.sex = coded("M");
  record.person.birth_date = base::Date{1980, 1, 1};
  record.person.residence = "016198";
  record.person.citizenship = coded("IT");
  record.person.household = {coded("single"), 1};
  record.access = {base::Date{2016, 3, 1}, coded("self"), coded("information"), coded("comune")};
  record.needs = {coded("meals")};
  record.assessments = {base::Date{2016, 3, 10}};
  record.plans = {
      {"P1", base::Date{2016, 4, 1}, base::Date{2017, 6, 30}, model::Money{120000}, model::Money{5}}};
  record.interventions = {{"I1", coded("anziani"), coded("anziani.assistenza-domiciliare"),
                           base::Date{2016, 4, 1}, base::Date{2017, 6, 30}, model::Money{110000}, "40",
                           coded("hour"), coded("associated"), "CONS-02"}};
  record.closure = {record.closed, coded("death")};
  return record;
}

TEST(TargetFormatsPage, SaysWhatAWrittenMessageLeavesOut) {
  const TargetFormats page;
  const ShippedProfile profile("health-portal");
  const auto fields = profile.profile().coded_fields();
  mapping::ReverseTables reversed(profile.tables());
  const auto translate = [&](const model::CaseRecord& record) {
    return mapping::to_own_codes(record, fields, reversed);
  };
  auto record = whole_record();
  const auto message = codecs::make_csi_message(record, id_of(record), {"M-1", "A", "B"}, translate);
  ASSERT_TRUE(message);
  std::set<std::string> missing = {"kind"};
  for (const auto& one : message->untranslated) {
    EXPECT_EQ(one.why, model::Unsaid::no_place) << one.path();
    missing.insert(TargetFormats::row_of(one.field));
  }
  std::set<std::string> told;
  for (const auto& row : page.rows())
    if (!page.has_place("health-portal", row)) told.insert(row);
  EXPECT_EQ(missing, told);
  record.kind = model::RecordKind::report;
  EXPECT_FALSE(codecs::make_csi_message(record, id_of(record), {"M-1", "A", "B"}, translate));
}

}  // namespace
}  // namespace raccordo::synth
