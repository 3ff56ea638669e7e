#include "intake/media_type.hpp"

#include <gtest/gtest.h>

#include <array>

namespace raccordo::intake {
namespace {

std::optional<model::DocumentFormat> format(std::string_view type, model::DocumentFormat source) {
  const auto match = match_document(type, source);
  return match ? std::optional(match->format) : std::nullopt;
}

TEST(MediaType, AcceptsTheTypesOfTheSourcesFormatOnly) {
  using F = model::DocumentFormat;
  for (const char* type : {"application/xml", "text/xml", "application/hl7-v3+xml"}) {
    EXPECT_EQ(format(type, F::xml), F::xml);
    EXPECT_EQ(format(type, F::json), std::nullopt);
  }
  EXPECT_EQ(format("application/json", F::json), F::json);
  EXPECT_EQ(format("application/x-ndjson", F::json), F::ndjson);
  EXPECT_EQ(format("application/jsonl", F::json), F::ndjson);
  EXPECT_EQ(format("application/jsonl", F::ndjson), F::ndjson);
  EXPECT_EQ(format("application/json", F::ndjson), std::nullopt);
  EXPECT_EQ(format("text/csv", F::csv), F::csv);
  for (const char* type : {"", ";", "text", "text/csvx", "application/octet-stream", "*/*",
                           "application/x-www-form-urlencoded"}) {
    EXPECT_EQ(format(type, F::csv), std::nullopt) << type;
  }
}

TEST(MediaType, ReadsCaseAndCharset) {
  const auto match =
      match_document(" Text/CSV ; header=present ; Charset=\"Windows-1252\"", model::DocumentFormat::csv);
  ASSERT_TRUE(match);
  EXPECT_EQ(match->charset, "windows-1252");
  EXPECT_EQ(match_document("text/csv;charset", model::DocumentFormat::csv)->charset, "");
  EXPECT_EQ(match_document("text/csv;x=\";charset=a\";charset=b", model::DocumentFormat::csv)->charset, "b");
}

TEST(MediaType, ReadsTheReleaseOfFhir) {
  using F = model::DocumentFormat;
  EXPECT_EQ(match_document("application/fhir+json; fhirVersion=4.0", F::fhir)->fhir_version, "4.0");
  EXPECT_EQ(match_document("application/fhir+json;FHIRVERSION=\"5.0\"", F::fhir)->fhir_version, "5.0");
  EXPECT_EQ(match_document("application/fhir+json", F::fhir)->fhir_version, "");
  for (const char* version : {"4.0", "4.0.1"}) EXPECT_TRUE(names_r4(version));
  for (const char* version : {"", "4", "4.3", "5.0", "r4"}) EXPECT_FALSE(names_r4(version)) << version;
}

TEST(Accept, LosesRangesOfOtherReleasesOfFhir) {
  const std::array<std::string_view, 2> offers = {"application/json", "application/fhir+json"};
  const auto chosen = [&](std::string_view accept) { return negotiate(accept_of_r4(accept), offers); };
  EXPECT_EQ(chosen("application/fhir+json; fhirVersion=4.0"), 1U);
  EXPECT_EQ(chosen("application/fhir+json; fhirVersion=5.0"), std::nullopt);
  EXPECT_EQ(chosen("application/fhir+json; fhirVersion=5.0, application/fhir+json;q=0.9"), 1U);
  EXPECT_EQ(chosen("application/fhir+json; fhirVersion=5.0, application/json"), 0U);
  EXPECT_EQ(chosen(""), 0U);
  EXPECT_EQ(chosen("*/*"), 0U);
}

TEST(Accept, IsReadOrNot) {
  for (const char* good : {"", " ", "*/*", "text/csv;q=0.5, */*", "a/b;x=\",\""})
    EXPECT_TRUE(is_accept(good)) << good;
  for (const char* bad : {"garbage", "text/csv;q=x", "text/csv, garbage", "text/csv;q=2"})
    EXPECT_FALSE(is_accept(bad)) << bad;
}

constexpr std::array<std::string_view, 4> kTables = {
    "application/json", "text/csv", "application/vnd.sdmx.data+csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"};

TEST(Negotiate, ChoosesTheFirstOfferForAnyType) {
  for (const char* accept : {"", "*/*", "application/*", " , ", "nonsense", "text/csv;q=x"}) {
    EXPECT_EQ(negotiate(accept, kTables), 0U) << accept;
  }
}

TEST(SentWords, RepeatOnlyPrintableText) {
  EXPECT_EQ(sent_words("Content-Type", " text/plain; charset=x"), "`text/plain` was sent as Content-Type");
  EXPECT_EQ(sent_words("Content-Type", "application/vnd.ms-excel"),
            "`application/vnd.ms-excel` was sent as Content-Type");
  EXPECT_EQ(sent_words("since", "2017-13-01T10:00:00Z"), "`2017-13-01T10:00:00Z` was sent as since");
  EXPECT_EQ(sent_words("charset", "utf-16"), "`utf-16` was sent as charset");
  EXPECT_EQ(sent_words("Content-Type", " "), "no Content-Type was sent");
  for (const std::string& wrong :
       {std::string("<b>"), std::string(";"), std::string("a/b/c"), std::string("a b"), std::string(101, 'x'),
        std::string("RSSMRA80A01F205X"), std::string("12345678903"), std::string("caf\xC3\xA8")})
    EXPECT_EQ(sent_words("Content-Type", wrong),
              "a value that is not repeated here was sent as Content-Type");
}

TEST(Negotiate, FollowsQualityThenTheServersOrder) {
  EXPECT_EQ(negotiate("text/csv", kTables), 1U);
  EXPECT_EQ(negotiate("TEXT/CSV;charset=utf-8", kTables), 1U);
  EXPECT_EQ(negotiate("application/json;q=0.5, text/csv;q=0.501", kTables), 1U);
  EXPECT_EQ(negotiate("text/csv, application/json", kTables), 0U);
  EXPECT_EQ(negotiate("text/*, application/*;q=0.9", kTables), 1U);
}

TEST(Negotiate, UsesTheMostSpecificRange) {
  EXPECT_EQ(negotiate("application/json;q=0, */*", kTables), 1U);
  EXPECT_EQ(negotiate("*/*;q=0.1, application/*;q=0.2, application/json;q=0.05", kTables), 2U);
}

TEST(Negotiate, ReturnsNothingWithoutAMatch) {
  EXPECT_EQ(negotiate("image/png", kTables), std::nullopt);
  EXPECT_EQ(negotiate("text/csv;q=0", kTables), std::nullopt);
  EXPECT_EQ(negotiate("*/*;q=0.000", kTables), std::nullopt);
  EXPECT_EQ(negotiate("*/*", {}), std::nullopt);
}

}  // namespace
}  // namespace raccordo::intake
