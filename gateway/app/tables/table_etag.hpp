// ETags of tables: version, revision and digest of one content, in one of its formats. Used by the routes of
// tables.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/interface/table_versions.hpp"

namespace raccordo::app {

enum class TableForm : std::uint8_t { json, csv, concept_map };

/// Strong: changes with the content and, in the JSON form, with the state of the version.
std::string table_etag(const store::TableVersionRow& row, TableForm form);

/// The meaning of an If-Match header (RFC 9110, section 13.1.1).
struct IfMatch {
  bool any = false;                              ///< `*`
  bool met = false;                              ///< it contains the tag of the row, in any format
  std::optional<store::VersionMark> first = {};  ///< the version named by its first own tag
};
/// Weak tags never match.
IfMatch read_if_match(std::string_view header, const store::TableVersionRow& there);

/// True if If-None-Match contains the tag.
bool names_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace raccordo::app
