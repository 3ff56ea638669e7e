#include "extract/rdf_graph.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "base/result.hpp"

namespace raccordo::extract {
namespace {

using rapidjson::Value;
using Kind = RdfTerm::Kind;

constexpr std::string_view kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

std::string text_of(const Value& value) { return std::string(base::view(value)); }

class Reader {
 public:
  explicit Reader(RdfGraph& graph) : graph_(graph) {}
  void read(const Value& document);

 private:
  RdfTerm subject_of(const Value& node);
  void read_node(const RdfTerm& subject, const Value& node);
  void read_value(const RdfTerm& subject, const std::string& predicate, const Value& value);
  void add(const RdfTerm& subject, std::string predicate, RdfTerm object) {
    graph_.statements.push_back({subject, std::move(predicate), std::move(object)});
  }

  RdfGraph& graph_;
  std::size_t blanks_ = 0;
};

RdfTerm Reader::subject_of(const Value& node) {
  if (node.HasMember("@id")) return {Kind::iri, text_of(node["@id"]), "", ""};
  return {Kind::blank, "b" + std::to_string(++blanks_), "", ""};
}

void Reader::read_value(const RdfTerm& subject, const std::string& predicate, const Value& value) {
  if (value.IsArray()) {
    for (const auto& each : value.GetArray()) read_value(subject, predicate, each);
  } else if (value.IsString()) {
    add(subject, predicate, {Kind::literal, text_of(value), "", ""});
  } else if (value.IsObject() && value.HasMember("@value")) {
    RdfTerm literal{Kind::literal, text_of(value["@value"]), "", ""};
    if (value.HasMember("@language")) literal.language = text_of(value["@language"]);
    if (value.HasMember("@type")) literal.datatype = graph_.expand(base::view(value["@type"]));
    add(subject, predicate, std::move(literal));
  } else if (value.IsObject()) {
    const auto object = subject_of(value);
    add(subject, predicate, object);
    if (object.kind == Kind::blank) read_node(object, value);
  } else {
    throw base::SystemFault("the catalogue has a value of a type that RDF does not have here");
  }
}

void Reader::read_node(const RdfTerm& subject, const Value& node) {
  for (const auto& member : node.GetObject()) {
    const auto name = text_of(member.name);
    if (name == "@id") continue;
    if (name != "@type") {
      read_value(subject, name, member.value);
      continue;
    }
    const auto add_type = [&](const Value& type) {
      add(subject, "rdf:type", {Kind::iri, graph_.expand(base::view(type)), "", ""});
    };
    if (member.value.IsArray()) {
      for (const auto& type : member.value.GetArray()) add_type(type);
    } else {
      add_type(member.value);
    }
  }
}

void Reader::read(const Value& document) {
  for (const auto& prefix : document["@context"].GetObject())
    graph_.prefixes.emplace_back(text_of(prefix.name), text_of(prefix.value));
  graph_.prefixes.emplace_back("rdf", kRdf);
  for (const auto& node : document["@graph"].GetArray()) read_node(subject_of(node), node);
}

}  // namespace

std::string RdfGraph::expand(std::string_view name) const {
  const auto colon = name.find(':');
  const auto prefix = std::find_if(prefixes.begin(), prefixes.end(),
                                   [&](const auto& each) { return each.first == name.substr(0, colon); });
  if (colon == std::string_view::npos || prefix == prefixes.end())
    throw base::SystemFault("the catalogue has the name " + std::string(name) + " without a prefix");
  return prefix->second + std::string(name.substr(colon + 1));
}

RdfGraph read_json_ld(std::string_view json_ld) {
  rapidjson::Document document;
  document.Parse(json_ld.data(), json_ld.size());
  if (document.HasParseError() || !document.IsObject() || !document.HasMember("@context") ||
      !document.HasMember("@graph")) {
    throw base::SystemFault("the catalogue is no JSON-LD with @context and @graph");
  }
  RdfGraph graph;
  Reader(graph).read(document);
  // A nested blank node interrupts its subject: the statements of each subject go together.
  std::stable_sort(graph.statements.begin(), graph.statements.end(), [](const auto& one, const auto& other) {
    return std::pair(one.subject.kind, one.subject.text) < std::pair(other.subject.kind, other.subject.text);
  });
  return graph;
}

}  // namespace raccordo::extract
