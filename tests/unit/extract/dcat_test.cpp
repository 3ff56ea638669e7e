#include "extract/dcat.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/json.hpp"

namespace raccordo::tests {
namespace {

constexpr base::Instant kPublished{1'795'334'400'000'000};  // 2026-11-22T08:00:00Z

extract::CatalogFrame some_frame() {
  extract::CatalogFrame frame;
  frame.public_url = "https://dati.esempio.it";
  frame.publisher = {"Ambito di Esempio", "esempio_01"};
  frame.rights_holder = frame.publisher;
  frame.contact = {"Ufficio di Piano", "dati@esempio.it"};
  frame.licence = "CC BY 4.0";
  frame.provinces = {"016"};
  return frame;
}

extract::CatalogRelease some_release() {
  return {"01JD",
          "Every number is safe.",
          model::parse_period("2017", model::Periodicity::year).value(),
          kPublished,
          {{"cases", "Cartelle \"aperte\"", "Cases"}, {"persons", "Persone", "Persons"}},
          ""};
}

/// The nodes of a catalogue by their type in the profile.
class Graph {
 public:
  explicit Graph(const extract::CatalogFrame& frame,
                 const std::vector<extract::CatalogRelease>& releases = {some_release()}) {
    const auto text = extract::write_dcat(frame, releases, kPublished);
    document_.Parse(text.data(), text.size());
    if (document_.HasParseError()) throw std::runtime_error("no JSON");
    for (const auto& node : document_["@graph"].GetArray()) {
      nodes_[node["@type"][0].GetString()].push_back(&node);
      EXPECT_TRUE(ids_.insert(node["@id"].GetString()).second) << node["@id"].GetString();
    }
  }
  const std::vector<const rapidjson::Value*>& all(const std::string& type) { return nodes_[type]; }
  const rapidjson::Value& first(const std::string& type) { return *nodes_.at(type).at(0); }
  bool has(const std::string& id) const { return ids_.contains(id); }
  const rapidjson::Document& document() const { return document_; }

 private:
  rapidjson::Document document_;
  std::map<std::string, std::vector<const rapidjson::Value*>> nodes_;
  std::set<std::string> ids_;
};

void expect_members(const rapidjson::Value& node, std::initializer_list<const char*> names) {
  for (const auto* name : names)
    EXPECT_TRUE(node.HasMember(name)) << name << " of " << node["@id"].GetString();
}

std::string id_of(const rapidjson::Value& node, const char* name) { return node[name]["@id"].GetString(); }

TEST(Dcat, GivesEveryNodeTheRequiredProperties) {
  Graph graph(some_frame());
  expect_members(graph.first("dcatapit:Catalog"),
                 {"dct:title", "dct:description", "dct:publisher", "dct:modified", "dcat:dataset",
                  "dct:language", "foaf:homepage", "dcat:themeTaxonomy", "dct:issued", "dct:spatial"});
  ASSERT_EQ(graph.all("dcatapit:Dataset").size(), 2U);
  for (const auto* dataset : graph.all("dcatapit:Dataset")) {
    expect_members(*dataset,
                   {"dct:identifier", "dct:title", "dct:description", "dct:issued", "dct:modified",
                    "dcat:theme", "dct:rightsHolder", "dct:publisher", "dct:accrualPeriodicity",
                    "dct:language", "dcat:contactPoint", "dcat:distribution", "dct:temporal", "dct:spatial",
                    "dcat:landingPage", "dct:provenance", "dcat:keyword", "dct:creator"});
    const auto& temporal = (*dataset)["dct:temporal"];
    for (const auto* name : {"dcatapit:startDate", "dcatapit:endDate", "dcat:startDate", "dcat:endDate"})
      EXPECT_STREQ(temporal[name]["@type"].GetString(), "xsd:date") << name;
    EXPECT_GE((*dataset)["dcat:keyword"].Size(), 4U);
    EXPECT_EQ((*dataset)["dcat:distribution"].Size(), 4U);
  }
  ASSERT_EQ(graph.all("dcatapit:Distribution").size(), 8U);
  for (const auto* distribution : graph.all("dcatapit:Distribution")) {
    expect_members(*distribution, {"dct:format", "dct:license", "dcat:accessURL", "dcat:downloadURL",
                                   "dct:title", "dct:modified", "dcat:mediaType"});
  }
  expect_members(graph.first("dcatapit:Agent"), {"foaf:name", "dct:identifier"});
  expect_members(graph.first("dcatapit:Organization"), {"vcard:fn", "vcard:hasEmail"});
  expect_members(graph.first("dcatapit:LicenseDocument"), {"dct:type", "foaf:name", "owl:versionInfo"});
}

TEST(Dcat, RefersOnlyToExistingNodes) {
  Graph graph(some_frame());
  for (const auto& dataset : graph.first("dcatapit:Catalog")["dcat:dataset"].GetArray()) {
    EXPECT_TRUE(graph.has(dataset["@id"].GetString()));
  }
  for (const auto* dataset : graph.all("dcatapit:Dataset")) {
    for (const auto* name : {"dct:publisher", "dct:rightsHolder", "dcat:contactPoint"}) {
      EXPECT_TRUE(graph.has(id_of(*dataset, name))) << name;
    }
    for (const auto& distribution : (*dataset)["dcat:distribution"].GetArray()) {
      EXPECT_TRUE(graph.has(distribution["@id"].GetString()));
    }
  }
  for (const auto* distribution : graph.all("dcatapit:Distribution")) {
    EXPECT_TRUE(graph.has(id_of(*distribution, "dct:license")));
  }
  for (const auto* prefix : {"dcat", "dcatapit", "dct", "foaf", "owl", "rdfs", "vcard", "xsd"}) {
    EXPECT_TRUE(graph.document()["@context"].HasMember(prefix)) << prefix;
  }
}

TEST(Dcat, HasBothLanguagesPeriodAndGuarantee) {
  Graph graph(some_frame());
  const auto& dataset = graph.first("dcatapit:Dataset");
  EXPECT_STREQ(dataset["dct:title"][0]["@language"].GetString(), "it");
  EXPECT_STREQ(dataset["dct:title"][0]["@value"].GetString(), "Cartelle \"aperte\", 2017");
  EXPECT_STREQ(dataset["dct:title"][1]["@language"].GetString(), "en");
  EXPECT_STREQ(dataset["dct:temporal"]["dcatapit:startDate"]["@value"].GetString(), "2017-01-01");
  EXPECT_STREQ(dataset["dct:temporal"]["dcatapit:endDate"]["@value"].GetString(), "2017-12-31");
  EXPECT_STREQ(dataset["dct:issued"]["@value"].GetString(), "2026-11-22");
  EXPECT_STREQ(dataset["dct:provenance"]["rdfs:label"].GetString(), "Every number is safe.");
  EXPECT_STREQ(dataset["dct:identifier"].GetString(), "esempio_01:2017:cases:01JD");
  EXPECT_EQ(id_of(dataset, "dct:accrualPeriodicity"),
            "http://publications.europa.eu/resource/authority/frequency/ANNUAL");
}

TEST(Dcat, LinksARevisionToTheRevisedRelease) {
  auto revised = some_release();
  revised.id = "01JE";
  revised.revision_date = "2018-06-30";
  Graph graph(some_frame(), {revised, some_release()});
  const auto& datasets = graph.all("dcatapit:Dataset");
  ASSERT_EQ(datasets.size(), 4U);
  EXPECT_STREQ((*datasets[0])["owl:versionInfo"].GetString(), "2018-06-30");
  EXPECT_NE((*datasets[0])["dct:title"], (*datasets[2])["dct:title"]);
  EXPECT_FALSE(datasets[2]->HasMember("owl:versionInfo"));
}

TEST(Dcat, PointsToTheOpenAddresses) {
  Graph graph(some_frame());
  const auto& csv = *graph.all("dcatapit:Distribution").at(1);
  EXPECT_EQ(id_of(csv, "dcat:downloadURL"),
            "https://dati.esempio.it/open/releases/01JD/tables/cases?format=csv");
  EXPECT_EQ(id_of(csv, "dcat:accessURL"), "https://dati.esempio.it/open/releases/01JD");
  EXPECT_EQ(id_of(csv, "dct:format"), "http://publications.europa.eu/resource/authority/file-type/CSV");
}

TEST(Dcat, SeparatesPublisherAndRightsHolderIfDifferent) {
  auto frame = some_frame();
  frame.rights_holder = {"Altro Ente", "altro_02"};
  Graph graph(frame);
  ASSERT_EQ(graph.all("dcatapit:Agent").size(), 2U);
  EXPECT_STREQ((*graph.all("dcatapit:Agent")[1])["dct:identifier"].GetString(), "altro_02");
  const auto& dataset = graph.first("dcatapit:Dataset");
  EXPECT_NE(id_of(dataset, "dct:rightsHolder"), id_of(dataset, "dct:publisher"));
}

TEST(Dcat, KnowsLicencesByCodeAddressOrName) {
  const auto licence_of = [](const std::string& text) {
    auto frame = some_frame();
    frame.licence = text;
    Graph graph(frame);
    const auto& licence = graph.first("dcatapit:LicenseDocument");
    return std::string(licence["@id"].GetString()) + " " + id_of(licence, "dct:type");
  };
  const std::string type = " http://purl.org/adms/licencetype/";
  EXPECT_EQ(licence_of("cc-by-4.0"), "https://creativecommons.org/licenses/by/4.0/" + type + "Attribution");
  EXPECT_EQ(licence_of("https://creativecommons.org/publicdomain/zero/1.0/"),
            "https://creativecommons.org/publicdomain/zero/1.0/" + type + "PublicDomain");
  EXPECT_EQ(licence_of("https://esempio.it/licenza"), "https://esempio.it/licenza" + type + "UnknownIPR");
  EXPECT_EQ(licence_of("Licenza propria"), "https://dati.esempio.it/catalog#licence" + type + "UnknownIPR");
}

TEST(Dcat, IsValidWithoutReleases) {
  Graph graph(some_frame(), {});
  EXPECT_EQ(graph.first("dcatapit:Catalog")["dcat:dataset"].Size(), 0U);
  EXPECT_TRUE(graph.all("dcatapit:Dataset").empty());
}

TEST(Dcat, GivesTheSameBytesTwice) {
  EXPECT_EQ(extract::write_dcat(some_frame(), {some_release()}, kPublished),
            extract::write_dcat(some_frame(), {some_release()}, kPublished));
}

TEST(CatalogContact, ReadsAddressesWithAndWithoutName) {
  const auto plain = extract::parse_contact(" mailto:dati@ente.it ");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->email, "dati@ente.it");
  EXPECT_EQ(plain->name, "dati@ente.it");
  const auto named = extract::parse_contact("Ufficio di Piano <dati@ente.it>");
  ASSERT_TRUE(named);
  EXPECT_EQ(named->email, "dati@ente.it");
  EXPECT_EQ(named->name, "Ufficio di Piano");
  for (const auto* wrong : {"", "Ufficio di Piano", "@ente.it", "dati@", "a@b@c", "dati @ente.it", "<>"}) {
    EXPECT_FALSE(extract::parse_contact(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace raccordo::tests
