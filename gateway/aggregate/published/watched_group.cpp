#include "aggregate/published/watched_group.hpp"

namespace raccordo::aggregate {

bool is_flow(const model::ExtractDefinition& definition) {
  return definition.measure == model::Measure::amount || definition.when == model::When::opened_during ||
         definition.when == model::When::closed_during;
}

}  // namespace raccordo::aggregate
