// ETags of tables: version, revision and digest of one content, in one of its forms. Made and compared by the
// routes of tables.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/interface/table_versions.hpp"

namespace raccordo::app {

enum class TableForm : std::uint8_t { json, csv, concept_map };

/// Strong: it changes with the content and, as the JSON form tells it, with the state of the version.
std::string table_etag(const store::TableVersionRow& row, TableForm form);

/// What an If-Match header asks for (RFC 9110, section 13.1.1).
struct IfMatch {
  bool any = false;                              ///< `*`
  bool met = false;                              ///< a tag in it is that of the row, in whatever form
  std::optional<store::VersionMark> first = {};  ///< what its first tag of ours stands for
};
/// Weak tags never match.
IfMatch read_if_match(std::string_view header, const store::TableVersionRow& there);

/// Whether If-None-Match names the tag.
bool names_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace raccordo::app
