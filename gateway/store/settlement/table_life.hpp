// The states of a version of a mapping table (docs/mapping.md#versions) and the steps between them.
// Independent of the store; used by the files of sqlite/ and the routes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace raccordo::store {

/// Kept as numbers in the store: extend at the end, never reorder.
enum class VersionState : std::uint8_t { draft, in_review, approved, active, retired };
inline constexpr std::size_t kVersionStates = 5;
std::string_view to_string(VersionState state);  // "DRAFT", "IN_REVIEW", ...

enum class TableAction : std::uint8_t { edit, submit, send_back, approve, discard, activate, roll_back };
inline constexpr std::size_t kTableActions = 7;
/// As in the audit chain after `table.`: "edit", "submit", "send-back", ...
std::string_view to_string(TableAction action);

/// The state after the action; nothing if it is not possible from here. An edit makes any open version a
/// draft again, because its content is no longer the approved one. A version that is or was in force never
/// changes.
std::optional<VersionState> next_state(VersionState from, TableAction action);

/// DRAFT, IN_REVIEW or APPROVED: a table has at most one such version.
bool is_open(VersionState state);

}  // namespace raccordo::store
