// Protects all tables of a small register as a first release does, and finds their cells by codes; for tests
// of aggregate/ and the attacker.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aggregate/audit/audit.hpp"
#include "aggregate/layers/register.hpp"
#include "aggregate/release/disclosure_rules.hpp"
#include "aggregate/suppress/suppression.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {

class ProtectedRegister {
 public:
  ProtectedRegister(const SmallRegister& given, std::vector<model::ExtractDefinition> catalogue,
                    aggregate::Rules rules = {}, std::string_view key = "a key of the tests")
      : given_(given), layers_{{"", year(2017), rules, std::move(catalogue), small_scheme(), {}, {}, ""}} {
    layers_.front().covers_rests = true;
    plans_ = aggregate::plan_layers(layers_).value();
    aggregate::count_layers(plans_, given_.facts, {});
    result = aggregate::suppress(plans_, joint(), key);
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
    return aggregate::is_sensitive(plans_[table].table, plans_[table].table.cells[place],
                                   layers_.front().rules);
  }
  /// The result of the audit of `result`, which a test may have changed; empty if all rules hold.
  std::string audit() const {
    const auto wrong = aggregate::audit(plans_, joint(), result);
    return wrong ? wrong->message : "";
  }
  std::size_t first(std::size_t table) const {
    std::size_t before = 0;
    for (std::size_t i = 0; i < table; ++i) before += plans_.at(i).cells;
    return before;
  }
  const std::vector<aggregate::PlannedTable>& plans() const { return plans_; }
  const std::vector<model::ExtractDefinition>& catalogue() const { return layers_.front().catalogue; }

  aggregate::Protection result;

 private:
  aggregate::LayeredRegister joint() const { return {given_.facts, {}, layers_, {}}; }

  const SmallRegister& given_;
  std::vector<aggregate::Layer> layers_;
  std::vector<aggregate::PlannedTable> plans_;
};

}  // namespace raccordo::tests
