#include "base/csv_field.hpp"
#include "extract/formats.hpp"

namespace raccordo::extract {

std::string write_csv(const Cube& cube, const Document&) {
  const auto& dimensions = cube.dimensions();
  std::string out;
  for (const auto& dimension : dimensions) out += dimension.id + ",";
  for (const auto& dimension : dimensions) out += dimension.id + "_label_it,";
  out += "period,value,status\n";
  for (CubeRows rows(cube); !rows.at_end(); rows.next()) {
    for (std::size_t i = 0; i < dimensions.size(); ++i) {
      base::append_field(out, base::harmless(rows.category(i).code));
      out += ',';
    }
    for (std::size_t i = 0; i < dimensions.size(); ++i) {
      base::append_field(out, base::harmless(rows.category(i).label_it));
      out += ',';
    }
    out += rows.period().code + "," + number_text(cube.definition().measure, rows.cell()) + ",";
    out.append(status_of(rows.cell().state)).append("\n");
  }
  return out;
}

}  // namespace raccordo::extract
