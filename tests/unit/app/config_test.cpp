#include "app/rules/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/scratch_folder.hpp"

namespace raccordo::app {
namespace {

constexpr std::string_view kLeast =
    "tls: {certificate: c.pem, key: c.key, client_ca: ca.pem}\n"
    "clients: clients.yaml\n"
    "keys: {pseudonym: p.key, sealing: s.key}\n";

class ConfigTest : public testing::Test {
 protected:
  base::Result<Config, base::FileFaults> load(const std::string& text) const {
    return load_config(folder_.write("raccordo.yaml", text));
  }
  /// The shortest valid configuration, plus these lines.
  Config accepted(const std::string& more) const {
    auto config = load(std::string(kLeast) + more);
    if (config) return *config;
    ADD_FAILURE() << more << ": " << listed(config.error());
    return {};
  }
  /// `line: message` of every fault.
  std::string faults(const std::string& text) const {
    const auto config = load(text);
    return config ? "" : listed(config.error());
  }
  std::string faults_with(const std::string& more) const { return faults(std::string(kLeast) + more); }

  support::ScratchFolder folder_;

 private:
  static std::string listed(const base::FileFaults& all) {
    std::string out;
    for (const auto& fault : all) out += std::to_string(fault.line) + ": " + fault.message + "\n";
    return out;
  }
};

TEST_F(ConfigTest, RefusesInvisibleCharactersInAnyText) {
  EXPECT_THAT(faults_with("catalog: {publisher: \"Ufficio \u202Eoiciffu\"}\n"),
              ::testing::HasSubstr("`publisher`: has the character U+202E"));
  EXPECT_THAT(faults_with("catalog: {contact: \"Uff\\x1Bicio <a@b.it>\"}\n"), ::testing::HasSubstr("U+001B"));
}

TEST_F(ConfigTest, AcceptsLogLevelsAndListsThemIfInvalid) {
  EXPECT_EQ(accepted("").log_level, base::LogLevel::info);
  EXPECT_EQ(accepted("log: {level: error}\n").log_level, base::LogLevel::error);
  EXPECT_THAT(faults_with("log: {level: verbose}\n"), ::testing::HasSubstr("debug, info, warn or error"));
  EXPECT_THAT(faults_with("log: {lvel: info}\n"), ::testing::HasSubstr("lvel"));
}

TEST_F(ConfigTest, HasTheDocumentedDefaults) {
  const auto config = accepted("");
  EXPECT_EQ(config.listen.address + ":" + std::to_string(config.listen.port), "127.0.0.1:8443");
  EXPECT_EQ(config.admin_listen.port, 9443);
  EXPECT_EQ(config.public_url, "https://localhost:8443");
  EXPECT_EQ(config.sqlite, folder_.path() / "data/raccordo.db");
  EXPECT_EQ(config.mappings, folder_.path() / "mappings");
  EXPECT_EQ(config.timezone, "Europe/Rome");
  EXPECT_TRUE(config.two_person);
  EXPECT_EQ(config.periodicity, model::Periodicity::year);
  EXPECT_TRUE(config.revisions.empty());
  EXPECT_EQ(config.disclosure.k, 5);
  EXPECT_EQ(config.disclosure.p_percent, 10);
  EXPECT_FALSE(config.catalog.enabled);
  EXPECT_EQ(config.retention.quarantine_days, 90);
  EXPECT_EQ(config.retention.submissions_days, 400);
  EXPECT_EQ(config.retention.records_years_after_closure, 10);
  EXPECT_EQ(config.retention.audit_days, 3650);
  EXPECT_EQ(config.limits.body, 2147483648U);
  EXPECT_EQ(config.limits.async_threshold, 8388608U);
  EXPECT_EQ(config.limits.record, 4194304U);
  EXPECT_EQ(config.limits.header, 16384U);
  EXPECT_EQ(config.limits.depth, 256);
  EXPECT_EQ(config.limits.xml_attributes, 256);
  EXPECT_EQ(config.limits.connections, 4096);
  EXPECT_EQ(config.limits.idle_seconds, 60);
}

TEST_F(ConfigTest, TakesPathsRelativeToTheFile) {
  const auto config = accepted("mappings: ../else\nstore: {sqlite: /var/lib/r.db}\n");
  EXPECT_EQ(config.mappings, (folder_.path() / "../else").lexically_normal());
  EXPECT_EQ(config.sqlite, "/var/lib/r.db");
  EXPECT_EQ(config.tls.certificate, (folder_.path() / "c.pem").string());
  EXPECT_EQ(config.tls.crl, "");
  EXPECT_EQ(config.pseudonym_key, folder_.path() / "p.key");
}

TEST_F(ConfigTest, ReadsEveryKey) {
  const auto config = accepted(
      "listen: \"[::]:0\"\nadmin_listen: \"[::1]:65535\"\npublic_url: https://r.example/\n"
      "timezone: UTC\ntwo_person: false\nrelease: {periodicity: month}\ndisclosure: {k: 3, p_percent: 99}\n"
      "catalog: {enabled: true, publisher: P, rights_holder: R, ipa_code: I, contact: c@r.example, licence: "
      "CC-BY-4.0}\n"
      "retention: {quarantine_days: 1, submissions_days: 2, records_years_after_closure: 3, audit_days: 4}\n"
      "limits: {body: 1GiB, async_threshold: 1KiB, record: 4KiB, header: 4096, depth: 1, connections: 1, "
      "idle_seconds: 3600}\n");
  EXPECT_EQ(config.listen.address, "::");
  EXPECT_EQ(config.listen.port, 0);
  EXPECT_EQ(config.admin_listen.address, "::1");
  EXPECT_EQ(config.admin_listen.port, 65535);
  EXPECT_EQ(config.public_url, "https://r.example");
  EXPECT_FALSE(config.two_person);
  EXPECT_EQ(config.periodicity, model::Periodicity::month);
  EXPECT_EQ(config.disclosure.k, 3);
  EXPECT_TRUE(config.catalog.enabled);
  EXPECT_EQ(config.catalog.licence, "CC-BY-4.0");
  EXPECT_EQ(config.retention.audit_days, 4);
  EXPECT_EQ(config.limits.body, 1073741824U);
  EXPECT_EQ(config.limits.idle_seconds, 3600);
}

TEST_F(ConfigTest, NamesEverythingThatIsMissing) {
  const auto all = faults("{}\n");
  for (const auto* key : {"`tls` is missing", "`keys` is missing", "`clients` is missing"}) {
    EXPECT_NE(all.find(key), all.npos) << all;
  }
  EXPECT_NE(faults("tls: {}\nclients: c\nkeys: {}\n").find("1: `tls.client_ca` is missing"),
            std::string::npos);
}

TEST_F(ConfigTest, NamesAnUnknownKeyWithItsLineAndANearName) {
  EXPECT_EQ(faults_with("lisen: 1:2\n"), "4: unknown key `lisen`; did you mean `listen`?\n");
  EXPECT_EQ(faults_with("limits:\n  bodi: 1\n"), "5: unknown key `bodi` in `limits`; did you mean `body`?\n");
  EXPECT_EQ(faults_with("zzzzzzzz: 1\n"), "4: unknown key `zzzzzzzz`; remove it\n");
}

TEST_F(ConfigTest, NamesARepeatedKey) {
  EXPECT_EQ(faults_with("two_person: true\ntwo_person: true\n"),
            "5: `two_person` occurs here twice: keep one\n");
}

TEST_F(ConfigTest, ReportsAllFaultsTogether) {
  const auto all = faults_with("listen: nowhere\ntwo_person: yes\nlimits: {depth: 257, idle_seconds: 0}\n");
  EXPECT_NE(all.find("4: `listen`"), all.npos) << all;
  EXPECT_NE(all.find("5: `two_person`: must be true or false"), all.npos) << all;
  EXPECT_NE(all.find("6: `depth`: must be a whole number from 1 to 256"), all.npos) << all;
  EXPECT_NE(all.find("6: `idle_seconds`"), all.npos) << all;
}

TEST_F(ConfigTest, RefusesAnInvalidEndpoint) {
  for (const auto* wrong : {"8443", ":8443", "host:", "host:65536", "host:-1", "host:8a"}) {
    EXPECT_NE(faults_with("listen: \"" + std::string(wrong) + "\"\n"), "") << wrong;
  }
}

TEST_F(ConfigTest, RequiresALoopbackAdminListener) {
  EXPECT_NE(faults_with("admin_listen: 0.0.0.0:9443\n").find("loopback"), std::string::npos);
  EXPECT_NE(faults_with("admin_listen: 127.example.org:9443\n").find("loopback"), std::string::npos);
  EXPECT_EQ(faults_with("admin_listen: localhost:9443\n"), "");
}

TEST_F(ConfigTest, RequiresAnHttpsPublicUrl) {
  EXPECT_NE(faults_with("public_url: http://r.example\n").find("https://"), std::string::npos);
}

TEST_F(ConfigTest, ChecksTheBoundsOfNumbers) {
  for (const auto* good : {"disclosure: {k: 3}", "disclosure: {p_percent: 1}", "limits: {depth: 256}",
                           "limits: {xml_attributes: 16}", "limits: {xml_attributes: 4096}",
                           "limits: {connections: 1000000}", "retention: {quarantine_days: 36500}"}) {
    EXPECT_EQ(faults_with(good), "") << good;
  }
  for (const auto* wrong :
       {"disclosure: {k: 2}", "disclosure: {k: -5}", "disclosure: {k: 5.0}", "disclosure: {p_percent: 0}",
        "disclosure: {p_percent: 100}", "limits: {depth: 0}", "limits: {xml_attributes: 15}",
        "limits: {xml_attributes: 4097}", "limits: {connections: 1000001}", "limits: {body: 0}",
        "limits: {body: 1 GiB}", "limits: {body: 1GB}", "limits: {body: 16383}", "limits: {header: 2047}",
        "limits: {record: 1KiB}", "limits: {async_threshold: 1}", "limits: {spool: 63KiB}",
        "retention: {quarantine_days: 36501}", "release: {periodicity: week}"}) {
    EXPECT_NE(faults_with(wrong), "") << wrong;
  }
}

TEST_F(ConfigTest, RequiresOrderedRevisionDates) {
  const auto config = accepted("release: {revisions: [\"2026-06-30\", 2026-12-31]}\n");
  const std::vector<base::Date> dates = {{2026, 6, 30}, {2026, 12, 31}};
  EXPECT_EQ(config.revisions, dates);
  EXPECT_EQ(accepted("release: {revisions: []}\n").revisions.size(), 0u);
  const auto wrong = [&](const std::string& value) { return faults_with("release:\n  revisions: " + value); };
  EXPECT_EQ(wrong("[2026-12-31, 2026-12-31]"),
            "5: `revisions`: must be in ascending order: 2026-12-31 follows 2026-12-31\n");
  for (const auto* value : {"[2026-06]", "[2026-06-31]", "[\"\"]", "[tomorrow]"}) {
    EXPECT_EQ(wrong(value), "5: `revisions`: must be dates such as 2026-06-30, in a list\n") << value;
  }
  EXPECT_EQ(wrong("2026-06-30"), "5: `revisions` must be a list: [..., ...]\n");
  EXPECT_EQ(wrong("[[2026-06-30]]"), "5: `revisions`: must be a list of single values\n");
}

TEST_F(ConfigTest, KnowsTimeZones) {
  EXPECT_NE(faults_with("timezone: Europe/Bergamo\n").find("IANA"), std::string::npos);
}

TEST_F(ConfigTest, ReportsFilesThatAreNotYamlOrNotAMapping) {
  EXPECT_NE(faults("tls: [\n").find("this is not valid YAML"), std::string::npos);
  EXPECT_NE(faults("- a\n").find("1: the file must be a mapping"), std::string::npos);
  EXPECT_NE(faults("").find("must be a mapping"), std::string::npos);
  EXPECT_NE(faults(std::string(100'000, '[')).find("this is not valid YAML"), std::string::npos);
  EXPECT_NE(faults_with("limits: 5\n").find("4: `limits` must be a mapping"), std::string::npos);
  EXPECT_NE(faults_with("timezone: [UTC]\n").find("4: `timezone` must be a single value"), std::string::npos);
}

TEST_F(ConfigTest, ReportsAMissingFile) {
  const auto config = load_config(folder_.path() / "none.yaml");
  ASSERT_FALSE(config);
  EXPECT_NE(config.error().at(0).message.find("--config FILE"), std::string::npos);
}

TEST_F(ConfigTest, AcceptsTheShippedExample) {
  const auto config = load_config("deploy/example/raccordo.yaml");
  EXPECT_TRUE(config) << (config ? "" : config.error().at(0).message);
}

TEST(ParseSize, KnowsBinaryUnitsAndPlainBytes) {
  EXPECT_EQ(parse_size("0"), 0U);
  EXPECT_EQ(parse_size("4096"), 4096U);
  EXPECT_EQ(parse_size("16KiB"), 16384U);
  EXPECT_EQ(parse_size("8MiB"), 8388608U);
  EXPECT_EQ(parse_size("2GiB"), 2147483648U);
}

TEST(ParseSize, RefusesOtherUnitsAndNumbersThatOverflow) {
  for (const auto* wrong :
       {"", "KiB", "1kb", "1 KiB", "-1", "1.5MiB", "8589934593", "99999999999999999999"}) {
    EXPECT_EQ(parse_size(wrong), std::nullopt) << wrong;
  }
  EXPECT_EQ(parse_size("8589934592GiB"), std::uint64_t{1} << 63);
}

}  // namespace
}  // namespace raccordo::app
