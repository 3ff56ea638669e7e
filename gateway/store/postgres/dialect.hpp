// The SQL of the store is written once, in the common part of SQLite and PostgreSQL. What remains is spelled
// differently and means the same: this translates it. Functions that only SQLite has are defined in the
// schema (schemas/sql/postgres). Called by PgSession when it prepares a statement.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace raccordo::store {

/// Parameters `?` and `?N` become `$N`, `x''` the empty bytes, and the hint `CROSS JOIN` an ordinary join.
/// Quoted text stays as it is.
std::string to_postgres(std::string_view sql);

/// The table of an INSERT.
std::string_view table_of_insert(std::string_view sql);
/// An INSERT of one row (`INSERT INTO table (...) VALUES (...)`) that also sets the column `no`, to the value
/// after the `values` others.
std::string to_numbered(std::string_view sql, std::size_t values);

/// The same for many rows, as PostgreSQL spells it: each parameter is an array with one element for each row.
/// `types` are those of the elements; `numbered` puts the last one into the column `no`. What follows the
/// VALUES (`ON CONFLICT ...`) may name no parameter.
enum class Numbered : std::uint8_t { no, yes };
std::string to_gathered(std::string_view sql, const std::vector<std::string_view>& types, Numbered numbered);

/// PostgreSQL keeps no zero bytes in texts. Each one becomes U+FFFE and `0`, and U+FFFE itself U+FFFE and
/// `1`. U+FFFE is no character: it occurs in no text that people write.
bool needs_escape(std::string_view text);
std::string escape_text(std::string_view text);
bool is_escaped(std::string_view text);
std::string unescape_text(std::string_view text);

}  // namespace raccordo::store
