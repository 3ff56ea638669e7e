// The search behind suppress(): what is held hidden, by whom, and in which order the targets get their
// witnesses. suppression.cpp does what every release needs, suppression_ledger.cpp what earlier releases ask.
// Internal to aggregate/.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aggregate/layers/largest_shares.hpp"
#include "aggregate/layers/protection.hpp"
#include "aggregate/witness/differences.hpp"
#include "aggregate/witness/money_search.hpp"
#include "aggregate/witness/witness_search.hpp"

namespace raccordo::aggregate {

/// A sensitive cell with its proofs, and the cells that each of them needs hidden.
struct Certified {
  CellNo cell = 0;
  std::vector<FoundWitness> witnesses;
  double cost = 0;  ///< of all together, each found when those before it were paid for
};

std::int64_t breaches(const Certified& item);

/// The persons that a witness changes. Adding one more person like another one does not change the other.
std::vector<PersonNo> changed_persons(const Witness& witness);

/// Ownership: refers to plans and joint. Threads: one.
class Suppression {
 public:
  Suppression(const std::vector<PlannedTable>& plans, const LayeredRegister& joint, std::string_view key);
  Protection run();

 private:
  std::vector<CellNo> find_sensitive() const;
  void certify(Certified& item);
  void certify_greedily(Certified& item);
  void keep_to(const std::optional<Neighbour>& place);
  void certify_by_filling(Certified& item);
  void certify_by_emptying(Certified& item);
  void certify_sum(Certified& item);
  bool is_money(CellNo cell) const;
  FoundWitness find_empty(CellNo cell, const std::vector<PersonNo>& barred, std::optional<PersonNo> spared);
  FoundWitness find_fill(CellNo cell, const std::vector<PersonNo>& barred);
  void clean_up();
  double exclusive_cost(const Certified& item) const;
  void keep(Certified& item, FoundWitness witness);
  void drop(Certified& item, const std::vector<FoundWitness>& witnesses);
  Protection result() const;

  // Earlier releases:
  std::vector<DifferenceCell> watch_differences();
  std::vector<CountedCell> count_watched() const;
  void inherit();
  void renew_certificates();
  std::optional<FoundWitness> replay(CellNo cell, const Proof& proof);
  void replace(Certified& item, std::vector<FoundWitness> witnesses);
  bool leave_in_the_past(Certified& item);
  bool is_in_newest(const Witness& witness);
  CellNo target_of(const Certificate& certificate, std::size_t& differences) const;
  bool may_be_narrowed(const FoundWitness& found, CellNo cell) const;
  void narrow_empty(FoundWitness& best, CellNo cell, const std::vector<PersonNo>& barred,
                    std::optional<PersonNo> spared);
  void narrow_fill(FoundWitness& best, CellNo cell, const std::vector<PersonNo>& barred);
  void withhold_or_refuse();
  bool withhold_blocking(const Certified& item);
  void withhold(std::size_t table);
  std::string refusal(const Certified& item) const;
  std::string name_of(CellNo cell) const;

  const std::vector<PlannedTable>& plans_;
  const LayeredRegister& joint_;
  std::uint16_t newest_;
  Register people_;
  PersonCounter counter_;
  Ties ties_;
  std::vector<DifferenceCell> differences_;
  Pools pools_;
  CellSpace space_;
  Plausibility plausibility_;
  std::vector<LargestShares> shares_;
  HiddenCells hidden_;
  Draft draft_;
  WitnessSearch search_;
  MoneySearch money_;
  Neighbourhood neighbourhood_;
  std::vector<Certified> certified_;
  double limit_ =
      std::numeric_limits<double>::infinity();  // a certificate of this cost need not be completed
  std::vector<std::size_t> withheld_;           // tables
  std::string refusal_;
  FactColumns dossier_;
};

}  // namespace raccordo::aggregate
