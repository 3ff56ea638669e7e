#include "fhir/capability.hpp"

#include <algorithm>
#include <array>

#include "fhir/json_forms.hpp"

namespace raccordo::fhir {
namespace {

struct Operation {
  std::string_view name, definition;
};
struct ResourceSkill {
  std::string_view type;
  enum class Reading : std::uint8_t { no, yes } reading;
  std::array<std::string_view, 3> searches;
  std::array<Operation, 2> operations;
};
constexpr std::string_view kOperations = "http://hl7.org/fhir/OperationDefinition/";
constexpr std::array<ResourceSkill, 3> kResources = {
    {{"CodeSystem",
      ResourceSkill::Reading::yes,
      {"url", "", ""},
      {{{"lookup", "CodeSystem-lookup"}, {"validate-code", "CodeSystem-validate-code"}}}},
     {"ValueSet", ResourceSkill::Reading::no, {"", "", ""}, {{{"expand", "ValueSet-expand"}, {"", ""}}}},
     {"ConceptMap",
      ResourceSkill::Reading::yes,
      {"url", "source-system", "target-system"},
      {{{"translate", "ConceptMap-translate"}, {"", ""}}}}}};

void put_head(JsonWriter& writer, std::string_view type, const Publisher& publisher,
              std::string_view version) {
  base::put(writer, "resourceType", type);
  base::put(writer, "status", "active");
  put_publication(writer, publisher);
  base::put(writer, "kind", "instance");
  object(writer, "software", [&] {
    base::put(writer, "name", "Raccordo");
    base::put(writer, "version", version);
  });
  object(writer, "implementation", [&] {
    base::put(writer, "description", "Interoperability gateway for social case files: its mapping tables");
    base::put(writer, "url", publisher.public_url + "/fhir");
  });
}

struct SearchParameter {
  std::string_view name, type;
};
/// Parameters of every searchable resource, besides its own.
constexpr std::array<SearchParameter, 4> kCommonSearches = {
    {{"_id", "token"}, {"name", "string"}, {"title", "string"}, {"status", "token"}}};

void write_searches(JsonWriter& writer, const ResourceSkill& skill) {
  const auto write = [&](const SearchParameter& parameter) {
    object(writer, [&] {
      base::put(writer, "name", parameter.name);
      base::put(writer, "type", parameter.type);
    });
  };
  list(writer, "interaction", [&] {
    for (const auto* code : {"read", "search-type"}) {
      object(writer, [&] { base::put(writer, "code", code); });
    }
  });
  list(writer, "searchParam", [&] {
    for (const auto name : skill.searches) {
      if (!name.empty()) write({name, "uri"});
    }
    for (const auto& parameter : kCommonSearches) write(parameter);
  });
}

void write_skill(JsonWriter& writer, const ResourceSkill& skill) {
  object(writer, [&] {
    base::put(writer, "type", skill.type);
    if (skill.reading == ResourceSkill::Reading::yes) write_searches(writer, skill);
    list(writer, "operation", [&] {
      for (const auto& operation : skill.operations) {
        if (operation.name.empty()) continue;
        object(writer, [&] {
          base::put(writer, "name", operation.name);
          base::put(writer, "definition", std::string(kOperations).append(operation.definition));
        });
      }
    });
  });
}

/// Our extensions: their context, whether they are modifiers, and the type of their value.
struct Structure {
  std::string_view id, context, description, value;
  enum class Role : std::uint8_t { plain, modifier } role;
};
constexpr std::array<Structure, 4> kStructures = {
    {{kRowStatus, "ConceptMap.group.element.target",
      "UNCHECKED, FLAGGED or IGNORED: the row does not map. A row without this is APPROVED.", "code",
      Structure::Role::modifier},
     {kRowValidity, "ConceptMap.group.element.target",
      "The first and the last day on which the row applies, both inclusive.", "Period",
      Structure::Role::modifier},
     {kRowColumn, "ConceptMap.group.element.target",
      "A cell of a column that the administrators added to the table: parts name and value.", "",
      Structure::Role::plain},
     {kTableColumn, "ConceptMap", "A column that the administrators added to the table.", "string",
      Structure::Role::plain}}};

void write_element(JsonWriter& writer, std::string_view path, std::string_view type, std::string_view text) {
  object(writer, [&] {
    base::put(writer, "id", path);
    base::put(writer, "path", path);
    base::put_if(writer, "definition", text);
    if (type.empty()) return;
    list(writer, "type", [&] { object(writer, [&] { base::put(writer, "code", type); }); });
  });
}

void write_differential(JsonWriter& writer, const Structure& structure) {
  list(writer, "element", [&] {
    object(writer, [&] {
      base::put(writer, "id", "Extension");
      base::put(writer, "path", "Extension");
      base::put(writer, "definition", structure.description);
      writer.Key("isModifier");
      writer.Bool(structure.role == Structure::Role::modifier);
      if (structure.role == Structure::Role::modifier) {
        base::put(writer, "isModifierReason", structure.description);
      }
    });
    if (!structure.value.empty()) {
      write_element(writer, "Extension.value[x]", structure.value, structure.description);
    }
  });
}

/// Bundles of cases, posted to the base address.
void write_intake(JsonWriter& writer, const Publisher& publisher) {
  list(writer, "interaction", [&] {
    object(writer, [&] {
      base::put(writer, "code", "transaction");
      base::put(writer, "documentation",
                "All or nothing: if a case is refused, the answer is 422 and nothing is stored.");
    });
    object(writer, [&] {
      base::put(writer, "code", "batch");
      base::put(writer, "documentation",
                "Each case on its own. Bundles of type collection are taken, too, and NDJSON of Bundles as "
                "application/fhir+ndjson. The receipt is at Location.");
    });
  });
  list(writer, "operation", [&] {
    object(writer, [&] {
      base::put(writer, "name", "validate");
      base::put(writer, "definition", std::string(kOperations) + "Resource-validate");
      base::put(writer, "documentation",
                "A dry run of a Bundle of cases at " + publisher.public_url +
                    "/fhir/$validate or /fhir/Bundle/$validate: nothing is stored.");
    });
  });
}

}  // namespace

std::string write_capabilities(const Publisher& publisher, std::string_view program_version) {
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  object(writer, [&] {
    put_head(writer, "CapabilityStatement", publisher, program_version);
    base::put(writer, "fhirVersion", kFhirVersion);
    list(writer, "format", [&] {
      base::text(writer, "json");
      base::text(writer, "application/fhir+json");
    });
    list(writer, "rest", [&] {
      object(writer, [&] {
        base::put(writer, "mode", "server");
        object(writer, "security", [&] {
          base::put(
              writer, "description",
              "Mutual TLS: every client shows a certificate that the gateway's administrators have listed.");
        });
        list(writer, "resource", [&] {
          for (const auto& skill : kResources) write_skill(writer, skill);
        });
        write_intake(writer, publisher);
      });
    });
  });
  return text_of(buffer);
}

std::string write_terminology_capabilities(const Publisher& publisher, std::string_view program_version,
                                           std::span<const std::string> code_systems) {
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  object(writer, [&] {
    put_head(writer, "TerminologyCapabilities", publisher, program_version);
    list(writer, "codeSystem", [&] {
      for (const auto& id : code_systems) {
        object(writer, [&] { base::put(writer, "uri", code_system_url(publisher.public_url, id)); });
      }
    });
    object(writer, "translation", [&] {
      writer.Key("needsMap");
      writer.Bool(false);
    });
  });
  return text_of(buffer);
}

std::optional<std::string> write_structure(std::string_view id, const Publisher& publisher) {
  const auto found = std::find_if(kStructures.begin(), kStructures.end(),
                                  [&](const Structure& structure) { return structure.id == id; });
  if (found == kStructures.end()) return std::nullopt;
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  object(writer, [&] {
    put_identity(writer, "StructureDefinition", id, structure_url(publisher.public_url, id));
    base::put(writer, "name", program_name(id));
    base::put(writer, "status", "active");
    put_publication(writer, publisher);
    base::put(writer, "description", found->description);
    base::put(writer, "fhirVersion", kFhirVersion);
    base::put(writer, "kind", "complex-type");
    writer.Key("abstract");
    writer.Bool(false);
    list(writer, "context", [&] {
      object(writer, [&] {
        base::put(writer, "type", "element");
        base::put(writer, "expression", found->context);
      });
    });
    base::put(writer, "type", "Extension");
    base::put(writer, "baseDefinition", "http://hl7.org/fhir/StructureDefinition/Extension");
    base::put(writer, "derivation", "constraint");
    object(writer, "differential", [&] { write_differential(writer, *found); });
  });
  return text_of(buffer);
}

std::string write_searchset(const Searchset& found) {
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  object(writer, [&] {
    base::put(writer, "resourceType", "Bundle");
    base::put(writer, "type", "searchset");
    writer.Key("total");
    writer.Uint64(found.total);
    list(writer, "link", [&] {
      for (const auto& link : {std::pair("self", found.self), std::pair("next", found.next)}) {
        if (link.second.empty()) continue;
        object(writer, [&] {
          base::put(writer, "relation", link.first);
          base::put(writer, "url", link.second);
        });
      }
    });
    if (found.entries.empty()) return;  // FHIR JSON has no empty lists
    list(writer, "entry", [&] {
      for (const auto& entry : found.entries) {
        object(writer, [&] {
          base::put(writer, "fullUrl", entry.url);
          base::key(writer, "resource");
          writer.RawValue(entry.resource.data(), entry.resource.size(), rapidjson::kObjectType);
          object(writer, "search", [&] { base::put(writer, "mode", "match"); });
        });
      }
    });
  });
  return text_of(buffer);
}

}  // namespace raccordo::fhir
