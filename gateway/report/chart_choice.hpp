// ChartChoice: which charts a table gets. What is drawn once, for instance persons by area, is not drawn
// again for a table that has it too. Internal to report/.
#pragma once

#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "report/chart.hpp"
#include "report/counted_subject.hpp"
#include "report/table_pair.hpp"

namespace raccordo::report {

class ChartChoice {
 public:
  ChartChoice(const Wording& say, std::string now, std::string before)
      : say_(say), now_(std::move(now)), before_(std::move(before)) {}
  /// Figures with their captions, as HTML; "" if there is nothing new to draw.
  std::string draw(const TablePair& table, const std::string& id);

 private:
  std::string draw_ages(const TablePair& table, const std::string& id);
  std::string draw_months(const TablePair& table, const std::string& id, std::size_t dimension);
  std::string draw_categories(const TablePair& table, const std::string& id, std::size_t dimension);
  Chart chart_of(const TablePair& table, const std::string& id, std::size_t dimension) const;
  bool is_new(const TablePair& table, const std::string& over);

  const Wording& say_;
  std::string now_, before_;  ///< periods in words; `before_` is "" without comparison
  std::set<std::tuple<CountedSubject, std::string>> drawn_;
};

}  // namespace raccordo::report
