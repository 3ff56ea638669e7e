// Remap: the effect of another version of a mapping table on codes and stored records. A stored record keeps
// the source's code with each shared code, so it can be mapped again without its sender. Called by
// app/tables/impact and app/tables/replayer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/table.hpp"
#include "model/case_record.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping {

/// The source's codes with different results in the two versions: other targets, other validity, ignored or
/// not. Sorted, each once. Rows without effect (FLAGGED, UNCHECKED) do not count.
std::vector<std::string> changed_codes(const Table& before, const Table& after);

/// One coded value with another result than the stored one.
struct CodeMove {
  std::string source_code, source_label, table;
  std::string from, to;  ///< shared codes; `to` is "" if the code is ignored now, or no longer maps
  enum class Kind : std::uint8_t { changes, breaks } kind = Kind::changes;
};

/// Maps the coded values of a stored record again that came from `table` (all of them if it is empty). A
/// value that maps differently is changed in place; an ignored one keeps only its source code. A value that
/// no longer maps does not change: the accepted value counts until there is a new one. The area of an
/// intervention follows its type, as in the first mapping. Returns the changes.
std::vector<CodeMove> remap(model::CaseRecord& record, const TableSet& tables, std::string_view table,
                            const model::Scheme& scheme);

}  // namespace raccordo::mapping
