// Mapper: maps a FieldRecord to a CaseRecord. Looks codes up in the tables in force, checks the record
// (required fields, dates, owner) and adds an issue for every fault. Called by app/ingest.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "mapping/mapped.hpp"
#include "mapping/suggestions.hpp"
#include "mapping/table.hpp"
#include "model/field_record.hpp"
#include "model/masked_code.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping {

/// Threads: const and stateless; one mapper may serve many threads.
class Mapper {
 public:
  /// All must outlive the mapper. A suggester shared between mappers of one scheme saves work; without one
  /// the mapper makes its own.
  Mapper(const model::Scheme& scheme, const TableSet& tables, const base::Clock& clock,
         std::shared_ptr<const Suggester> suggester = nullptr);
  /// Codes, labels and names of items that contain the identifier of a person are replaced by the form that
  /// `mask` gives them, everywhere: values, issues and waiting codes. Only a code that a table in force names
  /// is kept.
  Mapped map(const model::FieldRecord& fields, std::string_view source,
             const model::CodeMask& mask = nullptr) const;

 private:
  const model::Scheme& scheme_;
  const TableSet& tables_;
  const base::Clock& clock_;
  std::shared_ptr<const Suggester> suggester_;
};

}  // namespace raccordo::mapping
