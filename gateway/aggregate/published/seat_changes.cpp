#include "aggregate/published/seat_changes.hpp"

#include <algorithm>
#include <bit>
#include <deque>
#include <utility>

#include "base/threads.hpp"

namespace raccordo::aggregate {
namespace {

constexpr std::size_t kBlock = 512;  // seats

/// The movers of one block of seats.
struct Block {
  std::vector<std::uint32_t> movers;
  std::vector<std::size_t> ends;
  ChangeList found;
};

/// How far the seat moves matters to the group.
bool is_by_step(const SeatChange& change, const std::vector<StepAmounts>& amounts) {
  const auto& masks = change.masks;
  if (masks[0] != masks[1] || masks[1] != masks[2]) return true;
  return change.amount != SeatChange::kNoAmounts &&
         (amounts[change.amount][1] != 0 || amounts[change.amount][2] != 0);
}

/// The same as ever: differs from nothing.
bool is_unchanged(const Choice& choice, const Seat* seat) {
  if (choice.at(MoveStep::stays) != choice.at(MoveStep::whole)) return false;
  if (seat == nullptr) return false;
  return std::all_of(seat->then.begin(), seat->then.end(), [&](StateNo state) {
    return state == kVaried || settled(seat->states[state]) == choice.at(MoveStep::stays);
  });
}

/// What one thread compares. Refers to what it is made from.
class Worker {
 public:
  Worker(const PublishedRegister& given, const Proposal& proposal, const WatchList& watched,
         const std::vector<PlannedTable>& plans)
      : given_(given),
        proposal_(proposal),
        counter_(plans, proposal.codes),
        comparison_(given.releases.size(), watched, counter_, plans.front().period),
        counts_(watched.groups().size()) {}
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void compare(std::size_t first, std::size_t last, Block& block) {
    for (auto seat = first; seat < last; ++seat) compare(static_cast<std::uint32_t>(seat), block);
  }
  void add_to(std::vector<std::array<std::uint32_t, kChangeBits>>& counts) const {
    for (std::size_t group = 0; group < counts.size(); ++group) {
      for (std::size_t i = 0; i < kChangeBits; ++i) counts[group][i] += counts_[group][i];
    }
  }

 private:
  void compare(std::uint32_t seat, Block& block) {
    const auto& choice = proposal_.choices[seat];
    const auto* known = seat < given_.seats.size() ? &given_.seats[seat] : nullptr;
    if (is_unchanged(choice, known)) return;
    comparison_.compare({&choice, known}, changes_);
    const bool can_return = choice.at(MoveStep::stays) != choice.at(MoveStep::whole);
    for (const auto& change : changes_.changes) {
      add_to_counts(counts_[change.group], change.masks.back(), 1);
      if (can_return && is_by_step(change, changes_.amounts)) keep(change, block.found);
    }
    if (!can_return) return;
    block.movers.push_back(seat);
    block.ends.push_back(block.found.changes.size());
  }
  void keep(SeatChange change, ChangeList& found) const {
    if (change.amount != SeatChange::kNoAmounts) {
      found.amounts.push_back(changes_.amounts[change.amount]);
      change.amount = static_cast<std::uint32_t>(found.amounts.size() - 1);
    }
    found.changes.push_back(change);
  }

  const PublishedRegister& given_;
  const Proposal& proposal_;
  PersonCounter counter_;
  SeatComparison comparison_;
  std::vector<std::array<std::uint32_t, kChangeBits>> counts_;
  ChangeList changes_;  // of one seat
};

/// Frees each block when it is copied.
void join(std::vector<Block>& blocks, SeatChanges& out) {
  std::size_t changes = 0;
  for (const auto& block : blocks) changes += block.found.changes.size();
  out.changes.reserve(changes);
  for (auto& each : blocks) {
    const auto block = std::exchange(each, {});
    const auto before = out.changes.size();
    const auto amounts_before = static_cast<std::uint32_t>(out.amounts.size());
    out.amounts.insert(out.amounts.end(), block.found.amounts.begin(), block.found.amounts.end());
    std::size_t at = 0;
    for (std::size_t i = 0; i < block.movers.size(); ++i) {
      const auto mover = static_cast<std::uint32_t>(out.movers.size());
      for (; at < block.ends[i]; ++at) {
        out.changes.push_back({mover, block.found.changes[at]});
        auto& amount = out.changes.back().change.amount;
        if (amount != SeatChange::kNoAmounts) amount += amounts_before;
      }
      out.movers.push_back(block.movers[i]);
      out.ends.push_back(before + block.ends[i]);
    }
  }
}

}  // namespace

void add_to_counts(std::array<std::uint32_t, kChangeBits>& counts, ChangeMask mask, int change) {
  for (; mask != 0; mask &= mask - 1)
    counts[static_cast<std::size_t>(std::countr_zero(mask))] += static_cast<std::uint32_t>(change);
}

SeatChanges compare_seats(const PublishedRegister& given, const Proposal& proposal, const WatchList& watched,
                          const std::vector<PlannedTable>& plans) {
  const auto seats = proposal.choices.size();
  std::vector<Block> blocks((seats + kBlock - 1) / kBlock);
  std::deque<Worker> workers;
  for (std::size_t i = 0; i < base::threads_for(blocks.size()); ++i)
    workers.emplace_back(given, proposal, watched, plans);
  base::share_out(workers.size(), blocks.size(), [&](std::size_t thread, std::size_t i) {
    workers[thread].compare(i * kBlock, std::min(seats, (i + 1) * kBlock), blocks[i]);
  });
  SeatChanges out;
  out.counts.resize(watched.groups().size());
  for (const auto& worker : workers) worker.add_to(out.counts);
  join(blocks, out);
  return out;
}

}  // namespace raccordo::aggregate
