// The self-audit at work: audit.cpp checks layers and that nothing is missing, audit_proofs.cpp proof by
// proof. Internal to aggregate/.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "aggregate/layers/largest_shares.hpp"
#include "aggregate/layers/plausibility.hpp"
#include "aggregate/layers/protection.hpp"
#include "aggregate/layers/register.hpp"
#include "aggregate/witness/differences.hpp"
#include "base/result.hpp"

namespace raccordo::aggregate {

/// The difference between a witness and the real register.
struct Difference {
  struct Cell {
    std::int64_t persons = 0, value = 0;
    std::set<std::uint32_t> leaving;  ///< changed persons who stood in the cell before
  };
  std::map<std::uint32_t, Cell> cells;
  std::set<std::uint32_t> changed;  ///< persons who are otherwise than in the real register
};

/// Ownership: refers to all it is made from. Threads: one.
class Audit {
 public:
  Audit(const std::vector<PlannedTable>& plans, const LayeredRegister& joint, const Protection& protection)
      : plans_(plans),
        joint_(joint),
        protection_(protection),
        people_(joint.facts, joint.former),
        counter_(plans, joint.facts.codes),
        plausibility_(joint, plans, counter_),
        shares_(find_largest_shares(plans, people_, counter_)) {}

  std::optional<base::Fault> run();

 private:
  std::optional<base::Fault> check_layers();
  std::optional<base::Fault> check_ties(std::uint16_t layer, const Ties& ties);
  std::optional<base::Fault> check_certificates();
  std::optional<base::Fault> check_complete() const;
  void add_table(std::size_t table);
  void add_differences();
  std::string check(std::uint32_t target, const Certificate& certificate);
  std::string check_insiders(std::uint32_t target, const Certificate& certificate,
                             const std::vector<Difference>& differences) const;
  void find_own();
  std::string check(std::uint32_t target, const Proof& proof, const Difference& difference) const;
  std::string check_goal(std::uint32_t target, Goal goal, const Difference& difference) const;
  std::string recompute(const Witness& witness, Difference& difference);
  void count(const FactColumns& dossier);
  std::uint32_t tables_end() const { return counter_.first_cell(plans_.size()); }
  std::uint32_t place_of(std::uint32_t target) const {
    return target < tables_end() ? target : watched_[target - tables_end()].newer;
  }
  bool is_of_rate(std::size_t table) const;
  std::size_t table_of(std::uint32_t cell) const;
  const Rules& rules_of(std::uint32_t target) const {
    return joint_.layers[plans_[table_of(place_of(target))].layer].rules;
  }
  base::Fault fault_at(std::uint32_t target, const std::string& what) const;

  const std::vector<PlannedTable>& plans_;
  const LayeredRegister& joint_;
  const Protection& protection_;
  Register people_;
  PersonCounter counter_;
  Plausibility plausibility_;
  std::vector<LargestShares> shares_;
  // By target: the cells of all tables, then the differences.
  std::vector<std::int64_t> persons_;
  std::vector<bool> sensitive_, structural_;
  std::vector<DifferenceCell> watched_;
  std::map<std::uint32_t, std::set<std::uint32_t>> own_;  // the persons of targets that stand on fewer than k
  std::set<std::uint32_t> certified_;
  std::vector<Contribution> list_;
};

}  // namespace raccordo::aggregate
