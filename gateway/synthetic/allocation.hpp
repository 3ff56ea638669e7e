// How many members of each group get each element (an area, a type, a need ...), in whole numbers, so that
// every shown count of persons comes out. This is settled before single persons are changed, because it takes
// a fraction of the trials. Called by solve. Threads: one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "synthetic/random.hpp"
#include "synthetic/table_set.hpp"

namespace raccordo::synthetic {

/// Presences of one Ambito with the same attributes, as far as these are given; or one presence of each
/// person who is in the same several Ambiti.
struct Group {
  Nodes nodes{};
  std::vector<Node> others;  ///< further Ambiti; a total above them counts the person once
  std::vector<std::uint32_t> members;
};

/// What is given to the members of groups.
struct Task {
  enum class Each : std::uint8_t { any, one_or_more, exactly_one };
  std::vector<Nodes> elements;
  KindSet kinds = 0;                       ///< of the elements
  std::vector<const PersonTable*> tables;  ///< that count them
  std::optional<std::size_t> none;         ///< the element that excludes the others: "not stated"
  Each each = Each::one_or_more;           ///< how many elements a member gets
  const Task* next = nullptr;              ///< what those who got something get afterwards
  /// The nodes of a group with an element.
  Nodes joined(const Nodes& group, std::size_t element) const;
};

/// Whole numbers by group, then element.
using Counts = std::vector<std::vector<std::int32_t>>;

class Allocation {
 public:
  /// `fixed` has by cell of `set` the persons who are counted already. Refers to all of them.
  Allocation(const TableSet& set, const Task& task, const std::vector<Group>& groups,
             std::vector<std::int32_t> fixed, Random& random);
  /// No element more often than the group has members; the members of a group can get them all by the rule of
  /// `task.each`, unless the tables contradict each other.
  Counts run();

 private:
  static constexpr std::int32_t kCover = 4;  ///< what a member without element weighs beside a wrong cell
  struct Step {
    std::size_t element = 0, group = 0;
    int by = 0;
  };
  void list_groups();
  void list_cells();
  std::vector<std::uint32_t> cells_of(const PersonTable& table, const Group& group,
                                      std::size_t element) const;
  std::vector<std::vector<std::uint64_t>> fit();
  void fit_table(const PersonTable& table, std::vector<std::vector<std::uint64_t>>& shares);
  void fit_groups(std::vector<std::vector<std::uint64_t>>& shares) const;
  void round_off(const std::vector<std::vector<std::uint64_t>>& shares);
  void search();

  std::int64_t uncovered(std::size_t group) const;
  std::int64_t distance() const;
  bool may(const Step& step) const;
  std::int64_t apply(const Step& step);
  bool attempt();
  bool propose(Step first);
  void work_on_cell(std::uint32_t cell);
  void work_on_group(std::size_t group);
  void raise_weights();
  std::size_t size_of(std::size_t group) const { return groups_[group].members.size(); }

  const TableSet& set_;
  const Task& task_;
  const std::vector<Group>& groups_;
  Random& random_;
  std::vector<std::int32_t> fixed_, counts_, weights_;          // by cell
  std::vector<std::uint32_t> shown_;                            // cells that must come out
  std::vector<std::vector<Step>> parts_;                        // by number in `shown_`: what counts there
  std::vector<std::vector<std::vector<std::uint32_t>>> cells_;  // by group, element: shown cells
  std::vector<std::int32_t> given_, cover_weights_;             // by group
  std::vector<std::size_t> ambito_of_, attributes_of_;          // by group: numbers of lists below
  std::vector<std::vector<std::size_t>> of_ambito_, of_attributes_;  // groups
  std::vector<std::vector<std::size_t>> corners_;  // by both: the group plus 1, 0 if there is none
  Counts numbers_;
  std::vector<Step> steps_;
  unsigned bits_ = 0;  // of the fraction of a share
  std::uint64_t trials_ = 0;
};

}  // namespace raccordo::synthetic
