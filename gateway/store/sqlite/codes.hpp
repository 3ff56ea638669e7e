// The dictionary of shared codes, ISTAT codes and source names: a number for each text, cached in memory.
// Used by the writer's jobs only (one thread). Other processes may add rows at the same time; rows are never
// changed or removed, so committed numbers stay valid.
#pragma once

#include <string_view>

#include "model/scheme.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

class CodeDictionary {
 public:
  /// The number of `text`, added if it is new; 0 for the empty text.
  std::uint32_t number(Connection& db, std::string_view text);
  /// A transaction was rolled back: numbers assigned since may be invalid.
  void forget() { numbers_.clear(); }

 private:
  model::StringMap<std::uint32_t> numbers_;
};

}  // namespace raccordo::store
