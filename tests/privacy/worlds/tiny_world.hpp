// A world so small that every register in it can be enumerated: persons of a few kinds, distinguished by
// Comune, sex and the areas of their interventions. The attacker has the published cells of all tables and
// enumerates all registers that give them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "support/protected_register.hpp"

namespace raccordo::tests {

/// A person of whom there may be any number.
struct Kind {
  std::string owner, sex;
  std::vector<std::string> areas;  ///< one intervention each; a person may have two in one area
};

/// How many there are of each kind.
using Counts = std::vector<std::uint8_t>;

/// What an attacker can derive about the sensitive cells from the shown ones.
struct Breaches {
  int sensitive = 0;  ///< how many there were
  int outsider = 0;   ///< cells of which every register that fits has 1..k-1 persons
  int insider = 0;    ///< cells of which a person in it finds 1..k-1 others in every register that fits
};

class TinyWorld {
 public:
  /// All registers of at most `most` persons. Tables are of persons, cases or interventions by the same
  /// dimensions, the one of persons first.
  TinyWorld(std::vector<Kind> kinds, std::vector<model::ExtractDefinition> tables, int most);

  SmallRegister make_register(const Counts& counts) const;
  /// `shown` by cell of all tables.
  Breaches attack(const Counts& truth, const std::vector<bool>& shown, int k) const;
  const std::vector<model::ExtractDefinition>& tables() const { return tables_; }
  std::size_t kinds() const { return kinds_.size(); }
  std::size_t registers() const { return all_.size(); }
  /// Cells that are not sensitive, as suppression without witnesses would show them.
  std::vector<bool> naive(const Counts& truth, int k) const;

 private:
  using Column = std::vector<std::int64_t>;  ///< what one person of each kind adds to a cell
  void write_down(Counts& counts, std::size_t kind, int left);
  std::int64_t number(std::size_t column, const Counts& counts) const;

  std::vector<Kind> kinds_;
  std::vector<model::ExtractDefinition> tables_;
  std::vector<Column> columns_;                                // the different ones
  std::vector<std::size_t> column_of_cell_, persons_of_cell_;  // into columns_
  std::vector<Counts> all_;
  std::vector<std::vector<std::uint8_t>> numbers_;  // by register, by column
};

}  // namespace raccordo::tests
