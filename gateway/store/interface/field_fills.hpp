// FieldFills: which fields the last records of a source filled, and which fields became empty in a later
// document (model/field_fill.hpp). Written by apply, in the transaction of the records; part of CaseStore.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "model/field_fill.hpp"

namespace raccordo::store {

/// The field fills of a whole document; given with its last piece.
struct FillVerdict {
  std::uint64_t records = 0;
  std::vector<std::string> fell, filled;  ///< names of fields
};

/// A field that became empty and has not been filled since.
struct FallenField {
  std::string source, field, submission;  ///< the last submission in which it was empty
  std::uint64_t records = 0;              ///< of that submission
  base::Instant first_seen, last_seen;
};

class FieldFills {
 public:
  virtual ~FieldFills() = default;
  /// Of the source's last records, model::kFillWindow at most.
  virtual model::FillCounts last_records(std::string_view source) = 0;
  /// By source and field.
  virtual std::vector<FallenField> fallen() = 0;
};

}  // namespace raccordo::store
