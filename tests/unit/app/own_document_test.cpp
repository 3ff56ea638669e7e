// Documents for a recipient, made with a shipped profile and its tables.
#include "app/ingest/own_document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/rules/active_tables.hpp"
#include "support/fixed_clock.hpp"
#include "unit/app/shipped_book.hpp"
#include "unit/mapping/full_record.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;

constexpr std::string_view kPersonId = "RSSMRA80A01F205X";

class OwnDocumentTest : public testing::Test {
 protected:
  const codecs::Profile& profile(std::string_view source) const { return book_->find(source)->profile; }
  const mapping::TableSet& tables(std::string_view source) const { return tables_->find(source)->tables; }

  support::ScratchFolder folder_;
  support::FixedClock clock_;
  std::shared_ptr<const Rulebook> book_ = load_book(shipped_config(folder_));
  std::shared_ptr<const ActiveTables> tables_ = ActiveTables::from_files(book_, clock_);
  model::CaseRecord record_ = mapping::test::full_record();
};

TEST_F(OwnDocumentTest, IsJsonInTheCodesOfTheRecipient) {
  const auto document = own_json(record_, kPersonId, profile("bergamo"), tables("bergamo"));
  EXPECT_THAT(document.text, HasSubstr(R"("citizenship":"ITALIA")")) << "the preferred of two";
  EXPECT_THAT(document.text, HasSubstr(R"("owner":"016198")"));
  EXPECT_THAT(document.text, HasSubstr(R"({"path":"access.request","code":"R9","why":"unmapped-code"})"));
  EXPECT_FALSE(document.untranslated.empty());
}

TEST_F(OwnDocumentTest, IsAMessageOfTheInterchange) {
  record_.kind = model::RecordKind::social_case;
  const auto& source = "health-portal";
  const auto document = csi_document(record_, kPersonId, profile(source), tables(source), {"X-1", "A", "B"});
  ASSERT_TRUE(document);
  EXPECT_THAT(document->text, HasSubstr("<administrativeGenderCode code=\"M\""));
  EXPECT_THAT(document->text, HasSubstr("<sender typeCode=\"SND\"><device classCode=\"DEV\" "
                                        "determinerCode=\"INSTANCE\"><id root=\"2.16.840.1.113883.2.9.2.30.3."
                                        "2.4.3\" extension=\"A\"/>"));
  EXPECT_FALSE(document->untranslated.empty());
}

TEST_F(OwnDocumentTest, IsNoMessageOfAReport) {
  const auto& source = "health-portal";
  const auto document = csi_document(record_, kPersonId, profile(source), tables(source), {"X-1", "A", "B"});
  ASSERT_FALSE(document);
  EXPECT_THAT(document.error().rule, HasSubstr("report"));
}

}  // namespace
}  // namespace raccordo::app
