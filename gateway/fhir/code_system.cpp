#include "fhir/code_system.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "fhir/json_forms.hpp"

namespace raccordo::fhir {
namespace {

constexpr std::string_view kTerritory = "territory";
constexpr std::string_view kInterventions = "intervention";
constexpr std::string_view kAreas = "area";

struct PropertyKind {
  std::string_view code, uri, description, type;
};
constexpr std::array<PropertyKind, 4> kProperties = {
    {{"parent", "http://hl7.org/fhir/concept-properties#parent",
      "The code above this one, of the same system", "code"},
     {"area", "", "The area that the intervention belongs to, a code of the system area", "Coding"},
     {"valid-from", "", "The first day on which the code may be used", "dateTime"},
     {"valid-to", "", "The last day on which the code may be used", "dateTime"}}};

Concept concept_of(std::string_view system, const model::Code& code) {
  return {code.code,
          code.label_it,
          code.label_en,
          code.parent,
          system == kInterventions ? std::string(kAreas) : std::string(),
          code.valid_from,
          code.valid_to};
}

Concept concept_of(const model::Comune& comune) {
  return {comune.istat_code, comune.name, "", "", "", {}, {}};
}

std::vector<Concept> concepts_of(const model::Scheme& scheme, std::string_view system) {
  std::vector<Concept> out;
  if (system == kTerritory) {
    for (const auto& comune : scheme.territory.comuni()) out.push_back(concept_of(comune));
  } else if (const auto* found = scheme.find(system)) {
    for (const auto& code : found->codes()) out.push_back(concept_of(system, code));
  }
  return out;
}

class SystemWriter {
 public:
  explicit SystemWriter(const Publisher& publisher) : publisher_(publisher) {}

  struct Head {
    std::string id, title, content, version;
    std::size_t count = 0;
  };

  template <class Concepts>
  std::string write(const Head& head, Rows rows, Concepts concepts) {
    object(writer_, [&] {
      put_identity(writer_, "CodeSystem", head.id, code_system_url(publisher_.public_url, head.id));
      base::put(writer_, "language", "it");
      base::put_if(writer_, "version", head.version);
      base::put(writer_, "name", program_name(head.id));
      base::put(writer_, "title", head.title);
      base::put(writer_, "status", "active");
      put_publication(writer_, publisher_);
      writer_.Key("caseSensitive");
      writer_.Bool(true);
      base::put(writer_, "content", rows == Rows::all ? std::string_view(head.content) : "not-present");
      writer_.Key("count");
      writer_.Uint64(head.count);
      if (head.content == "complete") list(writer_, "property", [&] { write_kinds(); });
      if (rows == Rows::all && head.count > 0) list(writer_, "concept", concepts);
    });
    return text_of(buffer_);
  }

  void write_concept(const Concept& each) {
    object(writer_, [&] {
      base::put(writer_, "code", each.code);
      base::put_if(writer_, "display", each.display);
      if (!each.english.empty()) {
        list(writer_, "designation", [&] {
          object(writer_, [&] {
            base::put(writer_, "language", "en");
            base::put(writer_, "value", each.english);
          });
        });
      }
      if (each.parent.empty() && !each.valid_from && !each.valid_to) return;
      list(writer_, "property", [&] { write_properties(each); });
    });
  }

 private:
  void write_kinds() {
    for (const auto& kind : kProperties) {
      object(writer_, [&] {
        base::put(writer_, "code", kind.code);
        base::put_if(writer_, "uri", kind.uri);
        base::put(writer_, "description", kind.description);
        base::put(writer_, "type", kind.type);
      });
    }
  }

  void write_properties(const Concept& each) {
    if (!each.parent.empty() && each.parent_system.empty()) {
      object(writer_, [&] {
        base::put(writer_, "code", "parent");
        base::put(writer_, "valueCode", each.parent);
      });
    } else if (!each.parent.empty()) {
      object(writer_, [&] {
        base::put(writer_, "code", each.parent_system);
        object(writer_, "valueCoding", [&] {
          base::put(writer_, "system", code_system_url(publisher_.public_url, each.parent_system));
          base::put(writer_, "code", each.parent);
        });
      });
    }
    if (each.valid_from) write_date("valid-from", *each.valid_from);
    if (each.valid_to) write_date("valid-to", *each.valid_to);
  }

  void write_date(std::string_view code, const base::Date& date) {
    object(writer_, [&] {
      base::put(writer_, "code", code);
      base::put(writer_, "valueDateTime", to_string(date));
    });
  }

  const Publisher& publisher_;
  JsonBuffer buffer_;
  JsonWriter writer_{buffer_};
};

}  // namespace

std::vector<std::string> scheme_systems(const model::Scheme& scheme) {
  std::vector<std::string> out = {std::string(kTerritory)};
  for (const auto& [id, system] : scheme.systems) out.push_back(id);
  std::sort(out.begin(), out.end());
  return out;
}

std::optional<std::vector<Concept>> concepts_of_system(const model::Scheme& scheme, std::string_view system) {
  if (system != kTerritory && scheme.find(system) == nullptr) return std::nullopt;
  return concepts_of(scheme, system);
}

std::optional<Concept> find_concept(const model::Scheme& scheme, std::string_view system,
                                    std::string_view code) {
  if (system == kTerritory) {
    const auto* comune = scheme.territory.by_istat(code);
    return comune ? std::optional(concept_of(*comune)) : std::nullopt;
  }
  const auto* found = scheme.find(system);
  const auto* shared = found ? found->find(code) : nullptr;
  return shared ? std::optional(concept_of(system, *shared)) : std::nullopt;
}

std::optional<std::string> write_code_system(const model::Scheme& scheme, std::string_view system,
                                             const Publisher& publisher, Rows rows) {
  if (system != kTerritory && scheme.find(system) == nullptr) return std::nullopt;
  const auto concepts = concepts_of(scheme, system);
  SystemWriter writer(publisher);
  return writer.write(
      {std::string(system), "Raccordo: " + std::string(system), "complete", "", concepts.size()}, rows, [&] {
        for (const auto& each : concepts) writer.write_concept(each);
      });
}

std::string write_concepts(std::string_view id, const std::vector<Concept>& concepts,
                           const Publisher& publisher, Rows rows) {
  SystemWriter writer(publisher);
  return writer.write({std::string(id), "Raccordo: " + std::string(id), "complete", "", concepts.size()},
                      rows, [&] {
                        for (const auto& each : concepts) writer.write_concept(each);
                      });
}

std::string write_source_codes(const mapping::Table& table, const Publisher& publisher, Rows rows) {
  std::unordered_set<std::string_view> seen;
  std::vector<const mapping::Row*> first;  // FHIR, invariant csd-1: codes are unique in their system
  for (const auto& row : table.rows()) {
    if (seen.insert(row.source_code).second) first.push_back(&row);
  }
  SystemWriter writer(publisher);
  const SystemWriter::Head head = {table_id(table), table.source() + ": " + table.name(), "fragment",
                                   std::to_string(table.version()), first.size()};
  return writer.write(head, rows, [&] {
    for (const auto* row : first) {
      writer.write_concept({row->source_code, row->source_label, "", "", "", {}, {}});
    }
  });
}

}  // namespace raccordo::fhir
