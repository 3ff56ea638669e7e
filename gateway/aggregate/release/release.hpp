// Releases: all catalogued tables for one period from one snapshot, protected together, immutable. Called by
// app/releases/publish; rendered by extract/.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "base/file_fault.hpp"
#include "base/result.hpp"
#include "model/case_facts.hpp"
#include "model/extract.hpp"
#include "model/scheme.hpp"

namespace raccordo::aggregate {

using base::FileFault;

/// Loads every *.yaml of the folder, in order of file name; the definitions or ALL faults.
base::Result<std::vector<model::ExtractDefinition>, std::vector<FileFault>> load_catalogue(
    const std::filesystem::path& folder);

/// Configuration `disclosure`.
struct Rules {
  int k = 5;  ///< minimum number of persons of a shown cell; never below 3
  int p_percent = 10;
};

struct ReleaseRequest {
  std::string id;  ///< ULID
  model::Period period;
  model::Periodicity periodicity = model::Periodicity::year;
  Rules rules;
  std::string key;  ///< 32 bytes for choices that must be repeatable but not predictable
  std::map<std::string, std::map<std::string, std::int32_t>>
      mapping_versions;  ///< source -> table -> version
  std::map<std::string, int>
      coverage;  ///< source -> whole percent of records that mapped; absent under 100 records
};

/// The metadata of one table.
struct TableSummary {
  std::string id;
  std::size_t cells = 0,
              hidden = 0;   ///< all cells, and the hidden ones, as a reader of the table can count them
  double share_hidden = 0;  ///< hidden / cells, 0..1; not a share of non-zero cells, which would reveal them
};

class Release {
 public:
  const std::string& id() const { return id_; }
  const std::string& period() const { return period_; }
  const std::vector<model::ProtectedTable>& tables() const { return tables_; }
  const model::ProtectedTable* find(std::string_view table_id) const;
  const std::vector<TableSummary>& summaries() const { return summaries_; }
  /// SHA-256 (hex) over everything published except the release's id: same snapshot, rules and key, same
  /// digest.
  const std::string& digest() const { return digest_; }
  /// The JSON of `GET /v1/releases/{id}` except `state`: id, period, revision (0 for the first release of the
  /// period, then 1, 2 ...), k, rules, guarantee, mapping_versions, coverage, digest, tables[], each with
  /// `withheld`, the reason, if it was withheld below its top levels.
  const std::string& metadata() const { return metadata_; }
  /// The stored form; `read_release` is its inverse and checks the digest.
  const std::string& serialise() const { return serialised_; }

 private:
  friend class ReleaseAuthority;
  Release() = default;
  std::string id_, period_, digest_, metadata_, serialised_;
  std::vector<model::ProtectedTable> tables_;
  std::vector<TableSummary> summaries_;
};

/// A stored release; a fault if its bytes are not those that were stored.
base::Result<Release> read_release(std::string_view serialised);

}  // namespace raccordo::aggregate
