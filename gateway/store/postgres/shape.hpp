// The parts that statements of a schema make (tables, columns, keys, indexes, triggers, views, functions),
// read from the statements themselves, so that no second list of them can be out of date. Used by
// postgres_schema to find what a database lacks, for instance after a restore that broke off. Understands
// what the files in schemas/sql/postgres use: CREATE, DROP, and ALTER TABLE with ADD or DROP COLUMN; a test
// compares the result with a database.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace raccordo::store {

/// In the words of messages: `table records`, `column no of records`, `primary key (no) of records`,
/// `unique key (id) of submissions`, `check of ledger`, `index records_id`, `trigger record_left of records`,
/// `view exchange_rows`, `function iif`, `domain blob`.
using PgShape = std::set<std::string>;

/// Adds what the statements make and takes away what they drop.
void apply_statements(std::string_view sql, PgShape& shape);

}  // namespace raccordo::store
