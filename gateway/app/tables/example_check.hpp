// The effect of a table version on the examples of its source: reported when it is edited, submitted,
// approved and previewed, before an activation is refused with `breaks-examples`.
#pragma once

#include "app/rules/active_tables.hpp"
#include "app/tables/table_desk.hpp"
#include "base/json.hpp"

namespace raccordo::app {

/// As broken_examples; nothing if the version does not exist or no longer matches the scheme (reported
/// elsewhere).
base::FileFaults examples_broken_by(store::CaseStore& store, const ActiveTables& tables,
                                    const TableName& name, std::int32_t version, const base::Clock& clock);

/// The member `breaks_examples`, if there are any: `[{"file","line","message"}]`, 100 at most.
void write_breaks_examples(base::JsonWriter& writer, const base::FileFaults& broken);

}  // namespace raccordo::app
