#include "aggregate/published/movers.hpp"

#include <algorithm>
#include <bit>
#include <deque>
#include <utility>

#include "aggregate/published/seat_changes.hpp"

namespace raccordo::aggregate {
namespace {

constexpr int kRoom = 12;  // times k: groups in which fewer change are looked at one by one

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
        watched_(watched),
        hidden_(hidden),
        rules_(rules),
        all_(given, proposal, watched, plans),
        held_(watched.groups().size()),
        listed_(watched.groups().size()) {
    moves_.steps.assign(proposal.choices.size(), MoveStep::stays);
  }

  Moves decide() {
    auto counted = all_.count();
    counts_ = std::move(counted.counts);
    movers_ = std::move(counted.movers);
    for (const auto seat : movers_) moves_.steps[seat] = MoveStep::whole;
    hold_groups();
    list_close_groups();
    settle_groups();
    for (std::uint32_t group = 0; group < held_.size(); ++group) {
      if (violations(group, held_of_new(group)) != 0) moves_.not_ready.push_back(group);
    }
    return std::move(moves_);
  }

 private:
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

  /// The comparisons that can find a change of the group at all.
  static ChangeMask comparisons_of(const WatchedGroup& group) {
    if (group.kind == WatchKind::flow) return bit(kFlowBit);
    if (group.kind == WatchKind::residual) return bit(kResidualBit);
    return ~(bit(kFlowBit) | bit(kResidualBit));
  }

  /// So few change in one of its comparisons that the group may break the rule if some of them, or of those
  /// who change in others, do not move.
  bool is_close(std::uint32_t group) const {
    const auto& watched = watched_.groups()[group];
    if (watched.is_amount && (held_[group].all & bit(kFlowBit)) != 0) return true;
    const auto room = static_cast<std::uint32_t>(rules_.k * kRoom);
    for (auto mask = held_[group].all & comparisons_of(watched); mask != 0; mask &= mask - 1) {
      if (counts_[group][static_cast<unsigned>(std::countr_zero(mask))] < room) return true;
    }
    return false;
  }

  /// Lists who changes in the close groups that are not listed yet.
  void list_close_groups() {
    std::vector<std::uint8_t> wanted(held_.size(), 0);
    for (std::uint32_t group = 0; group < held_.size(); ++group) {
      wanted[group] = !listed_[group].is_known && is_close(group) ? 1 : 0;
      if (wanted[group] != 0) listed_[group].is_known = true;
    }
    auto found = all_.list(movers_, wanted);
    for (const auto& each : found.changes) ++listed_[each.change.group].count;
    auto next = changes_.size();
    for (std::uint32_t group = 0; group < held_.size(); ++group) {
      if (wanted[group] == 0) continue;
      listed_[group].begin = next;
      next += std::exchange(listed_[group].count, 0);
    }
    changes_.resize(next);
    const auto before = static_cast<std::uint32_t>(amounts_.size());
    for (auto& each : found.changes) {
      if (each.change.amount != SeatChange::kNoAmounts) each.change.amount += before;
      auto& listed = listed_[each.change.group];
      changes_[listed.begin + listed.count++] = each;
    }
    amounts_.insert(amounts_.end(), found.amounts.begin(), found.amounts.end());
  }

  /// The changes of a close group, in order of mover.
  std::span<const MoverChange> changes_of(std::uint32_t group) const {
    return std::span(changes_).subspan(listed_[group].begin, listed_[group].count);
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
    for (const auto& [mover, change] : changes_of(group)) {
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
    if (!listed_[group].is_known) list_close_groups();
    bool any = false;
    for (const auto& [mover, change] : changes_of(group)) {
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

  MoveStep step_of(std::uint32_t mover) const { return moves_.steps[movers_[mover]]; }

  void put_back(std::uint32_t mover, MoveStep to) {
    const auto from = std::exchange(moves_.steps[movers_[mover]], to);
    if (from == MoveStep::part) --moves_.partly;
    ++(to == MoveStep::part ? moves_.partly : moves_.returned);
    for (const auto& [group, masks, amount] : all_.list_one(movers_[mover])) {
      const auto now = masks[static_cast<std::size_t>(to)];
      const auto was = masks[static_cast<std::size_t>(from)];
      add_to_counts(counts_[group], now & ~was, 1);
      add_to_counts(counts_[group], was & ~now, -1);
      if (std::exchange(is_waiting_[group], 1) == 0) waiting_.push_back(group);
    }
  }

  /// The changes of one group, among those of all close groups.
  struct Listed {
    std::size_t begin = 0, count = 0;
    bool is_known = false;
  };

  const PublishedRegister& given_;
  const WatchList& watched_;
  std::span<const std::uint8_t> hidden_;
  const MoveRules& rules_;
  SeatChanges all_;
  std::vector<ChangeCounts> counts_;   // by group: seats by comparison
  std::vector<Held> held_;             // by group
  std::vector<std::uint32_t> movers_;  // seats
  std::vector<Listed> listed_;         // by group
  std::vector<MoverChange> changes_;   // of close groups
  std::vector<StepAmounts> amounts_;   // of these changes
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
