// Cube: what is rendered: one protected table, or one table over several released periods. Made only from
// protected tables. The formats read it; nothing in it was not published before.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "model/extract.hpp"

namespace raccordo::extract {

/// `absent`: the release of that period has no such category (a Comune merged meanwhile, a month of another
/// year).
enum class CellState : std::uint8_t { shown, hidden, absent };
struct CubeCell {
  CellState state = CellState::absent;
  std::int64_t value = 0;  ///< as ShownCell::value; 0 unless shown
};

/// One period of a cube: the release that it comes from, and what that release says of itself.
struct CubePeriod {
  std::string code, label_it, label_en;  ///< `2017-Q4`, `4° trimestre 2017`, `quarter 4 of 2017`
  std::string release, rules, guarantee;
  std::string rules_it, guarantee_it;  ///< "" if there is no Italian text of them
  int k = 0;
};

/// A released period that the cube leaves out, because its table has other dimensions or another measure.
struct LeftOut {
  std::string period, release;
};

class Cube {
 public:
  explicit Cube(const model::ProtectedTable& table);
  /// The same table over several periods, oldest first, at least one. The newest decides titles, measure,
  /// dimensions and the order of categories; categories that only earlier ones have come next to their former
  /// neighbours.
  explicit Cube(const std::vector<const model::ProtectedTable*>& tables);

  const model::ExtractDefinition& definition() const { return definition_; }
  /// Dimensions without the period, which comes last and varies fastest.
  const std::vector<model::TableDimension>& dimensions() const { return dimensions_; }
  const std::vector<CubePeriod>& periods() const { return periods_; }
  const std::vector<LeftOut>& left_out() const { return left_out_; }
  const std::vector<CubeCell>& cells() const { return cells_; }
  bool is_series() const { return periods_.size() + left_out_.size() > 1; }

 private:
  void place_cells(const model::ProtectedTable& table, std::size_t period);

  model::ExtractDefinition definition_;
  std::vector<model::TableDimension> dimensions_;
  std::vector<CubePeriod> periods_;
  std::vector<LeftOut> left_out_;
  std::vector<CubeCell> cells_;
};

/// Goes through the cells of a cube in their order. The cube must outlive it.
class CubeRows {
 public:
  explicit CubeRows(const Cube& cube) : cube_(cube), places_(cube.dimensions().size() + 1, 0) {}
  bool at_end() const { return cell_ == cube_.cells().size(); }
  void next();
  const CubeCell& cell() const { return cube_.cells()[cell_]; }
  const model::Category& category(std::size_t dimension) const {
    return cube_.dimensions()[dimension].categories[places_[dimension]];
  }
  std::size_t place(std::size_t dimension) const { return places_[dimension]; }
  const CubePeriod& period() const { return cube_.periods()[places_.back()]; }

 private:
  const Cube& cube_;
  std::size_t cell_ = 0;
  std::vector<std::size_t> places_;
};

/// The number of a shown cell: counts whole, amounts in euro with two decimals, rates with six; a point as
/// decimal mark. Empty for other cells.
std::string number_text(model::Measure measure, const CubeCell& cell);
/// Number of decimals of number_text.
int decimals_of(model::Measure measure);

/// `c` for a hidden cell, `m` for an absent one, else "".
std::string_view status_of(CellState state);

/// A period in words; `code` itself if it is none.
std::string period_label_it(std::string_view code);
std::string period_label_en(std::string_view code);

}  // namespace raccordo::extract
