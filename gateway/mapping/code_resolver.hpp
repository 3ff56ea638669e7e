// CodeResolver: maps one coded value to its shared code or an issue. Used by the mapper for each value that
// passes through a table or must be a shared code already.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "mapping/mapped.hpp"
#include "mapping/suggestions.hpp"
#include "mapping/table.hpp"
#include "model/case_record.hpp"
#include "model/field_record.hpp"
#include "model/masked_code.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping {

/// For the values of one record. Threads: one. Ownership: looks into what it is given, which must outlive it.
class CodeResolver {
 public:
  CodeResolver(const model::Scheme& scheme, const TableSet& tables, const Suggester& suggester,
               std::string_view source, const model::CodeMask& mask)
      : scheme_(scheme), tables_(tables), suggester_(suggester), source_(source), mask_(mask) {}

  /// The value's shared code with its provenance; a code that does not map keeps only its source code, with
  /// an issue and an entry in `out.waiting`, masked if it contains an identifier; an ignored code and an
  /// unknown shared code are absent. `date` selects the row.
  model::Coded resolve(const model::FieldRecord& fields, const model::FieldValue& value,
                       const std::optional<base::Date>& date, Mapped& out);

 private:
  model::Coded shared_already(const model::FieldRecord& fields, const model::FieldValue& value,
                              Mapped& out) const;
  /// Why a code waits; `date` is that of the coded item.
  struct Reason {
    model::IssueCode code;
    std::string message;
    std::optional<base::Date> date;
  };
  void keep_waiting(const model::FieldRecord& fields, const model::FieldValue& value, Reason reason,
                    Mapped& out);
  /// The shared area given by the record for an intervention, for the suggestions of its type; or empty.
  std::string_view parent_of(const model::FieldRecord& fields, const model::FieldValue& value);
  const model::Scheme& scheme_;
  const TableSet& tables_;
  const Suggester& suggester_;
  /// The result of the tables for the value; `value` is masked unless a table names it unmasked.
  Lookup look_up(const Table& table, model::FieldValue& value, const std::optional<base::Date>& date) const;

  std::string_view source_;
  const model::CodeMask& mask_;
  /// By item: the value of its area. Filled when the first type waits, so that a record with many of them is
  /// not read again for each.
  std::vector<const model::FieldValue*> areas_;
};

}  // namespace raccordo::mapping
