// Remapper: maps stored records again with the tables in force, from the source codes stored with them. Used
// by Replayer for tasks of an activation, and for records that were stored during one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/rules/active_tables.hpp"
#include "app/tables/code_finder.hpp"
#include "store/interface/replays.hpp"

namespace raccordo::app {

class Remapper {
 public:
  /// Maps the values of one table; "": of all. Only records that may contain one of `codes`; empty: all.
  Remapper(std::string source, std::string table, const std::vector<std::string>& codes);

  struct Look {
    std::optional<store::RemappedBody> changed;
    bool keeps = false;  ///< a code that no longer maps: the accepted value is kept
  };
  Look look_at(const ActiveTables& tables, const store::StoredBody& stored) const;

 private:
  std::string source_, table_;
  std::optional<CodeFinder> finder_;
};

}  // namespace raccordo::app
