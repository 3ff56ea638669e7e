#include "store/settlement/table_life.hpp"

#include <array>

namespace raccordo::store {
namespace {

using enum VersionState;
constexpr std::optional<VersionState> none = std::nullopt;
using StateRow = std::array<std::optional<VersionState>, kVersionStates>;

/// By action, then by state.
constexpr std::array<StateRow, kTableActions> kNext = {{
    //              DRAFT      IN_REVIEW  APPROVED  ACTIVE  RETIRED
    /* edit      */ {draft, draft, draft, none, none},
    /* submit    */ {in_review, none, none, none, none},
    /* send_back */ {none, draft, draft, none, none},
    /* approve   */ {none, approved, none, none, none},
    /* discard   */ {retired, retired, retired, none, none},
    /* activate  */ {none, none, active, none, none},
    /* roll_back */ {none, none, none, none, active},
}};

constexpr std::array<std::string_view, kVersionStates> kStateNames = {"DRAFT", "IN_REVIEW", "APPROVED",
                                                                      "ACTIVE", "RETIRED"};
constexpr std::array<std::string_view, kTableActions> kActionNames = {
    "edit", "submit", "send-back", "approve", "discard", "activate", "roll-back"};

}  // namespace

std::string_view to_string(VersionState state) { return kStateNames[static_cast<std::size_t>(state)]; }
std::string_view to_string(TableAction action) { return kActionNames[static_cast<std::size_t>(action)]; }

std::optional<VersionState> next_state(VersionState from, TableAction action) {
  return kNext[static_cast<std::size_t>(action)][static_cast<std::size_t>(from)];
}

bool is_open(VersionState state) { return state <= approved; }

}  // namespace raccordo::store
