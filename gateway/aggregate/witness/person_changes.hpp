// PersonChanges: what a person counts in every cell, now and after changes. The search offers the same person
// with the same changes again and again, with other partners: the newest results are remembered. Internal to
// aggregate/: used by Draft.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "aggregate/layers/cell_space.hpp"
#include "aggregate/layers/plausibility.hpp"
#include "aggregate/layers/register.hpp"

namespace raccordo::aggregate {

/// Ownership: refers to all it is made from. Threads: one.
class PersonChanges {
 public:
  PersonChanges(const Register& people, PersonCounter& counter, const Plausibility& plausibility);
  /// The current contributions of a person.
  struct Standing {
    std::vector<CellNo> cells;         ///< of all tables, without differences
    std::vector<std::int64_t> values;  ///< in the same order, of tables that do not count persons
    std::vector<std::uint32_t> table_end;
    int breaches = 0;
  };
  const Standing& standing(PersonNo person);
  /// A change of one cell. No cell occurs twice, and something changes in each.
  struct Step {
    CellNo cell = 0;
    std::int32_t persons = 0;
    std::int64_t value = 0;
  };
  /// The changes of cells by the edits of this person among the given ones, at least one; null if the
  /// changed person could not exist. Valid until the next call.
  const std::vector<Step>* change(std::span<const Edit> edits, PersonNo person);
  /// Frees the memory of persons met before, if it is much.
  void trim();
  /// The counter watches other differences.
  void forget();

 private:
  struct Known {
    std::vector<Edit> edits;  // none: nothing is known
    bool is_possible = false;
    std::vector<Step> steps;
  };
  void find(Known& known, PersonNo person);
  void list(const Known& known, const Standing& before, std::int64_t presence);
  void find_steps(std::int64_t presence, std::vector<Step>& steps);

  const Register& people_;
  PersonCounter& counter_;
  const Plausibility& plausibility_;
  std::unordered_map<PersonNo, Standing> standings_;
  std::size_t standing_size_ = 0;
  std::vector<Known> known_;  // by a digest of the edits
  std::vector<Edit> own_;     // of the person
  FactColumns dossier_;
  std::vector<Contribution> list_, old_list_;
  std::vector<std::uint8_t> is_met_;    // by table: the edits may change it
  std::vector<std::uint32_t> step_of_;  // by cell: its place among the steps, from 1; 0 between calls
};

}  // namespace raccordo::aggregate
