#include "model/field_fill.hpp"

namespace raccordo::model {
namespace {

/// Empty in more than 95 of 100.
bool is_nearly_empty(std::uint64_t filled, std::uint64_t records) {
  return (records - filled) * 100 > records * 95;
}

}  // namespace

FillMask fill_of(const FieldRecord& record) {
  FillMask mask = 0;
  for (const auto& value : record.values) mask |= FillMask{1} << static_cast<unsigned>(value.field);
  return mask;
}

void FillCounts::add(FillMask mask) {
  ++records;
  for (std::size_t i = 0; i < kFields; ++i) filled[i] += mask >> i & 1U;
}

std::string fill_name(Field field) {
  const auto& row = info(field);
  const auto list = to_string(row.list);
  return (list.empty() ? std::string() : std::string(list) + ".") + std::string(row.name);
}

std::vector<Field> fell_empty(const FillCounts& before, const FillCounts& document) {
  std::vector<Field> fields;
  if (before.records < kFillLeast || document.records < kFillLeast) return fields;
  for (std::size_t i = 0; i < kFields; ++i) {
    if (before.filled[i] * 2 > before.records && is_nearly_empty(document.filled[i], document.records))
      fields.push_back(static_cast<Field>(i));
  }
  return fields;
}

std::vector<Field> are_filled(const FillCounts& document) {
  std::vector<Field> fields;
  if (document.records < kFillLeast) return fields;
  for (std::size_t i = 0; i < kFields; ++i) {
    if (!is_nearly_empty(document.filled[i], document.records)) fields.push_back(static_cast<Field>(i));
  }
  return fields;
}

Issue fell_empty_issue(Field field, const FillCounts& before, const FillCounts& document) {
  const auto index = static_cast<std::size_t>(field);
  const auto share = [&](const FillCounts& counts) { return counts.filled[index] * 100 / counts.records; };
  Issue issue;
  issue.severity = Severity::warning;
  issue.code = IssueCode::field_fell_empty;
  issue.field = fill_name(field);
  issue.message = "`" + issue.field + "` is filled in " + std::to_string(share(document)) + " % of the " +
                  std::to_string(document.records) + " records of this document, and in " +
                  std::to_string(share(before)) + " % of the last " + std::to_string(before.records) +
                  " records of this source; check whether a column or member was renamed or left out in the "
                  "export";
  return issue;
}

}  // namespace raccordo::model
