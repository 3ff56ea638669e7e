// Shared records field by field, for comparing what two formats say of one case.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "mapping/coded_values.hpp"
#include "model/case_record.hpp"
#include "model/field.hpp"
#include "unit/synth/shipped_profile.hpp"

namespace raccordo::synth {

/// Every value that is there by its path; a code that did not map as `?code`.
class RecordFields {
 public:
  explicit RecordFields(const model::CaseRecord& record) {
    using model::Field;
    put(Field::kind, std::string(to_string(record.kind)));
    if (record.version) put(Field::version, to_string(*record.version));
    put(Field::owner, record.owner);
    put(Field::managed_by, record.managed_by);
    put(Field::opened, record.opened);
    put(Field::closed, record.closed);
    put(Field::person_id_type, std::string(to_string(record.person.id_type)));
    put(Field::person_id, id_of(record));
    put(Field::person_birth_date, record.person.birth_date);
    put(Field::person_residence, record.person.residence);
    if (const auto members = record.person.household.members)
      put(Field::household_members, std::to_string(*members));
    put(Field::access_date, record.access.date);
    put(Field::closure_date, record.closure.date);
    put_lists(record);
    for (const auto& value : mapping::coded_values(record))
      fields_[value.field] = value.coded->is_mapped() ? value.coded->code : "?" + value.coded->source_code;
  }

  /// Paths whose values differ, or that occur in one of the two only.
  std::set<std::string> differences(const RecordFields& other) const {
    std::set<std::string> paths;
    for (const auto& [path, value] : fields_)
      if (other.of(path) != value) paths.insert(path);
    for (const auto& [path, value] : other.fields_)
      if (of(path) != value) paths.insert(path);
    return paths;
  }
  /// Empty if there is no value.
  std::string of(const std::string& path) const {
    const auto found = fields_.find(path);
    return found == fields_.end() ? "" : found->second;
  }

 private:
  void put_lists(const model::CaseRecord& record) {
    using model::Field;
    for (std::size_t i = 0; i < record.assessments.size(); ++i) {
      if (record.assessments[i] != base::Date{})
        put(Field::assessment_date, to_string(record.assessments[i]), i);
    }
    for (std::size_t i = 0; i < record.plans.size(); ++i) {
      const auto& plan = record.plans[i];
      put(Field::plan_id, plan.id, i);
      put(Field::plan_start, plan.start, i);
      put(Field::plan_end, plan.end, i);
      put(Field::plan_value, plan.value, i);
      put(Field::plan_copayment, plan.copayment, i);
    }
    for (std::size_t i = 0; i < record.interventions.size(); ++i) {
      const auto& item = record.interventions[i];
      put(Field::intervention_id, item.id, i);
      put(Field::intervention_start, item.start, i);
      put(Field::intervention_end, item.end, i);
      put(Field::intervention_amount, item.amount, i);
      put(Field::intervention_quantity, item.quantity, i);
      put(Field::intervention_managed_by, item.managed_by, i);
    }
  }

  template <class Value>
  void put(model::Field field, const std::optional<Value>& value, std::size_t item = 0) {
    if (value) put(field, to_string(*value), item);
  }
  void put(model::Field field, std::string value, std::size_t item = 0) {
    if (!value.empty()) fields_[model::field_path(field, item)] = std::move(value);
  }

  std::map<std::string, std::string> fields_;
};

}  // namespace raccordo::synth
