// Every English sentence about a faulty table has its Italian one, found by its pattern in the catalogue.
#include "app/problem/translation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "aggregate/release/disclosure_rules.hpp"
#include "app/problem/catalogue.hpp"
#include "app/rules/table_text.hpp"
#include "fhir/concept_map.hpp"
#include "mapping/table_file.hpp"
#include "mapping/table_json.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;

const std::string kHeader =
    "source_code,source_label,target_code,relationship,status,valid_from,valid_to,comment\n";

model::Scheme scheme() {
  model::Scheme scheme;
  const auto code = [](std::string id, std::string parent) {
    return model::Code{std::move(id), "Pasti", "Meals", std::move(parent), {}, {}, {}, {}};
  };
  std::vector<model::Code> codes = {code("anziani.pasti", ""), code("orphan.code", "orphan")};
  scheme.systems.emplace("need", model::CodeSystem("need", std::move(codes)));
  return scheme;
}

const mapping::TableIdentity kIdentity{"src", "need", "need", 0};

/// Collects the sentences of faults.
class Said {
 public:
  void csv(const std::string& text, const mapping::TableIdentity& identity = kIdentity,
           mapping::Numbering numbering = mapping::Numbering::lines) {
    take(with_sound_texts(mapping::parse_table(text, "t.csv", identity, scheme(), numbering), "t.csv"), text);
  }
  void rows(const std::string& text) { csv(kHeader + text); }
  void json(const std::string& text) { take(mapping::read_table_json(text), text); }
  void map(const std::string& text) {
    const auto read = fhir::read_concept_map(text, kIdentity, scheme());
    const auto& remarks = read ? read->not_carried : read.error();
    EXPECT_FALSE(remarks.empty()) << text;
    for (const auto& remark : remarks) sentences_.push_back(remark.message);
  }
  const std::vector<std::string>& sentences() const { return sentences_; }

 private:
  template <class Read>
  void take(const Read& read, const std::string& text) {
    EXPECT_FALSE(read) << text;
    if (read) return;
    for (const auto& fault : read.error()) sentences_.push_back(fault.message);
  }
  std::vector<std::string> sentences_;
};

void say_faults_of_csv(Said& said) {
  for (const std::string text :
       {"", "\xFF\n", "PK\x03\x04 xl/", "<!doctype html><p>", "source_code\ttarget_code\n",
        "source_code|target_code\n", "a,a\n", "sourcecode,target_code,relationship,status\n",
        "source_code,target_code,relationship,status,\"x;y\"\n"})
    said.csv(text);
  said.csv(std::string(250, ',') + "\n");
  std::string wide = kHeader.substr(0, kHeader.size() - 1);
  for (int i = 0; i < 70; ++i) wide += ",more" + std::to_string(i);
  said.csv(wide + "\n");
  for (const std::string row :
       {",,anziani.pasti,equivalent,APPROVED,,,\n", "A,,anziani.pasto,equivalent,APPROVED,,,\n",
        "A,,zzz,equivalent,APPROVED,,,\n", "A,,orphan.code,equivalent,APPROVED,,,\n",
        "A,,,equivalent,APPROVED,,,\n", "A,,anziani.pasti,equivalent,APROVED,,,\n",
        "A,,anziani.pasti,equivalent,yes,,,\n",
        "A,,anziani.pasti,equivalent,APPROVED,2020-02-01,2020-01-01,\n",
        "A,,anziani.pasti,equivalent,APPROVED,soon,,\n", "A,b\n", "A,\"b\n", "A,\"b\"c,,,IGNORED,,,\n",
        "A,,,,IGNORED,,,RSSMRA80A01F205X\n", "RSSMRA80A01F205X,,,,IGNORED,,,\n",
        "A,x\xE2\x80\xAEy,,,IGNORED,,,\n", "A,,,,IGNORED,,,\nA,,,,IGNORED,,,\n",
        "A,,anziani.pasti,equivalent,APPROVED,,,\nA,,,,IGNORED,,,\n"}) {
    said.rows(row);
  }
  const auto twice = kHeader + "A,,,,IGNORED,,,\nA,,,,IGNORED,,,\nA,b,,,IGNORED,,,\n";
  said.csv(twice, kIdentity, mapping::Numbering::rows);
  said.csv(kHeader, {"src", "need", "colour", 0});
  said.csv("source_code,target_code,relationship,status,note\nA,,,IGNORED,RSSMRA80A01F205X\n");
  said.csv("source_code,target_code,relationship,status,note\nA,,,IGNORED,x\xE2\x80\xAEy\n");
}

void say_faults_of_json(Said& said) {
  for (const std::string text :
       {"",
        "{} x",
        "{1:2}",
        "{\"rows\" 1}",
        "{\"rows\":[] 1}",
        "{\"rows\":[1 2]}",
        "{\"reason\":\"\\uzzzz\"}",
        "{\"reason\":\"\\ud800x\"}",
        "{\"reason\":\"\\q\"}",
        "{\"reason\":\"a",
        "{\"reason\":\"\xFF\"}",
        "{\"reason\":1e999}",
        "{\"reason\":1.}",
        "{\"reason\":1e}",
        "{\"reason\":}",
        "{\"rows\":[],\"rows\":[]}",
        "{\"row\":[]}",
        "{\"zzzzzzzz\":[]}",
        "{\"rows\":1}",
        "{\"rows\":[1]}",
        "{\"rows\":[{}]}",
        "{}",
        "{\"rows\":[{\"status\":1,\"comment\":{},\"source_label\":[],\"valid_to\":\"\",\"valid_to\":\"\"}]}",
        "{\"reason\":[[[[[[[[[[1]]]]]]]]]]}"}) {
    said.json(text);
  }
  said.json(std::string("{\"rows\":[]}") + '\0' + " ");
}

void say_faults_of_maps(Said& said) {
  const auto group = [](const std::string& members) {
    return R"({"resourceType":"ConceptMap","group":[{)" + members + "}]}";
  };
  const auto target = [&](const std::string& members) {
    return group(R"("element":[{"code":"A","target":[{)" + members + "}]}]");
  };
  for (
      const std::string& text : std::vector<std::string>{
          std::string(70, '['), "[]", "{}", R"({"resourceType":"ConceptMap","resourceType":1,"group":{}})",
          R"({"resourceType":"ConceptMap","modifierExtension":[{}],"copyright":"x","extension":[{"url":"u"}],"group":[1]})",
          group(R"("target":"https://x/fhir/CodeSystem/colour","unmapped":{"mode":"fixed"},"element":[{}])"),
          target(R"("code":"anziani.pasti","equivalence":"near")"), target(R"("code":"anziani.pasti")"),
          target(R"("code":"anziani.pasti","equivalence":"equal","product":[{}],"dependsOn":[{}])"),
          target(R"("code":"anziani.pasti","equivalence":"equivalent","modifierExtension":[{"url":"u"}])")}) {
    said.map(text);
  }
  said.map(
      R"({"resourceType":"ConceptMap","copyright":"x","extension":[{"url":"u"}],"group":[{"unmapped":{"mode":"fixed"},)"
      R"("element":[{"code":"A","target":[{"code":"anziani.pasti","equivalence":"equal","product":[{}],)"
      R"("dependsOn":[{}],"extension":[{"url":"u"}]}]}]}]})");
  const auto one = R"({"code":"A","target":[{"code":"anziani.pasti","equivalence":"equivalent"}]})";
  said.map(group(std::string(R"("element":[)") + one + "," + one + "]"));
  const auto ends =
      R"({"code":"A","display":"x","target":[{"code":"anziani.pasti","equivalence":"equivalent"}]})";
  said.map(group(std::string(R"("element":[)") + one + "," + ends + "]"));
}

Said all_faults() {
  Said said;
  say_faults_of_csv(said);
  say_faults_of_json(said);
  say_faults_of_maps(said);
  return said;
}

TEST(Translation, ExistsForEveryFaultOfATable) {
  const auto said = all_faults();
  for (const auto& english : said.sentences()) {
    const auto italian = translated(english, Language::it);
    ASSERT_TRUE(italian) << english;
    EXPECT_NE(*italian, english);
  }
}

/// The patterns of tables come first; after them those of examples, releases and the state of the gateway.
TEST(Translation, HasNoPatternOfTablesThatNoFaultFits) {
  constexpr std::string_view kFirstOfOthers = "FHIR codes must not contain";
  const auto said = all_faults().sentences();
  for (const auto& [english, italian] : catalogue().sentences) {
    if (english.starts_with(kFirstOfOthers)) break;
    // Files of other kinds, and sentences about JSON, are sentences within others.
    const bool found = std::any_of(said.begin(), said.end(), [pattern = english](const std::string& each) {
      return fits(pattern, each) || each.find(pattern) != std::string::npos;
    });
    const bool is_kind_of_file = english.starts_with("a ") && english.find(';') == std::string_view::npos;
    EXPECT_TRUE(found || is_kind_of_file || english.starts_with("an ") || english.starts_with("text in ") ||
                english.starts_with("a table may have 1,000,000"))
        << english;
  }
}

TEST(Translation, CopiesValuesAndTranslatesSentencesWithin) {
  EXPECT_EQ(
      translated("target_code \"{2} x\" is not in the code system \"need\"; use a code of it", Language::it),
      "target_code \"{2} x\" non è nel vocabolario \"need\"; usare una sua voce");
  EXPECT_THAT(
      *translated("this is a PDF file, not CSV in UTF-8; save the table as CSV in UTF-8", Language::it),
      HasSubstr("questo è un PDF, non"));
  EXPECT_EQ(translated("a sentence of nobody", Language::it), std::nullopt);
  EXPECT_EQ(translated("a sentence of nobody", Language::en), "a sentence of nobody");
}

TEST(Translation, TakesThePatternWithTheMostFixedText) {
  EXPECT_THAT(*translated("lines 2 and 4 are the same row; remove one of them", Language::it),
              HasSubstr("del file"));
  EXPECT_THAT(*translated("status \"APROVED\" is not one of APPROVED, IGNORED, did you mean \"APPROVED\"?",
                          Language::it),
              HasSubstr("; forse si intendeva \"APPROVED\"?"));
}

TEST(Translation, ExistsForTheReasonOfAWithheldTable) {
  EXPECT_TRUE(translated(aggregate::withheld_in_words(), Language::it));
}

}  // namespace
}  // namespace raccordo::app
