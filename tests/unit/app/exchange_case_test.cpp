// One case, read for another body, sealed and opened again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/exchange/exchange_json.hpp"
#include "app/exchange/new_exchange.hpp"
#include "app/exchange/sealed_exchange.hpp"
#include "app/exchange/sent_case.hpp"
#include "base/stored_damage.hpp"
#include "support/fixed_clock.hpp"
#include "unit/app/scene.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;
using testing::Not;

class ExchangeCaseTest : public testing::Test {
 protected:
  ExchangeCaseTest() {
    sender_.name = "isola";
    sender_.rights.add(intake::Right::exchange);
    sender_.sources = {kIsola};
    sender_.all_comuni = true;
    order_.recipient = "asst";
    order_.source = kIsola;
    order_.purpose = "transfer";
    order_.legal_basis = "L. 328/2000";
    order_.contact = "Servizio sociale";
    order_.expires = {2026, 12, 31};
  }
  base::Result<SentCase, Problem> read(std::string_view document) {
    const auto& shared = SceneTemplate::get();
    return read_sent_case(
        {shared.tables.get(), keys_.get(), &clock_, &sender_, kIsola, model::DocumentFormat::json, document});
  }
  std::string code(std::string_view document) {
    const auto sent = read(document);
    return sent ? "" : std::string(sent.error().code);
  }
  store::NewExchange seal(const std::string& document) {
    const auto sent = read(document);
    return seal_exchange({order_, *sent, document, model::DocumentFormat::json, "isola", "k"}, *keys_,
                         clock_.now());
  }

  support::FixedClock clock_;
  std::shared_ptr<const Keyring> keys_ = example_keyring();
  intake::Client sender_;
  ExchangeOrder order_;
};

TEST_F(ExchangeCaseTest, OneCaseWithItsPersonIsRead) {
  const auto sent = read(isola_document(1));
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->record.record_id, "IB-0");
  EXPECT_EQ(sent->pseudonym, privacy::pseudonym_of(keys_->pseudonym, model::IdType::fiscal_code, "",
                                                   base::Secret("RTONNA48D52A794K")));
  EXPECT_TRUE(sent->issues.empty());
}

TEST_F(ExchangeCaseTest, UnmappedCodeTravelsAndIsNamed) {
  const auto sent = read(isola_document(0, 1));
  ASSERT_TRUE(sent);
  ASSERT_EQ(sent->issues.size(), 1U);
  EXPECT_EQ(sent->issues[0].code, model::IssueCode::unmapped_code);
  EXPECT_EQ(sent->record.interventions[0].type.source_code, "ANZ|SAD8");
}

TEST_F(ExchangeCaseTest, AnythingButOneGoodRecordIsAFault) {
  EXPECT_EQ(code(isola_document(2)), "not-one-record");
  EXPECT_EQ(code(R"({"cartelle":[]})"), "not-one-record");
  EXPECT_EQ(code("{}"), "malformed-document");
  EXPECT_EQ(code(""), "malformed-document");
  EXPECT_EQ(code("{\"cartelle\":[" + case_of(1)), "truncated-document");
  auto wrong = isola_document(1);
  wrong.replace(wrong.find("2016-03-01"), 10, "2016-02-30");
  const auto refused = read(wrong);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "record-refused");
  ASSERT_FALSE(refused.error().errors.empty());
  EXPECT_EQ(refused.error().errors[0].code, model::IssueCode::bad_date);
}

TEST_F(ExchangeCaseTest, CaseOfAnotherComuneOrADoubtfulPersonIsRefused) {
  sender_.all_comuni = false;
  sender_.comuni = {"016024"};
  const auto foreign = read(isola_document(1));
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().errors.at(0).code, model::IssueCode::not_your_comune);
  sender_.all_comuni = true;
  auto other = isola_document(1);
  other.replace(other.find("1948-04-12"), 10, "1948-04-13");
  EXPECT_EQ(code(other), "record-refused") << "a submission would let it wait for a decision";
}

TEST_F(ExchangeCaseTest, SealedPartsOpenOnlyInTheirPlace) {
  const auto made = seal(isola_document(1));
  const auto& sealer = keys_->sealer;
  const auto& id = made.row.id;
  for (const auto& part : {made.row.sealed_letter, made.content.document, made.content.record})
    EXPECT_EQ(part.find("RTONNA48D52A794K"), part.npos);
  EXPECT_EQ(open_text(sealer, id, ExchangeText::document, made.content.document), isola_document(1));
  EXPECT_EQ(open_text(sealer, id, ExchangeText::record_id, made.sealed_record_id), "IB-0");
  EXPECT_THROW(open_text(sealer, id, ExchangeText::reason, made.sealed_record_id), base::StoredDamage);
  EXPECT_THROW(open_case(sealer, "another", made.content.record), base::StoredDamage);
  const auto record = open_case(sealer, id, made.content.record);
  EXPECT_EQ(record.record_id, "IB-0");
  EXPECT_EQ(privacy::SecretOpener::open(record.person.id, privacy::SecretOpener::Purpose::check_identity),
            "RTONNA48D52A794K");
  const auto letter = open_letter(sealer, made.row);
  EXPECT_EQ(letter.legal_basis, "L. 328/2000");
  EXPECT_EQ(letter.bytes, isola_document(1).size());
  EXPECT_EQ(letter.digest, base::sha256_hex(isola_document(1)));
}

TEST_F(ExchangeCaseTest, SameDocumentHasOneDigestAndAnotherRequestAnother) {
  const auto first = seal(isola_document(1));
  order_.purpose = "information";
  const auto second = seal(isola_document(1));
  EXPECT_EQ(first.digest, second.digest);
  EXPECT_NE(first.request, second.request);
  EXPECT_TRUE(first.is_transfer);
  EXPECT_FALSE(second.is_transfer);
}

TEST_F(ExchangeCaseTest, IsShownWithItsStatesAndWithoutItsPerson) {
  auto row = seal(isola_document(1)).row;
  row.expires_at = {row.sent_at.micros + 1'000'000};
  row.fetched_at = row.sent_at;
  row.state = store::ExchangeState::fetched;
  const auto open = exchange_json(as_of(row, row.sent_at), keys_->sealer);
  EXPECT_THAT(open, HasSubstr(R"("state":"FETCHED")"));
  EXPECT_THAT(open, HasSubstr(R"("media_type":"application/json")"));
  EXPECT_THAT(open, Not(HasSubstr("RTONNA")));
  const auto late = exchange_json(as_of(row, row.expires_at), keys_->sealer);
  EXPECT_THAT(late, HasSubstr(R"("state":"EXPIRED")"));
  EXPECT_THAT(exchanges_json({row}, "", nullptr, keys_->sealer), Not(HasSubstr("unread")));
  const std::vector<store::UnreadExchanges> unread{{"", 2}, {"minori", 1}};
  EXPECT_THAT(exchanges_json({row}, "", &unread, keys_->sealer),
              HasSubstr(R"("unread":{"all":3,"by_office":[{"office":"minori","count":1}]})"));
}

}  // namespace
}  // namespace raccordo::app
