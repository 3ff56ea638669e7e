#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/rules/config.hpp"
#include "app/rules/console_rules.hpp"

namespace raccordo::app {
namespace {

base::Result<Config, base::FileFaults> config_with(const std::string& body) {
  const auto file = std::filesystem::temp_directory_path() / "raccordo_config_body_test.yaml";
  std::ofstream(file) << "tls: {certificate: a, key: b, client_ca: c}\n"
                         "clients: clients.yaml\n"
                         "keys: {pseudonym: p, sealing: s}\n"
                      << body;
  auto config = load_config(file);
  std::filesystem::remove(file);
  return config;
}

std::string first_fault(const std::string& body) {
  const auto config = config_with(body);
  return config || config.error().empty() ? "" : config.error().front().message;
}

TEST(ConfigBody, NamesTheBodyWithItsDeclarations) {
  const auto config = config_with(
      "body: {name: Ambito di Esempio, accessibility: \"https://a.example/1\", privacy: "
      "\"https://p.example\"}\n");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->body.name, "Ambito di Esempio");
  EXPECT_EQ(config->body.accessibility, "https://a.example/1");
  EXPECT_EQ(config->body.privacy, "https://p.example");
}

TEST(ConfigBody, MayBeLeftOut) {
  const auto config = config_with("");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->body.name, "");
}

TEST(ConfigBody, RequiresANameOfAtMost200Bytes) {
  EXPECT_EQ(first_fault("body: {privacy: \"https://p.example\"}\n"), "`body.name` is missing: add it");
  EXPECT_EQ(first_fault("body: {name: \"" + std::string(200, 'a') + "\"}\n"), "");
  EXPECT_NE(first_fault("body: {name: \"" + std::string(201, 'a') + "\"}\n"), "");
  EXPECT_NE(first_fault("body: {name: \"\"}\n"), "");
}

TEST(ConfigBody, RefusesAddressesThatBrowsersMustNotFollow) {
  for (const std::string address :
       {"http://a.example", "javascript:alert(1)", "https://", "https://a b", ""}) {
    EXPECT_NE(first_fault("body: {name: A, accessibility: \"" + address + "\"}\n"), "") << address;
    EXPECT_NE(first_fault("body: {name: A, privacy: \"" + address + "\"}\n"), "") << address;
  }
}

}  // namespace
}  // namespace raccordo::app
