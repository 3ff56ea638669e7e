// A register of a few invented cases in a territory of seven Comuni, for tests of aggregate/ and extract/.
// District Alto: Ambito alfa (016001 and 016002 in group alfa.1, 016003 alone); district Basso: Ambito beta
// (016004, 016005) and gamma (016006); 016215 belongs to none.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aggregate/count/group.hpp"
#include "aggregate/release/release.hpp"
#include "model/case_facts.hpp"
#include "model/scheme.hpp"

namespace raccordo::tests {

model::Scheme small_scheme();
model::Period year(int number);
base::Date day(std::string_view iso);

class SmallRegister {
 public:
  std::uint32_t person(std::string_view sex, std::string_view birth);
  /// A case of 2017 unless said otherwise; empty `closed`: open.
  model::CaseFacts& open(std::uint32_t person, std::string_view owner, std::string_view opened = "2017-02-01",
                         std::string_view closed = "");
  /// Adds to the case opened last.
  model::InterventionFacts& intervene(std::string_view area, std::string_view type,
                                      std::string_view start = "2017-03-01", std::string_view end = "");
  void need(std::string_view code);
  model::CodeNo code(std::string_view text) { return facts.codes.intern(text); }

  model::FactSet facts;
};

model::ExtractDefinition extract_by(model::Measure measure, model::When when,
                                    std::vector<model::DimensionChoice> by);
model::DimensionChoice by(model::Dimension dimension);
model::DimensionChoice by(model::TerritoryLevel level);
model::DimensionChoice by_age(std::initializer_list<std::string_view> bands);

/// Counts one table and finds its cells by codes, `_T` where a dimension is left out.
class Counted {
 public:
  Counted(const SmallRegister& given, const model::ExtractDefinition& definition,
          const model::Period& period = year(2017));
  Counted(const SmallRegister& given, const model::ExtractDefinition& definition, const model::Scheme& scheme,
          const model::Period& period);
  std::int64_t value(std::initializer_list<std::pair<std::string_view, std::string_view>> codes) const;
  std::uint32_t persons(std::initializer_list<std::pair<std::string_view, std::string_view>> codes) const;
  const aggregate::CountedTable& table() const { return table_; }

 private:
  aggregate::CountedTable table_;
};

using Codes = std::initializer_list<std::pair<std::string_view, std::string_view>>;
/// The place of a cell among the cells of a table with these dimensions.
std::size_t place_of(const std::vector<model::TableDimension>& dimensions, Codes codes);

aggregate::ReleaseRequest request_for(const model::Period& period, int k = 5);

}  // namespace raccordo::tests
