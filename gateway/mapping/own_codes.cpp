#include "mapping/own_codes.hpp"

#include <algorithm>
#include <utility>

#include "base/json.hpp"
#include "mapping/coded_values.hpp"
#include "mapping/record_json.hpp"
#include "mapping/record_slots.hpp"

namespace raccordo::mapping {
namespace {

using model::CodedField;
using model::Field;
using model::Unsaid;

/// A code of the source, or why there is none.
struct OwnCode {
  std::string code;
  Unsaid why = Unsaid::no_place;
};

class Translator {
 public:
  Translator(std::span<const CodedField> fields, ReverseTables& tables) : fields_(fields), tables_(tables) {}

  /// The first of the field's tables that has the code; else the reason of the first.
  OwnCode translate(const CodedValue& value) const {
    if (!value.coded->is_mapped()) return {"", Unsaid::unmapped_code};
    OwnCode first;
    bool is_first = true;
    for (const auto& field : fields_) {
      if (field.field != value.which) continue;
      auto own = look_up(field, value);
      if (!own.code.empty()) return own;
      if (std::exchange(is_first, false)) first = own;
    }
    return first;
  }

  /// In sources that join area and type into one code, the area is the one before the joiner: there may be
  /// several codes of one area.
  OwnCode area_within(const CodedValue& area, const CodedValue& type) const {
    const auto own = translate(type);
    for (const auto& field : fields_) {
      if (field.field != Field::intervention_type || field.joiner.empty() || own.code.empty()) continue;
      const auto before = own.code.substr(0, own.code.find(field.joiner));
      if (before.size() < own.code.size() && is_code_of(before, area)) return {before, {}};
    }
    return translate(area);
  }

 private:
  OwnCode look_up(const CodedField& field, const CodedValue& value) const {
    const auto& code = value.coded->code;
    if (field.table.empty()) {
      const bool is_said = field.constant.empty() || field.constant == code;
      return {is_said ? code : "", Unsaid::no_place};
    }
    const auto* table = tables_.find(field.table);
    if (table == nullptr) return {"", Unsaid::no_equivalent};
    if (!field.constant.empty()) {
      const bool is_said = table->maps_to(field.constant, code, value.date);
      return {is_said ? field.constant : "", Unsaid::no_place};
    }
    const auto found = table->find(code, value.date);
    return found.row ? OwnCode{found.row->source_code, {}} : OwnCode{"", found.why};
  }

  bool is_code_of(const std::string& own, const CodedValue& value) const {
    return std::any_of(fields_.begin(), fields_.end(), [&](const CodedField& field) {
      if (field.field != value.which || field.table.empty()) return false;
      const auto* table = tables_.find(field.table);
      return table && table->maps_to(own, value.coded->code, value.date);
    });
  }

  std::span<const CodedField> fields_;
  ReverseTables& tables_;
};

bool is_type_of(const CodedValue& type, const CodedValue& area) {
  return type.which == Field::intervention_type && type.item == area.item && type.coded->is_mapped();
}

}  // namespace

model::OwnRecord to_own_codes(const model::CaseRecord& record, std::span<const CodedField> fields,
                              ReverseTables& tables) {
  model::OwnRecord own{record, {}};
  const Translator translator(fields, tables);
  const auto values = coded_values(record);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto& value = values[i];
    // The type of an intervention is the next value after its area.
    const bool has_type = value.which == Field::intervention_area && value.coded->is_mapped() &&
                          i + 1 < values.size() && is_type_of(values[i + 1], value);
    auto found = has_type ? translator.area_within(value, values[i + 1]) : translator.translate(value);
    if (found.code.empty()) {
      const auto& coded = *value.coded;
      own.untranslated.push_back(
          {value.which, value.item, coded.is_mapped() ? coded.code : coded.source_code, found.why});
    }
    *coded_slot(own.record, value.which, value.item) = {std::move(found.code), "", "", "", 0};
  }
  return own;
}

std::string own_record_line(const model::OwnRecord& own, std::string_view person_id) {
  auto record = own.record;
  std::erase_if(record.needs, [](const model::Coded& need) { return need.is_absent(); });
  auto line = shared_record_line(record, person_id);
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartArray();
  for (const auto& missing : own.untranslated) {
    writer.StartObject();
    base::put(writer, "path", missing.path());
    base::put(writer, "code", missing.code);
    base::put(writer, "why", to_string(missing.why));
    writer.EndObject();
  }
  writer.EndArray();
  line.pop_back();  // the brace that ends the record
  return line + ",\"untranslated\":" + std::string(base::view(buffer)) + "}";
}

}  // namespace raccordo::mapping
