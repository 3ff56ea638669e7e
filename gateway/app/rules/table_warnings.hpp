// What `check` warns of in the tables of mappings/: they load, but a row does less than it seems to, or
// should not be there.
#pragma once

#include "app/rules/active_tables.hpp"
#include "base/digest.hpp"
#include "base/file_fault.hpp"

namespace raccordo::app {

/// Warnings of all tables with file and line: codes that look alike; cells that contain an identifier of a
/// person; approved codes that are words of `nulls` in the profile of their source. With the pseudonym key,
/// messages show the masked form of a code. Pure.
base::FileFaults table_warnings(const ActiveTables& tables, const base::Hmac* key);

}  // namespace raccordo::app
