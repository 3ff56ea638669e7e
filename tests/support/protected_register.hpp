// Protects all tables of a small register and finds their cells by codes; for tests of aggregate/ and the
// attacker.
#pragma once

#include <string_view>
#include <vector>

#include "aggregate/audit/audit.hpp"
#include "aggregate/release/disclosure_rules.hpp"
#include "aggregate/suppress/suppression.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {

class ProtectedRegister {
 public:
  ProtectedRegister(const SmallRegister& given, std::vector<model::ExtractDefinition> catalogue,
                    aggregate::Rules rules = {}, std::string_view key = "a key of the tests")
      : given_(given), catalogue_(std::move(catalogue)), rules_(rules), scheme_(small_scheme()) {
    plans_ = aggregate::plan_tables(catalogue_, scheme_, period_).value();
    aggregate::count_planned(plans_, given_.facts);
    result = aggregate::suppress(plans_, given_.facts, scheme_, period_, rules_, key);
  }

  /// Number of a cell in the numbering over all tables.
  std::size_t cell(std::size_t table, Codes codes) const {
    return first(table) + place_of(plans_.at(table).table.dimensions, codes);
  }
  bool hides(std::size_t table, Codes codes) const { return result.hidden.at(cell(table, codes)) != 0; }
  std::size_t hidden() const {
    std::size_t count = 0;
    for (const auto flag : result.hidden) count += flag;
    return count;
  }
  bool is_sensitive(std::size_t table, std::size_t place) const {
    return aggregate::is_sensitive(plans_[table].table, plans_[table].table.cells[place], rules_);
  }
  /// What the audit says of `result`, which a test may have changed; empty if all holds.
  std::string audit() const {
    const auto wrong = aggregate::audit(plans_, given_.facts, scheme_, period_, rules_, result);
    return wrong ? wrong->message : "";
  }
  std::size_t first(std::size_t table) const {
    std::size_t before = 0;
    for (std::size_t i = 0; i < table; ++i) before += plans_.at(i).cells;
    return before;
  }
  const std::vector<aggregate::PlannedTable>& plans() const { return plans_; }
  const std::vector<model::ExtractDefinition>& catalogue() const { return catalogue_; }

  aggregate::Protection result;

 private:
  const SmallRegister& given_;
  std::vector<model::ExtractDefinition> catalogue_;
  aggregate::Rules rules_;
  model::Scheme scheme_;
  model::Period period_ = year(2017);
  std::vector<aggregate::PlannedTable> plans_;
};

}  // namespace raccordo::tests
