#include "unit/fhir/sample_map.hpp"

namespace raccordo::fhir {
namespace {

using test::all;
using test::has;
using test::kIdentity;
using test::map_of;

class ConceptMap : public ::testing::Test {
 protected:
  base::Result<ReadMap, Remarks> read(const std::string& json) const {
    return read_concept_map(json, kIdentity, scheme_);
  }
  Remarks faults(const std::string& json) const {
    const auto map = read(json);
    return map ? Remarks() : map.error();
  }
  model::Scheme scheme_ = test::sample_scheme();
};

TEST_F(ConceptMap, RoundTrips) {
  const auto table = test::table_of(
      scheme_,
      "SAD,Assistenza domiciliare,anziani.assistenza-domiciliare,equivalent,APPROVED,,,,x,\n"
      "TEL,Telefono amico,anziani.pasti,source-is-narrower-than-target,APPROVED,2003-01-01,2010-12-31,\"a, "
      "\"\"b\"\"\",,\n"
      "TEL,Telesoccorso,anziani.pasti,equivalent,APPROVED,2011-01-01,,,,y\n"
      "VAR,Vari,anziani.pasti,source-is-broader-than-target,FLAGGED,,,troppo ampio,,\n"
      "VA2,Vari,anziani.pasti,source-is-broader-than-target,UNCHECKED,,,,,\n"
      "REL,,anziani.pasti,related-to,UNCHECKED,,,,,\n"
      "NOT,,anziani.pasti,not-related-to,APPROVED,,,,,\n"
      "TEST,prova,,not-related-to,IGNORED,,2015-12-31,,,\n"
      "SAD,Assistenza domiciliare,minori.assistenza-domiciliare,equivalent,UNCHECKED,,,\"\xC3\xA0\nb\",,\n",
      ",nota,altra");
  const auto map = test::written(table, scheme_);
  EXPECT_TRUE(map.not_carried.empty()) << all(map.not_carried);
  const auto back = read(map.json);
  ASSERT_TRUE(back) << all(back.error());
  EXPECT_EQ(mapping::write_table(back->table), mapping::write_table(table));
  EXPECT_TRUE(back->not_carried.empty()) << all(back->not_carried);
}

TEST_F(ConceptMap, RoundTripsEmptyAndFromAnotherInstallation) {
  const auto table = test::table_of(scheme_, "", ",nota");
  auto back = read(test::written(table, scheme_).json);
  ASSERT_TRUE(back) << all(back.error());
  EXPECT_EQ(mapping::write_table(back->table), mapping::write_table(table));
  back =
      read(R"({"resourceType":"ConceptMap","group":[{"source":"http://a/fhir/CodeSystem/src.intervention|3",
      "target":"https://b.example/x/fhir/CodeSystem/intervention","element":[
      {"code":"A","target":[{"code":"anziani.pasti","equivalence":"equal"}]}]}]})");
  ASSERT_TRUE(back) << all(back.error());
  EXPECT_EQ(back->table.rows().size(), 1U);
}

TEST_F(ConceptMap, UsesModifierExtensionsForChangedMeaning) {
  const auto table = test::table_of(scheme_,
                                    "A,a,anziani.pasti,equivalent,APPROVED,,,\n"
                                    "B,b,anziani.pasti,source-is-broader-than-target,FLAGGED,2017-01-01,,\n");
  const auto json = test::parsed(test::written(table, scheme_).json);
  EXPECT_STREQ(json["url"].GetString(), "https://gateway.example/fhir/ConceptMap/src.intervention");
  EXPECT_STREQ(json["name"].GetString(), "SrcIntervention");
  const auto& group = json["group"][0];
  EXPECT_STREQ(group["source"].GetString(), "https://gateway.example/fhir/CodeSystem/src.intervention");
  EXPECT_STREQ(group["target"].GetString(), "https://gateway.example/fhir/CodeSystem/intervention");
  const auto& plain = group["element"][0]["target"][0];
  EXPECT_FALSE(plain.HasMember("modifierExtension"));
  EXPECT_STREQ(plain["display"].GetString(), "Pasti a domicilio");
  const auto& flagged = group["element"][1]["target"][0];
  EXPECT_STREQ(flagged["equivalence"].GetString(), "narrower");
  EXPECT_TRUE(flagged.HasMember("comment"));  // FHIR R4, invariant cmd-1
  EXPECT_STREQ(flagged["modifierExtension"][0]["valueCode"].GetString(), "FLAGGED");
  EXPECT_STREQ(flagged["modifierExtension"][1]["valuePeriod"]["start"].GetString(), "2017-01-01");
}

TEST_F(ConceptMap, GivesAnOverviewWithoutRows) {
  const auto table = test::table_of(scheme_, "A,a,anziani.pasti,equivalent,APPROVED,,,\n");
  const auto json = test::parsed(test::written(table, scheme_, Rows::none).json);
  EXPECT_FALSE(json.HasMember("group"));
  EXPECT_STREQ(json["meta"]["tag"][0]["code"].GetString(), "SUBSETTED");
}

TEST_F(ConceptMap, ReportsWhatFhirCannotExpress) {
  const auto table = test::table_of(scheme_,
                                    "A  B,a,anziani.pasti,equivalent,APPROVED,,,\n"
                                    "C,c,,related-to,UNCHECKED,,,\n");
  const auto map = test::written(table, scheme_);
  EXPECT_TRUE(has(map.not_carried, "/rows/0", "double spaces")) << all(map.not_carried);
  EXPECT_TRUE(has(map.not_carried, "/rows/1", "relationship")) << all(map.not_carried);
  const auto back = read(map.json);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->table.rows()[0].source_code, "A  B");
  EXPECT_EQ(back->table.rows()[1].relationship, mapping::Relationship::not_related_to);
}

TEST_F(ConceptMap, ReadsEveryEquivalenceOfR4AndTheRelationshipsOfR5) {
  using mapping::Relationship;
  const std::vector<std::pair<std::string, Relationship>> wanted = {
      {R"("equivalence":"equal")", Relationship::equivalent},
      {R"("equivalence":"equivalent")", Relationship::equivalent},
      {R"("equivalence":"wider")", Relationship::source_is_narrower_than_target},
      {R"("equivalence":"subsumes")", Relationship::source_is_narrower_than_target},
      {R"("equivalence":"narrower")", Relationship::source_is_broader_than_target},
      {R"("equivalence":"specializes")", Relationship::source_is_broader_than_target},
      {R"("equivalence":"relatedto")", Relationship::related_to},
      {R"("equivalence":"inexact")", Relationship::related_to},
      {R"("equivalence":"disjoint")", Relationship::not_related_to},
      {R"("equivalence":"unmatched")", Relationship::not_related_to},
      {R"("relationship":"source-is-narrower-than-target")", Relationship::source_is_narrower_than_target}};
  for (const auto& [member, relationship] : wanted) {
    const auto back = read(map_of(R"({"code":"A","target":[{"code":"anziani.pasti",)" + member + "}]}"));
    ASSERT_TRUE(back) << member << all(back.error());
    EXPECT_EQ(back->table.rows().at(0).relationship, relationship) << member;
    EXPECT_EQ(back->table.rows()[0].status, mapping::RowStatus::approved);
  }
}

TEST_F(ConceptMap, ReportsIgnoredPartsAndFlagsConditionalTargets) {
  const auto back = read(R"({"resourceType":"ConceptMap","purpose":"p","extension":[{"url":"x"}],"group":[{
      "unmapped":{"mode":"fixed","code":"anziani.pasti"},"element":[{"code":"A","target":[
      {"code":"anziani.pasti","equivalence":"subsumes","dependsOn":[{"property":"p","value":"v"}],
       "product":[{"property":"p","value":"v"}],"extension":[{"url":"y"}]}]},{"code":"B"}]}]})");
  ASSERT_TRUE(back) << all(back.error());
  EXPECT_EQ(back->table.rows().at(0).status, mapping::RowStatus::flagged);
  EXPECT_EQ(back->table.rows().at(1).status, mapping::RowStatus::unchecked);
  const auto& lost = back->not_carried;
  EXPECT_EQ(lost.size(), 7U) << all(lost);
  EXPECT_TRUE(has(lost, "/purpose", "no place"));
  EXPECT_TRUE(has(lost, "/extension/0", "no place"));
  EXPECT_TRUE(has(lost, "/group/0/unmapped", "quarantine"));
  EXPECT_TRUE(has(lost, "/group/0/element/0/target/0/dependsOn", "FLAGGED"));
  EXPECT_TRUE(has(lost, "/group/0/element/0/target/0/product", "no place"));
  EXPECT_TRUE(has(lost, "/group/0/element/0/target/0/extension/0", "no place"));
  EXPECT_TRUE(has(lost, "/group/0/element/0/target/0/equivalence", "source-is-narrower-than-target"));
}

TEST_F(ConceptMap, NamesAllFaultsWithTheirPlaces) {
  const auto found = faults(R"({"resourceType":"ConceptMap","group":[
      {"source":"urn:x","target":"https://a/fhir/CodeSystem/need","element":[
        {"target":[{"code":"anziani.pasti","equivalence":"equal"}]},
        {"code":"B","target":[{"code":"anziani.pasti"},{"code":"anziani.pasti","equivalence":"same"},7]},
        {"code":"C","code":"D","target":{}},
        {"code":5,"target":[{"code":"no.such","equivalence":"equal"}]}]},
      {"element":[
        {"code":"E","target":[{"code":"anziani.nulla","equivalence":"equal"}]},
        {"code":"F","target":[{"code":"anziani.pasti","equivalence":"equal"},
                              {"code":"disabili.centro-diurno","equivalence":"equal"}]},
        {"code":"G","target":[{"code":"anziani.pasti","equivalence":"equal",
           "modifierExtension":[{"url":"http://x/fhir/StructureDefinition/mapping-row-status","valueCode":"GOOD"},
             {"url":"http://x/fhir/StructureDefinition/mapping-row-validity",
              "valuePeriod":{"start":"2017","end":"31/12/2017"}},{"url":"urn:y"}]}],
         "modifierExtension":[{"url":"urn:z"}]}]},3]})");
  for (const auto* pointer :
       {"/group/0/source", "/group/0/target", "/group/0/element/0/code",
        "/group/0/element/1/target/0/equivalence", "/group/0/element/1/target/1/equivalence",
        "/group/0/element/1/target/2", "/group/0/element/2/code", "/group/0/element/2/target",
        "/group/0/element/3/code", "/group/1/element/0/target/0", "/group/1/element/1/target/1",
        "/group/1/element/2/target/0/modifierExtension/2", "/group/1/element/2/modifierExtension/0",
        "/group/2"}) {
    EXPECT_TRUE(has(found, pointer, "")) << pointer << "\n" << all(found);
  }
  EXPECT_TRUE(has(found, "/group/1/element/1/target/1",
                  "/group/1/element/1/target/0 and /group/1/element/1/target/1 both decide"))
      << all(found);
}

TEST_F(ConceptMap, RefusesStatusAndDatesThatATableWouldRefuse) {
  const auto found = faults(map_of(
      R"({"code":"G","target":[{"code":"anziani.pasti","equivalence":"equal","modifierExtension":[
         {"url":"http://x/fhir/StructureDefinition/mapping-row-status","valueCode":"GOOD"},
         {"url":"http://x/fhir/StructureDefinition/mapping-row-validity","valuePeriod":{"start":"2017"}}]}]})"));
  EXPECT_EQ(found.size(), 2U) << all(found);
  EXPECT_TRUE(has(found, "/group/0/element/0/target/0", "GOOD"));
  EXPECT_TRUE(has(found, "/group/0/element/0/target/0", "2017"));
}

TEST_F(ConceptMap, RefusesOtherResources) {
  EXPECT_TRUE(has(faults(""), "", "well-formed"));
  EXPECT_TRUE(has(faults("[]"), "", "one JSON object"));
  EXPECT_TRUE(has(faults("{\"resourceType\":\"ConceptMap\""), "", "(line 1, character 2"));
  EXPECT_TRUE(has(faults("{}"), "/resourceType", "ConceptMap"));
  EXPECT_TRUE(has(faults(R"({"resourceType":"ValueSet"})"), "/resourceType", "ConceptMap"));
  EXPECT_TRUE(has(faults("{\"resourceType\":\"\xFF\"}"), "", "well-formed"));
  EXPECT_TRUE(has(faults(std::string("{}\0{}", 5)), "", "zero byte"));
  EXPECT_TRUE(
      has(faults(R"({"resourceType":"ConceptMap","modifierExtension":[]})"), "/modifierExtension", ""));
}

TEST_F(ConceptMap, ReadsDepthUpToItsLimitWithoutRecursion) {
  const auto nested = [](int depth) {
    return R"({"resourceType":"ConceptMap","text":)" + std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']') + "}";
  };
  EXPECT_TRUE(read(nested(63)));
  EXPECT_TRUE(has(faults(nested(64)), "", "deeper than 64"));
  EXPECT_TRUE(has(faults(nested(1000000)), "", "deeper than 64"));
}

TEST_F(ConceptMap, StopsAtAThousandFaults) {
  std::string elements;
  for (int i = 0; i < 3000; ++i) elements += R"({"target":[]},)";
  elements.pop_back();
  EXPECT_EQ(faults(map_of(elements)).size(), kMostFaults);
}

}  // namespace
}  // namespace raccordo::fhir
