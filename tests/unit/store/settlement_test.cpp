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
    EXPECT_EQ(settled.age, Age::older_version);
    EXPECT_EQ(settled.change, Change::none);
  }
  EXPECT_EQ(settle(known, {Outcome::accepted, held(7, "c")}).age, Age::newer);
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

HeldContent received(std::int64_t seq, const char* content, VersionOrigin origin = VersionOrigin::said,
                     std::int64_t version = 5) {
  return {base::Instant{version}, base::sha256(content), seq, origin};
}

TEST(Settlement, SameVersionReceivedEarlierIsPassedOver) {
  for (const auto outcome : {Outcome::accepted, Outcome::quarantined}) {
    const auto settled = settle({received(7, "b"), {}}, {outcome, received(6, "a")});
    EXPECT_EQ(settled.outcome, Outcome::unchanged);
    EXPECT_EQ(settled.age, Age::received_earlier);
    EXPECT_EQ(settled.change, Change::none);
  }
  EXPECT_EQ(settle({received(7, "b"), {}}, {Outcome::rejected, received(6, "a")}).change, Change::none);
  EXPECT_EQ(settle({received(7, "b"), {}}, {Outcome::accepted, received(7, "a")}).change,
            Change::store_accepted);
}

TEST(Settlement, ReceivedBeforeWhatWaitsCountsUntilThatIsSettled) {
  const KnownRecord known{received(5, "a"), received(7, "c")};
  EXPECT_EQ(settle(known, {Outcome::accepted, received(6, "b")}).change, Change::store_beneath);
  EXPECT_EQ(settle(known, {Outcome::accepted, received(6, "a")}).change, Change::none);
  EXPECT_EQ(settle(known, {Outcome::quarantined, received(6, "b")}).age, Age::received_earlier);
  EXPECT_EQ(settle({{}, received(7, "c")}, {Outcome::accepted, received(6, "b")}).change,
            Change::store_beneath);
}

TEST(Settlement, OfTwoWithoutVersionTheReceiptDecidesWhateverTheClockSaid) {
  constexpr auto kReceipt = VersionOrigin::receipt;
  EXPECT_EQ(age_of(received(8, "a", kReceipt, 1), received(7, "b", kReceipt, 9)), Age::newer);
  EXPECT_EQ(age_of(received(6, "a", kReceipt, 9), received(7, "b", kReceipt, 1)), Age::received_earlier);
  EXPECT_EQ(age_of(received(8, "a", kReceipt, 1), received(7, "b", VersionOrigin::said, 9)),
            Age::older_version);
}

}  // namespace
}  // namespace raccordo::store
