// The only way to create publishable tables: from freshly protected parts, or from a stored release. Only the
// two friend functions can do it. Internal to aggregate/.
#pragma once

#include <vector>

#include "aggregate/release/release.hpp"
#include "aggregate/release/release_parts.hpp"

namespace raccordo::aggregate {

struct Evidence;
struct ProvenRelease;

class ReleaseAuthority {
  friend base::Result<Release> read_release(std::string_view serialised);
  friend base::Result<ProvenRelease> make_proven_release(
      const model::FactSet& facts, const std::vector<model::ExtractDefinition>& catalogue,
      const model::Scheme& scheme, const ReleaseRequest& request, const Evidence* earlier);

  static Release publish(ReleaseParts parts);
  static model::ProtectedTable make_table(TableParts table, const ReleaseParts& release);
};

}  // namespace raccordo::aggregate
