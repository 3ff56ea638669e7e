// Settled: whether all stored records have the meaning of the tables in force. A release counts only such a
// state, because it names one version of each table.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "model/case_facts.hpp"

namespace raccordo::store {

/// Why some stored records may still have the meaning of a former version.
struct Unsettled {
  enum class Kind : std::uint8_t {
    remap,      ///< a task on stored records is QUEUED or PROCESSING
    paused,     ///< such a task is PAUSED: only a person resumes it
    overtaken,  ///< records were stored while a version was activated; no task covers them yet
  } kind = Kind::remap;
  std::string task, source, table;  ///< "" if overtaken
};

/// A consistent state of the store, for a release to count.
struct SettledSnapshot {
  std::optional<Unsettled> unsettled;  ///< then everything else is empty
  model::FactSet facts;
  /// In force at that moment, by source and table.
  std::map<std::pair<std::string, std::string>, std::int32_t> versions;
};

}  // namespace raccordo::store
