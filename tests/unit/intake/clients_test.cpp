#include "intake/clients.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace raccordo::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string kPrint(64, 'a');

model::Territory territory() {
  return {{{"Bergamo", "016024", "A794", "bergamo", "Bergamo", ""},
           {"Treviglio", "016219", "L400", "treviglio", "Bergamo Ovest", ""},
           {"Caravaggio", "016053", "B731", "treviglio", "Bergamo Ovest", ""},
           {"Torre de' Busi", "097080", "L257", "", "", ""}},
          {},
          {}};
}

auto read(const std::string& yaml) {
  static const model::Territory kTerritory = territory();
  return read_clients(yaml, "clients.yaml", kTerritory);
}

std::string entry(const std::string& more, const std::string& name = "one") {
  return "clients:\n  - name: " + name + "\n    fingerprint: " + kPrint + "\n" + more;
}

/// The faults as `line: message`.
std::vector<std::string> faults(const std::string& yaml) {
  const auto result = read(yaml);
  std::vector<std::string> out;
  if (result.has_value()) return out;
  for (const auto& fault : result.error()) out.push_back(std::to_string(fault.line) + ": " + fault.message);
  return out;
}

TEST(Clients, ReadsEveryKindOfEntry) {
  const auto result = read(
      "clients:\n"
      "  - name: portal\n    fingerprint: \"" +
      std::string("AA:") + std::string(62, 'B') +
      "\"\n"
      "    rights: [submit, extract]\n    sources: [portal, other]\n    comuni: all\n"
      "  - name: treviglio\n    subject: CN=t, O=Comune di Treviglio, C=IT\n    issuer: CN=CA,C=IT\n"
      "    rights: [submit]\n    sources: [treviglio]\n    comuni: {ambito: treviglio}\n"
      "  - name: bergamo\n    san: dns:Bergamo.example\n    rights: [submit]\n    sources: [bergamo]\n"
      "    comuni: [016024, \"097080\"]\n");
  ASSERT_TRUE(result.has_value()) << result.error()[0].message;
  const Client* portal = result->by_name("portal");
  ASSERT_NE(portal, nullptr);
  EXPECT_EQ(portal->fingerprints, std::vector{"aa" + std::string(62, 'b')});
  EXPECT_TRUE(portal->may_submit("other"));
  EXPECT_FALSE(portal->may_submit("bergamo"));
  EXPECT_TRUE(portal->may_hold("016024"));
  EXPECT_THAT(portal->rights.names(), ElementsAre("submit", "extract"));
  EXPECT_FALSE(portal->may(Right::administer));
  const Client* treviglio = result->by_name("treviglio");
  EXPECT_TRUE(treviglio->may_hold("016053"));
  EXPECT_FALSE(treviglio->may_hold("016024"));
  EXPECT_FALSE(treviglio->may_hold("097080"));
  EXPECT_TRUE(result->by_name("bergamo")->may_hold("097080"));
  EXPECT_EQ(result->by_name("nobody"), nullptr);
}

TEST(Clients, FindsByEveryKindOfIdentification) {
  const auto result = read("clients:\n  - {name: a, fingerprint: " + kPrint +
                           ", rights: []}\n"
                           "  - {name: b, subject: 'cn = b , O=y', issuer: 'CN=CA', rights: []}\n"
                           "  - {name: c, san: c.example, rights: []}\n"
                           "  - {name: d, san: 'email:D@d.example', rights: []}\n");
  ASSERT_TRUE(result.has_value()) << result.error()[0].message;
  const std::vector<std::string> none, c = {"uri:x", "dns:C.example"},
                                       two = {"dns:c.example", "email:d@d.example"};
  const auto name = [&](const CertificateNames& certificate) -> std::string {
    const Client* client = result->find(certificate);
    return client == nullptr ? "-" : client->name;
  };
  EXPECT_EQ(name({kPrint, "", "", none}), "a");
  EXPECT_EQ(name({std::string(64, 'A'), "", "", none}), "a");
  EXPECT_EQ(name({std::string(64, 'c'), "CN=b,O=y", "CN=CA", none}), "b");
  EXPECT_EQ(name({std::string(64, 'c'), "CN=b,O=y", "CN=Other CA", none}), "-")
      << "the issuer must match too";
  EXPECT_EQ(name({std::string(64, 'c'), "CN=x", "CN=CA", c}), "c");
  EXPECT_EQ(name({std::string(64, 'c'), "CN=x", "CN=CA", two}), "-") << "two clients in one certificate";
  EXPECT_EQ(name({"", "", "", none}), "-");
}

TEST(Clients, AClientMayListSeveralFingerprints) {
  const auto other = std::string(64, '1');
  const auto result =
      read("clients:\n  - {name: a, fingerprint: [" + kPrint + ", '" + other + "'], rights: []}\n");
  ASSERT_TRUE(result.has_value()) << result.error()[0].message;
  for (const auto& fingerprint : {kPrint, other}) {
    const auto* client = result->find({fingerprint, "", "", {}});
    ASSERT_NE(client, nullptr);
    EXPECT_EQ(client->name, "a");
  }
  EXPECT_THAT(faults("clients:\n  - {name: a, fingerprint: [], rights: []}\n"),
              ElementsAre(HasSubstr("`fingerprint` must be")));
  EXPECT_THAT(faults("clients:\n  - {name: a, fingerprint: [x], rights: []}\n"),
              ElementsAre(HasSubstr("`fingerprint` must be")));
  EXPECT_THAT(faults("clients:\n  - {name: a, fingerprint: [" + kPrint + ", " + kPrint + "], rights: []}\n"),
              ElementsAre(HasSubstr("this fingerprint is in line 2 already")));
}

TEST(Clients, ReportsAllFaultsWithLinesAndNearNames) {
  const auto found = faults(
      "clients:\n"
      "  - name: one\n    fingerprint: 12\n    rights: [submt]\n"
      "  - name: one\n    fingerprnt: x\n    san: dns:x\n    rights: [submit]\n"
      "    sources: [x]\n    comuni: {ambito: trevigli}\n"
      "other: 1\n");
  EXPECT_THAT(found, ElementsAre(HasSubstr("3: `fingerprint` must be"),
                                 HasSubstr("4: unknown right `submt`; did you mean `submit`?"),
                                 HasSubstr("5: this name is in line 2 already"),
                                 HasSubstr("6: unknown key `fingerprnt`; did you mean `fingerprint`?"),
                                 HasSubstr("10: unknown Ambito `trevigli`; did you mean `treviglio`?"),
                                 HasSubstr("11: unknown key `other`")));
}

TEST(Clients, RefusesTheSameCertificateTwice) {
  EXPECT_THAT(faults(entry("    rights: []\n") + "  - {name: two, fingerprint: '" + std::string(64, 'A') +
                     "', rights: []}\n"),
              ElementsAre(HasSubstr("5: this fingerprint is in line 3 already")));
  EXPECT_THAT(faults("clients:\n  - {name: a, san: x.example, rights: []}\n"
                     "  - {name: b, san: 'DNS:X.example', rights: []}\n"),
              ElementsAre(HasSubstr("3: this san is in line")));
}

TEST(Clients, ComuniLimitWhatIsSeenWithAnyRight) {
  const auto with = [](const std::string& comuni) {
    const auto result = read(entry("    rights: [administer]\n" + comuni));
    return *result->by_name("one");
  };
  EXPECT_TRUE(with("").reach().is_all());
  EXPECT_FALSE(with("").has_comuni());
  EXPECT_TRUE(with("    comuni: all\n").reach().is_all());
  const auto limited = with("    comuni: ['016024']\n");
  EXPECT_TRUE(limited.reach().holds("016024"));
  EXPECT_FALSE(limited.reach().holds("016053"));
}

TEST(Clients, RequiresSourcesAndComuniForSubmitOnly) {
  EXPECT_THAT(faults(entry("    rights: [submit]\n")),
              ElementsAre(HasSubstr("needs `sources`"), HasSubstr("needs `comuni`")));
  EXPECT_THAT(faults(entry("    rights: [extract]\n    sources: [x]\n    comuni: all\n")),
              ElementsAre(HasSubstr("`sources` needs the right `submit` or `exchange`")));
  EXPECT_THAT(faults(entry("    rights: [submit]\n    sources: []\n    comuni: some\n")),
              ElementsAre(HasSubstr("at least one source"), HasSubstr("`comuni` must be")));
  EXPECT_THAT(faults(entry("    rights: [submit]\n    sources: [x]\n    comuni: [015146]\n")),
              ElementsAre(HasSubstr("`015146` is no ISTAT code")));
}

TEST(Clients, BodiesLimitForWhomAClientReports) {
  const std::string submits = "    rights: [submit]\n    sources: [x]\n    comuni: all\n";
  const auto any = read(entry(submits));
  EXPECT_TRUE(any->by_name("one")->may_report_for("95600000004"));
  const auto own = read(entry(submits + "    bodies: [\"00123456789\", 41230]\n"));
  EXPECT_EQ(own->by_name("one")->bodies, (std::vector<std::string>{"00123456789", "41230"}));
  EXPECT_TRUE(own->by_name("one")->may_report_for("00123456789"));
  EXPECT_FALSE(own->by_name("one")->may_report_for("95600000004"));
  EXPECT_FALSE(own->by_name("one")->may_report_for(""));
  EXPECT_THAT(faults(entry(submits + "    bodies: []\n")), ElementsAre(HasSubstr("at least one body")));
  EXPECT_THAT(faults(entry(submits + "    bodies: [Caritas]\n")),
              ElementsAre(HasSubstr("a body is its codice")));
  EXPECT_THAT(faults(entry("    rights: [extract]\n    bodies: [\"7\"]\n")),
              ElementsAre(HasSubstr("`bodies` needs the right `submit`")));
}

TEST(Clients, FormerComuniAreReportedWithTheirSuccessor) {
  auto with_former = territory();
  with_former.add_former({"Gerosa", "016112", "D991", {2014, 2, 3}, "016024"});
  const auto set = read_clients(entry("    rights: [submit]\n    sources: [x]\n    comuni: [016112]\n"),
                                "clients.yaml", with_former);
  ASSERT_FALSE(set);
  EXPECT_THAT(set.error()[0].message, HasSubstr("`016112` is the old code of Gerosa; write `016024`"));
}

TEST(Clients, RefusesAnInvalidStructure) {
  for (const std::string yaml :
       {"", "[]", "clients", "clients: 1", "x: y", "clients: [1]", "clients:\n\t- x",
        "clients: []\nclients: []", "clients: [{}]", "clients:\n  - {name: 'a b', san: x, rights: []}",
        "clients:\n  - {name: [a], san: x, rights: []}",
        "clients:\n  - {name: a, san: x, fingerprint: y, rights: []}",
        "clients:\n  - {name: a, subject: x, rights: []}", "clients:\n  - {name: a, san: x}",
        "clients:\n  - {name: a, san: x, rights: submit}",
        "clients:\n  - {name: a, name: b, san: x, rights: []}", "\xff\xfe"}) {
    EXPECT_FALSE(faults(yaml).empty()) << yaml;
  }
  EXPECT_TRUE(faults("clients: []").empty());
}

TEST(Clients, NamesAreLimitedTo64Characters) {
  EXPECT_TRUE(faults(entry("    rights: []\n", std::string(64, 'n'))).empty());
  EXPECT_FALSE(faults(entry("    rights: []\n", std::string(65, 'n'))).empty());
}

TEST(Clients, ReportsAnUnreadableFile) {
  const auto result = load_clients("/nonexistent/clients.yaml", territory());
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().size(), 1U);
}

TEST(Clients, ReadsWithWhomAClientExchangesCases) {
  const auto result = read(
      "clients:\n"
      "  - {name: comune, san: 'dns:a.example', rights: [exchange], sources: [bergamo], comuni: "
      "['016024'],"
      " exchange: [asst]}\n"
      "  - {name: asst, san: 'dns:b.example', rights: [exchange], exchange: [comune, gone],"
      " offices: [minori, salute mentale]}\n"
      "  - {name: other, san: 'dns:c.example', rights: [exchange], exchange: [asst]}\n");
  ASSERT_TRUE(result);
  const auto& comune = *result->by_name("comune");
  const auto& asst = *result->by_name("asst");
  EXPECT_TRUE(comune.exchanges_with(asst));
  EXPECT_TRUE(asst.exchanges_with(comune));
  EXPECT_FALSE(result->by_name("other")->exchanges_with(asst)) << "it is not listed there";
  EXPECT_EQ(asst.offices, (std::vector<std::string>{"minori", "salute mentale"}));
  EXPECT_TRUE(comune.may_send_on("bergamo"));
  EXPECT_FALSE(comune.may_submit("bergamo")) << "that needs the right `submit`";
  EXPECT_TRUE(comune.may_hold("016024"));
  EXPECT_FALSE(asst.may_send_on("bergamo"));
}

TEST(Clients, RefusesListsOfExchangesThatMeanNothing) {
  for (const auto* wrong :
       {"exchange: []", "exchange: asst", "exchange: [c, c]", "exchange: [n]", "exchange: ['']",
        "offices: []", "offices: [a, a]", "offices: ['a/b']", "offices: ['x@y']", "offices: [' a']"}) {
    EXPECT_EQ(faults(entry("    rights: [exchange]\n    " + std::string(wrong) + "\n", "n")).size(), 1U)
        << wrong;
  }
  EXPECT_THAT(faults(entry("    rights: []\n    offices: [a]\n")),
              ElementsAre(HasSubstr("`offices` needs the right `exchange`")));
}

TEST(Rights, HaveTheDocumentedNames) {
  for (std::size_t i = 0; i < kRights; ++i) {
    const auto right = static_cast<Right>(i);
    EXPECT_EQ(parse_right(to_string(right)), right);
  }
  EXPECT_FALSE(parse_right("Submit"));
}

}  // namespace
}  // namespace raccordo::intake
