// Messages of the readers about malformed input: they have a place and no text of a library.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "aggregate/release/release.hpp"
#include "app/rules/config.hpp"
#include "codecs/profile_file.hpp"
#include "fhir/document.hpp"
#include "intake/clients.hpp"
#include "mapping/table_json.hpp"
#include "support/scratch_folder.hpp"
#include "unit/codecs/decode_case.hpp"

namespace raccordo::app {
namespace {

/// Parts of the messages of RapidJSON, yaml-cpp, libxml2, OpenSSL and SQLite.
constexpr std::array<std::string_view, 36> kOfLibraries = {"Missing a",         "Invalid value",
                                                           "Invalid escape",    "Invalid encoding",
                                                           "Incorrect hex",     "surrogate",
                                                           "Terminate",         "Unspecific",
                                                           "must not follow",   "document is empty.",
                                                           "yaml-cpp",          "illegal",
                                                           "end of map",        "end of sequence",
                                                           "bad conversion",    "bad subscript",
                                                           "unknown token",     "operator[]",
                                                           "invalid node",      "unknown escape",
                                                           "referenced anchor", "multiple",
                                                           "bad character",     "alias not found",
                                                           "anchor not found",  "EntityRef",
                                                           "Premature end",     "StartTag",
                                                           "Extra content",     "libxml",
                                                           "error:0",           "no start line",
                                                           "PEM lib",           "disk image",
                                                           "SQLITE_",           "file is not a database"};

void expect_plain(const std::string& message, const std::string& input) {
  for (const auto phrase : kOfLibraries) {
    EXPECT_EQ(message.find(phrase), std::string::npos) << phrase << " in: " << message << "\nof: " << input;
  }
}

void expect_placed(const std::string& message, const std::string& input) {
  EXPECT_THAT(message, testing::ContainsRegex("line [1-9][0-9]*, character [1-9][0-9]*")) << "of: " << input;
  expect_plain(message, input);
}

/// Texts that are not JSON, each for another reason.
const std::vector<std::string> kNoJson = {"",
                                          "{",
                                          "[1",
                                          "{\"a\"}",
                                          "{\"a\":}",
                                          "{\"a\":1,}",
                                          "{a:1}",
                                          "{} {}",
                                          "{\"a\":01}",
                                          "{\"a\":1.}",
                                          "{\"a\":1e}",
                                          "{\"a\":\"\\q\"}",
                                          "{\"a\":\"\\u12\"}",
                                          "{\"a\":1e999}",
                                          "{\"a\":\"\\ud800\"}",
                                          "{\"a\":\"\xff\"}",
                                          "{\"a\":\"x",
                                          "{\"a\":\"\n\"}",
                                          "[1 2]",
                                          "nul",
                                          "{\"a\":[1,2}",
                                          std::string("{\"a\":1}\0", 8)};

/// Texts that are not YAML, each for another reason.
const std::vector<std::string> kNoYaml = {"a: [",
                                          "a: {",
                                          "a: {b: 1",
                                          "a: 'x",
                                          "a: \"x",
                                          "a: \"\\q\"",
                                          "a: \"\\xzz\"",
                                          "a: *nobody",
                                          "a: *",
                                          "a: & b",
                                          "a: b: c",
                                          "a\n\tb: c",
                                          "a: ]",
                                          "a: - b",
                                          "a: 1\n  b: 2",
                                          "%YAML 1.2 3\n---\na: 1",
                                          "a: !<x",
                                          "a: @b",
                                          "a: `b",
                                          "a: \"\\ud8\"",
                                          std::string(300, '[')};

/// A reader may stop before the syntax error because the value has another shape.
bool speaks_of_syntax(const std::string& message) {
  return message.find("no well-formed JSON") != std::string::npos;
}

TEST(Messages, OfTablesInJsonHaveAPlaceAndNoLibraryText) {
  std::size_t placed = 0;
  auto texts = kNoJson;
  for (const std::string value : {"\"\\q\"", "\"x", "\"\\u12\"", "\"\\ud800\"", "\"\xff\"", "\"\n\"", "nul",
                                  "\"a\" \"b\"", "\"a\",", "\"a\"]"}) {
    texts.push_back("{\"rows\":[{\"source_code\":" + value + "}]}");
  }
  for (const auto& text : texts) {
    const auto read = mapping::read_table_json(text);
    ASSERT_FALSE(read) << text;
    for (const auto& fault : read.error()) {
      expect_plain(fault.message, text);
      if (!speaks_of_syntax(fault.message)) continue;
      expect_placed(fault.message, text);
      ++placed;
    }
  }
  EXPECT_GT(placed, 13U);
}

TEST(Messages, OfFhirResourcesHaveAPlaceAndNoLibraryText) {
  std::size_t placed = 0;
  for (const auto& text : kNoJson) {
    fhir::Remarks faults;
    fhir::Document document(faults);
    ASSERT_FALSE(document.parse(text)) << text;
    ASSERT_FALSE(faults.empty());
    expect_plain(faults[0].message, text);
    if (!speaks_of_syntax(faults[0].message)) continue;
    expect_placed(faults[0].message, text);
    ++placed;
  }
  EXPECT_GT(placed, 18U);
}

template <class Faults>
void expect_lines(const Faults& faults, const std::string& input) {
  ASSERT_FALSE(faults.empty()) << input;
  for (const auto& fault : faults) {
    EXPECT_GE(fault.line, 1) << fault.message << "\nof: " << input;
    expect_plain(fault.message, input);
    if (fault.message.find("not valid YAML") != std::string::npos) expect_placed(fault.message, input);
  }
}

TEST(Messages, OfProfilesHaveALineAndNoLibraryText) {
  for (const auto& text : kNoYaml) {
    const auto read = codecs::parse_profile(text, "profile.yaml");
    ASSERT_FALSE(read) << text;
    expect_lines(read.error(), text);
  }
}

TEST(Messages, OfClientsHaveALineAndNoLibraryText) {
  const model::Territory territory;
  for (const auto& text : kNoYaml) {
    const auto read = intake::read_clients(text, "clients.yaml", territory);
    ASSERT_FALSE(read) << text;
    expect_lines(read.error(), text);
  }
}

TEST(Messages, OfTheConfigurationHaveALineAndNoLibraryText) {
  const support::ScratchFolder folder;
  for (const auto& text : kNoYaml) {
    const auto read = load_config(folder.write("raccordo.yaml", text));
    ASSERT_FALSE(read) << text;
    expect_lines(read.error(), text);
  }
}

TEST(Messages, OfExtractsHaveALineAndNoLibraryText) {
  for (const auto& text : kNoYaml) {
    const support::ScratchFolder folder;
    folder.write("table.yaml", text);
    const auto read = aggregate::load_catalogue(folder.path());
    ASSERT_FALSE(read) << text;
    expect_lines(read.error(), text);
  }
}

/// The message of a document reader; its place is a member of its own or part of the text.
void expect_document(const codecs::Profile& profile, const std::string& text) {
  const auto decoded = codecs::decode(profile, text);
  std::vector<model::Issue> issues;
  if (decoded.end.broken) issues.push_back(*decoded.end.broken);
  for (const auto& record : decoded.records) {
    issues.insert(issues.end(), record.issues.begin(), record.issues.end());
  }
  const auto place = testing::ContainsRegex("(line|byte|row) [1-9][0-9]*");
  EXPECT_FALSE(issues.empty()) << text;
  for (const auto& issue : issues) {
    expect_plain(issue.message, text);
    const bool placed = issue.at.kind != model::Place::Kind::none || testing::Value(issue.message, place);
    EXPECT_TRUE(placed || text.empty()) << issue.message << "\nof: " << text;
  }
}

TEST(Messages, OfJsonDocumentsHaveAPlaceAndNoLibraryText) {
  const auto profile = codecs::test_profile(codecs::json_profile());
  for (const auto& text : kNoJson) {
    if (!text.empty() && text.find('\0') == std::string::npos)
      expect_document(profile, "{\"cartelle\":[" + text + "]}");
  }
}

TEST(Messages, OfXmlDocumentsHaveAPlaceAndNoLibraryText) {
  const auto profile = codecs::test_profile(
      "source: prova\nformat: xml\nrecords: /a/r\nfields:\n  record_id: {from: id}\n"
      "  owner: {from: comune, type: istat}\n  opened: {from: dal, type: date}\n"
      "  person: {from: cf, type: person-id}\n");
  for (const std::string text :
       {"<a><r></a>", "<a><r><id>1</r></a>", "<a><r id=1/></a>", "<a><r>&nobody;</r></a>", "<a><r>&</r></a>",
        "<a><r x='1' x='2'/></a>", "<a><r>]]></r></a>", "<a><r><!-- -- --></r></a>", "<a><r>\x01</r></a>",
        "<a><r/>", "<a><r/></a><b/>", "<a><r><?xml version='1.0'?></r></a>", "<a><r>&#0;</r></a>", "<a><r",
        "a<r/>"}) {
    expect_document(profile, text);
  }
}

TEST(Messages, OfCsvDocumentsHaveAPlaceAndNoLibraryText) {
  const auto profile = codecs::test_profile(
      "source: prova\nformat: csv\ncsv: {delimiter: \",\", header: true}\nfields:\n  record_id: {from: ID}\n"
      "  owner: {from: COMUNE, type: istat}\n  opened: {from: DAL, type: date}\n"
      "  person: {from: CF, type: person-id}\n");
  const std::string head = "ID,COMUNE,DAL,CF\n";
  for (const std::string& text :
       {head + "1,016024\n", head + "1,16024,2017-03-01,RSSMRA80A01F205X\n",
        head + "\"1,016024,2017-03-01,RSSMRA80A01F205X\n", head + "1,016024,31/02/2017,X\n",
        head + "1,016024,2017-03-01,RSSMRA80A01F205X,x\n"}) {
    expect_document(profile, text);
  }
}

}  // namespace
}  // namespace raccordo::app
