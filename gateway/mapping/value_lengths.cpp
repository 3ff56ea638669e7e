#include "mapping/value_lengths.hpp"

#include "mapping/record_issue.hpp"

namespace raccordo::mapping {

bool is_too_long(const model::FieldValue& value) {
  return value.text.size() > kMostCodeBytes &&
         (!value.table.empty() || value.field == model::Field::record_id);
}

void check_lengths(const model::FieldRecord& fields, Mapped& out) {
  for (const auto& value : fields.values) {
    if (!is_too_long(value)) continue;
    const std::string what = value.field == model::Field::record_id
                                 ? "The record_id"
                                 : "The code of the mapping table \"" + value.table + "\"";
    out.issues.push_back(issue_on(fields, value, model::IssueCode::value_too_long,
                                  what + " has " + std::to_string(value.text.size()) + " bytes, at most " +
                                      std::to_string(kMostCodeBytes) +
                                      " are taken. Check which column or member the source's profile reads "
                                      "here: a free text is no code."));
    if (value.field == model::Field::record_id) out.record.record_id.clear();
  }
}

}  // namespace raccordo::mapping
