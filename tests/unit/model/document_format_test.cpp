#include "model/document_format.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace raccordo::model {
namespace {

using testing::ElementsAre;
using F = DocumentFormat;

TEST(DocumentFormat, NamesReadBackAndFollowTheEnum) {
  std::size_t index = 0;
  for (const auto format : document_formats()) {
    EXPECT_EQ(static_cast<std::size_t>(format), index++);
    EXPECT_EQ(parse_document_format(to_string(format)), format);
    EXPECT_FALSE(parse_document_format(title_of(format))) << title_of(format);
  }
  EXPECT_EQ(index, 6U);
  EXPECT_THAT(
      std::vector<std::string_view>({to_string(F::xml), to_string(F::json), to_string(F::ndjson),
                                     to_string(F::csv), to_string(F::fhir), to_string(F::fhir_ndjson)}),
      ElementsAre("xml", "json", "ndjson", "csv", "fhir", "fhir-ndjson"));
  for (const auto* wrong : {"", "XML", "xml ", "yaml"}) EXPECT_FALSE(parse_document_format(wrong)) << wrong;
}

TEST(DocumentFormat, OfAJsonSourceIsAlsoNdjson) {
  EXPECT_THAT(body_formats(F::json), ElementsAre(F::json, F::ndjson));
  EXPECT_THAT(body_formats(F::ndjson), ElementsAre(F::ndjson));
  EXPECT_THAT(accepted_types(F::json), ElementsAre("application/json", "application/x-ndjson",
                                                   "application/jsonl", "application/ndjson"));
  EXPECT_THAT(accepted_types(F::xml), ElementsAre("application/xml", "text/xml", "application/hl7-v3+xml"));
  EXPECT_EQ(body_format_of_type(F::json, "application/jsonl"), F::ndjson);
  EXPECT_EQ(body_format_of_type(F::ndjson, "application/json"), std::nullopt);
  EXPECT_EQ(body_format_of_type(F::csv, ""), std::nullopt);
}

TEST(DocumentFormat, OfAFhirSourceIsAlsoABundleALine) {
  EXPECT_THAT(body_formats(F::fhir), ElementsAre(F::fhir, F::fhir_ndjson));
  EXPECT_EQ(body_format_of_type(F::fhir, "application/fhir+json"), F::fhir);
  for (const char* type :
       {"application/fhir+ndjson", "application/x-ndjson", "application/ndjson", "application/jsonl"})
    EXPECT_EQ(body_format_of_type(F::fhir, type), F::fhir_ndjson) << type;
  EXPECT_EQ(body_format_of_type(F::json, "application/fhir+json"), std::nullopt);
  EXPECT_EQ(body_format_of_file(F::fhir, ".ndjson"), F::fhir_ndjson);
  EXPECT_TRUE(holds_fhir(F::fhir_ndjson));
  EXPECT_FALSE(holds_json(F::fhir));
}

TEST(DocumentFormat, HasMediaTypesThatNoOtherFormatHas) {
  std::set<std::string_view> seen;
  for (const auto format : {F::xml, F::json, F::csv}) {
    for (const auto type : accepted_types(format)) {
      EXPECT_TRUE(seen.insert(type).second) << type;
      EXPECT_TRUE(body_format_of_type(format, type)) << type;
    }
  }
  EXPECT_EQ(seen.size(), 8U);
}

TEST(DocumentFormat, OfAFileIsTheSourcesUnlessItsEndingSaysMore) {
  EXPECT_EQ(body_format_of_file(F::json, ".ndjson"), F::ndjson);
  EXPECT_EQ(body_format_of_file(F::json, ".jsonl"), F::ndjson);
  EXPECT_EQ(body_format_of_file(F::json, ".json"), F::json);
  EXPECT_EQ(body_format_of_file(F::json, ".csv"), F::json);
  EXPECT_EQ(body_format_of_file(F::csv, ".txt"), F::csv);
  EXPECT_EQ(body_format_of_file(F::csv, ""), F::csv);
  EXPECT_EQ(body_format_of_file(F::ndjson, ".json"), F::ndjson);
  EXPECT_EQ(body_format_of_file(F::xml, ".ndjson"), F::xml);
}

TEST(DocumentFormat, HoldsJsonAsADocumentOrALineEach) {
  EXPECT_TRUE(holds_json(F::json));
  EXPECT_TRUE(holds_json(F::ndjson));
  EXPECT_FALSE(holds_json(F::xml));
  EXPECT_FALSE(holds_json(F::csv));
}

}  // namespace
}  // namespace raccordo::model
