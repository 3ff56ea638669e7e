// Reduces facts to published categories: every code to one that all tables count alike, every
// age to the least of its published band. So a seat tells no more than the tables could. Internal to
// aggregate/.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "aggregate/count/planned_table.hpp"
#include "model/case_facts.hpp"

namespace raccordo::aggregate {

/// Ownership: refers to the plans, which must outlive it.
class Reduction {
 public:
  explicit Reduction(std::span<const PlannedTable> plans);

  /// The same persons and cases in the same order, codes numbered by `codes`, which may grow. Dates and
  /// amounts stay; sources are removed, and what no table is by.
  model::FactSet reduce(const model::FactSet& facts, model::CodePool& codes) const;
  /// The least age of the band; negative if the age is unknown or no table is by age.
  int reduce_age(int age) const;

 private:
  /// What decides the category of one code: its leaves in all dimensions of one attribute.
  struct Attribute {
    std::vector<const model::StringMap<int>*> leaves;
    std::map<std::vector<int>, std::string> name_of;  ///< by leaves; the least code of the class
    bool keeps_unknown = false;                       ///< an unknown code is not the same as none
  };
  static void name_classes(Attribute& attribute);
  static std::string name_of(const Attribute& attribute, std::string_view code);
  Attribute& attribute_of(model::Dimension dimension) {
    return attributes_[static_cast<std::size_t>(dimension)];
  }

  std::vector<Attribute> attributes_;  ///< by model::Dimension
  std::set<int> ages_;                 ///< the least age of each class
  bool has_reports_ = false;           ///< a table counts reports
  bool has_amounts_ = false;
};

}  // namespace raccordo::aggregate
