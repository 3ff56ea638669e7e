#include "extract/rdf.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <serd/serd.h>

#include <memory>
#include <set>

#include "extract/dcat.hpp"
#include "extract/rdf_graph.hpp"

namespace raccordo::tests {
namespace {

using extract::RdfFormat;
using ::testing::HasSubstr;

std::string some_catalogue() {
  extract::CatalogFrame frame;
  frame.public_url = "https://dati.esempio.it";
  frame.publisher = {"Ambito \"di\" <Esempio> & altri", "esempio_01"};
  frame.rights_holder = frame.publisher;
  frame.contact = {"Ufficio di Piano", "dati@esempio.it"};
  frame.licence = "CC BY 4.0";
  frame.provinces = {"016"};
  const auto period = model::parse_period("2017", model::Periodicity::year).value();
  return extract::write_dcat(frame,
                             {{"01JD",
                               "Every number is safe.",
                               period,
                               base::Instant{1'795'334'400'000'000},
                               {{"cases", "Età e\n\"cartelle\"", "Cases"}},
                               ""}},
                             base::Instant{1'795'334'400'000'000});
}

/// A statement in one line, without the names of blank nodes.
std::string line_of(std::string subject, const std::string& predicate, std::string object,
                    const std::string& more) {
  return subject + " " + predicate + " " + object + " " + more;
}

std::multiset<std::string> statements_of(const extract::RdfGraph& graph) {
  const auto plain = [](const extract::RdfTerm& term) {
    return term.kind == extract::RdfTerm::Kind::blank ? std::string("_:") : term.text;
  };
  std::multiset<std::string> lines;
  for (const auto& statement : graph.statements) {
    lines.insert(line_of(plain(statement.subject), graph.expand(statement.predicate), plain(statement.object),
                         statement.object.language + statement.object.datatype));
  }
  return lines;
}

struct Parsed {
  std::multiset<std::string> lines;
  std::string prefixes;
  SerdEnv* env = nullptr;
};

std::string text_of(SerdEnv* env, const SerdNode* node) {
  if (node == nullptr || node->buf == nullptr) return "";
  if (node->type == SERD_BLANK) return "_:";
  SerdNode whole = serd_env_expand_node(env, node);
  std::string text(reinterpret_cast<const char*>(whole.buf != nullptr ? whole.buf : node->buf));
  serd_node_free(&whole);
  return text;
}

/// Reads Turtle with the reader of serd.
std::multiset<std::string> parse_turtle(const std::string& turtle) {
  Parsed parsed;
  parsed.env = serd_env_new(nullptr);
  const auto on_prefix = [](void* handle, const SerdNode* name, const SerdNode* uri) {
    return serd_env_set_prefix(static_cast<Parsed*>(handle)->env, name, uri);
  };
  const auto on_statement = [](void* handle, SerdStatementFlags, const SerdNode*, const SerdNode* subject,
                               const SerdNode* predicate, const SerdNode* object, const SerdNode* datatype,
                               const SerdNode* language) {
    auto& to = *static_cast<Parsed*>(handle);
    to.lines.insert(line_of(text_of(to.env, subject), text_of(to.env, predicate), text_of(to.env, object),
                            text_of(to.env, language) + text_of(to.env, datatype)));
    return SERD_SUCCESS;
  };
  SerdReader* reader =
      serd_reader_new(SERD_TURTLE, &parsed, nullptr, nullptr, on_prefix, on_statement, nullptr);
  EXPECT_EQ(serd_reader_read_string(reader, reinterpret_cast<const std::uint8_t*>(turtle.c_str())),
            SERD_SUCCESS);
  serd_reader_free(reader);
  serd_env_free(parsed.env);
  return parsed.lines;
}

std::string attribute_of(xmlNode* node, const char* name) {
  xmlChar* value = xmlGetProp(node, reinterpret_cast<const xmlChar*>(name));
  const std::string text = value == nullptr ? "" : reinterpret_cast<const char*>(value);
  xmlFree(value);
  return text;
}

std::string content_of(xmlNode* node) {
  xmlChar* value = xmlNodeGetContent(node);
  const std::string text = reinterpret_cast<const char*>(value);
  xmlFree(value);
  return text;
}

/// Reads the RDF/XML that the program writes: descriptions with properties.
std::multiset<std::string> parse_rdf_xml(const std::string& xml) {
  std::multiset<std::string> lines;
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
      xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr, XML_PARSE_NOBLANKS),
      xmlFreeDoc);
  EXPECT_NE(document, nullptr);
  for (auto* node = xmlDocGetRootElement(document.get())->children; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    const auto about = attribute_of(node, "about");
    for (auto* property = node->children; property != nullptr; property = property->next) {
      if (property->type != XML_ELEMENT_NODE) continue;
      const auto name = std::string(reinterpret_cast<const char*>(property->ns->href)) +
                        reinterpret_cast<const char*>(property->name);
      const auto resource = attribute_of(property, "resource");
      const bool blank = !attribute_of(property, "nodeID").empty();
      lines.insert(line_of(about.empty() ? "_:" : about, name,
                           blank              ? "_:"
                           : resource.empty() ? content_of(property)
                                              : resource,
                           attribute_of(property, "lang") + attribute_of(property, "datatype")));
    }
  }
  return lines;
}

TEST(Rdf, HasTheSameStatementsInAllForms) {
  const auto json_ld = some_catalogue();
  const auto expected = statements_of(extract::read_json_ld(json_ld));
  EXPECT_GT(expected.size(), 100U);
  EXPECT_EQ(parse_turtle(extract::write_rdf(json_ld, RdfFormat::turtle)), expected);
  EXPECT_EQ(parse_rdf_xml(extract::write_rdf(json_ld, RdfFormat::rdf_xml)), expected);
}

TEST(Rdf, ShortensNamesInTurtle) {
  const auto turtle = extract::write_rdf(some_catalogue(), RdfFormat::turtle);
  EXPECT_THAT(turtle, HasSubstr("@prefix dcatapit:"));
  EXPECT_THAT(turtle, HasSubstr("dct:title"));
  EXPECT_THAT(turtle, HasSubstr("\"servizi sociali\"@it"));
}

TEST(Rdf, GivesTheSameBytesTwice) {
  for (const auto format : {RdfFormat::json_ld, RdfFormat::turtle, RdfFormat::rdf_xml}) {
    EXPECT_EQ(extract::write_rdf(some_catalogue(), format), extract::write_rdf(some_catalogue(), format));
    EXPECT_EQ(extract::parse_rdf_format(to_string(format)), format);
  }
  EXPECT_EQ(extract::parse_rdf_format("ttl"), extract::RdfFormat::turtle);
  EXPECT_EQ(extract::parse_rdf_format("jsonld"), extract::RdfFormat::json_ld);
  EXPECT_EQ(extract::parse_rdf_format("rdf"), extract::RdfFormat::rdf_xml);
  for (const auto* other : {"n3", "", ".ttl", "TTL"}) EXPECT_FALSE(extract::parse_rdf_format(other)) << other;
  EXPECT_EQ(extract::write_rdf(some_catalogue(), RdfFormat::json_ld), some_catalogue());
}

}  // namespace
}  // namespace raccordo::tests
