#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/rules/config.hpp"

namespace raccordo::app {
namespace {

/// Faults of a configuration with this section `catalog`, as `line: message`.
std::vector<std::string> faults_of(const std::string& catalog) {
  const auto file = std::filesystem::temp_directory_path() / "raccordo_config_catalog_test.yaml";
  std::ofstream(file) << "tls: {certificate: a, key: b, client_ca: c}\n"
                         "clients: clients.yaml\n"
                         "keys: {pseudonym: p, sealing: s}\n"
                      << catalog;
  const auto config = load_config(file);
  std::filesystem::remove(file);
  std::vector<std::string> faults;
  if (config) return faults;
  for (const auto& fault : config.error())
    faults.push_back(std::to_string(fault.line) + ": " + fault.message);
  return faults;
}

std::string without(const std::string& left_out) {
  std::string section = "catalog:\n  enabled: true\n";
  for (const std::string key : {"publisher", "rights_holder", "ipa_code", "contact", "licence"}) {
    if (key != left_out) section += "  " + key + (key == "contact" ? ": dati@ente.it\n" : ": testo\n");
  }
  return section;
}

TEST(ConfigCatalog, RequiresEveryKeyOfAnEnabledCatalogue) {
  EXPECT_TRUE(faults_of(without("")).empty());
  for (const std::string key : {"publisher", "rights_holder", "ipa_code", "contact", "licence"}) {
    const auto faults = faults_of(without(key));
    ASSERT_EQ(faults.size(), 1U) << key;
    EXPECT_EQ(faults[0], "5: `catalog." + key + "` is missing: add it");
  }
}

TEST(ConfigCatalog, RequiresNoKeyOfADisabledCatalogue) {
  EXPECT_TRUE(faults_of("catalog: {enabled: false}\n").empty());
  EXPECT_TRUE(faults_of("").empty());
}

TEST(ConfigCatalog, RefusesAnInvalidContactAddress) {
  const auto faults = faults_of("catalog: {enabled: false, contact: Ufficio di Piano}\n");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_NE(faults[0].find("4: `contact`: must be an e-mail address"), std::string::npos);
}

}  // namespace
}  // namespace raccordo::app
