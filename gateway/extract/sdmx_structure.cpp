#include "base/json.hpp"
#include "extract/formats.hpp"
#include "extract/sdmx_terms.hpp"

namespace raccordo::extract {
namespace {

using base::JsonWriter;

std::string urn(std::string_view kind, std::string_view package, std::string_view id,
                std::string_view item = "") {
  auto out = "urn:sdmx:org.sdmx.infomodel." + std::string(package) + "." + std::string(kind) + "=" +
             std::string(kSdmxAgency) + ":" + std::string(id) + "(" + std::string(kSdmxVersion) + ")";
  if (!item.empty()) out.append(".").append(item);
  return out;
}
std::string codelist_id(std::string_view dimension) { return "CL_" + sdmx_id(dimension); }

/// One SDMX structure message; each member function writes one kind of artefact.
class StructureWriter {
 public:
  StructureWriter(const Cube& cube, JsonWriter& writer)
      : cube_(cube), writer_(writer), id_(sdmx_id(cube.definition().id)) {}

  void write_dataflow();
  void write_data_structure();
  void write_concepts();
  void write_code_lists();

 private:
  void put_names(std::string_view italian, std::string_view english) {
    base::put(writer_, "name", italian);
    base::key(writer_, "names");
    writer_.StartObject();
    base::put(writer_, "it", italian);
    base::put(writer_, "en", english);
    writer_.EndObject();
  }
  void start_artefact(std::string_view id, std::string_view italian, std::string_view english) {
    writer_.StartObject();
    base::put(writer_, "id", id);
    base::put(writer_, "agencyID", kSdmxAgency);
    base::put(writer_, "version", kSdmxVersion);
    put_names(italian, english);
  }
  void start_list(std::string_view name) {
    base::key(writer_, name);
    writer_.StartArray();
  }
  void put_concept(const SdmxComponent& component) {
    writer_.StartObject();
    base::put(writer_, "id", component.id);
    put_names(component.name_it, component.name_en);
    writer_.EndObject();
  }
  void start_component(std::string_view id) {
    writer_.StartObject();
    base::put(writer_, "id", id);
    base::put(writer_, "conceptIdentity", urn("Concept", "conceptscheme", "CS_" + id_, id));
  }
  void put_enumeration(std::string_view list) {
    base::key(writer_, "localRepresentation");
    writer_.StartObject();
    base::put(writer_, "enumeration", urn("Codelist", "codelist", list));
    writer_.EndObject();
  }
  void put_format(std::string_view type, int decimals = 0) {
    base::key(writer_, "localRepresentation");
    writer_.StartObject();
    base::key(writer_, "format");
    writer_.StartObject();
    base::put(writer_, "dataType", type);
    if (decimals > 0) base::put_number(writer_, "decimals", decimals);
    writer_.EndObject();
    writer_.EndObject();
  }
  void put_dimensions();
  void put_attributes();
  void put_code(const SdmxCode& code) { put_concept(code); }

  const Cube& cube_;
  JsonWriter& writer_;
  std::string id_;
};

void StructureWriter::write_dataflow() {
  const auto& definition = cube_.definition();
  start_list("dataflows");
  start_artefact(id_, definition.title_it, definition.title_en);
  base::put(writer_, "structure", urn("DataStructure", "datastructure", id_));
  writer_.EndObject();
  writer_.EndArray();
}

void StructureWriter::put_dimensions() {
  base::key(writer_, "dimensionList");
  writer_.StartObject();
  base::put(writer_, "id", "DimensionDescriptor");
  start_list("dimensions");
  std::size_t position = 0;
  for (const auto& dimension : cube_.dimensions()) {
    start_component(sdmx_id(dimension.id));
    base::put_number(writer_, "position", position++);
    put_enumeration(codelist_id(dimension.id));
    writer_.EndObject();
  }
  writer_.EndArray();
  base::key(writer_, "timeDimension");
  start_component(kTimePeriod.id);
  put_format("ObservationalTimePeriod");
  writer_.EndObject();
  writer_.EndObject();
}

void StructureWriter::put_attributes() {
  base::key(writer_, "measureList");
  writer_.StartObject();
  base::put(writer_, "id", "MeasureDescriptor");
  start_list("measures");
  start_component(kObsValue.id);
  const int decimals = decimals_of(cube_.definition().measure);
  put_format(decimals > 0 ? "Decimal" : "Integer", decimals);
  writer_.EndObject();
  writer_.EndArray();
  writer_.EndObject();
  base::key(writer_, "attributeList");
  writer_.StartObject();
  base::put(writer_, "id", "AttributeDescriptor");
  start_list("attributes");
  for (const auto& attribute : {kObsStatus, kConfStatus}) {
    start_component(attribute.id);
    base::put(writer_, "usage", "mandatory");
    base::key(writer_, "attributeRelationship");
    writer_.StartObject();
    base::key(writer_, "observation");
    writer_.StartObject();
    writer_.EndObject();
    writer_.EndObject();
    put_enumeration("CL_" + std::string(attribute.id));
    writer_.EndObject();
  }
  writer_.EndArray();
  writer_.EndObject();
}

void StructureWriter::write_data_structure() {
  const auto& definition = cube_.definition();
  start_list("dataStructures");
  start_artefact(id_, definition.title_it, definition.title_en);
  base::key(writer_, "dataStructureComponents");
  writer_.StartObject();
  put_dimensions();
  put_attributes();
  writer_.EndObject();
  writer_.EndObject();
  writer_.EndArray();
}

void StructureWriter::write_concepts() {
  start_list("conceptSchemes");
  start_artefact("CS_" + id_, "Concetti", "Concepts");
  start_list("concepts");
  for (const auto& dimension : cube_.dimensions())
    put_concept({sdmx_id(dimension.id), dimension.label_it, dimension.label_en});
  for (const auto& component : {kTimePeriod, kObsValue, kObsStatus, kConfStatus}) put_concept(component);
  writer_.EndArray();
  writer_.EndObject();
  writer_.EndArray();
}

void StructureWriter::write_code_lists() {
  start_list("codelists");
  for (const auto& dimension : cube_.dimensions()) {
    start_artefact(codelist_id(dimension.id), dimension.label_it, dimension.label_en);
    start_list("codes");
    for (const auto& category : dimension.categories) {
      writer_.StartObject();
      base::put(writer_, "id", category.code);
      put_names(category.label_it, category.label_en);
      if (category.parent >= 0)
        base::put(writer_, "parent", dimension.categories[static_cast<std::size_t>(category.parent)].code);
      writer_.EndObject();
    }
    writer_.EndArray();
    writer_.EndObject();
  }
  start_artefact("CL_OBS_STATUS", kObsStatus.name_it, kObsStatus.name_en);
  start_list("codes");
  for (const auto& code : {kNormal, kSuppressed, kMissing}) put_code(code);
  writer_.EndArray();
  writer_.EndObject();
  start_artefact("CL_CONF_STATUS", kConfStatus.name_it, kConfStatus.name_en);
  start_list("codes");
  for (const auto& code : {kFree, kConfidential}) put_code(code);
  writer_.EndArray();
  writer_.EndObject();
  writer_.EndArray();
}

}  // namespace

std::string write_sdmx_structure(const Cube& cube, const Document& document) {
  base::JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  base::key(writer, "meta");
  writer.StartObject();
  base::put(writer, "schema",
            "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/"
            "2.0.0/sdmx-json-structure-schema.json");
  base::put(writer, "id", cube.periods().back().release);
  base::key(writer, "test");
  writer.Bool(false);
  base::put_if(writer, "prepared", updated_text(document));
  base::key(writer, "sender");
  writer.StartObject();
  base::put(writer, "id", kSdmxAgency);
  base::put_if(writer, "name", document.source);
  writer.EndObject();
  writer.EndObject();
  base::key(writer, "data");
  writer.StartObject();
  StructureWriter structure(cube, writer);
  structure.write_dataflow();
  structure.write_data_structure();
  structure.write_concepts();
  structure.write_code_lists();
  writer.EndObject();
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace raccordo::extract
