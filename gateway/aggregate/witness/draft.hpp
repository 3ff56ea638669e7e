// Draft: a witness under construction. It weighs changes before they are adopted: which published numbers
// would differ, the cost of hiding them, and whether the changed register could exist and satisfies the rule
// of insiders. Internal to aggregate/: the search for witnesses proposes, the draft evaluates.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "aggregate/layers/cell_space.hpp"
#include "aggregate/layers/plausibility.hpp"
#include "aggregate/layers/register.hpp"
#include "aggregate/layers/witness.hpp"
#include "aggregate/witness/hidden_cells.hpp"
#include "aggregate/witness/person_changes.hpp"

namespace raccordo::aggregate {

/// The effect of changes.
struct Trial {
  double cost = 0;            ///< weight of the additional cells to hide
  std::int64_t breaches = 0;  ///< cells that would have to be hidden but are frozen
  std::int64_t persons = 0;   ///< change of the number of persons of the target
  std::int64_t value = 0;     ///< change of the target's value

  double total() const { return cost + static_cast<double>(breaches) * kBreach; }
};

/// The required change of the target; what is not given may change by anything.
struct Wish {
  std::optional<std::int64_t> persons = {};  ///< behind the target
  std::optional<std::int64_t> value = {};    ///< the target's number
};

/// Ownership: refers to all it is made from. Threads: one.
class Draft {
 public:
  Draft(const CellSpace& space, const Register& people, PersonCounter& counter,
        const Plausibility& plausibility, const HiddenCells& hidden);
  /// The space has more cells than before.
  void grow();
  /// Resets. `own` are all persons of the target: cells that count only them may become empty.
  void open(CellNo target, std::span<const PersonNo> own);
  /// Nothing if the changes break a rule, do not fulfil the wish, or do not cost less in total than `limit`.
  /// Each person may be changed by one adopted trial only.
  std::optional<Trial> weigh(std::span<const Edit> edits, const Wish& wish = {},
                             double limit = std::numeric_limits<double>::infinity());
  /// The change of a cell by the last weighed trial.
  std::int64_t trial_value(CellNo cell) const { return states_[cell].value_step; }
  /// Adopts these changes, which must have been weighed and accepted.
  void adopt(std::span<const Edit> edits);

  const std::vector<Edit>& edits() const { return edits_; }
  bool changes(PersonNo person) const;
  /// With all breaches, each at kBreach.
  double cost() const { return cost_ + static_cast<double>(breaches_) * kBreach; }
  std::int64_t breaches() const { return breaches_; }
  /// The change of the number of persons of the target so far.
  std::int64_t persons() const { return states_[target_].persons; }
  std::int64_t value() const { return states_[target_].value; }
  bool changes_cell(CellNo cell) const { return states_[cell].value != 0; }
  /// All cells whose number differs.
  std::vector<CellNo> changed_cells() const;

 private:
  /// Of one cell: its change by what is adopted, and by the trial.
  struct State {
    std::int64_t value = 0, value_step = 0;
    std::int32_t persons = 0, person_step = 0;
    std::uint32_t own = 0;     ///< how many of the target's persons are in it
    std::uint32_t before = 0;  ///< the persons that it counts
    bool is_met = false;       ///< the trial changes it
  };

  bool has_cost() const { return cost_ > 0 || breaches_ != 0; }
  void add(const PersonChanges::Step& step);
  bool is_allowed(CellNo cell) const;
  void add_cost(CellNo cell, Trial& trial) const;

  const CellSpace& space_;
  const HiddenCells& hidden_;
  PersonChanges persons_changed_;
  CellNo target_ = 0;
  std::vector<Edit> edits_;
  double cost_ = 0;
  std::int64_t breaches_ = 0;
  std::vector<State> states_;  // by cell
  std::vector<CellNo> adopted_cells_, trial_cells_, own_cells_;
};

}  // namespace raccordo::aggregate
