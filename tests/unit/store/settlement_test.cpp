// The rules by which an arriving record is settled against what is held of it.
#include "store/settlement/settlement.hpp"

#include <gtest/gtest.h>

namespace raccordo::store {
namespace {

using model::Outcome;

HeldContent held(std::int64_t version, const char* content) {
  return {base::Instant{version}, base::sha256(content)};
}
const KnownRecord kNothing{};

TEST(Settlement, FirstReceiptKeepsItsOutcome) {
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

TEST(Settlement, RejectionIsTheLastStateUnlessOlderThanTheStoredContent) {
  const KnownRecord known{held(5, "a"), {}};
  EXPECT_EQ(settle(known, {Outcome::rejected, held(5, "b")}).change, Change::state_only);
  EXPECT_EQ(settle(known, {Outcome::rejected, held(4, "b")}).change, Change::none);
}

HeldContent received(std::int64_t seq, const char* content, VersionOrigin origin = VersionOrigin::said,
                     std::int64_t version = 5) {
  return {base::Instant{version}, base::sha256(content), seq, origin, base::Instant{100}};
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

TEST(Settlement, AcceptedContentReceivedBeforeTheWaitingOneCounts) {
  const KnownRecord known{received(5, "a"), received(7, "c")};
  EXPECT_EQ(settle(known, {Outcome::accepted, received(6, "b")}).change, Change::store_beneath);
  EXPECT_EQ(settle(known, {Outcome::accepted, received(6, "a")}).change, Change::none);
  EXPECT_EQ(settle(known, {Outcome::quarantined, received(6, "b")}).age, Age::received_earlier);
  EXPECT_EQ(settle({{}, received(7, "c")}, {Outcome::accepted, received(6, "b")}).change,
            Change::store_beneath);
}

TEST(Settlement, OrderOfReceiptDecidesBetweenTwoWithoutVersion) {
  constexpr auto kReceipt = VersionOrigin::receipt;
  EXPECT_EQ(age_of(received(8, "a", kReceipt, 1), received(7, "b", kReceipt, 9)), Age::newer);
  EXPECT_EQ(age_of(received(6, "a", kReceipt, 9), received(7, "b", kReceipt, 1)), Age::received_earlier);
  EXPECT_EQ(age_of(received(8, "a", kReceipt, 1), received(7, "b", VersionOrigin::said, 9)),
            Age::older_version);
}

/// A version by the sender's clock, received at a time of the gateway's clock.
HeldContent said(std::int64_t version, std::int64_t received_at, std::int64_t seq) {
  return {base::Instant{version}, base::sha256("x"), seq, VersionOrigin::said, base::Instant{received_at}};
}

TEST(Settlement, CorrectionIsNewerThanAVersionInTheFuture) {
  const auto ahead = said(80, 50, 1);
  EXPECT_EQ(age_of(said(60, 61, 2), ahead), Age::newer);
  EXPECT_EQ(age_of(ahead, said(60, 61, 2)), Age::older_version) << "whichever is processed first";
  EXPECT_EQ(age_of(said(50, 61, 2), ahead), Age::newer) << "the order of receipt decides";
  EXPECT_EQ(age_of(said(49, 61, 2), ahead), Age::older_version) << "changed before the first was received";
}

TEST(Settlement, TwoVersionsInTheFutureAreComparedAsGiven) {
  EXPECT_EQ(age_of(said(70, 60, 2), said(80, 50, 1)), Age::older_version);
  EXPECT_EQ(age_of(said(90, 60, 2), said(80, 50, 1)), Age::newer);
}

TEST(Settlement, ReceiptsWithoutVersionFollowAVersionInTheFuture) {
  auto unsaid = said(60, 60, 2);
  unsaid.origin = VersionOrigin::receipt;
  EXPECT_EQ(age_of(unsaid, said(80, 50, 1)), Age::newer);
  EXPECT_EQ(counted_version(said(80, 50, 1)), base::Instant{50});
  EXPECT_EQ(counted_version(said(40, 50, 1)), base::Instant{40});
}

}  // namespace
}  // namespace raccordo::store
