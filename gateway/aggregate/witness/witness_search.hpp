// Finds a witness for one sensitive cell: persons who exchange an attribute with others, or are moved, until
// nobody stands behind the cell or at least k do. Among the exchanges it meets it takes the one that costs
// least. Internal to aggregate/: suppression.cpp calls it for every sensitive cell.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "aggregate/witness/draft.hpp"
#include "aggregate/witness/likeness.hpp"
#include "aggregate/witness/neighbourhood.hpp"
#include "aggregate/witness/pools.hpp"
#include "aggregate/witness/settlement.hpp"

namespace raccordo::aggregate {

struct FoundWitness {
  Proof proof;
  std::vector<CellNo> changed;  ///< the cells whose number differs
  double cost = 0;
  std::int64_t breaches = 0;  ///< if not 0, it changes what cannot be hidden any more and is no witness
};

/// Ownership: refers to all it is made from. Threads: one.
class WitnessSearch {
 public:
  WitnessSearch(const CellSpace& space, const Register& people, PersonCounter& counter, const Pools& pools,
                const HiddenCells& hidden, Draft& draft)
      : space_(space),
        people_(people),
        counter_(counter),
        pools_(pools),
        draft_(draft),
        neighbourhood_(space, hidden),
        likeness_(space, people, counter, pools),
        settlement_(space, people, counter, pools, draft) {}
  /// Takes every person out of the cell, or all but the one spared. Always succeeds: at worst those persons
  /// do not exist at all.
  FoundWitness empty(CellNo cell, std::span<const PersonNo> barred, std::optional<PersonNo> spared);
  /// The last resort: they do not exist, or not in the release that is kept to.
  FoundWitness remove(CellNo cell, std::optional<PersonNo> spared);
  /// Brings others in until k stand behind the cell besides any one of its own persons, who stay as they are.
  /// Always succeeds: at worst there are more persons like the first of the cell.
  FoundWitness fill(CellNo cell, std::span<const PersonNo> barred);
  /// From now on all steps go there, and what cannot be had there costs infinitely; nothing: anywhere.
  void keep_to(const std::optional<Neighbour>& place) { only_ = place; }
  /// From now on all changes concern these releases only; kEveryLayer: all alike.
  void keep_to_layers(const LayerSpan& layers) { layers_ = layers; }

 private:
  struct Best {
    std::vector<Edit> edits;
    double cost = 0;
    bool found = false;
  };
  void start(CellNo cell, std::span<const PersonNo> barred);
  void stand_at(CellNo cell);
  CellNo side_of(PersonNo person);
  Edit removal(PersonNo person) const;
  bool step(std::int64_t wanted, std::optional<PersonNo> leaving);
  void exchange_out(const Neighbour& neighbour, PersonNo leaving);
  void move_out(const Neighbour& neighbour, PersonNo leaving);
  void exchange_in(const Neighbour& neighbour);
  void move_in(const Neighbour& neighbour);
  void exchange_alike_out(const Neighbour& neighbour, PersonNo leaving, Money money);
  void exchange_alike_in(const Neighbour& neighbour, Money money);
  void transfer_out(const Neighbour& neighbour, PersonNo leaving);
  void transfer_in(const Neighbour& neighbour);
  void swap(PersonNo leaving);
  void swap_along(const Neighbour& neighbour, PersonNo leaving);
  void consider_swap(const Neighbour& neighbour, PersonNo leaving, PersonNo staying);
  std::vector<InterventionRow> spans_of(PersonNo person, const std::function<bool(DayNo)>& is_wanted);
  void consider(std::vector<Edit> edits);
  void consider_exchange(std::size_t dimension, PersonNo one, int one_category, PersonNo other,
                         int other_category, Money money);
  Exchange exchange_of(const Neighbour& neighbour, Money money) const;
  /// Both where settling could help.
  std::span<const Money> ways(const Neighbour& neighbour) const;
  bool is_good_enough(const Neighbour& neighbour) const;
  bool is_exhausted() const;
  bool may_change(PersonNo person) const;
  /// Whether the person may be changed so that one of the target's persons can leave. Persons who still have
  /// to leave themselves may not.
  bool may_help(PersonNo person) const;
  Attribute attribute(std::size_t dimension) const;
  std::vector<AttributeValue> values(PersonNo person, std::size_t dimension, int category);
  /// All persons of a category, whatever they are in the other dimensions.
  std::span<const PersonNo> margin(std::size_t dimension, int category) const;
  FoundWitness finish(Goal goal) const;

  const CellSpace& space_;
  const Register& people_;
  PersonCounter& counter_;
  const Pools& pools_;
  Draft& draft_;
  Neighbourhood neighbourhood_;
  Likeness likeness_;
  Settlement settlement_;
  LayerSpan layers_;
  CellNo target_ = 0;
  CellNo cell_ = 0;  // where to look round: the target itself, or one of the two cells that it compares
  std::size_t table_ = 0;
  std::span<const PersonNo> barred_;
  std::optional<PersonNo> spared_;
  std::optional<Neighbour> only_;  // where all steps must go
  std::int64_t wanted_ = 0;        // change of persons behind the cell that a step must bring
  Best best_;
  int tries_ = 0;
  FactColumns dossier_;
};

}  // namespace raccordo::aggregate
