#include "fhir/translate.hpp"

#include "fhir/code_system.hpp"
#include "fhir/lookup.hpp"
#include "unit/fhir/sample_map.hpp"

namespace raccordo::fhir {
namespace {

using test::all;
using test::has;

constexpr std::string_view kBase = "https://gateway.example/fhir/CodeSystem/";

class Translate : public ::testing::Test {
 protected:
  Translate()
      : table_(test::table_of(
            scheme_,
            "SAD,a,anziani.assistenza-domiciliare,equivalent,APPROVED,,,\n"
            "SADX,a,anziani.assistenza-domiciliare,source-is-narrower-than-target,APPROVED,,,\n"
            "TEL,b,anziani.pasti,equivalent,APPROVED,,2010-12-31,\n"
            "TEL,c,disabili.centro-diurno,equivalent,APPROVED,2011-01-01,,\n"
            "OLD,d,anziani.pasti,equivalent,APPROVED,,2010-12-31,\n"
            "BIG,e,anziani.pasti,source-is-broader-than-target,APPROVED,,,\n"
            "NEW,f,anziani.pasti,equivalent,UNCHECKED,,,\n"
            "IGN,g,,not-related-to,IGNORED,,,\n")) {}

  std::string ask(Parameters parameters) const {
    const auto question = translate_question(parameters);
    if (!question) return all(question.error());
    const std::vector<ActiveMap> maps = {{&table_, "intervention"}};
    const auto json = test::parsed(translate(*question, maps, scheme_, test::kPublisher));
    std::string out;
    for (const auto& parameter : json["parameter"].GetArray()) {
      const std::string name = parameter["name"].GetString();
      if (name == "result") out += parameter["valueBoolean"].GetBool() ? "true" : "false";
      if (name == "message") out += std::string(" (") + parameter["valueString"].GetString() + ")";
      if (name == "match") out += " " + match(parameter["part"]);
    }
    return out;
  }
  static std::string match(const rapidjson::Value& parts) {
    std::string out;
    for (const auto& part : parts.GetArray()) {
      const std::string name = part["name"].GetString();
      if (name == "equivalence" || name == "relationship")
        out += std::string(part["valueCode"].GetString()) + ":";
      if (name == "concept") out += part["valueCoding"]["code"].GetString();
    }
    return out;
  }
  /// Appended piece by piece: GCC 12 warns of a sum of a temporary and a literal here, without reason.
  static std::string address(std::string_view id) {
    std::string text(kBase);
    text += id;
    return text;
  }
  static std::string source() { return address("src.intervention"); }
  static std::string target() { return address("intervention"); }

  model::Scheme scheme_ = test::sample_scheme();
  mapping::Table table_;
};

TEST_F(Translate, AnswersWithTheNamesOfR4AndR5) {
  const std::string sad = "true equivalent:equivalent:anziani.assistenza-domiciliare";
  EXPECT_EQ(ask({{"system", source(), {}}, {"code", "SAD", {}}}), sad);
  EXPECT_EQ(ask({{"system", source(), {}}, {"sourceCode", "SAD", {}}, {"targetSystem", target(), {}}}), sad);
  EXPECT_EQ(ask({{"sourceSystem", source(), {}}, {"sourceCode", "SAD", {}}}), sad);
  EXPECT_EQ(ask({{"source", source(), {}}, {"target", target(), {}}, {"code", "SAD", {}}}), sad);
  EXPECT_EQ(ask({{"coding", "", {{source(), "SAD"}}}, {"targetsystem", target(), {}}}), sad);
  EXPECT_EQ(ask({{"sourceCoding", "", {{source(), "SAD"}}}}), sad);
  EXPECT_EQ(ask({{"codeableConcept", "", {{"urn:else", "X"}, {source(), "NEW"}, {source(), "SAD"}}}}), sad);
  EXPECT_EQ(
      ask({{"url", "https://gateway.example/fhir/ConceptMap/src.intervention", {}}, {"code", "SAD", {}}}),
      sad);
  EXPECT_EQ(ask({{"system", source(), {}}, {"code", "SADX", {}}}),
            "true wider:source-is-narrower-than-target:anziani.assistenza-domiciliare");
}

TEST_F(Translate, ChoosesTheRowByDate) {
  const auto on = [&](const std::string& code, const std::string& date) {
    return ask({{"system", source(), {}}, {"code", code, {}}, {"date", date, {}}});
  };
  EXPECT_EQ(on("TEL", "2010-12-31"), "true equivalent:equivalent:anziani.pasti");
  EXPECT_EQ(on("TEL", "2011-01-01T08:00:00Z"), "true equivalent:equivalent:disabili.centro-diurno");
  EXPECT_NE(on("TEL", "").find("several rows"), std::string::npos);
  EXPECT_NE(on("OLD", "2011-01-01").find("valid on 2011-01-01"), std::string::npos);
  for (const auto* date : {"2010", "2010-13-01", "31/12/2010", "2011-01-01x"}) {
    EXPECT_NE(on("TEL", date).find("`date`"), std::string::npos) << date;
  }
}

TEST_F(Translate, IsFalseIfARecordWouldNotBeMapped) {
  const auto plain = [&](const std::string& code) {
    return ask({{"system", source(), {}}, {"code", code, {}}});
  };
  EXPECT_TRUE(plain("NONE").starts_with("false (No approved row"));
  EXPECT_TRUE(plain("NEW").starts_with("false (No approved row"));
  EXPECT_TRUE(plain("IGN").starts_with("false (The table src.intervention leaves"));
  EXPECT_TRUE(plain("BIG").ends_with(" narrower:source-is-broader-than-target:anziani.pasti"))
      << plain("BIG");
  EXPECT_TRUE(plain("BIG").starts_with("false"));
  EXPECT_TRUE(ask({{"system", "urn:else", {}}, {"code", "SAD", {}}}).starts_with("false (No table"));
  EXPECT_TRUE(
      ask({{"system", source(), {}}, {"code", "SAD", {}}, {"targetsystem", std::string(kBase) + "need", {}}})
          .starts_with("false"));
  EXPECT_TRUE(ask({{"system", source(), {}}, {"code", "SAD", {}}, {"target", "urn:valueset", {}}})
                  .starts_with("false"));
}

TEST_F(Translate, TranslatesInReverse) {
  const std::string both = "true equivalent:equivalent:SAD narrower:source-is-broader-than-target:SADX";
  EXPECT_EQ(ask({{"system", target(), {}},
                 {"code", "anziani.assistenza-domiciliare", {}},
                 {"reverse", "true", {}}}),
            both);
  EXPECT_NE(
      ask({{"system", target(), {}}, {"code", "anziani.assistenza-domiciliare", {}}, {"reverse", "1", {}}})
          .find("`reverse`: must be true or false"),
      std::string::npos);
  EXPECT_EQ(ask({{"targetSystem", target(), {}}, {"targetCode", "anziani.assistenza-domiciliare", {}}}),
            both);
  EXPECT_EQ(ask({{"targetCoding", "", {{target(), "anziani.assistenza-domiciliare"}}}}), both);
  EXPECT_EQ(ask({{"targetCoding", "", {{target(), "minori.assistenza-domiciliare"}}}}),
            "false (No table maps a source's code to this one.)");
}

TEST_F(Translate, RefusesIncompleteRequests) {
  EXPECT_NE(ask({}).find("`code`"), std::string::npos);
  EXPECT_NE(ask({{"code", "SAD", {}}}).find("`system`"), std::string::npos);
  EXPECT_NE(ask({{"url", "urn:map", {}}, {"code", "SAD", {}}}).find("`url`"), std::string::npos);
  EXPECT_NE(ask({{"coding", "", {{source(), ""}}}}).find("`coding`"), std::string::npos);
  EXPECT_NE(
      ask({{"system", source(), {}}, {"code", "SAD", {}}, {"dependency", "x", {}}}).find("not supported"),
      std::string::npos);
}

TEST(Parameters, AreReadWithTheirPlaces) {
  const auto good = read_parameters(R"({"resourceType":"Parameters","parameter":[
      {"name":"code","valueCode":"A"},{"name":"reverse","valueBoolean":false},
      {"name":"coding","valueCoding":{"system":"s","code":"B"}},
      {"name":"cc","valueCodeableConcept":{"coding":[{"system":"s","code":"C"},{"code":"D"}]}}]})");
  ASSERT_TRUE(good) << all(good.error());
  EXPECT_EQ(text_of(*good, {"code"}), "A");
  EXPECT_EQ(text_of(*good, {"reverse"}), "false");
  EXPECT_EQ((*good)[2].codings.at(0).code, "B");
  EXPECT_EQ((*good)[3].codings.at(1).code, "D");
  const auto bad = read_parameters(R"({"resourceType":"Parameters","parameter":[
      {"valueCode":"A"},{"name":"x"},{"name":"y","valueCode":7},{"name":"z","valueBoolean":"yes"},4]})");
  ASSERT_FALSE(bad);
  for (const auto* pointer : {"/parameter/0", "/parameter/1", "/parameter/2/valueCode",
                              "/parameter/3/valueBoolean", "/parameter/4"}) {
    EXPECT_TRUE(has(bad.error(), pointer, "")) << pointer << all(bad.error());
  }
  EXPECT_TRUE(has(read_parameters(R"({"resourceType":"Bundle"})").error(), "/resourceType", "Parameters"));
  EXPECT_TRUE(has(read_parameters("").error(), "", "well-formed"));
}

TEST(CodeSystem, HoldsSharedCodesWithLabelsAndParents) {
  const auto scheme = test::sample_scheme();
  const auto json = test::parsed(write_code_system(scheme, "intervention", test::kPublisher).value());
  EXPECT_STREQ(json["content"].GetString(), "complete");
  EXPECT_EQ(json["count"].GetInt(), 4);
  const auto& first = json["concept"][0];
  EXPECT_STREQ(first["code"].GetString(), "minori.assistenza-domiciliare");
  EXPECT_STREQ(first["property"][0]["valueCoding"]["system"].GetString(),
               "https://gateway.example/fhir/CodeSystem/area");
  EXPECT_EQ(test::parsed(write_code_system(scheme, "territory", test::kPublisher).value())["count"].GetInt(),
            2);
  EXPECT_FALSE(write_code_system(scheme, "none", test::kPublisher));
}

TEST(CodeSystem, ListsEachCodeOfASourceOnce) {
  const auto scheme = test::sample_scheme();
  const auto table =
      test::table_of(scheme,
                     "A,eins,anziani.pasti,equivalent,APPROVED,,2010-12-31,\n"
                     "A,zwei,anziani.pasti,equivalent,APPROVED,2011-01-01,,\nB,b,,,IGNORED,,,\n");
  const auto json = test::parsed(write_source_codes(table, test::kPublisher));
  EXPECT_STREQ(json["content"].GetString(), "fragment");
  EXPECT_EQ(json["concept"].Size(), 2U);
  EXPECT_STREQ(json["concept"][0]["display"].GetString(), "eins");
  EXPECT_FALSE(
      test::parsed(write_source_codes(test::table_of(scheme, ""), test::kPublisher)).HasMember("concept"));
}

TEST(CodeSystem, LooksUpAndValidatesOnADate) {
  auto scheme = test::sample_scheme();
  auto ended = mapping::test::code("old", "Vecchio", "");
  ended.valid_to = base::Date{2015, 12, 31};
  mapping::test::add(scheme, "flat", {ended});
  const auto valid = [&](std::string_view code, std::optional<base::Date> date) {
    CodeQuestion question{"flat", std::string(code), "", "", {}, date};
    const auto json = test::parsed(validate_code(scheme, question));
    return json["parameter"][0]["valueBoolean"].GetBool();
  };
  EXPECT_TRUE(valid("old", {}));
  EXPECT_TRUE(valid("old", base::Date{2015, 12, 31}));
  EXPECT_FALSE(valid("old", base::Date{2016, 1, 1}));
  EXPECT_FALSE(valid("new", {}));
  EXPECT_FALSE(look_up(scheme, {"flat", "new", "", "", {}, {}}, test::kPublisher));
  const auto json =
      test::parsed(*look_up(scheme, {"intervention", "anziani.pasti", "", "", {}, {}}, test::kPublisher));
  EXPECT_STREQ(json["parameter"][1]["valueString"].GetString(), "Pasti a domicilio");
}

}  // namespace
}  // namespace raccordo::fhir
