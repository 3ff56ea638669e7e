// The life of a version of a mapping table as a state machine (docs/mapping.md#versions): which step leads
// from which state to which. Knows no store; the files of sqlite/ and the routes ask it.
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
/// As in the audit chain behind `table.`: "edit", "submit", "send-back", ...
std::string_view to_string(TableAction action);

/// The state after the action; nothing if it is not possible from here. An edit makes any open version a
/// draft again: what was approved is not what is there then. A version that is or was in force never changes.
std::optional<VersionState> next_state(VersionState from, TableAction action);

/// DRAFT, IN_REVIEW or APPROVED: of these a table has one at most.
bool is_open(VersionState state);

}  // namespace raccordo::store
