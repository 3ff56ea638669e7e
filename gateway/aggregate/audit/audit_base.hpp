// AuditBase: the register counted again for the self-audit: the number of persons of every cell and
// difference, which of these are sensitive, and their persons. Internal to aggregate/: audit.cpp fills it,
// the checks read it.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "aggregate/layers/largest_shares.hpp"
#include "aggregate/layers/plausibility.hpp"
#include "aggregate/layers/protection.hpp"
#include "aggregate/layers/register.hpp"

namespace raccordo::aggregate {

/// Targets are numbered: first the cells of all tables, then the differences watched.
/// Ownership: refers to all it is made from. Threads: one while it is filled, then any for reading.
class AuditBase {
 public:
  /// Counts the tables; `watch` adds the differences.
  AuditBase(const std::vector<PlannedTable>& plans, const LayeredRegister& joint,
            const Protection& protection);
  /// Counts these differences as well, and finds the persons of all sensitive targets below k. A difference
  /// is sensitive if it counts fewer.
  void watch(const std::vector<DifferenceCell>& differences);
  /// The cell needs no witness, because an earlier release showed the same members.
  void mark_not_sensitive(std::uint32_t cell) { sensitive_[cell] = false; }

  const std::vector<PlannedTable>& plans() const { return plans_; }
  const LayeredRegister& joint() const { return joint_; }
  const Protection& protection() const { return protection_; }
  const Register& people() const { return people_; }
  /// Of all tables and of the differences watched. A thread that counts needs a copy.
  const PersonCounter& counter() const { return counter_; }
  const Plausibility& plausibility() const { return plausibility_; }

  std::uint32_t targets() const { return static_cast<std::uint32_t>(sensitive_.size()); }
  std::uint32_t tables_end() const { return counter_.first_cell(plans_.size()); }
  std::int64_t persons(std::uint32_t target) const { return persons_[target]; }
  bool is_sensitive_target(std::uint32_t target) const { return sensitive_[target]; }
  bool is_structural_zero(std::uint32_t target) const { return structural_[target]; }
  const LargestShares& shares(std::uint32_t cell) const { return shares_[cell]; }
  const std::vector<DifferenceCell>& watched() const { return watched_; }
  /// Of a sensitive target with fewer than k persons.
  const std::set<std::uint32_t>& own(std::uint32_t target) const { return own_.find(target)->second; }
  /// The cell itself, or of a difference its first whole.
  std::uint32_t place_of(std::uint32_t target) const {
    return target < tables_end() ? target : watched_[target - tables_end()].wholes.front();
  }
  std::size_t table_of(std::uint32_t cell) const;
  const Rules& rules_of(std::uint32_t target) const {
    return joint_.layers[plans_[table_of(place_of(target))].layer].rules;
  }

 private:
  void add_table(const PlannedTable& plan);
  void find_own();

  const std::vector<PlannedTable>& plans_;
  const LayeredRegister& joint_;
  const Protection& protection_;
  Register people_;
  PersonCounter counter_;
  Plausibility plausibility_;
  std::vector<LargestShares> shares_;
  std::vector<std::int64_t> persons_;         // by target
  std::vector<bool> sensitive_, structural_;  // by target
  std::vector<DifferenceCell> watched_;
  std::map<std::uint32_t, std::set<std::uint32_t>> own_;
};

}  // namespace raccordo::aggregate
