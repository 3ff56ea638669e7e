#include "mapping/value_lengths.hpp"

#include "mapping/record_issue.hpp"

namespace raccordo::mapping {

namespace {

std::string name_of(const model::FieldValue& value) {
  if (value.field == model::Field::record_id) return "The record_id";
  if (!value.table.empty()) return "The code of the mapping table \"" + value.table + "\"";
  return "The value of " + model::field_path(value.field, value.item);
}

}  // namespace

bool is_too_long(const model::FieldValue& value) {
  if (value.text.size() <= kMostCodeBytes) return false;
  const bool name =
      model::info(value.field).kind == model::FieldKind::text && value.field != model::Field::person_id;
  return name || !value.table.empty();
}

void check_lengths(const model::FieldRecord& fields, Mapped& out) {
  for (const auto& value : fields.values) {
    if (!is_too_long(value)) continue;
    out.issues.push_back(issue_on(fields, value, model::IssueCode::value_too_long,
                                  name_of(value) + " has " + std::to_string(value.text.size()) +
                                      " bytes, at most " + std::to_string(kMostCodeBytes) +
                                      " are taken. Check which column or member the source's profile reads "
                                      "here: a free text is no code."));
    if (value.field == model::Field::record_id) out.record.record_id.clear();
  }
}

void check_address(const model::FieldRecord& fields, Mapped& out) {
  for (const auto& value : fields.values) {
    if (value.field != model::Field::record_id || (value.text != "." && value.text != "..")) continue;
    out.issues.push_back(issue_on(fields, value, model::IssueCode::unexpected_shape,
                                  "The record_id is \"" + value.text +
                                      "\": in an address that is a way through folders, so nobody could "
                                      "ask for the record or erase it. Send it with another id."));
    out.record.record_id.clear();
  }
}

}  // namespace raccordo::mapping
