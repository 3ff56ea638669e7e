#include "aggregate/published/movers.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <deque>
#include <utility>

#include "aggregate/published/seat_changes.hpp"

namespace raccordo::aggregate {
namespace {

/// The comparisons that hold for one group.
struct Held {
  ChangeMask all = 0;     ///< in which a change must concern nobody or k
  ChangeMask merged = 0;  ///< of these, those with several old releases: they need k wherever anybody moved
};

class Decision {
 public:
  Decision(const PublishedRegister& given, const Proposal& proposal, const WatchList& watched,
           const std::vector<PlannedTable>& plans, std::span<const std::uint8_t> hidden,
           const MoveRules& rules)
      : given_(given),
        proposal_(proposal),
        watched_(watched),
        plans_(plans),
        hidden_(hidden),
        rules_(rules),
        held_(watched.groups().size()) {}

  Moves decide() {
    moves_.steps.assign(proposal_.choices.size(), MoveStep::stays);
    compare();
    index_by_group();
    hold_groups();
    settle_groups();
    for (std::uint32_t group = 0; group < held_.size(); ++group) {
      if (violations(group, held_of_new(group)) != 0) moves_.not_ready.push_back(group);
    }
    return std::move(moves_);
  }

 private:
  void compare() {
    auto found = compare_seats(given_, proposal_, watched_, plans_);
    counts_ = std::move(found.counts);
    movers_ = std::move(found.movers);
    change_end_ = std::move(found.ends);
    changes_ = std::move(found.changes);
    amounts_ = std::move(found.amounts);
    for (const auto seat : movers_) moves_.steps[seat] = MoveStep::whole;
  }

  void index_by_group() {
    group_begin_.assign(held_.size() + 1, 0);
    for (const auto& each : changes_) ++group_begin_[each.change.group + 1];
    for (std::size_t i = 1; i < group_begin_.size(); ++i) group_begin_[i] += group_begin_[i - 1];
    by_group_.resize(changes_.size());
    auto next = group_begin_;
    for (std::size_t i = 0; i < changes_.size(); ++i)
      by_group_[next[changes_[i].change.group]++] = static_cast<std::uint32_t>(i);
  }

  bool is_shown(const EarlierRelease& release, std::uint32_t group) const {
    return watched_.is_in(release.shown, group);
  }

  bool will_be_shown(std::uint32_t group) const {
    const auto& terms = watched_.groups()[group].terms;
    return std::none_of(terms.begin(), terms.end(),
                        [&](const WatchTerm& term) { return hidden_[term.cell] != 0; });
  }

  /// What a group must keep to because an earlier release showed it.
  void hold_groups() {
    const auto& releases = given_.releases;
    for (std::uint32_t group = 0; group < held_.size(); ++group) {
      auto& held = held_[group];
      for (unsigned release = 0; release < releases.size(); ++release) {
        if (!is_shown(releases[release], group)) continue;
        held.all |= bit(release);
        if (releases[release].is_merged) held.merged |= bit(release);
      }
      if (!releases.empty() && is_shown(releases.back(), group))
        held.all |= bit(kResidualBit) | bit(kFlowBit);
    }
  }

  /// What a group must keep to in order to be shown for the first time.
  Held held_of_new(std::uint32_t group) const {
    auto held = held_[group];
    if (!will_be_shown(group)) return {};
    held.all |= bit(kResidualBit);
    return held;
  }

  /// The comparisons in which the group breaks the rule.
  ChangeMask violations(std::uint32_t group, const Held& held) const {
    const auto& counts = counts_[group];
    const auto k = static_cast<std::uint32_t>(rules_.k);
    ChangeMask found = 0;
    for (auto mask = held.all & ~held.merged; mask != 0; mask &= mask - 1) {
      const auto number = static_cast<unsigned>(std::countr_zero(mask));
      if (counts[number] > 0 && counts[number] < k) found |= bit(number);
    }
    for (auto mask = held.merged; mask != 0; mask &= mask - 1) {
      const auto number = static_cast<unsigned>(std::countr_zero(mask));
      if (counts[number] < k && counts[kMovedBit] > 0) found |= bit(kMovedBit);
    }
    if (watched_.groups()[group].is_amount && (held.all & bit(kFlowBit)) != 0 && is_dominated(group))
      found |= bit(kFlowBit);
    return found;
  }

  /// True if the second largest amount can estimate the largest one to within p %.
  bool is_dominated(std::uint32_t group) const {
    std::int64_t sum = 0, largest = 0, second = 0;
    for (auto at = group_begin_[group]; at < group_begin_[group + 1]; ++at) {
      const auto& [mover, change] = changes_[by_group_[at]];
      if (change.amount == SeatChange::kNoAmounts || step_of(mover) == MoveStep::stays) continue;
      const auto amount = amounts_[change.amount][static_cast<std::size_t>(step_of(mover))];
      if (amount == 0) continue;
      sum += amount;
      second = std::max(second, std::min(largest, amount));
      largest = std::max(largest, amount);
    }
    return largest > 0 && static_cast<double>(sum - largest - second) * 100 <
                              static_cast<double>(largest) * rules_.p_percent;
  }

  void settle_groups() {
    is_waiting_.assign(held_.size(), 1);
    for (std::uint32_t group = 0; group < held_.size(); ++group) waiting_.push_back(group);
    while (!waiting_.empty()) {
      const auto group = waiting_.front();
      waiting_.pop_front();
      is_waiting_[group] = 0;
      // Those who stay may make other comparisons of the same group small.
      while (const auto found = violations(group, held_[group])) {
        if (!return_movers(group, found)) break;
      }
    }
  }

  /// Those who cause the violations move less far. Returns false if that changes nothing.
  bool return_movers(std::uint32_t group, ChangeMask found) {
    bool any = false;
    for (auto at = group_begin_[group]; at < group_begin_[group + 1]; ++at) {
      const auto& [mover, change] = changes_[by_group_[at]];
      const auto from = step_of(mover);
      for (const auto to : {MoveStep::part, MoveStep::stays}) {
        const auto differs =
            change.masks[static_cast<std::size_t>(to)] ^ change.masks[static_cast<std::size_t>(from)];
        if (to >= from || (differs & found) == 0) continue;
        any = true;
        put_back(mover, to);
        break;
      }
    }
    return any;
  }

  std::size_t begin_of(std::uint32_t mover) const { return mover == 0 ? 0 : change_end_[mover - 1]; }
  MoveStep step_of(std::uint32_t mover) const { return moves_.steps[movers_[mover]]; }

  void put_back(std::uint32_t mover, MoveStep to) {
    const auto from = std::exchange(moves_.steps[movers_[mover]], to);
    if (from == MoveStep::part) --moves_.partly;
    ++(to == MoveStep::part ? moves_.partly : moves_.returned);
    for (auto at = begin_of(mover); at < change_end_[mover]; ++at) {
      const auto& [group, masks, amount] = changes_[at].change;
      const auto now = masks[static_cast<std::size_t>(to)];
      const auto was = masks[static_cast<std::size_t>(from)];
      add_to_counts(counts_[group], now & ~was, 1);
      add_to_counts(counts_[group], was & ~now, -1);
      if (std::exchange(is_waiting_[group], 1) == 0) waiting_.push_back(group);
    }
  }

  const PublishedRegister& given_;
  const Proposal& proposal_;
  const WatchList& watched_;
  const std::vector<PlannedTable>& plans_;
  std::span<const std::uint8_t> hidden_;
  const MoveRules& rules_;
  std::vector<std::array<std::uint32_t, kChangeBits>> counts_;  // by group: seats by comparison
  std::vector<Held> held_;
  std::vector<std::uint32_t> movers_;    // seats
  std::vector<std::size_t> change_end_;  // by mover: the end of its changes
  std::vector<MoverChange> changes_;     // by mover
  std::vector<StepAmounts> amounts_;     // of the changes
  std::vector<std::size_t> group_begin_;
  std::vector<std::uint32_t> by_group_;  // places among the changes
  std::vector<std::uint8_t> is_waiting_;
  std::deque<std::uint32_t> waiting_;
  Moves moves_;
};

}  // namespace

Moves decide_moves(const PublishedRegister& given, const Proposal& proposal, const WatchList& watched,
                   const std::vector<PlannedTable>& plans, std::span<const std::uint8_t> hidden,
                   const MoveRules& rules) {
  if (plans.empty()) return {std::vector<MoveStep>(proposal.choices.size(), MoveStep::whole), {}, 0, 0};
  return Decision(given, proposal, watched, plans, hidden, rules).decide();
}

}  // namespace raccordo::aggregate
