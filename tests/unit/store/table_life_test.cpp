// Every state with every action.
#include "store/settlement/table_life.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace raccordo::store {
namespace {

TEST(TableLife, DefinesTheOutcomeOfEveryActionInEveryState) {
  using State = VersionState;
  using Action = TableAction;
  const std::map<std::pair<State, Action>, State> possible = {
      {{State::draft, Action::edit}, State::draft},
      {{State::in_review, Action::edit}, State::draft},
      {{State::approved, Action::edit}, State::draft},
      {{State::draft, Action::submit}, State::in_review},
      {{State::in_review, Action::send_back}, State::draft},
      {{State::approved, Action::send_back}, State::draft},
      {{State::in_review, Action::approve}, State::approved},
      {{State::draft, Action::discard}, State::retired},
      {{State::in_review, Action::discard}, State::retired},
      {{State::approved, Action::discard}, State::retired},
      {{State::approved, Action::activate}, State::active},
      {{State::retired, Action::roll_back}, State::active},
  };
  for (std::size_t s = 0; s < kVersionStates; ++s) {
    for (std::size_t a = 0; a < kTableActions; ++a) {
      const auto state = static_cast<State>(s);
      const auto action = static_cast<Action>(a);
      const auto found = possible.find({state, action});
      const auto expected = found == possible.end() ? std::nullopt : std::optional(found->second);
      EXPECT_EQ(next_state(state, action), expected) << to_string(state) << ' ' << to_string(action);
    }
  }
}

TEST(TableLife, HasThreeOpenStates) {
  EXPECT_TRUE(is_open(VersionState::draft));
  EXPECT_TRUE(is_open(VersionState::in_review));
  EXPECT_TRUE(is_open(VersionState::approved));
  EXPECT_FALSE(is_open(VersionState::active));
  EXPECT_FALSE(is_open(VersionState::retired));
}

TEST(TableLife, GivesEveryStateAndActionItsOwnName) {
  std::set<std::string_view> names;
  for (std::size_t s = 0; s < kVersionStates; ++s) names.insert(to_string(static_cast<VersionState>(s)));
  for (std::size_t a = 0; a < kTableActions; ++a) names.insert(to_string(static_cast<TableAction>(a)));
  EXPECT_EQ(names.size(), kVersionStates + kTableActions);
}

}  // namespace
}  // namespace raccordo::store
