// Settled: whether all that is stored means what the tables in force say. A release counts such a moment
// alone: it names one version of each table.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "model/case_facts.hpp"

namespace raccordo::store {

/// Why some stored records may still mean what a former version said.
struct Unsettled {
  enum class Kind : std::uint8_t {
    remap,      ///< a task on stored records is QUEUED or PROCESSING
    paused,     ///< such a task is PAUSED: only a person ends it
    overtaken,  ///< records were stored while a version came into force; no task tells of them
  } kind = Kind::remap;
  std::string task, source, table;  ///< "" if overtaken
};

/// One moment of the store, as a release counts it.
struct SettledSnapshot {
  std::optional<Unsettled> unsettled;  ///< then all else is empty
  model::FactSet facts;
  /// In force at that moment, by source and table.
  std::map<std::pair<std::string, std::string>, std::int32_t> versions;
};

}  // namespace raccordo::store
