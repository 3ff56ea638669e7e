#include "extract/dcat_terms.hpp"

#include <array>
#include <utility>

namespace raccordo::extract {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kPrefixes = {
    {{"dcat", "http://www.w3.org/ns/dcat#"},
     {"dcatapit", "http://dati.gov.it/onto/dcatapit#"},
     {"dct", "http://purl.org/dc/terms/"},
     {"foaf", "http://xmlns.com/foaf/0.1/"},
     {"owl", "http://www.w3.org/2002/07/owl#"},
     {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
     {"vcard", "http://www.w3.org/2006/vcard/ns#"},
     {"xsd", "http://www.w3.org/2001/XMLSchema#"}}};

void put_reference(base::JsonWriter& writer, std::string_view id) {
  writer.StartObject();
  base::put(writer, "@id", id);
  writer.EndObject();
}

}  // namespace

void put_language(base::JsonWriter& writer, std::string_view language, std::string_view text) {
  writer.StartObject();
  base::put(writer, "@language", language);
  base::put(writer, "@value", text);
  writer.EndObject();
}

void put_context(base::JsonWriter& writer) {
  base::key(writer, "@context");
  writer.StartObject();
  for (const auto& [prefix, address] : kPrefixes) base::put(writer, prefix, address);
  writer.EndObject();
}

void start_node(base::JsonWriter& writer, std::string_view id,
                std::initializer_list<std::string_view> types) {
  writer.StartObject();
  base::put(writer, "@id", id);
  base::key(writer, "@type");
  writer.StartArray();
  for (const auto type : types) base::text(writer, type);
  writer.EndArray();
}

void refer(base::JsonWriter& writer, std::string_view name, std::string_view id) {
  base::key(writer, name);
  put_reference(writer, id);
}

void refer(base::JsonWriter& writer, std::string_view name, std::initializer_list<std::string_view> ids) {
  base::key(writer, name);
  writer.StartArray();
  for (const auto id : ids) put_reference(writer, id);
  writer.EndArray();
}

void put_texts(base::JsonWriter& writer, std::string_view name, std::string_view italian,
               std::string_view english) {
  base::key(writer, name);
  writer.StartArray();
  put_language(writer, "it", italian);
  put_language(writer, "en", english);
  writer.EndArray();
}

void put_date(base::JsonWriter& writer, std::string_view name, const base::Date& date) {
  base::key(writer, name);
  writer.StartObject();
  base::put(writer, "@type", "xsd:date");
  base::put(writer, "@value", base::to_string(date));
  writer.EndObject();
}

base::Date day_of(base::Instant instant) {
  constexpr std::size_t kDay = 10;  // YYYY-MM-DD
  return base::parse_iso_date(base::to_string(instant).substr(0, kDay)).value_or(base::Date{});
}

std::string authority(std::string_view list, std::string_view concept_code) {
  return "http://publications.europa.eu/resource/authority/" + std::string(list) + "/" +
         std::string(concept_code);
}

}  // namespace raccordo::extract
