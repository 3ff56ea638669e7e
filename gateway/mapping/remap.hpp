// Remap: what another version of a mapping table does to codes and to stored records. A stored record keeps
// the source's code beside each shared code, so it can be mapped again without its sender. Called by
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

/// The source's codes for which the two versions do not say the same: other targets, other validity, ignored
/// or not. Sorted, each once. Rows that decide nothing (FLAGGED, UNCHECKED) do not count.
std::vector<std::string> changed_codes(const Table& before, const Table& after);

/// One coded value that the tables at hand see differently than it is stored.
struct CodeMove {
  std::string source_code, source_label, table;
  std::string from, to;  ///< shared codes; `to` is "" if the code is ignored now, or no longer maps
  enum class Kind : std::uint8_t { changes, breaks } kind = Kind::changes;
};

/// Maps the coded values of a stored record again that came through `table` (all of them if it is empty).
/// A value that maps otherwise now is changed in place; one that is ignored now keeps its source code alone.
/// A value that no longer maps stays as it is: what was accepted counts until something better is known. The
/// area of an intervention follows its type, as when it was mapped first. Gives what moved.
std::vector<CodeMove> remap(model::CaseRecord& record, const TableSet& tables, std::string_view table,
                            const model::Scheme& scheme);

}  // namespace raccordo::mapping
