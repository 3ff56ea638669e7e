// What is compared of each seat, counted again from the definitions of the groups: every group by itself,
// with all its terms, in every state of the seat.
#include "aggregate/published/seat_changes.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <map>
#include <optional>

#include "aggregate/layers/layers.hpp"
#include "aggregate/layers/register.hpp"
#include "aggregate/published/group_sums.hpp"
#include "aggregate/published/watch_list.hpp"
#include "unit/aggregate/published_scene.hpp"

namespace raccordo::tests {
namespace {

using aggregate::GroupSums;
using aggregate::kMoveSteps;
using aggregate::SeatChange;
using aggregate::SeatFacts;
using aggregate::WatchKind;

constexpr std::string_view kOwners[] = {"016001", "016002", "016003", "016004", "016006"};

/// Some begin in each year, some end, some move to another Comune; nothing is left to chance.
void live_on(SmallRegister& given, int year) {
  const auto of_year = [&](const std::string& day) { return std::to_string(year) + day; };
  const auto known = given.facts.cases.size();
  for (std::size_t i = 0; i < known; ++i) {
    auto& item = given.facts.cases[i];
    const auto fate = (i * 7 + static_cast<std::size_t>(year)) % 23;
    if (fate == 0 && item.closed.year == 0) item.closed = day(of_year("-09-20"));
    if (fate == 1) item.owner = given.code(kOwners[i % 5]);
    if (fate == 2 && !item.interventions.empty()) item.interventions.back().end = day(of_year("-04-20"));
    if (fate == 3) given.open(item.person, kOwners[(i + 1) % 5], of_year("-05-10"));
  }
  for (std::size_t i = 0; i < 40; ++i) {
    given.open(given.person(i % 2 == 0 ? "F" : "M", std::to_string(1940 + i)), kOwners[i % 5],
               of_year("-02-10"));
    auto& service =
        given.intervene("minori", i % 3 == 0 ? "minori.nido" : "minori.comunita", of_year("-03-11"));
    service.has_amount = true;
    service.amount_cents = static_cast<std::int64_t>(100 * i) - 700;
  }
}

class SeatChangesTest : public ::testing::Test {
 protected:
  SeatChangesTest() {
    for (int i = 0; i < 600; ++i)
      given_.open(given_.person(i % 3 == 0 ? "M" : "F", std::to_string(1935 + i % 80)),
                  kOwners[static_cast<std::size_t>(i) % 5], "2012-02-01");
    for (const int year : {2015, 2016, 2017}) {
      live_on(given_, year);
      years_.publish(given_.facts);
    }
    live_on(given_, 2018);
    const auto period = year(2018);
    plans_ =
        aggregate::plan_tables(aggregate::on_published_clock(published_catalogue()), small_scheme(), period)
            .value();
    watched_.emplace(plans_);
    proposal_ = aggregate::propose(years_.published(), given_.facts, plans_, period, "a key of the tests");
    counter_.emplace(plans_, proposal_.codes);
  }

  using Cells = std::map<std::uint32_t, std::int64_t>;
  Cells cells_of(const SeatFacts& facts) {
    Cells out;
    if (facts.is_empty()) return out;
    std::vector<aggregate::Contribution> list;
    aggregate::FactColumns columns;
    aggregate::lay_out(facts, plans_.front().period, columns);
    counter_->list_all(columns, list);
    for (const auto& [cell, value] : list) out[cell] += value;
    return out;
  }
  static std::int64_t value(const std::vector<aggregate::WatchTerm>& terms, const Cells& cells) {
    std::int64_t sum = 0;
    for (const auto& term : terms) {
      const auto found = cells.find(term.cell);
      if (found != cells.end()) sum += term.factor * found->second;
    }
    return sum;
  }

  struct Change {
    std::array<aggregate::ChangeMask, kMoveSteps> masks{};
    aggregate::StepAmounts amounts{};
  };
  static bool matters(const Change& change) {
    return change.masks[0] != change.masks[1] || change.masks[1] != change.masks[2] ||
           change.amounts[1] != 0 || change.amounts[2] != 0;
  }
  /// By group, without those in which nothing differs.
  std::map<std::uint32_t, Change> changes_of(std::uint32_t number) {
    const auto& given = years_.published();
    const auto releases = given.releases.size();
    const aggregate::Seat nobody;
    const auto& seat = number < given.seats.size() ? given.seats[number] : nobody;
    std::array<Cells, kMoveSteps> now;
    for (std::size_t step = 0; step < kMoveSteps; ++step)
      now[step] = cells_of(proposal_.choices[number].facts[step]);
    auto then = seat.then;
    then.resize(releases, 0);
    std::vector<Cells> states;
    for (const auto& state : seat.states) states.push_back(cells_of(aggregate::settled(state)));
    const auto before = cells_of(seat.states[then.back()]);
    std::map<std::uint32_t, Change> out;
    for (std::uint32_t group = 0; group < watched_->groups().size(); ++group) {
      const auto& watched = watched_->groups()[group];
      Change change;
      aggregate::ChangeMask any = 0;
      for (std::size_t step = 0; step < kMoveSteps; ++step) {
        const auto here = value(watched.terms, now[step]);
        auto& mask = change.masks[step];
        if (watched.kind == WatchKind::flow && here != 0) mask |= aggregate::bit(aggregate::kFlowBit);
        if (watched.kind == WatchKind::flow && watched.is_amount) change.amounts[step] = std::abs(here);
        if (watched.kind == WatchKind::residual && here + value(watched.before, before) != 0)
          mask |= aggregate::bit(aggregate::kResidualBit);
        for (unsigned release = 0; watched.kind == WatchKind::stock && release < releases; ++release) {
          if (then[release] != aggregate::kVaried && here != value(watched.terms, states[then[release]]))
            mask |= aggregate::bit(release);
        }
        if (watched.kind == WatchKind::stock && here != value(watched.terms, now.front()))
          mask |= aggregate::bit(aggregate::kMovedBit);
        any |= mask;
      }
      if (any != 0) out.emplace(group, change);
    }
    return out;
  }

  SmallRegister given_;
  PublishedYears years_{published_catalogue(), 3, 2};  // so that some releases are merged
  std::vector<aggregate::PlannedTable> plans_;
  std::optional<aggregate::WatchList> watched_;
  aggregate::Proposal proposal_;
  std::optional<aggregate::PersonCounter> counter_;
};

TEST_F(SeatChangesTest, AreThoseOfTheDefinitions) {
  aggregate::SeatChanges changes(years_.published(), proposal_, *watched_, plans_);
  const auto counted = changes.count();
  const std::vector<std::uint8_t> every(watched_->groups().size(), 1);
  const auto found = changes.list(counted.movers, every);
  std::vector<aggregate::ChangeCounts> counts(watched_->groups().size());
  std::uint32_t mover = 0;
  std::size_t at = 0;
  bool has_amounts = false;
  for (std::uint32_t seat = 0; seat < proposal_.choices.size(); ++seat) {
    const auto& choice = proposal_.choices[seat];
    const bool can_return = choice.facts.front() != choice.facts.back();
    const bool is_mover = mover < counted.movers.size() && counted.movers[mover] == seat;
    ASSERT_EQ(is_mover, can_return) << seat;
    const auto first = at;
    for (const auto& [group, change] : changes_of(seat)) {
      aggregate::add_to_counts(counts[group], change.masks.back(), 1);
      if (!is_mover || !matters(change)) continue;
      ASSERT_LT(at, found.changes.size());
      EXPECT_EQ(found.changes[at].mover, mover);
      EXPECT_EQ(found.changes[at].change.group, group);
      EXPECT_EQ(found.changes[at].change.masks, change.masks);
      const auto amount = found.changes[at].change.amount;
      EXPECT_EQ(amount == SeatChange::kNoAmounts ? aggregate::StepAmounts{} : found.amounts.at(amount),
                change.amounts);
      has_amounts = has_amounts || amount != SeatChange::kNoAmounts;
      ++at;
    }
    if (!is_mover) continue;
    const auto& alone = changes.list_one(seat);
    ASSERT_EQ(alone.size(), at - first);
    for (std::size_t i = 0; i < alone.size(); ++i) {
      EXPECT_EQ(alone[i].group, found.changes[first + i].change.group);
      EXPECT_EQ(alone[i].masks, found.changes[first + i].change.masks);
    }
    ++mover;
  }
  EXPECT_TRUE(has_amounts);
  EXPECT_GT(counted.movers.size(), 50U);
  EXPECT_EQ(mover, counted.movers.size());
  EXPECT_EQ(at, found.changes.size());
  EXPECT_EQ(counted.counts, counts);
}

TEST_F(SeatChangesTest, OfSomeGroupsAreTheSameAsAmongAll) {
  const aggregate::SeatChanges changes(years_.published(), proposal_, *watched_, plans_);
  const auto movers = changes.count().movers;
  std::vector<std::uint8_t> wanted(watched_->groups().size(), 1);
  const auto all = changes.list(movers, wanted);
  for (std::size_t group = 0; group < wanted.size(); ++group) wanted[group] = group % 3 == 0 ? 1 : 0;
  const auto some = changes.list(movers, wanted);
  std::size_t at = 0;
  for (const auto& each : all.changes) {
    if (wanted[each.change.group] == 0) continue;
    ASSERT_LT(at, some.changes.size());
    EXPECT_EQ(some.changes[at].mover, each.mover);
    EXPECT_EQ(some.changes[at].change.group, each.change.group);
    EXPECT_EQ(some.changes[at].change.masks, each.change.masks);
    if (each.change.amount != SeatChange::kNoAmounts) {
      EXPECT_EQ(some.amounts.at(some.changes[at].change.amount), all.amounts.at(each.change.amount));
    }
    ++at;
  }
  EXPECT_GT(at, 100U);
  EXPECT_EQ(at, some.changes.size());
}

TEST(GroupSums, AddUpTheTermsOfEachGroupAndForgetThem) {
  const std::vector<aggregate::WatchedGroup> groups = {
      {WatchKind::stock, false, {{0, 1}}, {}},
      {WatchKind::stock, false, {{0, 1}, {1, -1}}, {}},
      {WatchKind::flow, false, {{1, 1}}, {}},
  };
  const auto index =
      aggregate::index_groups(groups, 2, &aggregate::WatchedGroup::terms,
                              [](const auto& group) { return group.kind == WatchKind::stock; });
  GroupSums sums(groups.size());
  std::vector<aggregate::GroupValue> values;
  for (int again = 0; again < 2; ++again) {
    const std::vector<aggregate::Contribution> both = {{0, 2}, {1, 2}};
    sums.add_up(index, both, values);
    ASSERT_EQ(values.size(), 1U);
    EXPECT_EQ(values.front().group, 0U);
    EXPECT_EQ(values.front().value, 2);
  }
}

}  // namespace
}  // namespace raccordo::tests
