// Withholding, the last resort of a release with earlier ones: tables that prevent a certificate are withheld
// except for their total, and if that does not help the release is refused (docs/protection.md#rule-13).
// Internal to aggregate/.
#pragma once

#include <string>
#include <vector>

#include "aggregate/suppress/renewal.hpp"

namespace raccordo::aggregate {

/// Ownership: refers to all it is made from. Threads: one.
class Withholding {
 public:
  Withholding(SearchBase& base, Holdings& holdings, Certifier& certifier, Renewal& renewal)
      : base_(base), holdings_(holdings), certifier_(certifier), renewal_(renewal) {}
  /// Withholds the tables that block any of the cells; stops at the first cell that cannot be helped.
  void resolve(std::vector<Certified>& items);
  /// Ids of the tables withheld.
  std::vector<std::string> withheld() const;
  /// Why the release is refused: the table, the cell, the earlier release and what to do; "" if it is not.
  const std::string& refusal() const { return refusal_; }

 private:
  bool withhold_blocking(const Certified& item);
  void withhold(std::size_t table);
  std::string explain(const Certified& item) const;
  std::string name_of(CellNo cell) const;

  SearchBase& base_;
  Holdings& holdings_;
  Certifier& certifier_;
  Renewal& renewal_;
  std::vector<std::size_t> withheld_;  // tables
  std::string refusal_;
};

}  // namespace raccordo::aggregate
