// Counts persons by all tables of a TableSet, by the rules of docs/extracts.md: distinct persons in each
// cell. Also weighs a change of one or two persons before it is kept. Called by start and repair. Threads:
// one.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "synthetic/people.hpp"
#include "synthetic/table_set.hpp"

namespace raccordo::synthetic {

class Tally {
 public:
  /// Refers to both; call `count` after persons were made.
  Tally(const Vocabulary& vocabulary, const TableSet& set, const People& people);
  /// Counts all persons again.
  void count();
  /// By cell.
  const std::vector<std::int32_t>& counts() const { return counts_; }
  /// Shown minus wanted; positive: too many persons.
  std::int32_t excess(std::uint32_t cell) const { return counts_[cell] - set_.wanted[cell]; }
  /// What each cell weighs in `change` from now on.
  void weigh(std::vector<std::int32_t> weights) { weights_ = std::move(weights); }
  void add_weight(std::uint32_t cell, std::int32_t more) { weights_[cell] += more; }

  /// A trial: `remove` every person concerned, change them, `add` them again, read `change`, then `keep` or
  /// undo the change of the persons and `drop`. Only tables with one of the kinds are counted: those of which
  /// the change can change the numbers, the same for both; kEveryTable for all.
  void remove(std::uint32_t person, KindSet kinds) { shift(person, kinds, -1); }
  void add(std::uint32_t person, KindSet kinds) { shift(person, kinds, 1); }
  std::int64_t change() const;
  void keep();
  void drop();

  /// The cells of a person in tables with one of the kinds, or in these tables, each once.
  const std::vector<std::uint32_t>& cells_of(std::uint32_t person, KindSet kinds = kEveryTable);
  const std::vector<std::uint32_t>& cells_in(std::uint32_t person,
                                             const std::vector<const PersonTable*>& tables);

 private:
  void begin_list();
  void list(const PersonTable& table, const Person& person);
  void spread(const PersonTable& table, const Person& person, const Presence& presence);
  void step(const std::vector<std::uint32_t>& chain);
  void shift(std::uint32_t person, KindSet kinds, int by);

  const TableSet& set_;
  const People& people_;
  std::vector<std::int32_t> counts_, shifts_, weights_;
  std::vector<std::uint32_t> touched_;  // cells that the trial concerns
  std::vector<std::uint8_t> is_touched_;
  std::vector<std::uint32_t> stamps_;  // by cell: the last listing that contains it
  std::uint32_t stamp_ = 0;
  std::vector<std::uint32_t> cells_, places_, next_;
  std::vector<Node> no_needs_;
};

}  // namespace raccordo::synthetic
