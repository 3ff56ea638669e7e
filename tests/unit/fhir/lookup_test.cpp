// $lookup, $validate-code and $expand on the shared systems.
#include "fhir/lookup.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/fhir/sample_map.hpp"

namespace raccordo::fhir {
namespace {

constexpr std::string_view kSystem = "https://x/fhir/CodeSystem/flat";

class Codes : public testing::Test {
 protected:
  Codes() {
    auto mixed = mapping::test::code("one", "Pasti a domicilio", "");
    mixed.label_en = "Meals at home";
    auto ended = mapping::test::code("old", "Vecchio", "");
    ended.valid_to = base::Date{2015, 12, 31};
    mapping::test::add(scheme_, "flat", {mixed, ended});
  }

  /// `true`, or `false: message`; then the display.
  std::string valid(Parameters parameters) const {
    parameters.push_back({"system", std::string(kSystem), {}});
    const auto question = validate_question(parameters);
    if (!question) return question.error().front().message;
    const auto json = test::parsed(validate_code(scheme_, *question));
    std::string out;
    for (const auto& each : json["parameter"].GetArray()) {
      if (each.HasMember("valueBoolean")) out += each["valueBoolean"].GetBool() ? "true" : "false";
      if (each.HasMember("valueString")) out += std::string("|") + each["valueString"].GetString();
    }
    return out;
  }

  std::string expanded(Parameters parameters) const {
    parameters.push_back({"url", "https://x/fhir/ValueSet/flat", {}});
    const auto question = expand_question(parameters);
    if (!question) return question.error().front().message;
    const auto json = test::parsed(*expand(scheme_, *question, test::kPublisher));
    auto out = std::to_string(json["expansion"]["total"].GetUint64());
    if (!json["expansion"].HasMember("contains")) return out;
    for (const auto& each : json["expansion"]["contains"].GetArray()) {
      out += std::string(" ") + each["code"].GetString() + "=" + each["display"].GetString();
      if (each.HasMember("inactive")) out += "!";
    }
    return out;
  }

  model::Scheme scheme_ = test::sample_scheme();
};

TEST_F(Codes, AreValidOnlyWithOneOfTheirDisplays) {
  EXPECT_EQ(valid({{"code", "one", {}}}), "true|Pasti a domicilio");
  EXPECT_EQ(valid({{"code", "one", {}}, {"display", "pasti  a DOMICILIO", {}}}), "true|Pasti a domicilio");
  EXPECT_EQ(valid({{"code", "one", {}}, {"display", "Meals at home", {}}}), "true|Pasti a domicilio");
  EXPECT_EQ(valid({{"code", "one", {}}, {"display", "Trasporto", {}}}),
            "false|The code is called \"Pasti a domicilio\".|Pasti a domicilio");
  EXPECT_EQ(valid({{"coding", "", {{std::string(kSystem), "one", "Trasporto", ""}}}}),
            "false|The code is called \"Pasti a domicilio\".|Pasti a domicilio");
}

TEST_F(Codes, AreShownAndComparedInTheLanguageAskedFor) {
  EXPECT_EQ(valid({{"code", "one", {}}, {"displayLanguage", "en-GB", {}}}), "true|Meals at home");
  EXPECT_EQ(valid({{"code", "one", {}}, {"displayLanguage", "en", {}}, {"display", "Pasti a domicilio", {}}}),
            "false|The code is called \"Meals at home\".|Meals at home");
  EXPECT_EQ(valid({{"code", "old", {}}, {"displayLanguage", "en", {}}}), "true|Vecchio")
      << "there is no English label";
}

TEST_F(Codes, HaveNoVersion) {
  EXPECT_EQ(valid({{"code", "one", {}}, {"version", "7", {}}}),
            "false|The system has no versions: ask without `version`.|Pasti a domicilio");
  EXPECT_FALSE(look_up(scheme_, {"flat", "one", "", "7", {}, {}}, test::kPublisher));
}

TEST_F(Codes, RefuseUnsupportedParameters) {
  EXPECT_THAT(valid({{"code", "one", {}}, {"dispaly", "x", {}}}),
              testing::HasSubstr("did you mean `display`?"));
  EXPECT_THAT(expanded({{"filtre", "x", {}}}), testing::HasSubstr("did you mean `filter`?"));
}

TEST_F(Codes, AreExpandedFilteredAndPaged) {
  EXPECT_EQ(expanded({}), "2 one=Pasti a domicilio old=Vecchio!");
  EXPECT_EQ(expanded({{"displayLanguage", "en", {}}, {"filter", "meals", {}}}), "1 one=Meals at home");
  EXPECT_EQ(expanded({{"date", "2015-01-01", {}}}), "2 one=Pasti a domicilio old=Vecchio");
  EXPECT_EQ(expanded({{"activeOnly", "true", {}}}), "1 one=Pasti a domicilio");
  EXPECT_EQ(expanded({{"count", "1", {}}, {"offset", "1", {}}}), "2 old=Vecchio!");
  EXPECT_EQ(expanded({{"count", "0", {}}}), "2");
  EXPECT_THAT(expanded({{"count", "x", {}}}), testing::HasSubstr("`count`"));
}

}  // namespace
}  // namespace raccordo::fhir
