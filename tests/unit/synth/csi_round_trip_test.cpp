// Messages of the CSI interchange that the gateway writes: valid by the project's schema, and read by the
// shipped profile to what was said; what was not said is listed, and nothing else is missing.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "codecs/csi/csi_message.hpp"
#include "mapping/own_codes.hpp"
#include "model/outcome.hpp"
#include "support/xml_schema.hpp"
#include "unit/synth/random_record.hpp"
#include "unit/synth/record_fields.hpp"
#include "unit/synth/shipped_profile.hpp"

namespace raccordo::synth {
namespace {

namespace fs = std::filesystem;

const codecs::CsiEnvelope kEnvelope{"EXCHANGE-1", "Comune <A> & \"B\"", "ASST"};

std::string whole_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What a reader has: items without content are not items.
model::CaseRecord as_read(model::CaseRecord record) {
  std::erase_if(record.needs, [](const model::Coded& need) { return need.is_absent(); });
  std::erase_if(record.assessments, [](const base::Date& date) { return date == base::Date{}; });
  std::erase_if(record.plans, [](const model::Plan& plan) {
    return plan.id.empty() && !plan.start && !plan.end && !plan.value && !plan.copayment;
  });
  std::erase_if(record.interventions, [](const model::Intervention& item) {
    return item.id.empty() && item.type.is_absent() && !item.start && !item.end && !item.amount &&
           item.management.is_absent() && item.managed_by.empty();
  });
  return record;
}

class CsiRoundTrip : public ::testing::Test {
 protected:
  base::Result<codecs::CsiMessage, codecs::NotExpressible> message_of(const model::CaseRecord& record) {
    return codecs::make_csi_message(record, id_of(record), kEnvelope, [&](const model::CaseRecord& content) {
      return mapping::to_own_codes(content, fields_, reversed_);
    });
  }

  /// Checks the whole way of one record; false if it cannot be expressed.
  bool check(const model::CaseRecord& record, const std::string& about) {
    const auto message = message_of(record);
    if (!message) {
      EXPECT_TRUE(record.kind == model::RecordKind::report || record.person.id_type == model::IdType::local)
          << about << ": " << message.error().rule;
      return false;
    }
    EXPECT_TRUE(schema_.accepts(message->xml)) << about << "\n" << message->xml;
    const auto decoded = profile_.decode(message->xml, model::DocumentFormat::xml);
    EXPECT_EQ(decoded.issues, std::vector<std::string>{}) << about << "\n" << message->xml;
    EXPECT_EQ(decoded.records.size(), 1U) << about;
    if (decoded.records.size() != 1) return true;
    EXPECT_EQ(decoded.records[0], bare_line(as_read(message->said))) << about << "\n" << message->xml;
    check_list(record, *message, about);
    return true;
  }

  /// The list and nothing else is the difference; a closed case also gets its day of closure.
  static void check_list(const model::CaseRecord& record, const codecs::CsiMessage& message,
                         const std::string& about) {
    const RecordFields before(record), said(message.said);
    std::set<std::string> listed;
    for (const auto& one : message.untranslated) {
      EXPECT_TRUE(listed.insert(one.path()).second) << about << ": twice " << one.path();
      EXPECT_EQ(before.of(one.path()), (one.why == model::Unsaid::unmapped_code ? "?" : "") + one.code)
          << about << " " << one.path();
    }
    auto differs = before.differences(said);
    if (record.closed && !record.closure.date) differs.erase("closure.date");
    EXPECT_EQ(differs, listed) << about;
  }

  ShippedProfile profile_{"health-portal"};
  std::vector<model::CodedField> fields_ = profile_.profile().coded_fields();
  mapping::ReverseTables reversed_{profile_.tables()};
  test::XmlSchema schema_{"schemas/xml/prss_in001004zz.xsd"};
};

TEST_F(CsiRoundTrip, KeepsTheExamplesOfEverySource) {
  std::map<std::string, int> said, not_expressible;
  for (const auto& folder : fs::directory_iterator("mappings")) {
    if (!fs::exists(folder.path() / "profile.yaml")) continue;
    const auto source = folder.path().filename().string();
    const ShippedProfile sender(source);
    for (const auto& entry : fs::directory_iterator(folder.path() / "examples")) {
      const auto name = entry.path().filename().string();
      if (name.ends_with(".expected.ndjson") || name.ends_with(".issues.ndjson")) continue;
      const auto format =
          model::body_format_of_file(sender.profile().format(), entry.path().extension().string());
      const auto decoded = sender.decode(whole_file(entry.path()), format);
      for (std::size_t i = 0; i < decoded.cases.size(); ++i) {
        if (decoded.outcomes[i] == model::Outcome::rejected || decoded.has_mismatch[i]) continue;
        ++(check(decoded.cases[i], entry.path().string()) ? said : not_expressible)[source];
      }
    }
  }
  for (const auto* source : {"asst", "bergamo", "health-portal", "isola-bergamasca", "treviglio"})
    EXPECT_GE(said[source], 2) << source;
  EXPECT_GE(not_expressible["terzo-settore"], 2);
}

TEST_F(CsiRoundTrip, KeepsRandomRecords) {
  constexpr int kRecords = 400;
  Random random(20'261'130);
  std::map<model::Unsaid, int> why;
  int said = 0;
  for (int i = 0; i < kRecords; ++i) {
    const auto record = random_record(random, profile_.scheme());
    said += check(record, "record " + std::to_string(i)) ? 1 : 0;
    if (HasFailure()) break;
    const auto message = message_of(record);
    if (!message) continue;
    for (const auto& one : message->untranslated) ++why[one.why];
  }
  EXPECT_GT(said, kRecords * 9 / 10);
  // Every code of the scheme has a shipped one; reverse_tables_test has those without.
  for (const auto each : {model::Unsaid::unmapped_code, model::Unsaid::no_place,
                          model::Unsaid::before_opening, model::Unsaid::unfit_value})
    EXPECT_GT(why[each], 0) << to_string(each);
}

TEST_F(CsiRoundTrip, NamesTheRuleThatCannotBeMet) {
  Random random(1);
  auto record = random_record(random, profile_.scheme());
  ASSERT_TRUE(message_of(record));
  auto report = record;
  report.kind = model::RecordKind::report;
  EXPECT_NE(message_of(report).error().rule.find("report"), std::string::npos);
  auto local = record;
  local.person.id_type = model::IdType::local;
  EXPECT_NE(message_of(local).error().rule.find("codice fiscale"), std::string::npos);
  auto nobody = record;
  nobody.person.id = base::Secret("ABC");
  EXPECT_FALSE(message_of(nobody));
  auto unopened = record;
  unopened.opened.reset();
  EXPECT_NE(message_of(unopened).error().rule.find("opened"), std::string::npos);
  auto elsewhere = record;
  elsewhere.owner = "Seriate";
  EXPECT_NE(message_of(elsewhere).error().rule.find("ISTAT"), std::string::npos);
}

}  // namespace
}  // namespace raccordo::synth
