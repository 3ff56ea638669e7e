// What a sender may ask with an exchange.
#include "app/exchange/exchange_order.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/exchange/office_contact.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;

constexpr std::int64_t kHour = std::int64_t{3600} * 1'000'000;

/// 2026-11-30T12:00:00Z.
constexpr base::Instant kNoon{(std::int64_t{20'787} * 24 + 12) * kHour};

class ExchangeOrderTest : public testing::Test {
 protected:
  ExchangeOrderTest() {
    base::set_local_timezone("Europe/Rome");
    for (auto* client : {&comune_, &asst_}) client->rights.add(intake::Right::exchange);
    comune_.name = "comune";
    comune_.sources = {"bergamo"};
    comune_.partners = {"asst"};
    asst_.name = "asst";
    asst_.partners = {"comune"};
    asst_.offices = {"minori", "salute mentale"};
  }
  base::Result<ExchangeOrder, Problem> read() {
    return read_order(asked_, comune_, intake::ClientSet({comune_, asst_}), kNoon);
  }
  std::string code() {
    const auto order = read();
    return order ? "" : std::string(order.error().code);
  }

  intake::Client comune_, asst_;
  AskedExchange asked_{"asst/minori",          "bergamo",    "transfer",
                       "L. 328/2000, art. 22", "2026-12-31", "Servizio sociale, tel. 035 000000"};
};

TEST_F(ExchangeOrderTest, ReadsAllThatIsAsked) {
  const auto order = read();
  ASSERT_TRUE(order);
  EXPECT_EQ(order->recipient, "asst");
  EXPECT_EQ(order->office, "minori");
  EXPECT_EQ(order->purpose, "transfer");
  EXPECT_EQ(base::to_string(order->expires_at), "2026-12-31T23:00:00Z") << "the end of the day in Italy";
  asked_.to = "asst";
  EXPECT_EQ(read()->office, "");
  asked_.to = "asst/salute mentale";
  EXPECT_EQ(read()->office, "salute mentale");
}

TEST_F(ExchangeOrderTest, BothBodiesMustListEachOther) {
  asked_.to = "nobody";
  EXPECT_EQ(code(), "exchange-not-allowed");
  asked_.to = "asst";
  asst_.partners = {"another"};
  EXPECT_EQ(code(), "exchange-not-allowed");
  asst_.partners = {"comune"};
  comune_.partners = {};
  EXPECT_EQ(code(), "exchange-not-allowed");
  comune_.partners = {"asst"};
  asst_.rights = {};
  EXPECT_EQ(code(), "exchange-not-allowed") << "it could not fetch it";
}

TEST_F(ExchangeOrderTest, OfficeMustBeOneOfTheRecipient) {
  asked_.to = "asst/anziani";
  EXPECT_EQ(code(), "unknown-office");
  EXPECT_THAT(read().error().detail, HasSubstr("minori, salute mentale"));
  asked_.to = "asst/";
  EXPECT_EQ(code(), "unknown-office");
  asked_.to = "/minori";
  EXPECT_EQ(code(), "bad-request");
}

TEST_F(ExchangeOrderTest, SourceMustBeTheSenders) {
  asked_.source = "treviglio";
  EXPECT_EQ(code(), "missing-right");
  asked_.source = "";
  EXPECT_EQ(code(), "bad-request");
}

TEST_F(ExchangeOrderTest, ExpiresTodayAtTheEarliestAndInAYearAtTheLatest) {
  for (const auto* good : {"2026-11-30", "2027-11-30"}) {
    asked_.expires = good;
    EXPECT_EQ(code(), "") << good;
  }
  for (const auto* bad : {"2026-11-29", "2027-12-01", "2026-12", "2026-02-30", "31/12/2026", "", "never"}) {
    asked_.expires = bad;
    EXPECT_EQ(code(), "bad-request") << bad;
  }
}

TEST_F(ExchangeOrderTest, DayIsThatOfTheInstallation) {
  const auto order = read_order(asked_, comune_, intake::ClientSet({comune_, asst_}),
                                {kNoon.micros + 11 * kHour + kHour / 2});  // 0:30 on 1 December in Italy
  EXPECT_TRUE(order);
  asked_.expires = "2026-11-30";
  const auto late = read_order(asked_, comune_, intake::ClientSet({comune_, asst_}),
                               {kNoon.micros + 11 * kHour + kHour / 2});
  EXPECT_FALSE(late) << "that day is over";
}

TEST_F(ExchangeOrderTest, WordsMustSaySomethingAndNameNobody) {
  asked_.purpose = "gossip";
  EXPECT_EQ(code(), "bad-request");
  asked_.purpose = "joint-charge";
  asked_.legal_basis = " ";
  EXPECT_EQ(code(), "bad-request");
  const std::string long_one(501, 'x');
  asked_.legal_basis = long_one;
  EXPECT_EQ(code(), "bad-request");
  asked_.legal_basis = "per RSSMRA80A01F205X";
  EXPECT_EQ(code(), "bad-reason");
  asked_.legal_basis = "art. 22";
  asked_.contact = "Mario Rossi <mario.rossi@comune.example>";
  EXPECT_EQ(code(), "bad-contact");
}

TEST(OfficeContact, NamesAnOffice) {
  for (const auto* good :
       {"Servizio sociale, tel. 035 000000", "servizi.sociali@comune.example", "Tutela minori",
        "protocollo@pec.comune.example", "Ufficio di piano, ufficiodipiano@ambito.example, 035000000",
        "Direzione sociosanitaria"}) {
    EXPECT_EQ(fault_of_contact(good), "") << good;
  }
}

TEST(OfficeContact, NamesNoPerson) {
  const std::string long_one(kContactBytes + 1, 'x');
  for (const std::string bad :
       {"", "mario.rossi@comune.example", "scrivere a m.rossi@comune.example", "RSSMRA80A01F205X",
        "Dott.ssa Bianchi", "dott. Verdi, servizi sociali", "Sig.ra Neri",
        "a\xE2\x80\xAE"
        "b",
        "\xFF", "servizi@comune.example, rossi@comune.example"}) {
    EXPECT_NE(fault_of_contact(bad), "") << bad;
  }
  EXPECT_NE(fault_of_contact(long_one), "");
}

}  // namespace
}  // namespace raccordo::app
