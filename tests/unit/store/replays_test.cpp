// Which actions a replay allows in which state.
#include "store/interface/replays.hpp"

#include <gtest/gtest.h>

namespace raccordo::store {
namespace {

using State = ReplayState;

TEST(Replays, OpenTaskCanBePausedResumedAndCancelled) {
  for (const auto kind : {ReplayKind::waiting, ReplayKind::stored}) {
    for (const auto open : {State::queued, State::processing, State::paused}) {
      EXPECT_EQ(next_state(kind, open, ReplayAct::pause), State::paused);
    }
    EXPECT_EQ(next_state(kind, State::paused, ReplayAct::resume), State::queued);
    EXPECT_EQ(next_state(kind, State::queued, ReplayAct::resume), State::queued);
    EXPECT_EQ(next_state(kind, State::processing, ReplayAct::resume), State::processing);
  }
  for (const auto open : {State::queued, State::processing, State::paused}) {
    EXPECT_EQ(next_state(ReplayKind::waiting, open, ReplayAct::cancel), State::cancelled);
    EXPECT_EQ(next_state(ReplayKind::stored, open, ReplayAct::cancel), std::nullopt);
  }
}

TEST(Replays, EndedTaskDoesNotChange) {
  for (const auto ended : {State::cancelled, State::completed}) {
    EXPECT_EQ(next_state(ReplayKind::waiting, ended, ReplayAct::pause), std::nullopt);
    EXPECT_EQ(next_state(ReplayKind::stored, ended, ReplayAct::resume), std::nullopt);
  }
  EXPECT_EQ(next_state(ReplayKind::waiting, State::completed, ReplayAct::cancel), std::nullopt);
  EXPECT_EQ(next_state(ReplayKind::waiting, State::cancelled, ReplayAct::cancel), State::cancelled);
}

TEST(Replays, StatesKindsAndActsHaveTheNamesOfTheApi) {
  EXPECT_EQ(to_string(State::queued), "QUEUED");
  EXPECT_EQ(to_string(State::processing), "PROCESSING");
  EXPECT_EQ(to_string(State::paused), "PAUSED");
  EXPECT_EQ(to_string(State::cancelled), "CANCELLED");
  EXPECT_EQ(to_string(State::completed), "COMPLETED");
  EXPECT_EQ(to_string(ReplayKind::waiting), "waiting");
  EXPECT_EQ(to_string(ReplayKind::stored), "stored");
  EXPECT_EQ(to_string(ReplayAct::pause), "pause");
}

}  // namespace
}  // namespace raccordo::store
