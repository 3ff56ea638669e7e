#include <algorithm>

#include "base/text.hpp"
#include "extract/csv_field.hpp"
#include "extract/formats.hpp"
#include "extract/table_rows.hpp"

namespace raccordo::extract {
namespace {

/// SDMX identifiers allow letters, digits, `_`, `-`, `@` and `$`; by convention in upper case with
/// underscores.
std::string sdmx_id(std::string_view id) {
  auto out = base::to_upper_ascii(id);
  std::replace(out.begin(), out.end(), '-', '_');
  return out;
}

}  // namespace

std::string write_sdmx_csv(const model::ProtectedTable& table) {
  const auto& dimensions = table.dimensions();
  const auto start = "dataflow,RACCORDO:" + sdmx_id(table.definition().id) + "(1.0),I,";
  std::string out = "STRUCTURE,STRUCTURE_ID,ACTION,";
  for (const auto& dimension : dimensions) out += sdmx_id(dimension.id) + ",";
  out += "TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS\n";
  for (TableRows rows(table); !rows.at_end(); rows.next()) {
    out += start;
    for (std::size_t i = 0; i < dimensions.size(); ++i) {
      append_field(out, rows.category(i).code);
      out += ',';
    }
    out += table.period() + "," + number_text(table.definition().measure, rows.cell());
    out += rows.cell().hidden ? ",Q,C\n" : ",A,F\n";
  }
  return out;
}

}  // namespace raccordo::extract
