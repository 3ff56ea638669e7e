// The rules by which an arriving record is settled against what is held of it.
#include "store/settlement.hpp"

#include <gtest/gtest.h>

namespace raccordo::store {
namespace {

using model::Outcome;

HeldContent held(std::int64_t version, const char* content) {
  return {base::Instant{version}, base::sha256(content)};
}
const KnownRecord kNothing{};

TEST(Settlement, FirstReceiptIsTakenAsItIs) {
  EXPECT_EQ(settle(kNothing, {Outcome::accepted, held(1, "a")}).change, Change::store_accepted);
  EXPECT_EQ(settle(kNothing, {Outcome::quarantined, held(1, "a")}).change, Change::store_waiting);
  EXPECT_EQ(settle(kNothing, {Outcome::rejected, held(1, "a")}).change, Change::state_only);
}

TEST(Settlement, OlderThanEitherHeldContentIsStale) {
  const KnownRecord known{held(5, "a"), held(7, "b")};
  for (const auto outcome : {Outcome::accepted, Outcome::quarantined}) {
    const auto settled = settle(known, {outcome, held(6, "c")});
    EXPECT_EQ(settled.outcome, Outcome::unchanged);
    EXPECT_TRUE(settled.stale);
    EXPECT_EQ(settled.change, Change::none);
  }
  EXPECT_FALSE(settle(known, {Outcome::accepted, held(7, "c")}).stale);
}

TEST(Settlement, AcceptedContentThatNoLongerMapsIsStillUnchanged) {
  const auto settled = settle({held(5, "a"), {}}, {Outcome::quarantined, held(6, "a")});
  EXPECT_EQ(settled.outcome, Outcome::unchanged);
  EXPECT_EQ(settled.change, Change::keep_accepted);
}

TEST(Settlement, WaitingContentAgainStaysQuarantinedUntilItMaps) {
  const KnownRecord known{{}, held(5, "a")};
  EXPECT_EQ(settle(known, {Outcome::quarantined, held(5, "a")}).outcome, Outcome::quarantined);
  EXPECT_EQ(settle(known, {Outcome::accepted, held(5, "a")}).outcome, Outcome::accepted);
}

TEST(Settlement, RejectionIsNotedUnlessOlderThanWhatIsHeld) {
  const KnownRecord known{held(5, "a"), {}};
  EXPECT_EQ(settle(known, {Outcome::rejected, held(5, "b")}).change, Change::state_only);
  EXPECT_EQ(settle(known, {Outcome::rejected, held(4, "b")}).change, Change::none);
}

}  // namespace
}  // namespace raccordo::store
