#include "codecs/values.hpp"

#include <gtest/gtest.h>

#include "decode_case.hpp"

namespace raccordo::codecs {
namespace {

using model::FieldKind;

std::string shown(const ValueResult& result) {
  return result ? *result : "!" + std::string(model::to_string(result.error().code));
}

TEST(Dates, FollowThePatternsInOrder) {
  const std::vector<std::string> patterns = {"%Y-%m-%d", "%d/%m/%Y"};
  EXPECT_EQ(shown(read_date("2017-03-01", patterns, FieldKind::date)), "2017-03-01");
  EXPECT_EQ(shown(read_date("1/3/2017", patterns, FieldKind::date)), "2017-03-01");
  for (const char* wrong :
       {"31/02/2017", "2017-13-01", "01.03.2017", "x", "2017-03-01T", "1/3/17", "0000-00-00"})
    EXPECT_EQ(shown(read_date(wrong, patterns, FieldKind::date)), "!bad-date") << wrong;
}

TEST(Dates, MessagesNameTheExpectedFormAndNonexistentDays) {
  const std::vector<std::string> patterns = {"%d/%m/%Y", "%Y-%m-%d"};
  const auto told = [&](std::string_view text) {
    return read_date(text, patterns, FieldKind::date).error().message;
  };
  for (const auto* day : {"31/11/2017", "29/02/2017", "2017-13-01", "01/01/1849"}) {
    EXPECT_NE(told(day).find("there is no such day"), std::string::npos) << day;
  }
  for (const auto* text : {"x", "31.11.2017", "31/11/20171", "", "31/11/", "/11/2017"}) {
    EXPECT_EQ(told(text), "not a date; write it as gg/mm/aaaa or aaaa-mm-gg") << text;
  }
}

TEST(Dates, AYearOfTwoDigitsIsNamedAsSuch) {
  const auto told = [](std::string_view text) {
    return read_date(text, {"%d/%m/%Y"}, FieldKind::date).error().message;
  };
  EXPECT_EQ(told("2/3/17"), "the year has two digits; write all four: gg/mm/aaaa");
  EXPECT_EQ(told("02/03/17"), "the year has two digits; write all four: gg/mm/aaaa");
  EXPECT_NE(told("31/11/17").find("there is no such day"), std::string::npos);
  EXPECT_NE(told("02/03/017").find("there is no such day"), std::string::npos);
  EXPECT_TRUE(read_date("2/3/17", {"%d/%m/%Y", "%d/%m/%y"}, FieldKind::date));
}

TEST(Comuni, WithAnotherProvinceInBracketsAreReported) {
  const auto told = read_comune("Bergamo (MI)", ValueType::comune_name, model::Field::owner, &test_scheme());
  ASSERT_FALSE(told);
  EXPECT_NE(told.error().message.find("the province in brackets is not that of 016024 (Bergamo)"),
            std::string::npos);
  EXPECT_EQ(*read_comune("Bergamo (BG)", ValueType::comune_name, model::Field::owner, &test_scheme()),
            "016024");
}

TEST(Dates, MessagesNameTheFormsOfTheProfile) {
  const std::vector<std::string> patterns = {"%d/%m/%Y", "%m/%d/%Y"};
  EXPECT_NE(read_date("03/04/2017", patterns, FieldKind::date)
                .error()
                .message.find("gg/mm/aaaa or mm/gg/aaaa, and two of these forms"),
            std::string::npos);
  EXPECT_NE(read_date("2017-03", patterns, FieldKind::date).error().message.find("gg/mm/aaaa"),
            std::string::npos);
  ValueWarning warning;
  const auto told = [&](std::string_view text) {
    return read_instant(text, {"%d/%m/%Y %H:%M"}, nullptr, warning).error().message;
  };
  EXPECT_EQ(told("ieri"),
            "not a date and time; write it as aaaa-mm-ggThh:mm:ssZ, e.g. 2017-03-01T09:30:00Z, or gg/mm/aaaa "
            "hh:mm");
  EXPECT_NE(told("31/02/2017 10:00").find("there is no such day or time of day"), std::string::npos);
  EXPECT_NE(told("2017-02-31T10:00:00Z").find("there is no such day or time of day"), std::string::npos);
}

TEST(Dates, AreLimitedToPlausibleYears) {
  const std::vector<std::string> iso = {"%Y-%m-%d"};
  EXPECT_EQ(shown(read_date("1849-12-31", iso, FieldKind::date)), "!bad-date");
  EXPECT_EQ(shown(read_date("1850-01-01", iso, FieldKind::date)), "1850-01-01");
  EXPECT_EQ(shown(read_date("2100-12-31", iso, FieldKind::date)), "2100-12-31");
  EXPECT_EQ(shown(read_date("2101-01-01", iso, FieldKind::date)), "!bad-date");
}

TEST(Dates, RefuseTextsThatTwoPatternsReadDifferently) {
  const std::vector<std::string> patterns = {"%d/%m/%Y", "%m/%d/%Y"};
  EXPECT_EQ(shown(read_date("03/04/2017", patterns, FieldKind::date)), "!bad-date");
  EXPECT_EQ(shown(read_date("04/04/2017", patterns, FieldKind::date)), "2017-04-04");
  EXPECT_EQ(shown(read_date("25/04/2017", patterns, FieldKind::date)), "2017-04-25");
}

TEST(Dates, MayBePartialForBirthsOnly) {
  const std::vector<std::string> iso = {"%Y-%m-%d"};
  EXPECT_EQ(shown(read_date("1980", iso, FieldKind::partial_date)), "1980");
  EXPECT_EQ(shown(read_date("1980-02", iso, FieldKind::partial_date)), "1980-02");
  EXPECT_EQ(shown(read_date("1980", iso, FieldKind::date)), "!bad-date");
}

TEST(Hl7Dates, ReadBothOrdersWithoutAmbiguity) {
  const auto read = [](std::string_view text, FieldKind kind = FieldKind::date) {
    ValueWarning warning;
    return shown(read_hl7_date(text, nullptr, kind, warning));
  };
  EXPECT_EQ(read("20160301"), "2016-03-01");
  EXPECT_EQ(read("01032016"), "2016-03-01");
  EXPECT_EQ(read("20112011"), "2011-11-20");
  EXPECT_EQ(read("201603011030"), "2016-03-01");
  EXPECT_EQ(read("01032016103000.5+0100"), "2016-03-01");
  EXPECT_EQ(read("1980", FieldKind::partial_date), "1980");
  EXPECT_EQ(read("198002", FieldKind::partial_date), "1980-02");
  for (const char* wrong :
       {"1980", "198002", "2016", "20161301", "2016030", "201603012", "2016030125", "20160301+x",
        "2016030110+99999", "201603011060", "00000000", "", "20160301 ", "2016030110305"})
    EXPECT_EQ(read(wrong), "!bad-date") << wrong;
  EXPECT_EQ(read("198000", FieldKind::partial_date), "!bad-date");
}

TEST(Hl7Dates, GiveInstantsInUtc) {
  const auto read = [](std::string_view text) {
    ValueWarning warning;
    const auto value =
        shown(read_hl7_date(text, base::Zone::load("Europe/Rome").get(), FieldKind::instant, warning));
    return value + (warning ? std::string(" ") + std::string(model::to_string(warning->code)) : "");
  };
  EXPECT_EQ(read("20171103100000+0100"), "2017-11-03T09:00:00Z");
  EXPECT_EQ(read("03112017100000-01"), "2017-11-03T11:00:00Z");
  EXPECT_EQ(read("20171103100000.25+0100"), "2017-11-03T09:00:00.25Z");
  EXPECT_EQ(read("20171103100000.1234567+0100"), "2017-11-03T09:00:00.123456Z");
  EXPECT_EQ(read("20171103100000.+0100"), "!bad-date");
  EXPECT_EQ(read("20171029021500+0200"), "2017-10-29T00:15:00Z");
  EXPECT_EQ(read("20171029021500"), "2017-10-29T01:15:00Z ambiguous-time");
  EXPECT_EQ(read("20170326023000"), "2017-03-26T01:30:00Z ambiguous-time");
}

TEST(Instants, UseTheZoneOfTheProfileIfNoneIsGiven) {
  const auto rome = base::Zone::load("Europe/Rome");
  ASSERT_TRUE(rome);
  const auto read = [&](std::string_view text) {
    ValueWarning warning;
    return shown(read_instant(text, {"%d/%m/%Y %H:%M"}, rome.get(), warning));
  };
  EXPECT_EQ(read("2017-11-03T10:00:00Z"), "2017-11-03T10:00:00Z");
  EXPECT_EQ(read("2017-11-03T10:00:00"), "2017-11-03T09:00:00Z");
  EXPECT_EQ(read("2017-07-03 10:00:00"), "2017-07-03T08:00:00Z");
  EXPECT_EQ(read("3/7/2017 10:30"), "2017-07-03T08:30:00Z");
  EXPECT_EQ(read("2017-07-03"), "2017-07-02T22:00:00Z");
  EXPECT_EQ(read("2017-11-03T10:00:00.25+01:00"), "2017-11-03T09:00:00.25Z");
  EXPECT_EQ(read("yesterday"), "!bad-date");
}

TEST(Instants, UseTheLaterOneWhenClocksGoBackAndWarn) {
  const auto rome = base::Zone::load("Europe/Rome");
  const auto read = [&](std::string_view text) {
    ValueWarning warning;
    auto told = shown(read_instant(text, {"%d/%m/%Y %H:%M"}, rome.get(), warning));
    if (!warning) return told;
    EXPECT_EQ(warning->code, model::IssueCode::ambiguous_time);
    EXPECT_EQ(warning->severity, model::Severity::warning);
    EXPECT_NE(warning->message.find(told), std::string::npos) << warning->message;
    return told + (warning->message.find("twice") != std::string::npos ? " twice" : " never");
  };
  EXPECT_EQ(read("2017-10-29T01:59:59"), "2017-10-28T23:59:59Z");
  EXPECT_EQ(read("2017-10-29T02:00:00"), "2017-10-29T01:00:00Z twice");
  EXPECT_EQ(read("29/10/2017 2:15"), "2017-10-29T01:15:00Z twice");
  EXPECT_EQ(read("2017-10-29T02:59:59.5"), "2017-10-29T01:59:59.5Z twice");
  EXPECT_EQ(read("2017-10-29T03:00:00"), "2017-10-29T02:00:00Z");
  EXPECT_EQ(read("2017-10-29T02:15:00+02:00"), "2017-10-29T00:15:00Z");
  EXPECT_EQ(read("2017-03-26T01:59:59"), "2017-03-26T00:59:59Z");
  EXPECT_EQ(read("2017-03-26T02:00:00"), "2017-03-26T01:00:00Z never");
  EXPECT_EQ(read("2017-03-26 02:30"), "2017-03-26T01:30:00Z never");
  EXPECT_EQ(read("2017-03-26T03:00:00"), "2017-03-26T01:00:00Z");
}

TEST(Money, HasAtMostTwoDecimalsAndGroupsOfThreeDigits) {
  const NumberFormat italian{',', '.'};
  for (const auto& [text, value] :
       std::vector<std::pair<const char*, const char*>>{{"1285", "1285.00"},
                                                        {"1.285,5", "1285.50"},
                                                        {"1285,50", "1285.50"},
                                                        {"-12,5", "-12.50"},
                                                        {"+3", "3.00"},
                                                        {"000", "0.00"},
                                                        {"007,1", "7.10"},
                                                        {"1.000.000,00", "1000000.00"}})
    EXPECT_EQ(shown(read_money(text, italian)), value) << text;
  for (const char* wrong : {"1.28", "12.85,00", "1,285", "1.285.00", ",5", "5,", "1e3", "", "-", "1 285",
                            "€5", "1..285", "1234.567", ".285", "0,001", "9999999999999999"})
    EXPECT_EQ(shown(read_money(wrong, italian)), "!bad-number") << wrong;
  EXPECT_EQ(shown(read_money("1285.00", NumberFormat{})), "1285.00");
  EXPECT_EQ(shown(read_money("1,285.00", NumberFormat{})), "!bad-number");
  EXPECT_EQ(shown(read_money("1,285.00", NumberFormat{'.', ','})), "1285.00");
}

TEST(Numbers, KeepTheirDecimals) {
  EXPECT_EQ(shown(read_number("40,125", {',', '.'})), "40.125");
  EXPECT_EQ(shown(read_number("0040", {})), "40");
  EXPECT_EQ(shown(read_number("NaN", {})), "!bad-number");
}

TEST(Integers, AreDigitsOnly) {
  EXPECT_EQ(shown(read_integer("003")), "3");
  EXPECT_EQ(shown(read_integer("999999999999999999")), "999999999999999999");
  for (const char* wrong : {"1000000000000000000", "3.0", "-1", "", "x"})
    EXPECT_EQ(shown(read_integer(wrong)), "!bad-number") << wrong;
}

TEST(Comuni, MustBeOfTheTerritoryForTheOwnerOnly) {
  using model::Field;
  const auto read = [](std::string_view text, ValueType type, Field field) {
    return read_comune(text, type, field, &test_scheme());
  };
  EXPECT_EQ(shown(read("016024", ValueType::istat, Field::owner)), "016024");
  EXPECT_EQ(shown(read("A794", ValueType::belfiore, Field::owner)), "016024");
  EXPECT_EQ(shown(read("a794", ValueType::belfiore, Field::owner)), "016024");
  EXPECT_EQ(shown(read("ALME'", ValueType::comune_name, Field::owner)), "016005");
  EXPECT_EQ(shown(read("015146", ValueType::istat, Field::owner)), "!unknown-comune");
  EXPECT_EQ(shown(read("16024", ValueType::istat, Field::owner)), "!unknown-comune");
  EXPECT_EQ(shown(read("015146", ValueType::istat, Field::person_residence)), "015146");
  const auto elsewhere = read("F205", ValueType::belfiore, Field::person_residence);
  ASSERT_FALSE(elsewhere);
  EXPECT_EQ(elsewhere.error().code, model::IssueCode::unknown_item);
  EXPECT_EQ(elsewhere.error().severity, model::Severity::warning);
}

TEST(Comuni, AreFoundByTheirFormerCode) {
  for (const auto& [text, type] : {std::pair("016300", ValueType::istat),
                                   {"z300", ValueType::belfiore},
                                   {"Verdellino Antico (BG)", ValueType::comune_name}}) {
    EXPECT_EQ(shown(read_comune(text, type, model::Field::owner, &test_scheme())), "016300") << text;
  }
}

TEST(Comuni, UnknownOnesAreReportedWithASuggestion) {
  struct Case {
    std::string_view text;
    ValueType type;
    std::string_view said;
  };
  for (const auto& [text, type, said] : {
           Case{"16219", ValueType::istat,
                "\"16219\" is no Comune of the territory; 016219 (Treviglio) without its leading zero?"},
           {"16300", ValueType::istat, "016300 (Verdellino Antico) without its leading zero?"},
           {"016999", ValueType::istat,
            "\"016999\" is no Comune of the territory; give the Comune in charge"},
           {"A794", ValueType::istat, "it is 016024 (Bergamo), but another kind of value"},
           {"Seriatte", ValueType::comune_name,
            "\"Seriatte\" is no Comune of the territory; did you mean Seriate (016198)?"},
           {"Timbuctu", ValueType::comune_name, "\"Timbuctu\" is no Comune of the territory; give"},
       }) {
    const auto found = read_comune(text, type, model::Field::owner, &test_scheme());
    ASSERT_FALSE(found) << text;
    EXPECT_NE(found.error().message.find(said), std::string::npos) << found.error().message;
  }
}

TEST(Comuni, AValueThatMayIdentifyAPersonIsNotShown) {
  for (const std::string_view text : {"RSSMRA80A01F205X", "RSS MRA 80A01 F205X", "STP1234567890123",
                                      "12345678901", "01/01/1980", "RSSMRALMANLFNLRX", "\xff\xfe"}) {
    const auto found = read_comune(text, ValueType::comune_name, model::Field::owner, &test_scheme());
    ASSERT_FALSE(found) << text;
    EXPECT_EQ(found.error().message.find(text), std::string::npos) << found.error().message;
    EXPECT_NE(found.error().message.find("the value sent is no Comune"), std::string::npos);
  }
}

TEST(PersonIds, AreDistinguishedByShape) {
  const auto kind = [](std::string_view text) {
    const auto person = read_person_id(text);
    return person ? std::string(person->id_type) + " " + person->id : std::string("!");
  };
  EXPECT_EQ(kind("rssmra80a01f205x"), "fiscal-code RSSMRA80A01F205X");
  EXPECT_EQ(kind("RSS MRA 80A01 F205X"), "fiscal-code RSSMRA80A01F205X");
  EXPECT_EQ(kind("STP1234567890123"), "stp STP1234567890123");
  EXPECT_EQ(kind("ENI1234567890123"), "eni ENI1234567890123");
  EXPECT_EQ(kind("12345678901"), "provisional 12345678901");
  for (const char* wrong : {"", "123456789012", "RSSMRA80A01F205", "RSSMRA80A01F205-", "RSSMRA80A01F205XX"})
    EXPECT_EQ(kind(wrong), "!") << wrong;
}

}  // namespace
}  // namespace raccordo::codecs
