// The parts of a release as JSON, with their digests. Internal to aggregate/.
#pragma once

#include <string>

#include "aggregate/release/release_parts.hpp"

namespace raccordo::aggregate {

TableSummary summarise(const TableParts& table);

/// SHA-256 (hex) over definition, dimensions and cells: shows which table of a release was changed.
std::string table_digest(const TableParts& table);

/// Everything published except the id, as JSON: equal content, equal bytes. The digest covers it.
std::string write_content(const ReleaseParts& parts);

/// The answer to `GET /v1/releases/{id}`, except `state`.
std::string write_metadata(const ReleaseParts& parts, const std::string& digest);

}  // namespace raccordo::aggregate
