// Reduces facts to published categories: every code to one that all tables count alike, every
// age to the least of its published band. So a seat tells no more than the tables could, and one that stays
// is counted in its category even if the scheme gives the codes of that category to others. Internal to
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
#include "aggregate/published/published_register.hpp"
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
  /// Older programs named a category by the least of its codes: gives it its name in all states of all seats.
  /// The plans must be those of the newest release of the register.
  void rename(PublishedRegister& given) const;

 private:
  using Leaves = std::vector<int>;  ///< of one code, by dimension; negative: in none
  /// The categories of a code in one dimension.
  struct Source {
    const model::StringMap<int>* leaf_of = nullptr;
    const std::vector<model::Category>* categories = nullptr;
  };
  /// What decides the category of one code: its leaves in all dimensions of one attribute.
  struct Attribute {
    std::vector<Source> sources;
    std::map<Leaves, std::string> name_of;
    std::map<std::string, std::string>
        former;                  ///< names of classes that older programs gave, to those of today
    bool keeps_unknown = false;  ///< an unknown code is not the same as none
  };
  static Leaves leaves_of(const Attribute& attribute, std::string_view code);
  static void name_classes(Attribute& attribute);
  static std::string category_name(const Attribute& attribute, const Leaves& leaves);
  static std::string name_of(const Attribute& attribute, std::string_view code);
  const Attribute& attribute_of(model::Dimension dimension) const {
    return attributes_[static_cast<std::size_t>(dimension)];
  }
  Attribute& attribute_of(model::Dimension dimension) {
    return attributes_[static_cast<std::size_t>(dimension)];
  }

  std::vector<Attribute> attributes_;  ///< by model::Dimension
  std::set<int> ages_;                 ///< the least age of each class
  bool has_reports_ = false;           ///< a table counts reports
  bool has_joint_ = false;             ///< a table needs the sender of every case
  bool has_amounts_ = false;
};

}  // namespace raccordo::aggregate
