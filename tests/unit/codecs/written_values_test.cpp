// Null words, amounts, two-digit years and comment lines that a profile declares.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "csv_samples.hpp"
#include "decode_case.hpp"

namespace raccordo::codecs {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string kBegin =
    "source: test\nformat: csv\ncsv: {delimiter: \";\", comment: \"#\", skip_lines: 1}\ndates: "
    "[\"%d/%m/%y\"]\n"
    "nulls: [\"NULL\", \"-\", \"n.d.\"]\nnumbers: {decimal: \",\", thousands: \".\", currency: [\"€\", "
    "\"EUR\"]}\n";
const std::string kFields =
    "fields:\n"
    "  record_id: {from: ID}\n  owner: {from: COMUNE, type: istat}\n  opened: {from: DAL, type: date}\n"
    "  person: {from: CF, type: person-id}\n"
    "  person.birth_date: {from: NATO, type: date, two_digit_years_from: 1925}\n"
    "  plans:\n    each: rows\n    fields:\n      value: {from: IMPORTO, type: money}\n";
const std::string kHead = "Elenco del 2017\n# estratto di prova\nID;COMUNE;DAL;CF;NATO;IMPORTO\n";

std::string line(const std::string& born, const std::string& amount) {
  return "1;016024;01/03/17;RSSMRA80A01F205X;" + born + ";" + amount + "\n";
}

DecodedRecord read(const std::string& born, const std::string& amount) {
  const auto result =
      decode(test_profile(kBegin + kFields), kHead + "# remark\n" + line(born, amount) + "# end");
  EXPECT_EQ(result.broken(), "whole");
  EXPECT_EQ(result.records.size(), 1U);
  return result.records.empty() ? DecodedRecord{} : result.records.front();
}

TEST(WrittenValues, LinesThatBeginWithTheCommentSignArePassedOver) {
  const auto record = read("01/01/40", "12,00");
  EXPECT_EQ(record.value("record_id"), "1");
  EXPECT_TRUE(record.issues.empty());
}

TEST(WrittenValues, ARowIsCountedWhereItStandsBelowComments) {
  const auto result = decode(test_profile(kBegin + kFields), kHead + "# a\n# b\n" + line("01/01/40", "x"));
  ASSERT_EQ(result.records.size(), 1U);
  ASSERT_FALSE(result.records[0].issues.empty());
  EXPECT_EQ(result.records[0].issues[0].at.number, 6U);
}

TEST(WrittenValues, YearsOfTwoDigitsAreOfTheDeclaredHundredYears) {
  EXPECT_EQ(read("01/01/40", "-").value("person.birth_date"), "1940-01-01");
  EXPECT_EQ(read("01/01/25", "-").value("person.birth_date"), "1925-01-01");
  EXPECT_EQ(read("31/12/24", "-").value("person.birth_date"), "2024-12-31");
  EXPECT_EQ(read("29/02/00", "-").value("person.birth_date"), "2000-02-29");
  EXPECT_EQ(read("01/01/40", "-").value("opened"), "2017-03-01") << "other fields keep the usual years";
}

TEST(WrittenValues, ALeapDayThatTheOtherCenturyLacksIsNoDay) {
  auto fields = kFields;
  fields.replace(fields.find("1925"), 4, "1850");
  const auto result = decode(test_profile(kBegin + fields), kHead + line("29/02/00", "-"));
  ASSERT_EQ(result.records.size(), 1U);
  ASSERT_EQ(result.records[0].issues.size(), 1U);
  EXPECT_EQ(result.records[0].issues[0].code, model::IssueCode::bad_date);
}

TEST(WrittenValues, WordsForNothingAreAbsentWithoutAnIssue) {
  for (const auto* word : {"NULL", "null", "-", "n.d.", " N.D. ", ""}) {
    const auto record = read(word, word);
    EXPECT_EQ(record.value("person.birth_date"), "(absent)") << word;
    EXPECT_EQ(record.value("plans[0].value"), "(absent)") << word;
    EXPECT_TRUE(record.issues.empty()) << word;
  }
}

TEST(WrittenValues, WithoutNullsAWordIsAValue) {
  auto begin = kBegin;
  begin.erase(begin.find("nulls"), begin.find("numbers") - begin.find("nulls"));
  const auto result = decode(test_profile(begin + kFields), kHead + line("NULL", "1"));
  ASSERT_EQ(result.records.size(), 1U);
  EXPECT_FALSE(result.records[0].issues.empty());
}

TEST(WrittenValues, TheSignOfACurrencyMayStandOnEitherSide) {
  for (const auto* amount :
       {"€ 1.285,00", "1.285,00 €", "€1285", "1285,00EUR", "eur 1285", "1285\xC2\xA0€"}) {
    const auto record = read("-", amount);
    EXPECT_EQ(record.value("plans[0].value"), "1285.00") << amount;
    EXPECT_TRUE(record.issues.empty()) << amount;
  }
  EXPECT_FALSE(read("-", "$ 12").issues.empty());
  EXPECT_FALSE(read("-", "€").issues.empty());
}

TEST(WrittenValues, JsonItemsThatHoldOnlyWordsForNothingAreNoItems) {
  const auto result = decode(
      test_profile("source: test\nformat: json\nrecords: $.cases[*]\nnulls: [\"-\"]\nfields:\n  record_id: "
                   "{from: $.id}\n"
                   "  owner: {from: $.c, type: istat}\n  opened: {from: $.d, type: date}\n"
                   "  person: {from: $.p, type: person-id}\n"
                   "  assessments:\n    each: $.a[*]\n    fields:\n      date: {from: $.on, type: date}\n"),
      R"({"cases":[{"id":"1","c":"016024","d":"2017-03-01","p":"RSSMRA80A01F205X","a":[{"on":"-"}]}]})");
  ASSERT_EQ(result.records.size(), 1U);
  for (const auto& issue : result.records[0].issues) EXPECT_EQ(issue.severity, model::Severity::warning);
}

TEST(WrittenValues, JsonNumbersAreNoWordsForNothing) {
  const auto result = decode(
      test_profile(
          "source: test\nformat: json\nrecords: $[*]\nnulls: [\"0\"]\nfields:\n  record_id: {from: $.id}\n"
          "  owner: {from: $.c, type: istat}\n  opened: {from: $.d, type: date}\n"
          "  person: {from: $.p, type: person-id}\n"),
      R"([{"id":0,"c":"016024","d":"2017-03-01","p":"RSSMRA80A01F205X"}])");
  ASSERT_EQ(result.records.size(), 1U);
  EXPECT_EQ(result.records[0].value("record_id"), "0");
}

TEST(WrittenValues, CodeThatIsOrContainsAWordForNothingIsFoundWhereATableIsRead) {
  const auto profile = test_profile("source: test\nformat: csv\nnulls: [\"n.d.\", \"-\"]\n" + kFields +
                                    "  person.sex: {from: SESSO, map: sex}\n  access.channel: {from: CANALE, "
                                    "map: channel, default: \"-\"}\n"
                                    "  interventions:\n    each: rows\n    fields:\n"
                                    "      type: {join: [AREA, TIPO], with: \"|\", map: intervention}\n");
  EXPECT_EQ(profile.null_word_in("sex", "N.D."), "N.D.");
  EXPECT_EQ(profile.null_word_in("sex", " n.d. "), "n.d.");
  EXPECT_EQ(profile.null_word_in("sex", "N.D"), "");
  EXPECT_EQ(profile.null_word_in("sex", "n.d.|x"), "") << "not joined";
  EXPECT_EQ(profile.null_word_in("intervention", "ANZ|N.d."), "N.d.");
  EXPECT_EQ(profile.null_word_in("intervention", "-|SAD"), "-");
  EXPECT_EQ(profile.null_word_in("intervention", "ANZ|SAD"), "");
  EXPECT_EQ(profile.null_word_in("intervention", "ANZ|"), "");
  EXPECT_EQ(profile.null_word_in("channel", "-"), "") << "the default: it maps";
  EXPECT_EQ(profile.null_word_in("channel", "n.d."), "n.d.");
  EXPECT_EQ(profile.null_word_in("unread", "n.d."), "");
}

TEST(WrittenValues, FaultsOfTheKeysSayWhatToWrite) {
  const auto fault = [](const std::string& keys) {
    const auto loaded = parse_profile("source: test\nformat: csv\n" + keys + kFields, "p.yaml");
    return loaded ? std::string("(none)") : loaded.error().front().message;
  };
  EXPECT_THAT(fault("two_digit_years_from: 25\n"), HasSubstr("a year from 1850 to 2001"));
  EXPECT_THAT(fault("nulls: [\"\"]\n"), HasSubstr("a word of 1 to 32 bytes"));
  EXPECT_THAT(fault("numbers: {currency: \"1\"}\n"), HasSubstr("without digits"));
  EXPECT_THAT(fault("csv: {comment: \",\"}\n"), HasSubstr("must differ from `delimiter`"));
  for (const auto* sign : {"0", "A", " "})
    EXPECT_THAT(fault("csv: {comment: \"" + std::string(sign) + "\"}\n"), HasSubstr("a punctuation mark"));
  EXPECT_THAT(fault("csv: {coment: \"#\"}\n"), HasSubstr("did you mean `comment`?"));
}

}  // namespace
}  // namespace raccordo::codecs
