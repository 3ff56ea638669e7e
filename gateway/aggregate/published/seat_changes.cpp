#include "aggregate/published/seat_changes.hpp"

#include <algorithm>
#include <deque>
#include <utility>

#include "base/threads.hpp"

namespace raccordo::aggregate {
namespace {

constexpr std::size_t kBlock = 512;  // seats

/// How far the seat moves matters to the group.
bool is_by_step(const SeatChange& change, const std::vector<StepAmounts>& amounts) {
  const auto& masks = change.masks;
  if (masks[0] != masks[1] || masks[1] != masks[2]) return true;
  return change.amount != SeatChange::kNoAmounts &&
         (amounts[change.amount][1] != 0 || amounts[change.amount][2] != 0);
}

/// The same as ever: differs from nothing.
bool is_unchanged(const SeatStates& states) {
  const auto& stays = states.choice->at(MoveStep::stays);
  if (stays != states.choice->at(MoveStep::whole) || states.seat == nullptr) return false;
  std::vector<std::uint8_t> is_asked(states.seat->states.size(), 0);
  return std::all_of(states.seat->then.begin(), states.seat->then.end(), [&](StateNo state) {
    if (state == kVaried || std::exchange(is_asked[state], 1) != 0) return true;
    const auto& was = states.seat->states[state];
    return is_settled(was) ? was == stays : settled(was) == stays;
  });
}

/// Appends what `found` has with the amounts that it refers to, if it matters how far the seat moves.
void keep(const ChangeList& found, ChangeList& kept) {
  for (auto change : found.changes) {
    if (!is_by_step(change, found.amounts)) continue;
    if (change.amount != SeatChange::kNoAmounts) {
      kept.amounts.push_back(found.amounts[change.amount]);
      change.amount = static_cast<std::uint32_t>(kept.amounts.size() - 1);
    }
    kept.changes.push_back(change);
  }
}

/// The changes of one block of movers.
struct Block {
  std::vector<std::size_t> ends;  ///< by mover of the block
  ChangeList kept;
};

/// Frees each block when it is copied.
ListedChanges join(std::vector<Block>& blocks) {
  ListedChanges out;
  std::size_t changes = 0;
  for (const auto& block : blocks) changes += block.kept.changes.size();
  out.changes.reserve(changes);
  std::uint32_t mover = 0;
  for (auto& each : blocks) {
    const auto block = std::exchange(each, {});
    const auto before = static_cast<std::uint32_t>(out.amounts.size());
    out.amounts.insert(out.amounts.end(), block.kept.amounts.begin(), block.kept.amounts.end());
    std::size_t at = 0;
    for (const auto end : block.ends) {
      for (; at < end; ++at) {
        out.changes.push_back({mover, block.kept.changes[at]});
        auto& amount = out.changes.back().change.amount;
        if (amount != SeatChange::kNoAmounts) amount += before;
      }
      ++mover;
    }
  }
  return out;
}

std::size_t blocks_of(std::size_t seats) { return (seats + kBlock - 1) / kBlock; }

}  // namespace

class SeatChanges::Worker {
 public:
  /// Counts in the first `counted` groups, that is in all or none.
  Worker(const SeatChanges& all, const WatchIndex& index, std::size_t counted)
      : counter_(all.counter_),
        comparison_(all.given_.releases.size(), all.watched_, index, counter_, all.plans_.front().period),
        counts_(counted) {}
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void count(const SeatStates& states) { comparison_.count(states, counts_); }
  void list(const SeatStates& states, Block& block) {
    comparison_.compare(states, found_);
    keep(found_, block.kept);
    block.ends.push_back(block.kept.changes.size());
  }
  const std::vector<ChangeCounts>& counts() const { return counts_; }

 private:
  PersonCounter counter_;
  SeatComparison comparison_;
  std::vector<ChangeCounts> counts_;
  ChangeList found_;
};

SeatChanges::SeatChanges(const PublishedRegister& given, const Proposal& proposal, const WatchList& watched,
                         const std::vector<PlannedTable>& plans)
    : given_(given),
      proposal_(proposal),
      watched_(watched),
      plans_(plans),
      counter_(plans, proposal.codes),
      comparison_(given.releases.size(), watched, watched.index(), counter_, plans.front().period) {}

SeatStates SeatChanges::states_of(std::uint32_t seat) const {
  return {&proposal_.choices[seat], seat < given_.seats.size() ? &given_.seats[seat] : nullptr};
}

CountedChanges SeatChanges::count() const {
  const auto seats = proposal_.choices.size();
  const auto blocks = blocks_of(seats);
  std::deque<Worker> workers;
  for (std::size_t i = 0; i < base::threads_for(blocks); ++i)
    workers.emplace_back(*this, watched_.index(), watched_.groups().size());
  base::share_out(workers.size(), blocks, [&](std::size_t thread, std::size_t block) {
    for (auto seat = block * kBlock; seat < std::min(seats, (block + 1) * kBlock); ++seat) {
      const auto states = states_of(static_cast<std::uint32_t>(seat));
      if (!is_unchanged(states)) workers[thread].count(states);
    }
  });
  CountedChanges out;
  out.counts.resize(watched_.groups().size());
  for (const auto& worker : workers) {
    for (std::size_t group = 0; group < out.counts.size(); ++group) {
      for (std::size_t i = 0; i < kChangeBits; ++i) out.counts[group][i] += worker.counts()[group][i];
    }
  }
  for (std::uint32_t seat = 0; seat < seats; ++seat) {
    const auto& choice = proposal_.choices[seat];
    if (choice.at(MoveStep::stays) != choice.at(MoveStep::whole)) out.movers.push_back(seat);
  }
  return out;
}

ListedChanges SeatChanges::list(std::span<const std::uint32_t> movers,
                                std::span<const std::uint8_t> wanted) const {
  const auto index = watched_.index_of(wanted);
  std::vector<Block> blocks(blocks_of(movers.size()));
  std::deque<Worker> workers;
  for (std::size_t i = 0; i < base::threads_for(blocks.size()); ++i) workers.emplace_back(*this, index, 0U);
  base::share_out(workers.size(), blocks.size(), [&](std::size_t thread, std::size_t block) {
    for (auto at = block * kBlock; at < std::min(movers.size(), (block + 1) * kBlock); ++at)
      workers[thread].list(states_of(movers[at]), blocks[block]);
  });
  return join(blocks);
}

const std::vector<SeatChange>& SeatChanges::list_one(std::uint32_t seat) {
  comparison_.compare(states_of(seat), found_);
  kept_.clear();
  keep(found_, kept_);
  return kept_.changes;
}

}  // namespace raccordo::aggregate
