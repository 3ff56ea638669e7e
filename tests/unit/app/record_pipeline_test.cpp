// One record from named fields to its stored form: outcome, issues, pseudonym, seal, facts.
#include "app/ingest/record_pipeline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/ingest/case_row.hpp"
#include "app/rules/retention_rule.hpp"
#include "app/rules/sight.hpp"
#include "mapping/record_json.hpp"
#include "support/fixed_clock.hpp"
#include "unit/app/scene.hpp"
#include "unit/app/shipped_book.hpp"

namespace raccordo::app {
namespace {

using model::Outcome;
using testing::HasSubstr;
using testing::Not;

class RecordPipelineTest : public testing::Test {
 protected:
  /// The fields of the only case of a document.
  model::FieldRecord fields_of(const std::string& one_case) {
    const auto& book = *shared_.book;
    document_ = "{\"cartelle\":[" + one_case + "]}";
    input_.emplace(document_);
    context_ = {&book.scheme, &keys_->pseudonym, &shared_.clock, {}};
    decoder_ =
        codecs::make_decoder(book.find(kIsola)->profile, context_, model::DocumentFormat::json, *input_);
    return *decoder_->next();
  }
  RecordPipeline pipeline(const intake::Client* client = nullptr,
                          model::OnUnmapped on_unmapped = model::OnUnmapped::quarantine) const {
    RecordPipeline::Setting setting;
    setting.tables = shared_.tables->find(kIsola);
    setting.keys = keys_.get();
    setting.clock = &shared_.clock;
    setting.source = kIsola;
    setting.client = client;
    setting.on_unmapped = on_unmapped;
    setting.received_at = shared_.clock.now();
    setting.retention = retention_rule({}, shared_.clock.now());
    return RecordPipeline(setting);
  }

  const SceneTemplate& shared_ = SceneTemplate::get();
  std::shared_ptr<const Keyring> keys_ = example_keyring();
  std::string document_;
  codecs::DecodeContext context_;  ///< outlives decoder_
  std::optional<codecs::MemorySource> input_;
  std::unique_ptr<codecs::Decoder> decoder_;
};

TEST_F(RecordPipelineTest, AnAcceptedRecordKeepsNoIdentifierInClear) {
  auto fields = fields_of(case_of(1));
  const auto way = pipeline();
  auto checked = way.check(fields);
  EXPECT_EQ(checked.outcome, Outcome::accepted);
  EXPECT_EQ(way.seen_name(checked), "IB-1");
  const auto prepared = way.prepare(std::move(fields), std::move(checked));
  EXPECT_THAT(prepared.body, Not(HasSubstr("RTONNA48D52A794K")));
  EXPECT_THAT(prepared.person.sealed_id, Not(HasSubstr("RTONNA48D52A794K")));
  EXPECT_EQ(keys_->sealer.open(prepared.person.sealed_id, "person"), "fiscal-code|RTONNA48D52A794K");
  EXPECT_EQ(prepared.person.sex, "F");
  EXPECT_TRUE(prepared.person.from_fiscal_code);
  ASSERT_EQ(prepared.facts.interventions.size(), 1u);
  EXPECT_EQ(prepared.facts.interventions[0].type, "anziani.assistenza-domiciliare");
  EXPECT_EQ(prepared.owner, "016170");
  EXPECT_TRUE(prepared.has_version);
  const auto opened = keys_->sealer.open(prepared.seal(), quarantine_context(kIsola, "IB-1"));
  ASSERT_TRUE(opened) << "kept in case the record must wait";
  EXPECT_EQ(mapping::read_field_record(*opened)->record.find(model::Field::record_id)->text, "IB-1");
}

TEST_F(RecordPipelineTest, AWaitingRecordIsSealedForItselfAlone) {
  auto fields = fields_of(case_of(1, "SAD8"));
  const auto way = pipeline();
  auto checked = way.check(fields);
  EXPECT_EQ(checked.outcome, Outcome::quarantined);
  const auto prepared = way.prepare(std::move(fields), std::move(checked));
  ASSERT_EQ(prepared.waiting.size(), 1u);
  EXPECT_EQ(prepared.waiting[0].code, "ANZ|SAD8");
  EXPECT_EQ(prepared.body, "");
  EXPECT_TRUE(keys_->sealer.open(prepared.sealed_fields, quarantine_context(kIsola, "IB-1")));
  EXPECT_FALSE(keys_->sealer.open(prepared.sealed_fields, quarantine_context(kIsola, "IB-2")));
  EXPECT_EQ(pipeline(nullptr, model::OnUnmapped::reject).check(fields_of(case_of(1, "SAD8"))).outcome,
            Outcome::rejected);
}

TEST_F(RecordPipelineTest, TheSameValuesHaveTheSameContentWhateverTheVersion) {
  const auto content = [&](const std::string& text) {
    auto fields = fields_of(text);
    auto checked = pipeline().check(fields);
    return pipeline().prepare(std::move(fields), std::move(checked)).content;
  };
  auto later = case_of(1);
  later.replace(later.find("2017-11-03"), 10, "2017-11-09");
  EXPECT_EQ(content(case_of(1)), content(later));
  EXPECT_NE(content(case_of(1)), content(case_of(1, "TEL")));
}

TEST_F(RecordPipelineTest, ARecordOfAnothersComuneIsRejectedAndSaysWhere) {
  intake::Client client;
  client.rights.add(intake::Right::submit);
  client.comuni = {"016024"};
  const auto checked = pipeline(&client).check(fields_of(case_of(1)));
  EXPECT_EQ(checked.outcome, Outcome::rejected);
  ASSERT_EQ(checked.issues.size(), 1u);
  EXPECT_EQ(checked.issues[0].code, model::IssueCode::not_your_comune);
  EXPECT_THAT(checked.issues[0].at.path, HasSubstr("comune"));
  client.comuni = {"016170"};
  EXPECT_EQ(pipeline(&client).check(fields_of(case_of(1))).outcome, Outcome::accepted);
}

TEST_F(RecordPipelineTest, ACaseClosedBeforeTheLastDayKeptIsToldOf) {
  const auto rule = retention_rule({}, shared_.clock.now());
  EXPECT_EQ(rule.years, 10);
  const auto closed_on = [&](const base::Date& day) {
    auto text = case_of(1);
    text.replace(text.find("\"apertura\":\"2016-03-01\""), 23,
                 "\"apertura\":\"2010-01-01\",\"chiusura\":{\"data\":\"" + base::to_string(day) +
                     "\",\"motivo\":{\"codice\":\"C1\"}}");
    return pipeline().check(fields_of(text));
  };
  const auto before = base::from_days(base::to_days(rule.closed_before) - 1);
  EXPECT_TRUE(closed_on(before).beyond_retention);
  EXPECT_EQ(closed_on(before).outcome, Outcome::accepted);
  EXPECT_FALSE(closed_on(before).issues.empty());
  EXPECT_FALSE(closed_on(rule.closed_before).beyond_retention);
}

TEST(CaseRow, LeavesOutNeedsThatCountForNothing) {
  model::CaseRecord record;
  record.needs.resize(2);
  record.needs[0].code = "casa";
  record.interventions.resize(1);
  record.interventions[0].amount = model::Money{1250};
  const auto row = case_row_of(model::CaseRecord(record));
  EXPECT_THAT(row.needs, testing::ElementsAre("casa"));
  EXPECT_EQ(row.interventions.at(0).amount_cents, 1250);
}

TEST(Sight, ComuniLimitWhoeverHasThem) {
  intake::Client sender;
  sender.rights.add(intake::Right::submit);
  sender.sources = {kIsola};
  sender.comuni = {"016170"};
  EXPECT_TRUE(sees(sender, kIsola, "016170"));
  EXPECT_FALSE(sees(sender, kIsola, "016024"));
  EXPECT_FALSE(sees(sender, "bergamo", "016170"));
  intake::Client administrator;
  administrator.rights.add(intake::Right::administer);
  EXPECT_TRUE(sees(administrator, "bergamo", "016024"));
  administrator.comuni = {"016170"};
  EXPECT_FALSE(sees(administrator, "bergamo", "016024"));
}

TEST(Sight, CoverageIsWholePercentFromAHundredRecordsOn) {
  EXPECT_EQ(coverage_percent(99, 99, 99), std::nullopt);
  EXPECT_EQ(coverage_percent(100, 0, 0), std::nullopt);
  EXPECT_EQ(coverage_percent(100, 1000, 999), 99);
  EXPECT_EQ(coverage_percent(100, 7, 7), 100);
}

}  // namespace
}  // namespace raccordo::app
