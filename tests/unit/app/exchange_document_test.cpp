// The forms in which a recipient gets a case.
#include "app/exchange/exchange_document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "app/exchange/new_exchange.hpp"
#include "app/http/document_head.hpp"
#include "app/http/exchange_sink.hpp"
#include "support/fixed_clock.hpp"
#include "unit/app/scene.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;

class ExchangeDocumentTest : public testing::Test {
 protected:
  void send(const std::string& document) {
    const auto& shared = SceneTemplate::get();
    intake::Client sender;
    sender.rights.add(intake::Right::exchange);
    sender.all_comuni = true;
    const auto sent = read_sent_case(
        {shared.tables.get(), keys_.get(), &clock_, &sender, kIsola, model::DocumentFormat::json, document});
    ASSERT_TRUE(sent);
    ExchangeOrder order;
    order.source = kIsola;
    order.recipient = "asst";
    sent_ = seal_exchange({order, *sent, document, model::DocumentFormat::json, "isola", {}}, *keys_,
                          clock_.now());
  }
  base::Result<RenderedCase, Problem> render(ExchangeForm form, std::string_view source = "") {
    return exchange_document(sent_.row, sent_.content, form, source, *SceneTemplate::get().tables, *keys_);
  }

  support::FixedClock clock_;
  std::shared_ptr<const Keyring> keys_ = example_keyring();
  store::NewExchange sent_;
};

TEST_F(ExchangeDocumentTest, SharedRecordHasItsPersonAndWhatNoTableMapped) {
  send(isola_document(0, 1));
  const auto made = render(ExchangeForm::shared_json);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->untranslated, 1U);
  rapidjson::Document json;
  json.Parse(made->text.c_str());
  ASSERT_FALSE(json.HasParseError());
  EXPECT_STREQ(json["person"]["id"].GetString(), "RTONNA48D52A794K");
  EXPECT_STREQ(json["untranslated"][0]["path"].GetString(), "interventions[0].type");
  EXPECT_STREQ(json["untranslated"][0]["why"].GetString(), "unmapped-code");
}

TEST_F(ExchangeDocumentTest, OwnCodesAreThoseOfTheRecipientsSource) {
  send(isola_document(1));
  const auto made = render(ExchangeForm::own_json, kIsola);
  ASSERT_TRUE(made);
  EXPECT_THAT(made->text, HasSubstr(R"("area":"ANZ")"));
  const auto nowhere = render(ExchangeForm::own_json, "nowhere");
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().code, "unknown-source");
}

TEST_F(ExchangeDocumentTest, MessageNamesTheExchangeAndTheBodies) {
  send(isola_document(1));
  const auto made = render(ExchangeForm::hl7_v3);
  ASSERT_TRUE(made) << made.error().detail;
  EXPECT_TRUE(made->untranslated);
  for (const auto& part : {sent_.row.id, std::string("PRSS_IN001004ZZ"), std::string("RTONNA48D52A794K")})
    EXPECT_THAT(made->text, HasSubstr(part));
}

TEST_F(ExchangeDocumentTest, OriginalIsByteForByteTheSame) {
  const auto document = isola_document(1) + " \n";
  send(document);
  const auto made = render(ExchangeForm::original);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->text, document);
  EXPECT_FALSE(made->untranslated);
}

}  // namespace
}  // namespace raccordo::app
