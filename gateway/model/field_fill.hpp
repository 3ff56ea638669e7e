// Which fields of a source's records are filled, in its last records and in one document. Detects fields that
// used to be filled and are empty in a document, because an export with a renamed column loses content
// without a fault. Counted by DocumentRun, stored by the store.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "model/field_record.hpp"
#include "model/issue.hpp"

namespace raccordo::model {

/// One bit for each field of a record, in the order of Field.
using FillMask = std::uint64_t;
static_assert(kFields <= 64);

FillMask fill_of(const FieldRecord& record);

/// Records that a document is compared with, at most.
inline constexpr std::uint64_t kFillWindow = 1000;
/// With fewer records, before or in the document, nothing is reported.
inline constexpr std::uint64_t kFillLeast = 100;

struct FillCounts {
  std::uint64_t records = 0;
  std::array<std::uint64_t, kFields> filled{};
  void add(FillMask mask);
};

/// `interventions.type`; outside lists the field's own name.
std::string fill_name(Field field);

/// Filled in more than half of the earlier records, and empty in more than 95 % of those of the document.
std::vector<Field> fell_empty(const FillCounts& before, const FillCounts& document);
/// Fields that the document fills in at least 5 % of its records: no longer fallen.
std::vector<Field> are_filled(const FillCounts& document);

/// The warning of the document (record 0).
Issue fell_empty_issue(Field field, const FillCounts& before, const FillCounts& document);

}  // namespace raccordo::model
